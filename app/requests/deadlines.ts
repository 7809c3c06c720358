import { dueRecounted } from '#kernel/request/clock.ts'
import { answerClock, type Request } from '#kernel/request/request.ts'
import type { WorkingTime } from '#kernel/working-time/working-time.ts'
import { listRunningClocks } from '#store/clocks.ts'
import type { RequestKey } from '#store/requests.ts'
import { done } from '../problem.ts'
import { actOnRequest, CLOCK, type RequestsApp, type Seen } from './act.ts'
import { policyOf } from './read.ts'

/** Between two instants: what runs over days that change. */
export type Within = { readonly begins: Date; readonly ends: Date }

/** Every request whose answer is owed over some days; answers nothing of whether its deadline moves. */
export async function eachRunningRequest(
  app: RequestsApp,
  within: Within,
  work: (key: RequestKey) => Promise<void>,
): Promise<void> {
  let after: RequestKey | null = null
  for (;;) {
    const page: RequestKey[] = await listRunningClocks(app.db, within, after, 500)
    for (const key of page) await work(key)
    const last = page.at(-1)
    if (last === undefined) return
    after = last
  }
}

/** Moves a deadline on to where the calendar has it now. It never moves to an earlier instant, nor once it is broken. */
export async function moveDeadline(app: RequestsApp, key: RequestKey): Promise<boolean> {
  let moved = false
  await actOnRequest(app, key, CLOCK, null, (seen) => {
    const due = laterDue(seen, seen.time)
    moved = due !== null
    return done(due === null ? [] : [{ kind: 'deadline-moved', due, because: 'calendar' }])
  })
  return moved
}

/** The deadline of the running answer by a working time, where that is later than what was promised. */
export function laterDue(
  { request, policies, at }: { readonly request: Request } & Pick<Seen, 'policies' | 'at'>,
  time: WorkingTime,
): number | null {
  const clock = answerClock(request)
  if (clock === null || clock.breachedAt !== null || (clock.pausedAt === null && at > clock.dueAt)) return null
  const due = dueRecounted(time, clock, policyOf({ request, policies }))
  return due > clock.dueAt ? due : null
}
