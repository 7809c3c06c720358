import { type IsoDate, addDays, addJalaliMonths, fromJalali } from '#kernel/dates.ts'
import { money, toRial } from '#kernel/money.ts'
import { share, times } from '#kernel/rational.ts'
import {
  daysOfMonth,
  daysOfMonthFrom,
  monthOf,
  type Contract,
  type MonthNumber,
  type MonthRange,
  type Spell,
  type WageRecord,
} from '#kernel/register.ts'
import { rial, type Rial } from '#kernel/rial.ts'
import type { NinetyDays } from '#law/short-term.ts'

// What the law asks of a record of wages, read from the months of the register. A register tells months, not days: what
// lies within a part of a month is taken in proportion.

/** So many whole months before the month of a day: the last of them is the month before it. */
export function monthsBefore(day: IsoDate, count: number): MonthRange {
  const first = firstOf(monthOf(day))
  return { from: monthOf(addJalaliMonths(first, -count)), to: monthOf(addJalaliMonths(first, -1)) }
}

/** Records of work for wages, within a range of months. */
export const workedIn = (records: readonly WageRecord[], { from, to }: MonthRange): readonly WageRecord[] =>
  records.filter(({ kind, month }) => kind === 'employee' && month >= from && month <= to)

/** All wages of some records. */
export const wagesOf = (records: readonly WageRecord[]): Rial =>
  rial(records.reduce((sum, { wage }) => sum + BigInt(wage), 0n))

/** Days for which premium was paid; two workshops in one month make no month longer. */
export function paidDays(records: readonly WageRecord[]): number {
  let sum = 0
  for (const [month, days] of daysByMonth(records)) sum += Math.min(days, daysOfMonth(month))
  return sum
}

/**
 * Article 63: the wages and days worked of the ninety days before a rest, from the whole months before it; of the oldest
 * month as many days as are missing to ninety.
 */
export function lastNinetyDays(records: readonly WageRecord[], restFrom: IsoDate): NinetyDays {
  let left = 90
  let wages = 0n
  let daysWorked = 0
  for (let back = 1; left > 0; back += 1) {
    const { from: month } = monthsBefore(restFrom, back)
    const length = daysOfMonth(month)
    const inMonth = workedIn(records, { from: month, to: month })
    const worked = paidDays(inMonth)
    const counted = Math.min(worked, left)
    daysWorked += counted
    if (counted > 0) wages += toRial(times(money(wagesOf(inMonth)), share(counted, worked)))
    left -= Math.min(length, left)
  }
  return { wages: rial(wages), daysWorked }
}

/** Was somebody in the service of a workshop on a day? */
export const isEmployedOn = (spells: readonly Spell[], day: IsoDate): boolean =>
  spells.some(({ from, until }) => from <= day && (until === null || until >= day))

/** The contract under which somebody insured themselves on a day. */
export const contractOn = (contracts: readonly Contract[], day: IsoDate): Contract | undefined =>
  contracts.find(({ from, until }) => from <= day && (until === null || until >= day))

/** The days of a span that lie in each of its months, oldest first; both days included. */
export function daysInMonths(from: IsoDate, until: IsoDate): readonly (readonly [month: MonthNumber, days: number])[] {
  const found: [MonthNumber, number][] = []
  for (let first = firstOf(monthOf(from)); first <= until; first = addJalaliMonths(first, 1)) {
    const month = monthOf(first)
    const after = addDays(until, 1)
    const beyond = monthOf(after) === month ? daysOfMonthFrom(month, after) : 0
    found.push([month, (first < from ? daysOfMonthFrom(month, from) : daysOfMonth(month)) - beyond])
  }
  return found
}

/**
 * Spreads days of work over the months of a span as evenly as whole days allow: the sum is `days`, and no month gets more
 * than it has. Throws RangeError for more days than the span has.
 */
export function spread(
  days: number,
  from: IsoDate,
  until: IsoDate,
): readonly (readonly [month: MonthNumber, days: number])[] {
  const months = daysInMonths(from, until)
  const all = months.reduce((sum, [, length]) => sum + length, 0)
  if (!Number.isSafeInteger(days) || days < 0 || days > all) throw new RangeError(`${days} of ${all} days`)
  let [seen, given] = [0, 0]
  return months.map(([month, length]) => {
    seen += length
    const due = Math.floor((days * seen) / all) - given
    given += due
    return [month, due] as const
  })
}

/** Days on record of each month. */
export function daysByMonth(records: readonly WageRecord[]): ReadonlyMap<MonthNumber, number> {
  const found = new Map<MonthNumber, number>()
  for (const { month, days } of records) found.set(month, (found.get(month) ?? 0) + days)
  return found
}

/** The first day of a month. */
export function firstOf(month: MonthNumber): IsoDate {
  const day = fromJalali({ year: Math.trunc(month / 100), month: month % 100, day: 1 })
  if (day === null) throw new RangeError(`there is no month ${month}`)
  return day
}
