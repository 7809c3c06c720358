import { daysBetween, tehranDate } from '#kernel/dates.ts'
import { minimumDailyWage } from '#law/parameters/wages.ts'
import type { App } from '../app.ts'

/**
 * Days from today on of which the minimum wage is known, the figure from which most others are reckoned. From 0 on it lacks:
 * sums are told to be unknown, and decisions that need one wait.
 */
export const wagesKnownAhead = ({ clock }: Pick<App, 'clock'>): number => {
  const today = tehranDate(clock.now())
  const { until } = minimumDailyWage.values.at(-1)!
  return until === undefined ? Number.POSITIVE_INFINITY : Math.max(0, daysBetween(today, until))
}
