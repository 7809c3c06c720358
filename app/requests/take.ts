import { tehranDate } from '#kernel/dates.ts'
import type { Request } from '#kernel/request/request.ts'
import type { RequestDeed } from '#kernel/request/request-event.ts'
import { findTakenBy, lockNextRequest, standsInFor } from '#store/request-desk.ts'
import { lockStaff } from '#store/staff.ts'
import type { RequestKey } from '#store/requests.ts'
import { done, type Result } from '../problem.ts'
import { actAsClerk, actLast, type RequestsApp, type Seen } from './act.ts'
import { barredQuestions } from './routing.ts'
import { byClerk, onceOf, refused, viewerOf, type Clerk } from './clerk.ts'

/** A clerk takes a request in hand: a free one, or that of a colleague in whose place they work today. */
export async function takeRequest(
  app: RequestsApp,
  clerk: Clerk,
  code: string,
  once: string | null,
): Promise<Result<Request>> {
  return actAsClerk(app, clerk, code, once, (seen) => takenBy(clerk, seen))
}

async function takenBy(clerk: Clerk, { tx, request, at }: Seen): Promise<Result<readonly RequestDeed[]>> {
  const { holder } = request
  if (holder === clerk.staffId) return done([])
  if (holder === null) return done([{ kind: 'taken' }])
  return (await standsInFor(tx, clerk.staffId, holder, tehranDate(at)))
    ? done([{ kind: 'taken', insteadOf: holder }])
    : refused('همکار دیگری این درخواست را برداشته است.')
}

/**
 * Takes the request that is next in line: the earliest deadline, and of one deadline the most prompt. What one has not yet
 * learnt to answer is passed over. Null: none waits. The same attempt again, at the same moment too, is the same request.
 */
export async function takeNextRequest(
  app: RequestsApp,
  clerk: Clerk,
  once: string | null,
): Promise<Result<(RequestKey & { readonly trackingCode: string }) | null>> {
  return app.db.transaction(async (tx) => {
    const key = onceOf(clerk, once)
    const [, before, barred] = await Promise.all([
      key === null ? undefined : lockStaff(tx, clerk.staffId),
      key === null ? undefined : findTakenBy(tx, clerk.staffId, key),
      barredQuestions(tx, clerk, app.clock.now()),
    ])
    const next = before ?? (await lockNextRequest(tx, viewerOf(clerk), barred))
    if (next === undefined) return done(null)
    const taken = await actLast(tx, app, next, byClerk(clerk), key, (seen) => takenBy(clerk, seen))
    return taken.ok ? done(next) : taken
  })
}

/** Gives a request back to the queue. */
export async function releaseRequest(
  app: RequestsApp,
  clerk: Clerk,
  code: string,
  once: string | null,
): Promise<Result<Request>> {
  return actAsClerk(app, clerk, code, once, ({ request }) =>
    request.holder === clerk.staffId ? done([{ kind: 'released' }]) : notYours,
  )
}

export const notYours = refused('این درخواست در دست شما نیست. اول آن را بردارید.')
