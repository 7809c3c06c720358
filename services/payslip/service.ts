import { formatJalali } from '#kernel/dates.ts'
import { choice, jalaliMonth, jalaliYear, optional } from '#kernel/fields/fields.ts'
import { lastFour } from '#kernel/mask.ts'
import type { MoneyLine, Payslip, RegisteredPension } from '#kernel/register.ts'
import { addRials, formatRial, rial, subtractRials, type Rial } from '#kernel/rial.ts'
import { known } from '#kernel/service/evidence.ts'
import { service } from '#kernel/service/service.ts'
import { reading } from '#kernel/sheet/reading.ts'
import { remark, rows, table, type Table } from '#kernel/sheet/sheet.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import { article } from '#law/article.ts'
import { monthText, yearOf } from '../records.ts'
import * as sources from '../sources.ts'

export const PENSION_NAMES: Readonly<Record<RegisteredPension['kind'], string>> = {
  'old-age': 'بازنشستگی',
  'total-disability': 'ازکارافتادگی کلی',
  'partial-disability': 'ازکارافتادگی جزئی',
  survivors: 'بازماندگان',
}
const SLIP_NAMES = { monthly: 'ماهانه', bonus: 'عیدی', arrears: 'معوقه' } as const

/** The payslip of a pensioner: the newest, or that of a year, month and kind. */
export default service({
  id: 'payslip',
  version: 1,
  title: 'مشاهدهٔ فیش حقوقی',
  audience: ['pensioner'],
  fields: {
    pension: optional(choice('کدام مستمری؟', PENSION_NAMES, { hint: 'اگر یک مستمری دارید لازم نیست' })),
    year: optional(jalaliYear('سال', { first: 1354, hint: 'برای دیدن تازه‌ترین فیش خالی بگذارید' })),
    month: optional(jalaliMonth('ماه')),
    kind: optional(choice('نوع پرداخت', SLIP_NAMES)),
  },
  facts: {
    pensions: { from: sources.pensions, about: sources.ofApplicant },
    payslips: {
      from: sources.payslips,
      about(given) {
        const pension = pensionOf(given.facts.pensions, given.answers.pension)
        return pension === null ? null : { number: given.applicant, pensionNumber: pension.pensionNumber }
      },
    },
  },
  pages: { slip: { title: 'کدام فیش؟', fields: ['pension', 'year', 'month', 'kind'] } },
  rules: {
    pensioner: {
      title: 'داشتن مستمری',
      law: [article(77), article(80)],
      must: ({ facts }) => facts.pensions.length > 0,
      else: 'به نام شما مستمری ثبت نشده است.',
      mend: 'اگر تازه بازنشسته شده‌اید، پس از صدور حکم دوباره ببینید.',
    },
    pension: {
      title: 'مستمری خواسته‌شده',
      law: article(77),
      must: ({ answers, facts }) => facts.pensions.length === 0 || pensionOf(facts.pensions, answers.pension) !== null,
      else: 'مستمری از این نوع ندارید.',
      mend: 'نوع دیگری انتخاب کنید یا آن را خالی بگذارید.',
    },
    issued: {
      title: 'فیش خواسته‌شده',
      law: article(77),
      must: ({ answers, facts }) => slipsOf(facts.payslips, answers).length > 0,
      else: 'فیشی با این سال، ماه و نوع صادر نشده است.',
      mend: 'ماه دیگری بنویسید، یا همه را خالی بگذارید تا تازه‌ترین فیش را ببینید.',
    },
  },
  documents: {},
  shows({ answers, facts }) {
    const pension = known(pensionOf(facts.pensions, answers.pension))
    const slips = slipsOf(facts.payslips, answers)
    const slip = known(slips.at(-1))
    const { paidOn, iban } = slip
    return {
      title: `فیش مستمری ${monthText(slip.month)}`,
      sections: [
        rows(null, [
          ['شمارهٔ مستمری', toPersianDigits(pension.pensionNumber)],
          ['نوع مستمری', PENSION_NAMES[pension.kind]],
          ['نوع پرداخت', SLIP_NAMES[slip.kind]],
          ['تاریخ پرداخت', paidOn === null ? 'هنوز پرداخت نشده است' : formatJalali(paidOn, 'long')],
          ['حساب', iban === null ? '—' : `حسابی که چهار رقم پایانی آن ${lastFour(iban)} است`],
        ]),
        linesOf('پرداخت‌ها', slip.payments),
        ...(slip.deductions.length === 0 ? [] : [linesOf('کسرها', slip.deductions)]),
        rows(null, [['خالص پرداختی', formatRial(netOf(slip))]]),
        ...(slips.length > 1 ? [othersOf(slips.slice(0, -1))] : []),
        remark('اگر مبلغی را درست نمی‌دانید، با همین فیش از «پرسش و شکایت» بپرسید.'),
      ],
    }
  },
  flow: reading(),
  outcome: {},
  texts: {},
})

/** The pension of a kind, one that is paid now before one that has ended; null where there is none. */
function pensionOf(
  pensions: readonly RegisteredPension[],
  kind: RegisteredPension['kind'] | null,
): RegisteredPension | null {
  const fit = pensions.filter((one) => kind === null || one.kind === kind)
  return fit.find(({ until }) => until === null) ?? fit[0] ?? null
}

type Wanted = { year: number | null; month: number | null; kind: Payslip['kind'] | null }

/** Oldest first. */
const slipsOf = (all: readonly Payslip[], { year, month, kind }: Wanted): readonly Payslip[] =>
  all
    .filter((slip) => year === null || yearOf(slip.month) === year)
    .filter((slip) => month === null || slip.month % 100 === month)
    .filter((slip) => kind === null || slip.kind === kind)
    .toSorted((one, other) => one.month - other.month)

const sumOf = (lines: readonly MoneyLine[]): Rial => addRials(...lines.map(({ rials }) => rial(BigInt(rials))))
const netOf = ({ payments, deductions }: Payslip): Rial => subtractRials(sumOf(payments), sumOf(deductions))

const linesOf = (caption: string, lines: readonly MoneyLine[]): Table =>
  table(
    caption,
    ['عنوان', 'مبلغ (ریال)'],
    lines.map(({ title, rials }) => [toPersianDigits(title), formatNumber(BigInt(rials))]),
    ['جمع', formatNumber(sumOf(lines))],
  )

/** At most a year of others, newest first. */
const othersOf = (slips: readonly Payslip[]): Table =>
  table(
    'فیش‌های دیگر',
    ['ماه', 'نوع', 'خالص (ریال)'],
    slips
      .slice(-12)
      .toReversed()
      .map((slip) => [monthText(slip.month), SLIP_NAMES[slip.kind], formatNumber(netOf(slip))]),
  )
