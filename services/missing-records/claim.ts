import { type IsoDate, addJalaliMonths, daysBetween } from '#kernel/dates.ts'
import { Lack, orLack } from '#kernel/lack.ts'
import { type WageRecord, daysOfMonth, monthOf } from '#kernel/register.ts'
import { rial, type Rial } from '#kernel/rial.ts'
import { known } from '#kernel/service/evidence.ts'
import type { Context } from '#kernel/service/service.ts'
import { inForce } from '#law/parameters.ts'
import { minimumDailyWage } from '#law/parameters/wages.ts'
import type * as sources from '../sources.ts'
import { daysByMonth, daysInMonths, firstOf, spread } from '../wages.ts'
import type { fields } from './fields.ts'

/** What the rules of this service read. */
export type Given = Context<
  typeof fields,
  { workshop: typeof sources.workshop; wages: typeof sources.wages; found: typeof sources.workFound }
>

/** Employers send their lists up to the end of the month after; until then nothing is missing. */
const LISTS_COME_IN = 2

export const inOrder = ({ answers: { from, until } }: Given): boolean => until > from

export const isOver = ({ answers: { until }, today }: Given): boolean => until <= addJalaliMonths(today, -LISTS_COME_IN)

/** Calendar days of the span, both included. Not known while it cannot be. */
export function spanDays(given: Given): number {
  const { from, until } = known(inOrder(given) ? given.answers : null)
  return daysBetween(from, until) + 1
}

export const isAsked = ({ answers }: Pick<Given, 'answers'>): boolean => !answers.knowsCode

/** Days of the span for which no premium is on record. */
export function missingDays(given: Given): number {
  const { from, until } = known(inOrder(given) ? given.answers : null)
  const there = daysByMonth(given.facts.wages)
  let missing = 0
  for (const [month, days] of daysInMonths(from, until)) missing += Math.max(0, days - (there.get(month) ?? 0))
  return missing
}

/** What the branch found, no more than was asked for. */
export const acceptedDays = (given: Given): number =>
  Math.min(given.facts.found.days, given.answers.days, spanDays(given))

/**
 * The records that an approval writes: the days found, spread over the span, for the daily wage found, at least the least of
 * its time. What the workshop has on record of a month stays and is added to, for the register keeps one record of a month.
 */
export function records(given: Given): readonly WageRecord[] {
  const { answers, facts } = given
  const { workshopCode: code, dailyWage } = facts.found
  const name = answers.knowsCode ? (facts.workshop?.name ?? '') : answers.workshopName
  return spread(acceptedDays(given), answers.from, answers.until).flatMap(([month, days]): WageRecord[] => {
    if (days === 0) return []
    const there = facts.wages.find(
      (one) => one.month === month && one.kind === 'employee' && one.workshop?.code === code,
    )
    const added = dailyOf(rial(BigInt(dailyWage)), firstOf(month)) * BigInt(days)
    return [
      {
        month,
        kind: 'employee',
        workshop: { code, name: there?.workshop?.name ?? name },
        days: Math.min(days + (there?.days ?? 0), daysOfMonth(month)),
        wage: String(added + BigInt(there?.wage ?? 0)),
        jobTitle: there?.jobTitle ?? answers.jobTitle,
        hard: there?.hard ?? false,
        origin: 'decision',
      },
    ]
  })
}

/** Article 35: no insured wage is below the least of its day. Of days without a figure the wage found stands. */
function dailyOf(found: Rial, on: IsoDate): Rial {
  const least = orLack(() => inForce(minimumDailyWage, on).value)
  return least instanceof Lack || found > least ? found : least
}

/** The months of the span, for the register to be asked about. */
export const monthsOf = ({ answers: { from, until } }: Pick<Given, 'answers'>) => ({
  from: monthOf(from < until ? from : until),
  to: monthOf(from < until ? until : from),
})
