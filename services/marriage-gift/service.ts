import { formatJalali } from '#kernel/dates.ts'
import { formatRial } from '#kernel/rial.ts'
import { sms } from '#kernel/service/effect.ts'
import { reviewedByBranch } from '#kernel/service/flows.ts'
import { service } from '#kernel/service/service.ts'
import { amount, rows } from '#kernel/sheet/sheet.ts'
import { formatNumber } from '#kernel/text.ts'
import { article } from '#law/article.ts'
import { marriageEntitlement } from '#law/short-term.ts'
import { grant, paidInto } from '../benefits.ts'
import * as sources from '../sources.ts'
import { monthsBefore } from '../wages.ts'
import * as is from './marriage.ts'
import { fields } from './pages.ts'
import { texts } from './texts.ts'

const FIVE_YEARS = 60

/** The gift of article 85 for a first, permanent marriage: the wages of the two years before it, divided by twenty-four. */
export default service({
  id: 'marriage-gift',
  version: 1,
  title: 'هدیهٔ ازدواج',
  audience: ['insured'],
  unit: 'benefits',
  onePendingFor: () => 'one',
  fields,
  facts: {
    self: { from: sources.civilSelf, about: sources.ofApplicant },
    benefits: { from: sources.benefits, about: sources.ofApplicant },
    spells: { from: sources.spells, about: sources.ofApplicant },
    contracts: { from: sources.contracts, about: sources.ofApplicant },
    account: { from: sources.bankAccount, about: sources.ofApplicant },
    wages: {
      from: sources.wages,
      about: ({ applicant, answers }) => ({ number: applicant, ...monthsBefore(answers.marriedOn, FIVE_YEARS) }),
    },
    deed: {
      from: sources.marriageDeed,
      about: ({ facts, answers }) => ((facts.self?.marriages ?? null) === null ? { number: answers.spouse } : null),
    },
  },
  pages: {
    marriage: { title: 'ازدواج شما', fields: ['marriedOn', 'spouse'], startsOver: true },
    truth: { title: 'تعهد درستی اطلاعات', fields: ['truth'] },
  },
  rules: {
    day: {
      title: 'تاریخ ازدواج',
      law: article(85),
      must: is.dayFits,
      else: 'این تاریخ هنوز نرسیده است یا پیش از قانون تأمین اجتماعی است.',
      mend: 'تاریخ سند ازدواج را بنویسید.',
    },
    once: {
      title: 'یک بار بودن',
      law: article(85),
      must: ({ facts }) => !facts.benefits.some(({ kind }) => kind === 'marriage'),
      else: 'هدیهٔ ازدواج پیش از این به شما داده شده است و هر کس یک بار آن را می‌گیرد.',
      mend: 'اگر آن را نگرفته‌اید، از شعبه بپرسید.',
    },
    registered: { title: 'ثبت ازدواج در ثبت احوال', law: article(85), must: is.registered },
    entitled: {
      title: 'شرایط هدیهٔ ازدواج',
      law: article(85),
      must: (given) => marriageEntitlement(is.marriage(given), is.day(given)),
    },
    wages: {
      title: 'مزد دو سال پیش از ازدواج',
      law: article(85),
      must: (given) => is.gift(given).value > 0n,
      else: 'در دو سال پیش از ازدواج مزدی برای شما ثبت نشده است.',
      mend: 'اگر در آن دو سال کار کرده‌اید، به «اعتراض به سوابق ناموجود» بروید.',
    },
  },
  documents: { deed: { title: 'صفحه‌های سند ازدواج', most: 3 } },
  flow: reviewedByBranch({ days: 5 }),
  shows(given) {
    const { wages, paidInFiveYears } = is.record(given)
    return {
      title: 'هدیهٔ ازدواج شما',
      sections: [
        rows('سابقهٔ شما پیش از ازدواج', [
          ['تاریخ ازدواج', formatJalali(is.day(given), 'long')],
          ['مزد دو سال پیش از ماه ازدواج', formatRial(wages)],
          ['روزهای بیمه در پنج سال', `${formatNumber(paidInFiveYears)} روز`],
        ]),
        amount('هدیهٔ ازدواج', is.gift(given).value, is.gift(given)),
        paidInto(given.facts.account),
      ],
    }
  },
  outcome: {
    approved(given) {
      const { value } = is.gift(given)
      return [
        ...grant({ kind: 'marriage', about: null, from: null, until: null }, value, 'هدیهٔ ازدواج', given.today),
        sms('approved', { amount: formatRial(value) }),
      ]
    },
    rejected: () => [sms('rejected')],
  },
  texts,
})
