import { dueRecounted, isLate, type Clock } from '#kernel/request/clock.ts'
import type { Policy } from '#kernel/request/policy.ts'
import { answerClock } from '#kernel/request/request.ts'
import type { WorkingTime } from '#kernel/working-time/working-time.ts'
import type { RequestKey } from '#store/requests.ts'
import { done } from '../problem.ts'
import { actOnRequest, CLOCK, type RequestsApp } from './act.ts'
import { policyOf } from './read.ts'

/** Moves a deadline on to where the calendar has it now. It never moves to an earlier instant, nor once it is broken. */
export async function moveDeadline(app: RequestsApp, key: RequestKey): Promise<boolean> {
  let moved = false
  await actOnRequest(app, key, CLOCK, null, (seen) => {
    const clock = answerClock(seen.request)
    const due = clock === null ? null : recounted(clock, policyOf(seen), seen.time, seen.at)
    moved = clock !== null && due !== null && due > clock.dueAt
    return done(moved ? [{ kind: 'deadline-moved', due: due!, because: 'calendar' }] : [])
  })
  return moved
}

/** The deadline of a running answer counted by a working time; null where it is broken: nothing moves it any more. */
export const recounted = (clock: Clock, policy: Policy, time: WorkingTime, at: number): number | null =>
  isLate(clock, at) ? null : dueRecounted(time, clock, policy)
