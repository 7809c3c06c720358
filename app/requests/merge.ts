import { answerClock, type Request } from '#kernel/request/request.ts'
import { clockResumed, type Clock } from '#kernel/request/clock.ts'
import type { RequestDeed } from '#kernel/request/request-event.ts'
import { findRequestInScope } from '#store/request-desk.ts'
import { lockRequest } from '#store/requests.ts'
import { done, type Result } from '../problem.ts'
import { actOnRequestWithin, type RequestsApp, type Seen } from './act.ts'
import { byClerk, onceOf, refused, requestNotFound, viewerOf, type Clerk } from './clerk.ts'
import { notYours } from './take.ts'
import { resumedDue } from './write.ts'

/**
 * Makes one of two requests of the same person about the same thing: `code` goes on in `into`, which takes over the earlier
 * of both deadlines. Answers the request that goes on.
 */
export async function mergeRequests(
  app: RequestsApp,
  clerk: Clerk,
  code: string,
  into: string,
  once: string | null,
): Promise<Result<Request>> {
  const [from, to] = await Promise.all([code, into].map((one) => findRequestInScope(app.db, viewerOf(clerk), one)))
  if (from === undefined || to === undefined) return requestNotFound
  if (from.requestId === to.requestId) return refused('کد درخواست دیگری را بنویسید.')
  const key = onceOf(clerk, once)
  return app.db
    .transaction(async (tx) => {
      // Both are locked in one order, so that two who merge crosswise do not wait for each other.
      for (const one of [from, to].toSorted((a, b) => (BigInt(a.requestId) < BigInt(b.requestId) ? -1 : 1)))
        await lockRequest(tx, one)
      let child: Clock | null = null
      const merged = await actOnRequestWithin(tx, app, from, byClerk(clerk), key, (seen) => {
        const { request, row } = seen
        if (request.holder !== clerk.staffId) return notYours
        if (request.kind !== to.kind || !samePerson(row, to))
          return refused('فقط دو درخواست از یک نفر و از یک نوع یکی می‌شوند.')
        child = goingOn(seen)
        const { personId, requestId, trackingCode } = to
        return done([{ kind: 'merged', into: { personId, requestId, trackingCode } }])
      })
      if (!merged.ok || child === null) return merged
      const absorbed = await actOnRequestWithin(tx, app, to, byClerk(clerk), key, ({ request }) =>
        absorbing(request, from.trackingCode, child!),
      )
      if (!absorbed.ok) throw new NotMerged(absorbed)
      return absorbed
    })
    .catch((error: unknown) => {
      if (error instanceof NotMerged) return error.result
      throw error
    })
}

/** The answer's clock of a request as it would go on now. */
function goingOn(seen: Seen): Clock {
  const clock = answerClock(seen.request)!
  const { due } = resumedDue(seen)
  return due === undefined ? clock : clockResumed(clock, seen.at, due)
}

function absorbing(request: Request, trackingCode: string, child: Clock): Result<readonly RequestDeed[]> {
  const own = answerClock(request)
  if (own === null) return refused('درخواست دیگر باز نیست.')
  if (own.pausedAt !== null) return refused('درخواست دیگر منتظر پاسخ شهروند است. پس از پاسخ او آن‌ها را یکی کنید.')
  const { startedAt, pauses, policyId, dueAt, allotted } = child
  const earlier = own.breachedAt === null && dueAt < own.dueAt
  return done([
    { kind: 'absorbed', trackingCode, ...(earlier && { clock: { startedAt, pauses, policyId, dueAt, allotted } }) },
  ])
}

/** Undoes what was written of the one when the other cannot take it. */
class NotMerged extends Error {
  readonly result: Result<never>
  constructor(result: Result<never>) {
    super('not merged')
    this.result = result
  }
}

type Whose = { readonly personId: string; readonly contactMobile: string | null }

const samePerson = (one: Whose, other: Whose): boolean =>
  one.personId === other.personId || (one.contactMobile !== null && one.contactMobile === other.contactMobile)
