import { linkHash } from '#kernel/hash-chain.ts'
import { answerClock, deviatedAt, type Request } from '#kernel/request/request.ts'
import type { Clock } from '#kernel/request/clock.ts'
import { foldRequest, mustBreach, stepRequest } from '#kernel/request/fold.ts'
import { stepTime } from '#kernel/request/ladder.ts'
import type { Policy } from '#kernel/request/policy.ts'
import type { By, RequestDeed, RequestEvent } from '#kernel/request/request-event.ts'
import { stateAfter } from '#kernel/request/states.ts'
import type { WorkingTime } from '#kernel/working-time/working-time.ts'
import { listClocks, listPolicies, saveClock, writeBreaches, type ClockRow } from '#store/clocks.ts'
import type { Tx } from '#store/database.ts'
import type { PersonId } from '#store/ids.ts'
import { findRequestInScope } from '#store/request-desk.ts'
import {
  appendEvents,
  listEvents,
  lockRequest,
  updateRequest,
  type EventLink,
  type RequestKey,
  type RequestRow,
} from '#store/requests.ts'
import type { App } from '../app.ts'
import { digest } from '../applications/act.ts'
import { done, type Result } from '../problem.ts'
import { byClerk, onceOf, refused, requestNotFound, viewerOf, type Clerk } from './clerk.ts'
import { tell } from './tell.ts'

/** What the use cases of requests touch. */
export type RequestsApp = Pick<App, 'db' | 'clock' | 'workingTimes'>

/** The portal itself, for what time does. */
export const CLOCK: By = { role: 'clock', id: 'clock' }

export const citizenOf = ({ personId }: RequestKey): By => ({ role: 'citizen', id: personId })

/** What is seen under the lock, to decide on. */
export type Seen = {
  readonly tx: Tx
  readonly row: RequestRow
  readonly request: Request
  readonly clocks: readonly ClockRow[]
  readonly policies: readonly Policy[]
  /** The working time of whoever answers. */
  readonly time: WorkingTime
  /** Milliseconds since 1970 UTC; never before the last event. */
  readonly at: number
}

type Decide = (seen: Seen) => Result<readonly RequestDeed[]> | Promise<Result<readonly RequestDeed[]>>

/**
 * The one way a request changes. Locks it, folds its events, lets `decide` say what is done, and writes in one transaction:
 * the events chained by hash, the projection, the clocks with their next wake-up, and who is told. The same key again is
 * the same request: nothing is done, what is there is answered.
 */
export async function actOnRequest(
  app: RequestsApp,
  key: RequestKey,
  by: By,
  once: string | null,
  decide: Decide,
): Promise<Result<Request>> {
  return app.db.transaction((tx) => actOnRequestWithin(tx, app, key, by, once, decide))
}

/** The same inside a transaction that does more: what is refused has written nothing. */
export async function actOnRequestWithin(
  tx: Tx,
  app: RequestsApp,
  key: RequestKey,
  by: By,
  once: string | null,
  decide: Decide,
): Promise<Result<Request>> {
  const [row, links, clocks] = await Promise.all([lockRequest(tx, key), listEvents(tx, key), listClocks(tx, key)])
  if (row === undefined || (by.role === 'citizen' && by.id !== key.personId)) return requestNotFound
  const request = foldRequest(links.map(({ event }) => event))
  if (once !== null && links.some((link) => link.key === once)) return done(request)
  const [policies, time] = await Promise.all([listPolicies(tx), app.workingTimes.of(tx, row.branchId, row.province)])
  const at = Math.max(app.clock.now(), row.touchedAt.getTime())
  const seen: Seen = { tx, row, request, clocks, policies, time, at }
  const decided = await decide(seen)
  if (!decided.ok) return decided
  const cannot = decided.value.find(({ kind }, n) => n === 0 && stateAfter(request.state, kind) === null)
  if (cannot !== undefined) return refused(cannotNow(request))
  return done(await writeEvents(app, seen, by, once, decided.value))
}

/** A clerk acts on a request by its tracking code. What is out of their scope does not exist for them. */
export async function actAsClerk(
  app: RequestsApp,
  clerk: Clerk,
  code: string,
  once: string | null,
  decide: Decide,
): Promise<Result<Request>> {
  const row = await findRequestInScope(app.db, viewerOf(clerk), code)
  return row === undefined ? requestNotFound : actOnRequest(app, row, byClerk(clerk), onceOf(clerk, once), decide)
}

/** Of the person or the desk: why nothing can be done in this state. */
export const cannotNow = ({ state }: Request): string => {
  switch (state) {
    case 'answered':
    case 'closed':
      return 'به این درخواست پاسخ داده شده است. اگر هنوز مشکل دارید، آن را باز کنید.'
    case 'merged':
      return 'این درخواست با درخواست دیگری یکی شده است. همان را ادامه دهید.'
    case 'referred':
      return 'این درخواست به دستگاه دیگری ارجاع شده است.'
    case 'withdrawn':
      return 'این درخواست پس گرفته شده است.'
    case 'sending':
      return 'پاسخ همین حالا در حال فرستادن است. اگر باید تغییر کند، اول فرستادن را لغو کنید.'
    case 'pending-approval':
      return 'پاسخ این درخواست منتظر تأیید است و تا آن وقت این کار ممکن نیست.'
    default:
      return 'در وضعیت کنونی این درخواست، این کار ممکن نیست. صفحه را تازه کنید.'
  }
}

/** Appends events to a request that is locked, with all that follows from them. */
async function writeEvents(
  app: RequestsApp,
  seen: Seen,
  by: By,
  once: string | null,
  deeds: readonly RequestDeed[],
): Promise<Request> {
  const { tx, row, at } = seen
  if (deeds.length === 0) return seen.request
  // Whatever comes first after a deadline writes down that it was broken.
  const late = mustBreach(seen.request, at)
  const all: { deed: RequestDeed; by: By }[] = deeds.map((deed) => ({ deed, by }))
  if (late) all.unshift({ deed: { kind: 'breached' }, by: CLOCK })
  const links: EventLink[] = []
  let { request } = seen
  let hash = row.lastHash
  for (const { deed, by: who } of all) {
    const event: RequestEvent = { ...deed, at, by: who }
    request = stepRequest(request, event)
    hash = linkHash(hash, event, digest)
    links.push({ event, hash, key: who === by && links.every(({ key }) => key === null) ? once : null })
  }
  const moved = row.branchId !== request.branchId || row.province !== request.province
  const time = moved ? await app.workingTimes.of(tx, request.branchId, request.province) : seen.time
  await Promise.all([
    updateRequest(tx, rowOf(row, request, hash, at)),
    appendEvents(tx, row, row.events, links),
    ...saveClocks(tx, row, seen, request, time, moved),
    ...(late ? [writeBreach(tx, row, seen.request, at)] : []),
  ])
  await tell(tx, { row, before: seen.request, after: request, events: links.map(({ event }) => event), at })
  return request
}

function saveClocks(tx: Tx, row: RequestRow, seen: Seen, request: Request, time: WorkingTime, all: boolean) {
  return request.clocks.flatMap((clock) => {
    const same = seen.request.clocks.includes(clock)
    if (same && !(all && clock.stoppedAt === null)) return []
    const kept = seen.clocks.find((one) => one.kind === clock.kind && one.cycle === clock.cycle && one.n === clock.n)
    const step = kept?.nextStep ?? 1
    return [saveClock(tx, row, clock, step, nextFire(time, clock, step))]
  })
}

/** When a clock has something to do next; null where it stands still or has stopped. */
export const nextFire = (time: WorkingTime, clock: Clock, step: number): number | null =>
  clock.stoppedAt !== null || clock.pausedAt !== null ? null : stepTime(time, clock, step)

function writeBreach(tx: Tx, row: RequestRow, request: Request, at: number): Promise<void> {
  const { personId, requestId, kind, holder, branchId, province } = row
  const dueAt = new Date(answerClock(request)!.dueAt)
  return writeBreaches(tx, [
    { personId, requestId, kind, cycle: request.cycle, at: new Date(at), dueAt, holder, branchId, province },
  ])
}

/** What of a row its receipt says once and for all. */
type Kept = Pick<
  RequestRow,
  | 'personId'
  | 'requestId'
  | 'trackingCode'
  | 'kind'
  | 'area'
  | 'topic'
  | 'channel'
  | 'title'
  | 'folded'
  | 'contactName'
  | 'contactMobile'
  | 'secretHash'
  | 'aboutBranch'
  | 'applicationId'
  | 'receivedAt'
>

/** The projection of a request. */
export function rowOf(row: Kept, request: Request, hash: string, at: number): Omit<RequestRow, 'open'> {
  const answer = request.clocks.findLast(({ kind }) => kind === 'answer')!
  const instant = (value: number | null) => (value === null ? null : new Date(value))
  return {
    ...row,
    state: request.state,
    since: new Date(request.since),
    branchId: request.branchId,
    province: request.province,
    questionId: request.questionId,
    holder: request.holder,
    promptness: request.promptness,
    cycle: request.cycle,
    dueAt: new Date(answer.dueAt),
    late: answer.breachedAt !== null,
    mergedPerson: (request.mergedInto?.personId ?? null) as PersonId | null,
    mergedRequest: request.mergedInto?.requestId ?? null,
    answeredAt: instant(request.answeredAt),
    deviatedAt: instant(deviatedAt(request)),
    endedAt: instant(request.endedAt),
    touchedAt: new Date(at),
    events: request.events,
    lastHash: hash,
  }
}
