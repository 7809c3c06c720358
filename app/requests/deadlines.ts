import { dueRecounted, isLate, type Clock } from '#kernel/request/clock.ts'
import type { Policy } from '#kernel/request/policy.ts'
import { answerClock } from '#kernel/request/request.ts'
import type { WorkingTime } from '#kernel/working-time/working-time.ts'
import type { RequestKey } from '#store/requests.ts'
import { done } from '../problem.ts'
import { actOnRequest, type RequestsApp } from './act.ts'
import { CLOCK } from './clerk.ts'
import { policyOf } from './read.ts'

/** Moves a deadline on to where the calendar has it now. It never moves to an earlier instant, nor once it is broken. */
export async function moveDeadline(app: RequestsApp, key: RequestKey): Promise<boolean> {
  let moved = false
  await actOnRequest(app, key, CLOCK, null, (seen) => {
    const clock = answerClock(seen.request)
    const due = clock === null ? null : laterDue(clock, policyOf(seen), seen.time, seen.at)
    moved = due !== null
    return done(due === null ? [] : [{ kind: 'deadline-moved', due, because: 'calendar' }])
  })
  return moved
}

/** To where a running answer's deadline moves by a working time; null: it stays. */
export function laterDue(clock: Clock, policy: Policy, time: WorkingTime, at: number): number | null {
  const due = recounted(clock, policy, time, at)
  return due !== null && due > clock.dueAt ? due : null
}

/** The deadline of a running answer counted by a working time; null where it is broken: nothing moves it any more. */
export const recounted = (clock: Clock, policy: Policy, time: WorkingTime, at: number): number | null =>
  isLate(clock, at) ? null : dueRecounted(time, clock, policy)
