import { type IsoDate, addJalaliYears, daysBetween, fromJalali } from '#kernel/dates.ts'
import { least } from '#kernel/rational.ts'
import { money, toRial } from '#kernel/money.ts'
import { daysOfMonth, monthOf, type MonthNumber, type WageRecord } from '#kernel/register.ts'
import { type Rial, rial } from '#kernel/rial.ts'
import type { Explained } from '#kernel/sheet/sheet.ts'
import {
  type Career,
  type InsuredMonth,
  type Pension,
  bestRoute,
  lastTwoYears,
  oldAgePension,
  retirementRoutes,
  twoYearAverage,
} from '#law/old-age.ts'
import { inForce, lessSure } from '#law/parameters.ts'
import { averageMonths, type Route } from '#law/parameters/old-age.ts'
import type { Ruling } from '#law/ruling.ts'
import { wageCeiling } from '#law/wages.ts'
import { type MergedMonth, mergedMonths, recordOf, yearOf } from './records.ts'

// What the law of retirement asks of somebody, read from the register; and what it answers. The estimate and the service that
// awards the pension ask the same function, so that they cannot differ.

/** Who asks, as registries know them. */
export type Working = {
  readonly sex: 'male' | 'female'
  readonly birthDate: IsoDate
  readonly wages: readonly WageRecord[]
}

/** «What if»: some more years of work, another monthly wage over the last two years. */
export type WhatIf = { readonly moreYears?: number | null; readonly otherWage?: Rial | null }

const NOTHING_ELSE: WhatIf = {}

/** The seventh plan counts the record on the day on which its law came into force. */
const PLAN_7_MONTH: MonthNumber = 140301
/** The ceiling of insured wages is known from this year on. */
const CEILING_FROM = 1391

/** A career as the law asks for it. More years of work make one older by as much; they are not hard work. */
export function careerOf({ sex, birthDate, wages }: Working, { moreYears }: WhatIf = NOTHING_ELSE): Career {
  const months = mergedMonths(wages)
  const paid = recordOf(months)
  const more = moreYears ?? 0
  const hard = mergedMonths(wages.filter((one) => one.hard))
  return {
    sex,
    birth: addJalaliYears(birthDate, -more),
    record: { ...paid, years: paid.years + more },
    ...(hard.length === 0 ? {} : { hard: { record: recordOf(hard), continuous: isContinuous(hard) } }),
    labourLaw: wages.findLast(({ days }) => days > 0)?.kind === 'employee',
    recordAtPlan7: recordOf(months.filter(({ month }) => month < PLAN_7_MONTH)),
  }
}

/** Not a month is missing between the first and the last. */
function isContinuous(months: readonly Pick<MergedMonth, 'month'>[]): boolean {
  const nth = (month: MonthNumber) => yearOf(month) * 12 + (month % 100)
  const [first, last] = [months[0]!.month, months.at(-1)!.month]
  return nth(last) - nth(first) + 1 === months.length
}

/** The months as article 77 takes them: where several workshops paid for one month, no more than its ceiling. */
export function insuredMonths(wages: readonly WageRecord[]): readonly InsuredMonth[] {
  const lines = Map.groupBy(wages, ({ month }) => month)
  return mergedMonths(wages).map(({ month, days, wage }) => ({
    year: yearOf(month),
    month: month % 100,
    days,
    wage: lines.get(month)!.length > 1 ? notAboveCeiling(wage, month, days) : wage,
  }))
}

function notAboveCeiling(wage: Rial, month: MonthNumber, days: number): Rial {
  const first = fromJalali({ year: yearOf(month), month: month % 100, day: 1 })
  if (first === null || yearOf(month) < CEILING_FROM) return wage
  return toRial(least(money(wage), money(wageCeiling({ days }, first).value)))
}

/** Article 77: the average wage of the last two years paid for; of another wage where one is supposed. */
export function averageOf(
  wages: readonly WageRecord[],
  on: IsoDate,
  { otherWage }: WhatIf = NOTHING_ELSE,
): Ruling<Rial> {
  const months = lastTwoYears(insuredMonths(wages), on)
  const taken = otherWage == null ? months.map(({ wage }) => wage) : supposed(otherWage, on)
  return twoYearAverage({ wages: taken }, on)
}

/** The same wage in every month of the average. */
const supposed = (wage: Rial, on: IsoDate): readonly Rial[] =>
  Array.from({ length: inForce(averageMonths, on).value }, () => wage)

/** A pension with all of its working. */
export type Reckoned = { readonly average: Rial; readonly pension: Pension; readonly working: Explained }

/** The pension of somebody by a route, by the law of a day; null: by the ordinary rule, whether a route is open or not. */
export function pensionOf(of: Working, route: Route | null, on: IsoDate, whatIf: WhatIf = NOTHING_ELSE): Reckoned {
  const { record, hard } = careerOf(of, whatIf)
  const average = averageOf(of.wages, on, whatIf)
  const found = oldAgePension(
    {
      average: average.value,
      record,
      ...(hard === undefined ? {} : { hard: hard.record }),
      ...(route === null ? {} : { route }),
    },
    on,
  )
  return { average: average.value, pension: found.value, working: together(average, found) }
}

/** Every route, and whether it is open. */
export const routesOf = (of: Working, on: IsoDate, whatIf: WhatIf = NOTHING_ELSE) =>
  retirementRoutes(careerOf(of, whatIf), on)

/** The open route that is best for the person; null where none is open. */
export const bestOf = (of: Working, on: IsoDate, whatIf: WhatIf = NOTHING_ELSE): Route | null =>
  bestRoute(careerOf(of, whatIf), on)

/** Two workings as one: the steps after one another, as sure as the less sure of them. */
function together(one: Ruling<unknown>, other: Ruling<unknown>): Explained {
  const seen = new Set(one.notes.map(({ id }) => id))
  return {
    steps: [...one.steps, ...other.steps],
    parameters: [...new Set([...one.parameters, ...other.parameters])],
    certainty: lessSure(one.certainty, other.certainty),
    notes: [...one.notes, ...other.notes.filter(({ id }) => !seen.has(id))],
  }
}

/** All months of work that a register may hold, up to the month of a day. */
export const wholeLife = (today: IsoDate) => ({ from: 132001, to: monthOf(today) })

/** By year: days paid, and the wages of the year. */
export function yearsOf(
  wages: readonly WageRecord[],
): readonly { year: number; days: number; wage: Rial; whole: boolean }[] {
  const years = Map.groupBy(mergedMonths(wages), ({ month }) => yearOf(month))
  return [...years].map(([year, months]) => ({
    year,
    days: months.reduce((sum, { days }) => sum + days, 0),
    wage: rial(months.reduce((sum, { wage }) => sum + wage, 0n)),
    whole: months.length === 12 && months.every(({ month, days }) => days === daysOfMonth(month)),
  }))
}

/** Is a day no further away than a year? */
export const isWithinAYear = (today: IsoDate, day: IsoDate): boolean => daysBetween(today, day) <= 365
