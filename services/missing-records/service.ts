import { formatJalali } from '#kernel/dates.ts'
import { register, sms } from '#kernel/service/effect.ts'
import { reviewedByBranch } from '#kernel/service/flows.ts'
import { service } from '#kernel/service/service.ts'
import { remark, rows, table } from '#kernel/sheet/sheet.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import { article } from '#law/article.ts'
import * as sources from '../sources.ts'
import * as is from './claim.ts'
import { fields } from './fields.ts'
import { texts } from './texts.ts'

const days = (count: number): string => `${formatNumber(count)} روز`
const monthName = (month: number): string =>
  toPersianDigits(`${Math.trunc(month / 100)}/${String(month % 100).padStart(2, '0')}`)

/** An objection: work for which no premium is on record. What the branch finds lands in the register. */
export default service({
  id: 'missing-records',
  version: 1,
  title: 'اعتراض به سوابق ناموجود',
  audience: ['insured', 'pensioner'],
  unit: 'records',
  onePendingFor: ({ answers }) => `${answers.from} ${answers.until}`,
  subject: ({ answers, facts }) => (answers.knowsCode ? (facts.workshop?.name ?? null) : answers.workshopName),
  fields,
  facts: {
    workshop: {
      from: sources.workshop,
      about: ({ answers }) => (answers.knowsCode ? { code: answers.workshopCode } : null),
    },
    wages: {
      from: sources.wages,
      about: ({ applicant, answers }) => ({ number: applicant, ...is.monthsOf({ answers }) }),
    },
    found: {
      from: sources.workFound,
      about: ({ applicant, answers: { from, until } }) => ({ number: applicant, from, until }),
    },
  },
  pages: {
    workshop: { title: 'کارگاه', fields: ['knowsCode'] },
    byCode: { title: 'کد کارگاه', fields: ['workshopCode'], when: ({ answers }) => answers.knowsCode },
    byName: { title: 'نام کارگاه', fields: ['workshopName'], when: is.isAsked },
    work: { title: 'کار شما', fields: ['employer', 'address', 'jobTitle'] },
    span: { title: 'مدت کار', fields: ['from', 'until', 'days'] },
    description: { title: 'شرح', fields: ['description'] },
    truth: { title: 'تعهد درستی اطلاعات', fields: ['truth'] },
  },
  rules: {
    workshop: {
      title: 'شناسایی کارگاه',
      law: article(36),
      when: ({ answers }) => answers.knowsCode,
      must: ({ facts }) => facts.workshop !== null,
      else: 'کارگاهی با این کد ثبت نشده است.',
      mend: 'کد را بررسی کنید، یا «خیر» را انتخاب کنید و نام کارگاه را بنویسید.',
    },
    order: {
      title: 'ترتیب تاریخ‌ها',
      law: article(39),
      must: is.inOrder,
      else: 'آخرین روز کار دست‌کم یک روز پس از نخستین روز است.',
      mend: 'تاریخ‌ها را درست کنید.',
    },
    over: {
      title: 'گذشتن مهلت لیست کارفرما',
      law: article(39),
      must: is.isOver,
      else: 'کارفرما هنوز برای فرستادن لیست این روزها فرصت دارد.',
      mend: 'تا دو ماه پس از آخرین روز کار صبر کنید، یا فقط روزهای پیش از آن را بنویسید.',
    },
    days: {
      title: 'روزهای کار در مدت',
      law: article(39),
      must: (given) => given.answers.days <= is.spanDays(given),
      else: 'روزهای کار بیشتر از روزهای این مدت است.',
      mend: 'شمار روزها یا تاریخ‌ها را درست کنید.',
    },
    missing: {
      title: 'نبودن سابقه',
      law: article(36),
      must: (given) => is.missingDays(given) > 0,
      else: 'برای همهٔ روزهای این مدت سابقه ثبت شده است.',
      mend: 'اگر روز یا مزد آن نادرست است، به «اعتراض به سابقهٔ دارای کسری یا اشکال» بروید.',
    },
    found: {
      title: 'یافتهٔ شعبه',
      law: [article(36), article(47)],
      must: ({ facts }) => facts.found.days > 0,
      else: 'رسیدگی شعبه کار شما را در این مدت تأیید نکرد.',
      mend: 'اگر مدرک دیگری دارید، به تصمیم اعتراض کنید یا درخواست تازه بدهید.',
    },
  },
  documents: {
    proofs: { title: 'مدارک کار', hint: 'قرارداد، فیش مزد، کارت کار، گواهی کارفرما یا مانند آن.', most: 5 },
  },
  compare: {
    employer: ({ facts }) => facts.workshop?.employer ?? null,
    address: ({ facts }) => facts.workshop?.address ?? null,
  },
  flow: reviewedByBranch({ days: 15, objectionDays: 30 }),
  shows(given) {
    const { answers, facts } = given
    const accepted = is.acceptedDays(given)
    const added = is.records(given)
    return {
      title: 'یافتهٔ شعبه دربارهٔ کار شما',
      sections: [
        rows(null, [
          ['مدت', `از ${formatJalali(answers.from, 'long')} تا ${formatJalali(answers.until, 'long')}`],
          ['روزهایی که خواستید', days(answers.days)],
          ['روزهایی که پذیرفته شد', accepted === 0 ? 'هیچ' : days(accepted)],
        ]),
        ...(accepted === 0
          ? []
          : [
              table(
                'سابقهٔ ماه‌ها پس از تأیید',
                ['ماه', 'روز', 'دستمزد (ریال)'],
                added.map(({ month, days: count, wage }) => [
                  monthName(month),
                  formatNumber(count),
                  formatNumber(BigInt(wage)),
                ]),
              ),
            ]),
        remark(`گزارش شعبه: ${toPersianDigits(facts.found.report)}`),
      ],
    }
  },
  outcome: {
    approved(given) {
      return [
        register('wages.add', { records: is.records(given) }),
        sms('approved', { days: days(is.acceptedDays(given)) }),
      ]
    },
    rejected: () => [sms('rejected')],
  },
  texts,
})
