import { formatJalali } from '#kernel/dates.ts'
import { formatRial } from '#kernel/rial.ts'
import { sms } from '#kernel/service/effect.ts'
import { known } from '#kernel/service/evidence.ts'
import { reviewedByBranch } from '#kernel/service/flows.ts'
import { service } from '#kernel/service/service.ts'
import { amount, rows } from '#kernel/sheet/sheet.ts'
import { formatNumber } from '#kernel/text.ts'
import { article } from '#law/article.ts'
import { sicknessEntitlement } from '#law/short-term.ts'
import { grant, overlapping, paidInto } from '../benefits.ts'
import { knownToRegistry } from '../member.ts'
import * as sources from '../sources.ts'
import { monthsBefore } from '../wages.ts'
import { fields } from './fields.ts'
import * as is from './rest.ts'
import { texts } from './texts.ts'

/** The whole months that hold the ninety days before a rest. */
const MONTHS = 4
const daily = (count: number): string => `${formatNumber(count)} روز`

/** Sickness pay of articles 59 to 63, for a rest that a doctor ordered and that is over. */
export default service({
  id: 'sickness-pay',
  version: 1,
  title: 'غرامت دستمزد ایام بیماری',
  audience: ['insured'],
  unit: 'benefits',
  // One after the other: the days of one rest count for the next.
  onePendingFor: () => 'one',
  fields,
  facts: {
    self: { from: sources.civilSelf, about: sources.ofApplicant },
    spells: { from: sources.spells, about: sources.ofApplicant },
    contracts: { from: sources.contracts, about: sources.ofApplicant },
    benefits: { from: sources.benefits, about: sources.ofApplicant },
    account: { from: sources.bankAccount, about: sources.ofApplicant },
    wages: {
      from: sources.wages,
      about: ({ applicant, answers }) => ({ number: applicant, ...monthsBefore(answers.from, MONTHS) }),
    },
  },
  pages: {
    rest: { title: 'روزهای استراحت', fields: ['from', 'until', 'place', 'cause', 'goesOn'] },
    doctor: { title: 'پزشک', fields: ['doctor', 'council'] },
    truth: { title: 'تعهد درستی اطلاعات', fields: ['truth'] },
  },
  rules: {
    recognised: knownToRegistry,
    days: {
      title: 'روزهای استراحت',
      law: article(59),
      must: is.daysFit,
      else: 'روز پایان استراحت پیش از روز آغاز آن است، یا استراحت هنوز تمام نشده است.',
      mend: 'تاریخ‌ها را همان‌گونه که در گواهی استراحت آمده بنویسید و پس از پایان استراحت درخواست دهید.',
    },
    insurance: {
      title: 'بیمهٔ مزدبگیران',
      law: article(59),
      must(given) {
        const insurance = is.insurance(given)
        return sicknessEntitlement({ insurance: known(insurance === 'none' ? null : insurance) }, is.rest(given).from)
      },
    },
    employed: {
      title: 'رابطهٔ کار در آغاز استراحت',
      law: article(59),
      must: (given) => is.insurance(given) !== 'none',
      else: 'در نخستین روز استراحت، بیمهٔ شما نزد کارفرمایی برقرار نبوده است.',
      mend: 'اگر سر کار بوده‌اید و سابقه دیده نمی‌شود، به «اعتراض به سوابق ناموجود» بروید.',
    },
    wages: {
      title: 'مزد نود روز پیش',
      law: article(63),
      must: (given) => is.ninetyDays(given).daysWorked > 0,
      else: 'در نود روز پیش از استراحت مزدی برای شما ثبت نشده است.',
      mend: 'اگر کار کرده‌اید، منتظر لیست بیمهٔ کارفرما بمانید یا به سوابق اعتراض کنید.',
    },
    unpaid: {
      title: 'پرداخت‌نشدن این روزها',
      law: article(62),
      must(given) {
        const { from, until } = is.rest(given)
        return overlapping(given.facts.benefits, ['sickness', 'maternity', 'unemployment'], from, until) === undefined
      },
      else: 'برای بخشی از این روزها پیش از این غرامت یا مقرری گرفته‌اید.',
      mend: 'فقط روزهایی را بنویسید که هنوز پرداخت نشده است.',
    },
    earlier: {
      title: 'دنبالهٔ استراحت پیشین',
      law: article(62),
      when: ({ answers }) => answers.goesOn,
      must: (given) => is.daysBefore(given) > 0,
      else: 'استراحت پرداخت‌شده‌ای که درست تا یک روز پیش از این استراحت باشد، پیدا نشد.',
      mend: 'اگر این استراحت دنبالهٔ دیگری نیست، «خیر» را انتخاب کنید؛ اگر هست، اول برای استراحت پیشین درخواست دهید.',
    },
    due: {
      title: 'روزهایی که پرداخت دارد',
      law: article(62),
      must: (given) => is.paid(given).value.paidDays > 0,
      else: 'سه روز اول بیماری که در خانه درمان شود پرداخت ندارد و استراحت شما بیش از آن نیست.',
      mend: 'اگر بستری بوده‌اید یا علت استراحت حادثه است، پاسخ همان پرسش را درست کنید.',
    },
  },
  documents: {
    papers: {
      title: 'گواهی استراحت و نسخه‌ها',
      hint: 'تا ۵ تصویر؛ مهر و شمارهٔ نظام پزشکی خوانا باشد.',
      most: 5,
    },
  },
  flow: reviewedByBranch({ days: 5 }),
  shows(given) {
    const { from, until, days } = is.rest(given)
    const pay = is.paid(given)
    const before = given.answers.goesOn ? is.daysBefore(given) : 0
    return {
      title: 'غرامت بیماری شما',
      sections: [
        rows('استراحت', [
          ['از', formatJalali(from, 'long')],
          ['تا پایان', formatJalali(until, 'long')],
          ['روزهای استراحت', daily(days)],
          ['روزهای پیشین همین بیماری', before === 0 ? 'ندارد' : daily(before)],
          ['روزهای پرداخت', daily(pay.value.paidDays)],
          ['همسر یا فرزند', is.hasFamily(given) ? 'دارید' : 'ندارید'],
        ]),
        amount('غرامت بیماری', pay.value.amount, pay),
        paidInto(given.facts.account),
      ],
    }
  },
  outcome: {
    approved(given) {
      const { from, until } = is.rest(given)
      const { amount: rials, paidDays } = is.paid(given).value
      return [
        ...grant({ kind: 'sickness', about: null, from, until }, rials, 'غرامت دستمزد ایام بیماری', given.today),
        sms('approved', { days: daily(paidDays), amount: formatRial(rials) }),
      ]
    },
    rejected: () => [sms('rejected')],
  },
  texts,
})
