import { fromJalali } from '#kernel/dates.ts'
import { monthAfter } from '#kernel/employer.ts'
import type { MonthNumber } from '#kernel/register.ts'
import { ceilingMultiple, minimumDailyWage } from '#law/parameters/wages.ts'

export const monthBefore = (month: MonthNumber): MonthNumber => (month % 100 === 1 ? month - 89 : month - 1)

/** Every month from one to another, both included. */
export function* monthsFrom(from: MonthNumber, to: MonthNumber): Generator<MonthNumber> {
  for (let month = from; month <= to; month = monthAfter(month)) yield month
}

const minimums = new Map<MonthNumber, number>()

/**
 * The daily minimum wage of a month, in rials. For years of which no source tells it, between those before and after: good
 * enough for invented people, never for anything else.
 */
export function minimumOf(month: MonthNumber): number {
  const known = minimums.get(month)
  if (known !== undefined) return known
  const day = fromJalali({ year: Math.trunc(month / 100), month: month % 100, day: 1 })!
  const { values } = minimumDailyWage
  const before = values.findLast(({ from }) => from <= day) ?? values[0]!
  const after = values.find(({ from }) => from > day)
  let found = Number(before.value)
  if (before.until !== undefined && before.until <= day && after !== undefined) {
    const share = (Date.parse(day) - Date.parse(before.from)) / (Date.parse(after.from) - Date.parse(before.from))
    found = Math.floor(found * (Number(after.value) / found) ** share)
  }
  minimums.set(month, found)
  return found
}

const multiple = Number(ceilingMultiple.values[0]!.value.top) / Number(ceilingMultiple.values[0]!.value.bottom)

/** The most that a day of a month is insured for. */
export const ceilingOf = (month: MonthNumber): number => minimumOf(month) * multiple
