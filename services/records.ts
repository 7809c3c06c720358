import { MONTH_NAMES } from '#kernel/dates.ts'
import { daysOfMonth, type InsuranceKind, type MonthNumber, type WageRecord } from '#kernel/register.ts'
import { addRials, rial, type Rial } from '#kernel/rial.ts'
import { toPersianDigits } from '#kernel/text.ts'
import type { PaidRecord } from '#law/record.ts'

/** Everything that was paid for somebody in one month, over all workshops and kinds of insurance. */
export type MergedMonth = {
  readonly month: MonthNumber
  /** Never more than the month has, however many workshops reported it. */
  readonly days: number
  /** Of all of them together, below the ceiling or not. */
  readonly wage: Rial
  /** Where; empty for those who insured themselves. */
  readonly workshops: readonly string[]
  readonly kinds: readonly InsuranceKind[]
}

/** Of the very same records this is asked many times, by each rule and each route. */
const merged = new WeakMap<readonly WageRecord[], readonly MergedMonth[]>()

/** Records as the law counts them, oldest first: a day counts once, wages add up. */
export function mergedMonths(records: readonly WageRecord[]): readonly MergedMonth[] {
  const known = merged.get(records)
  if (known !== undefined) return known
  const months = merge(records)
  merged.set(records, months)
  return months
}

function merge(records: readonly WageRecord[]): readonly MergedMonth[] {
  const months = Map.groupBy(records, ({ month }) => month)
  return [...months]
    .map(([month, lines]) => ({
      month,
      days: Math.min(
        lines.reduce((sum, { days }) => sum + days, 0),
        daysOfMonth(month),
      ),
      wage: addRials(...lines.map(({ wage }) => rial(BigInt(wage)))),
      workshops: [...new Set(lines.flatMap(({ workshop }) => (workshop === null ? [] : [workshop.name])))],
      kinds: [...new Set(lines.map(({ kind }) => kind))],
    }))
    .toSorted((one, other) => one.month - other.month)
}

/**
 * The whole of it as it is said: a month paid in full is a month, whether of 29, 30 or 31 days; the days of the others are
 * added, thirty make a month; twelve months make a year.
 */
export function recordOf(months: readonly Pick<MergedMonth, 'month' | 'days'>[]): Required<PaidRecord> {
  const full = months.filter(({ month, days }) => days === daysOfMonth(month)).length
  const rest = months.reduce((sum, { month, days }) => (days === daysOfMonth(month) ? sum : sum + days), 0)
  const all = full + Math.trunc(rest / 30)
  return { years: Math.trunc(all / 12), months: all % 12, days: rest % 30 }
}

export const yearOf = (month: MonthNumber): number => Math.trunc(month / 100)

/** «مهر» */
export const nameOfMonth = (month: MonthNumber): string => MONTH_NAMES[(month % 100) - 1] ?? ''

/** «مهر ۱۴۰۴» */
export const monthText = (month: MonthNumber): string => `${nameOfMonth(month)} ${toPersianDigits(yearOf(month))}`

export const KIND_NAMES: Readonly<Record<InsuranceKind, string>> = {
  employee: 'کارگاه',
  'self-employed': 'مشاغل آزاد',
  voluntary: 'بیمهٔ اختیاری',
  student: 'دانشجویان',
  housewife: 'زنان خانه‌دار',
  builder: 'کارگران ساختمانی',
  driver: 'رانندگان',
  unemployed: 'بیمهٔ بیکاری',
}
