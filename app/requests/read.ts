import { answerClock, openAsk, type Request } from '#kernel/request/request.ts'
import type { RequestEvent } from '#kernel/request/request-event.ts'
import { citizenStart, mayPause } from '#kernel/request/policy.ts'
import { foldRequest } from '#kernel/request/fold.ts'
import { parseMobile } from '#kernel/mobile.ts'
import { parseTrackingCode } from '#kernel/tracking-code.ts'
import { countedDays, type CountedDay } from '#kernel/working-time/due.ts'
import { listBreaches, listPolicies, type Breach } from '#store/clocks.ts'
import type { PersonId } from '#store/ids.ts'
import { findPerson } from '#store/people.ts'
import { findRequestInScope } from '#store/request-desk.ts'
import {
  findRequest,
  findRequestByCode,
  listEvents,
  listRequestsOfPerson,
  type RequestKey,
  type RequestRow,
} from '#store/requests.ts'
import type { App } from '../app.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import { sameBytes } from '../secrets.ts'
import { actAsClerk, actOnRequest, citizenOf, type RequestsApp, type Seen } from './act.ts'
import { requestNotFound, viewerOf, type Clerk } from './clerk.ts'
import { phraseHash } from './phrase.ts'

/** A request as it is shown: to the person and the desk the same clock. */
export type RequestView = {
  readonly key: RequestKey
  readonly row: RequestRow
  readonly request: Request
  readonly events: readonly RequestEvent[]
  /** How the days of the first limit of this cycle were counted. */
  readonly days: readonly CountedDay[]
  readonly breaches: readonly Breach[]
}

/** A request with its whole life; undefined: there is none. Says nothing of who may see it. */
export async function loadRequest(app: RequestsApp, key: RequestKey): Promise<RequestView | undefined> {
  const row = await findRequest(app.db, key)
  if (row === undefined) return undefined
  const [links, breaches, policies, time] = await Promise.all([
    listEvents(app.db, key),
    listBreaches(app.db, key),
    listPolicies(app.db),
    app.workingTimes.of(app.db, row.branchId, row.province),
  ])
  const events = links.map(({ event }) => event)
  const request = foldRequest(events)
  const clock = request.clocks.findLast(({ kind }) => kind === 'answer')!
  const policy = policies.find(({ policyId }) => policyId === clock.policyId)!
  const { personId, requestId } = row
  const days = countedDays(time, clock.startedAt, policy)
  return { key: { personId, requestId }, row, request, events, days, breaches }
}

const PAGE = 20

/** A page of a person's own requests, newest first, and where the next one begins. */
export async function listOwnRequests(
  app: Pick<App, 'db'>,
  personId: PersonId,
  after: string | null = null,
): Promise<{ rows: readonly RequestRow[]; next: string | null }> {
  const key = after === null ? null : { personId, requestId: after }
  const rows = await listRequestsOfPerson(app.db, personId, key, PAGE + 1)
  return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? rows[PAGE - 1]!.requestId : null }
}

/** A signed-in person looks at a request of their own. A question of ours that they see, they have got. */
export async function openOwnRequest(
  app: RequestsApp,
  personId: PersonId,
  requestId: string,
): Promise<Result<RequestView>> {
  return seen(app, { personId, requestId })
}

/** How somebody who is not signed in shows whose request it is. */
export type Proof = { readonly mobile: string } | { readonly phrase: string }

/** The request of a tracking code, for who knows the mobile it is followed by, or the phrase of an anonymous report. */
export async function proveRequest(
  app: Pick<App, 'db' | 'secrets' | 'limits'>,
  code: string,
  proof: Proof,
  address: string,
): Promise<Result<RequestKey>> {
  const tracking = parseTrackingCode(code)
  const mobile = 'mobile' in proof ? parseMobile(proof.mobile) : null
  const errors: FieldError[] = []
  if (!tracking.ok) errors.push({ field: 'code', message: tracking.error })
  if (mobile?.ok === false) errors.push({ field: 'mobile', message: mobile.error })
  if ('phrase' in proof && proof.phrase.trim() === '')
    errors.push({ field: 'phrase', message: 'عبارت محرمانه‌ای را که هنگام ثبت گرفتید بنویسید.' })
  if (errors.length > 0 || !tracking.ok) return invalid(errors)
  const allowed = await app.limits.count('request-look-up', address)
  if (!allowed.ok) return allowed
  const key = await findRequestByCode(app.db, tracking.value)
  const row = key === undefined ? undefined : await findRequest(app.db, key)
  if (row === undefined || !(await isProved(app, row, proof, mobile?.ok === true ? mobile.value : null)))
    return unproved
  await app.limits.forgive('request-look-up', address)
  return done({ personId: row.personId, requestId: row.requestId })
}

const unproved: Result<never> = failed({
  code: 'not-found',
  message: 'درخواستی با این کد رهگیری و این نشانه پیدا نشد. هر دو را با پیامک یا رسید خود مقایسه کنید.',
})

async function isProved(
  app: Pick<App, 'db' | 'secrets'>,
  row: RequestRow,
  proof: Proof,
  mobile: string | null,
): Promise<boolean> {
  if ('phrase' in proof)
    return row.secretHash !== null && sameBytes(row.secretHash, phraseHash(app.secrets, proof.phrase))
  if (row.secretHash !== null || mobile === null) return false
  if (row.contactMobile !== null) return row.contactMobile === mobile
  return (await findPerson(app.db, row.personId))?.mobile === mobile
}

/** Who has proved whose request it is looks at it. */
export async function openProvedRequest(app: RequestsApp, key: RequestKey): Promise<Result<RequestView>> {
  return seen(app, key)
}

async function seen(app: RequestsApp, key: RequestKey): Promise<Result<RequestView>> {
  const view = await loadRequest(app, key)
  if (view === undefined) return requestNotFound
  const ask = view.request.state === 'asked' ? openAsk(view.request) : null
  if (ask === null) return done(view)
  await gotAsk(app, key, ask.n, 'page')
  return done((await loadRequest(app, key))!)
}

/**
 * Notes that the person has got our question: from now on our clock stands still and theirs runs. Not past the deadline, not
 * more often than the policy says, and never for information.
 */
export async function gotAsk(app: RequestsApp, key: RequestKey, n: number, how: 'sms' | 'page'): Promise<void> {
  await actOnRequest(app, key, how === 'page' ? citizenOf(key) : { role: 'clock', id: 'clock' }, null, (seen) => {
    const { request, time, at } = seen
    const policy = policyOf(seen)
    if (request.state !== 'asked' || openAsk(request)?.n !== n || !mayPause(answerClock(request), policy, at))
      return done([])
    return done([{ kind: 'ask-got', n, how, clock: citizenStart(time, at, policy) }])
  })
}

/** The policy by which the answer's clock was started. */
export const policyOf = ({ request, policies }: Pick<Seen, 'request' | 'policies'>) => {
  const id = request.clocks.findLast(({ kind }) => kind === 'answer')!.policyId
  return policies.find(({ policyId }) => policyId === id)!
}

const HOUR = 3600_000

/** A clerk looks into a request; that is written down once an hour, and the person can read it. */
export async function openRequestAtDesk(app: RequestsApp, clerk: Clerk, code: string): Promise<Result<RequestView>> {
  const row = await findRequestInScope(app.db, viewerOf(clerk), code)
  if (row === undefined) return requestNotFound
  const view = (await loadRequest(app, row))!
  const since = app.clock.now() - HOUR
  if (view.events.some(({ kind, by, at }) => kind === 'viewed' && by.id === clerk.staffId && at > since))
    return done(view)
  const viewed = await actAsClerk(app, clerk, code, null, () => done([{ kind: 'viewed', what: 'درخواست' }]))
  return viewed.ok ? done((await loadRequest(app, row))!) : viewed
}
