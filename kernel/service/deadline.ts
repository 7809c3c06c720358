import { type Limit, dueAt, workingDaysUntil } from '../working-time/due.ts'
import type { WorkingTime } from '../working-time/working-time.ts'
import { daysBetween, tehranDate } from '../dates.ts'
import type { Application } from './application.ts'
import type { Service } from './service.ts'

/** Until when, whose turn it is, and what happens then. */
export type Deadline = {
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  /** Null in a final state: until then its moves stay possible. */
  readonly clock: 'citizen' | 'organisation' | null
  /** For `countedDays`, which shows how it was counted: received then, so many days. */
  readonly received: number
  readonly limit: Limit
  /** The working time by which it was counted. */
  readonly time: WorkingTime
  /** The state that follows by itself; null where it only becomes late. */
  readonly after: string | null
}

/**
 * The time limit of the present state; null where there is none. The organisation's days in a state are counted over all
 * its stays there: while the person corrects, they stand still. The person has the whole time at every turn.
 *
 * A day once promised never moves to an earlier one. When the calendar changes while the state lasts, the latest of all
 * days holds that were ever the right one since it was entered.
 */
export function deadline(service: Service, application: Application, time: WorkingTime): Deadline | null {
  let latest = deadlineBy(service, application, time)
  for (const { until, time: known } of time.earlier ?? []) {
    if (latest === null || until <= application.since) continue
    const promised = deadlineBy(service, application, known())
    if (promised !== null && promised.at > latest.at) latest = promised
  }
  return latest
}

function deadlineBy(service: Service, application: Application, time: WorkingTime): Deadline | null {
  const state = service.flow.states[application.state]
  if (state?.days === undefined) return null
  const unit = state.unit ?? 'working-day'
  const used = state.clock === 'organisation' ? usedDays(application, unit, time) : 0
  const limit: Limit = { days: Math.max(1, state.days - used), unit }
  const at = dueAt(time, application.since, limit)
  return { at, clock: state.clock ?? null, received: application.since, limit, time, after: state.after ?? null }
}

function usedDays({ state, opened, moves }: Application, unit: Limit['unit'], time: WorkingTime): number {
  let used = 0
  let entered = opened
  for (const { from, at } of moves) {
    if (from === state) {
      const days = workingDaysUntil(time, at) - workingDaysUntil(time, entered)
      used += unit === 'working-day' ? days : daysBetween(tehranDate(entered), tehranDate(at))
    }
    entered = at
  }
  return used
}
