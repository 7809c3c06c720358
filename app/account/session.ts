import type { Answered, Asked } from '#store/of-person.ts'
import { findSession, rotateSession, touchSession, type LiveSession } from '#store/sessions.ts'
import { recordSignIn } from '#store/sign-ins.ts'
import { personIdFrom, randomId, type PersonId } from '#store/ids.ts'
import { nowOf, type App } from '../app.ts'
import type { Origin } from '../origin.ts'
import { randomToken, sameBytes, tokenHash } from '../secrets.ts'
import { isRole, type Roles } from './roles.ts'

/** Milliseconds. A session ends 12 hours after sign-in whatever happens, and 20 minutes after its last use. */
export const sessionLifetime = 12 * 3600_000
export const sessionIdle = 20 * 60_000
/** The token changes this often; the one before stays good for requests that were already on their way. */
const rotateAfter = 10 * 60_000
const previousGoodFor = 60_000
/** The last use is written at most this often. */
const touchAfter = 60_000

export type SignedIn = {
  readonly personId: PersonId
  readonly sessionId: string
  readonly firstName: string
  readonly name: string
  /** The sign-in before this one: an instant, milliseconds. */
  readonly previous: { readonly at: number; readonly device: string | null } | null
  /** As what they look at the portal; null: the register was not asked yet in this session. */
  readonly roles: Roles | null
}

const tokenText = (personId: PersonId, sessionId: string, secret: string) => `${personId}.${sessionId}.${secret}`

/** Begins a session, and notes the sign-in; a person who never used this device is told. Answers the token for cookie or bearer. */
export async function beginSession(app: App, personId: PersonId, origin: Origin): Promise<string> {
  const secret = randomToken()
  const sessionId = randomId()
  const at = nowOf(app)
  await recordSignIn(app.db, {
    personId,
    sessionId,
    tokenHash: tokenHash(secret),
    at,
    expiresAt: new Date(at.getTime() + sessionLifetime),
    ...origin,
  })
  return tokenText(personId, sessionId, secret)
}

/**
 * Who a token belongs to, or null, with what is asked of them in the same read. `newToken` is set when the token was exchanged and the caller should hold the new
 * one from now on; callers that cannot take a new token (bearers) pass `rotate: false`.
 */
export async function openSession<A extends Asked>(
  app: App,
  token: string | undefined,
  { rotate }: { rotate: boolean },
  asked: A = {} as A,
): Promise<{ signedIn: SignedIn; newToken: string | null; answered: Answered<A> } | null> {
  const [id = '', sessionId = '', secret = ''] = (token ?? '').split('.')
  const personId = personIdFrom(id)
  if (personId === null || personIdFrom(sessionId) === null || secret === '') return null
  const now = app.clock.now()
  const session = await findSession(app.db, personId, sessionId, new Date(now), asked)
  if (session === undefined || now - session.lastSeenAt >= sessionIdle || !holds(session, secret, now)) return null

  const { answered } = session
  const signedIn: SignedIn = {
    personId,
    sessionId,
    firstName: session.firstName,
    name: `${session.firstName} ${session.lastName}`,
    previous: session.previousAt === null ? null : { at: session.previousAt, device: session.previousDevice },
    roles: rolesOf(session),
  }
  if (rotate && now - session.rotatedAt > rotateAfter && sameBytes(session.tokenHash, tokenHash(secret))) {
    const fresh = randomToken()
    if (await rotateSession(app.db, session, tokenHash(fresh), new Date(now))) {
      return { signedIn, newToken: tokenText(personId, sessionId, fresh), answered }
    }
  } else if (now - session.lastSeenAt > touchAfter) {
    await touchSession(app.db, personId, sessionId, new Date(now))
  }
  return { signedIn, newToken: null, answered }
}

function rolesOf({ roles, role }: LiveSession): Roles | null {
  const held = roles?.filter(isRole) ?? []
  const chosen = held.find((one) => one === role) ?? held[0]
  return chosen === undefined ? null : { held, chosen }
}

function holds(session: LiveSession, secret: string, now: number): boolean {
  const hash = tokenHash(secret)
  if (sameBytes(session.tokenHash, hash)) return true
  return (
    session.previousTokenHash !== null &&
    now - session.rotatedAt < previousGoodFor &&
    sameBytes(session.previousTokenHash, hash)
  )
}
