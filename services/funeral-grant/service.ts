import { formatJalali } from '#kernel/dates.ts'
import { formatRial } from '#kernel/rial.ts'
import { sms } from '#kernel/service/effect.ts'
import { known } from '#kernel/service/evidence.ts'
import { reviewedByBranch } from '#kernel/service/flows.ts'
import { service } from '#kernel/service/service.ts'
import { amount, rows } from '#kernel/sheet/sheet.ts'
import { article } from '#law/article.ts'
import { DECEASED, funeralEntitlement } from '#law/short-term.ts'
import { grant, paidInto } from '../benefits.ts'
import * as sources from '../sources.ts'
import * as is from './death.ts'

/** The grant of article 84 for the funeral of an insured person, a pensioner, or a spouse of theirs. */
export default service({
  id: 'funeral-grant',
  version: 1,
  title: 'کمک‌هزینهٔ مراسم ترحیم',
  audience: ['insured', 'pensioner'],
  unit: 'benefits',
  onePendingFor: ({ answers }) => answers.deceased.number,
  subject: ({ facts }) => (facts.civil === null ? null : `${facts.civil.firstName} ${facts.civil.lastName}`),
  fields: is.fields,
  facts: {
    self: { from: sources.civilSelf, about: sources.ofApplicant },
    member: { from: sources.registered, about: sources.ofApplicant },
    own: { from: sources.benefits, about: sources.ofApplicant },
    account: { from: sources.bankAccount, about: sources.ofApplicant },
    civil: { from: sources.civilPerson, about: ({ answers }) => answers.deceased },
    spells: { from: sources.spells, about: ({ answers }) => ({ number: answers.deceased.number }) },
    contracts: { from: sources.contracts, about: ({ answers }) => ({ number: answers.deceased.number }) },
    pensions: { from: sources.pensions, about: ({ answers }) => ({ number: answers.deceased.number }) },
    unemployment: { from: sources.benefits, about: ({ answers }) => ({ number: answers.deceased.number }) },
    papers: {
      from: sources.papersSeen,
      about: (given) =>
        is.kinInRegistry(given) === null
          ? { number: given.answers.deceased.number, relation: given.answers.kinship }
          : null,
    },
  },
  pages: {
    deceased: { title: 'درگذشته', fields: ['deceased', 'kinship'], startsOver: true },
    truth: { title: 'تعهد درستی اطلاعات', fields: ['truth'] },
  },
  rules: {
    found: {
      title: 'شناسایی در ثبت احوال',
      law: article(84),
      must: ({ facts }) => facts.civil !== null,
      else: 'در ثبت احوال کسی با این کد ملی و این تاریخ تولد پیدا نشد.',
      mend: 'کد ملی و تاریخ تولد را با شناسنامه مقایسه و اصلاح کنید.',
    },
    died: {
      title: 'ثبت درگذشت',
      law: article(84),
      must: ({ facts }) => known(facts.civil).diedOn !== null,
      else: 'درگذشت این فرد در ثبت احوال ثبت نشده است.',
      mend: 'اول درگذشت را در ادارهٔ ثبت احوال ثبت کنید.',
    },
    reckonable: {
      title: 'عددهای قانون در روز درگذشت',
      law: article(84),
      must: is.isReckonable,
      else: 'حداقل مزد سال درگذشت را در سامانه نداریم و از سال دیگری حدس نمی‌زنیم.',
      mend: 'با گواهی فوت به شعبه بروید.',
    },
    kin: {
      title: 'نسبت خانوادگی',
      law: article(84),
      must: (given) => is.kinInRegistry(given) ?? given.facts.papers.shown,
      else: 'این نسبت در ثبت احوال یا در مدارک پیدا نشد.',
      mend: 'نسبت را درست انتخاب کنید؛ اگر درست است، آن را در ثبت احوال اصلاح کنید.',
    },
    entitled: {
      title: 'بیمه یا مستمری در روز درگذشت',
      law: article(84),
      must: (given) => funeralEntitlement(is.deceased(given), is.diedOn(given)),
    },
    once: {
      title: 'یک بار بودن',
      law: article(84),
      must: ({ answers, facts }) =>
        !facts.own.some(({ kind, about }) => kind === 'funeral' && about === answers.deceased.number),
      else: 'این کمک‌هزینه پیش از این به شما داده شده است.',
      mend: 'اگر آن را نگرفته‌اید، وضعیت پرداخت را از شعبه بپرسید.',
    },
  },
  documents: {
    deathPaper: { title: 'گواهی فوت یا صفحهٔ درگذشت شناسنامه' },
    invoices: { title: 'صورت‌حساب هزینه‌های مراسم', most: 3, optional: true },
  },
  flow: reviewedByBranch({ days: 3 }),
  shows: (given) => ({
    title: 'کمک‌هزینهٔ مراسم ترحیم',
    sections: [
      rows(null, [
        ['روز درگذشت', formatJalali(is.diedOn(given), 'long')],
        ['درگذشته', DECEASED[is.deceased(given).deceased]],
      ]),
      amount('کمک‌هزینه', is.grantOf(given).value, is.grantOf(given)),
      paidInto(given.facts.account),
    ],
  }),
  outcome: {
    approved(given) {
      const { value } = is.grantOf(given)
      const about = given.answers.deceased.number
      return [
        ...grant({ kind: 'funeral', about, from: null, until: null }, value, 'کمک‌هزینهٔ مراسم ترحیم', given.today),
        sms('approved', { amount: formatRial(value) }),
      ]
    },
    rejected: () => [sms('rejected')],
  },
  texts: {
    approved:
      'درگذشت عزیزتان را تسلیت می‌گوییم. کمک‌هزینهٔ مراسم ترحیم شما {amount} است؛ دستور پرداخت آن را در «درخواست‌های من» ببینید.',
    rejected: 'درخواست کمک‌هزینهٔ مراسم ترحیم پذیرفته نشد. دلیل آن در «درخواست‌های من» آمده است.',
  },
})
