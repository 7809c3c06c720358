import { foldRequest } from '#kernel/request/fold.ts'
import type { Request } from '#kernel/request/request.ts'
import type { Policy } from '#kernel/request/policy.ts'
import type { By, RequestDeed } from '#kernel/request/request-event.ts'
import { stateAfter } from '#kernel/request/states.ts'
import type { WorkingTime } from '#kernel/working-time/working-time.ts'
import { listClocks, listPolicies, type ClockRow } from '#store/clocks.ts'
import type { Transaction, Tx } from '#store/database.ts'
import type { Command } from '#store/outbox.ts'
import { findKeyInScope } from '#store/request-desk.ts'
import { writeRequestStep, type RequestStep } from '#store/request-step.ts'
import { listEvents, lockRequest, type RequestKey, type RequestRow } from '#store/requests.ts'
import { tellStaff, type NewNotice } from '#store/staff-notices.ts'
import type { App } from '../app.ts'
import { done, type Result } from '../problem.ts'
import { byClerk, CLOCK, onceOf, refused, requestNotFound, viewerOf, type Clerk } from './clerk.ts'
import { stepOf } from './step.ts'

/** What the use cases of requests touch. */
export type RequestsApp = Pick<App, 'db' | 'clock' | 'workingTimes'>

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
  /** Takes what is written beside the request, and is not waited for before that is written too. */
  readonly beside: (written: Promise<unknown>) => void
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
  return app.db.transaction((tx) => actLast(tx, app, key, by, once, decide))
}

/**
 * The same inside a transaction that does more: what is refused has written nothing. `last` may be where the request itself is
 * written.
 */
export async function actOnRequestWithin(
  tx: Tx,
  app: RequestsApp,
  key: RequestKey,
  by: By,
  once: string | null,
  decide: Decide,
  last: Tx = tx,
): Promise<Result<Request>> {
  const taken = await take(tx, app, key, by, once, decide)
  if (taken.ok && taken.value.written !== null) await write(tx, last, taken.value.written, null)
  return onlyRequest(taken)
}

/** The same as the last thing of a transaction: it goes out with its commit. */
export const actLast = (
  tx: Transaction,
  ...act: [app: RequestsApp, key: RequestKey, by: By, once: string | null, decide: Decide]
): Promise<Result<Request>> => actOnRequestWithin(tx, ...act, tx.last)

/** What a command does to a request, which ends the command with it. Answers whether it has ended it: where nothing is done, not. */
export async function actByCommand(
  app: RequestsApp,
  key: RequestKey,
  command: Command,
  decide: Decide,
): Promise<boolean> {
  return app.db.transaction(async (tx) => {
    const taken = await take(tx, app, key, CLOCK, null, decide)
    if (!taken.ok) throw new Error(taken.problem.message)
    const { written } = taken.value
    if (written !== null) await write(tx, tx.last, written, command.commandId)
    return written !== null
  })
}

/** A clerk acts on a request by its tracking code. What is out of their scope does not exist for them. */
export async function actAsClerk(
  app: RequestsApp,
  clerk: Clerk,
  code: string,
  once: string | null,
  decide: Decide,
): Promise<Result<Request>> {
  const key = await findKeyInScope(app.db, viewerOf(clerk), code)
  return key === undefined ? requestNotFound : actOnRequest(app, key, byClerk(clerk), onceOf(clerk, once), decide)
}

/** A request, and what is to be written of it; null: nothing has happened. */
type Taken = { readonly request: Request; readonly written: Written | null }
type Written = {
  readonly step: RequestStep
  readonly notices: readonly NewNotice[]
  readonly beside: readonly Promise<unknown>[]
}

const onlyRequest = (taken: Result<Taken>): Result<Request> => (taken.ok ? done(taken.value.request) : taken)

async function write(tx: Tx, last: Tx, { step, notices, beside }: Written, commandId: string | null): Promise<void> {
  await Promise.all([...beside, tellStaff(tx, notices, step.at), writeRequestStep(last, step, commandId)])
}

/** Locks a request and lets `decide` say what is done; answers what is to be written. */
async function take(
  tx: Tx,
  app: RequestsApp,
  key: RequestKey,
  by: By,
  once: string | null,
  decide: Decide,
): Promise<Result<Taken>> {
  const [row, links, clocks, policies] = await Promise.all([
    lockRequest(tx, key),
    listEvents(tx, key),
    listClocks(tx, key),
    listPolicies(tx),
  ])
  if (row === undefined || (by.role === 'citizen' && by.id !== key.personId)) return requestNotFound
  const request = foldRequest(links.map(({ event }) => event))
  if (once !== null && links.some((link) => link.key === once)) return done({ request, written: null })
  const time = await app.workingTimes.of(tx, row.branchId, row.province)
  const at = Math.max(app.clock.now(), row.touchedAt.getTime())
  const others: Promise<unknown>[] = []
  const beside = (written: Promise<unknown>): void => {
    written.catch(() => {}) // heard where all that is written is waited for
    others.push(written)
  }
  const seen: Seen = { tx, row, request, clocks, policies, time, at, beside }
  const decided = await decide(seen)
  if (!decided.ok) return decided
  if (decided.value.length === 0) {
    await Promise.all(others)
    return done({ request, written: null })
  }
  if (stateAfter(request.state, decided.value[0]!.kind) === null) return refused(cannotNow(request))
  const { step, notices, after } = await stepOf(app, seen, by, once, decided.value)
  return done({ request: after, written: { step, notices, beside: others } })
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
