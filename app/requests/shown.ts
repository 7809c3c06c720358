import { answerClock } from '#kernel/request/request.ts'
import { newPromise } from '#kernel/request/ladder.ts'
import { isOpen } from '#kernel/request/states.ts'
import { policyOn } from '#kernel/request/policy.ts'
import { tehranDate } from '#kernel/dates.ts'
import type { Limit } from '#kernel/working-time/due.ts'
import { listBranches } from '#store/branches.ts'
import { listPolicies } from '#store/clocks.ts'
import { listFiles, type FileState } from '#store/files.ts'
import type { App } from '../app.ts'
import { whoHasIt } from './messages.ts'
import type { RequestView } from './read.ts'
import { mayReopen } from './reopen.ts'

/** A request with all that its pages say beside its events: to the person and at the desk the same. */
export type ShownRequest = RequestView & {
  /** The instant for which it is shown, milliseconds since 1970 UTC. */
  readonly now: number
  /** By which the days were counted. */
  readonly limit: Limit
  readonly branches: ReadonlyMap<number, string>
  /** Past its deadline: who looks after it now, and by when the answer is promised instead. */
  readonly late: { readonly whom: string; readonly promise: number } | null
  readonly mayReopen: boolean
  /** Of files: whether they can be opened. */
  readonly files: ReadonlyMap<string, FileState>
}

/** Adds to a request what its pages say. Asks no permission: who may see it was asked when it was opened. */
export async function showRequest(
  app: Pick<App, 'db' | 'clock' | 'workingTimes'>,
  view: RequestView,
): Promise<ShownRequest> {
  const { row, request, key } = view
  const now = app.clock.now()
  const [branches, policies, time, files] = await Promise.all([
    listBranches(app.db),
    listPolicies(app.db),
    app.workingTimes.of(app.db, row.branchId, row.province),
    listFiles(app.db, key.personId, key.requestId),
  ])
  const clock = request.clocks.findLast(({ kind }) => kind === 'answer')!
  const limit =
    policies.find(({ policyId }) => policyId === clock.policyId) ??
    policyOn(policies, request.kind, request.area, tehranDate(clock.startedAt))
  const running = answerClock(request)
  const isLate = running !== null && running.pausedAt === null && (running.breachedAt !== null || now > running.dueAt)
  return {
    ...view,
    now,
    limit,
    branches: new Map(branches.map(({ branchId, name }) => [branchId, name])),
    late: isOpen(request.state) && isLate ? { whom: whoHasIt(row), promise: newPromise(time, now) } : null,
    mayReopen: mayReopen(request, now),
    files: new Map(files.map(({ id, state }) => [id, state])),
  }
}
