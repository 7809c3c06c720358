import { openSession, sessionIdle, type SignedIn } from '#app/account/session.ts'
import { signIn, signOut, signOutEverywhere } from '#app/account/sign-in.ts'
import type { App } from '#app/app.ts'
import { done } from '#app/problem.ts'
import { findSessionTimes } from '#store/sessions.ts'
import { z } from 'zod'
import { operation } from './operation.ts'
import { fields, instant, Instant } from './schemas.ts'

const Credentials = z
  .strictObject({
    personalNumber: fields.personalNumber,
    password: fields.password,
    deviceId: fields.deviceId.optional(),
  })
  .meta({ id: 'Credentials' })

const ends = 'The session ends at `expiresAt` whatever happens, and after `idleSeconds` without a call.'

const SessionBegun = z
  .strictObject({
    token: z
      .string()
      .meta({ description: 'Bearer token. Keep it where other apps cannot read it, and never in a URL.' }),
    expiresAt: Instant,
    idleSeconds: z.int(),
  })
  .meta({ id: 'SessionBegun', description: ends })

const Session = z
  .strictObject({ name: z.string(), signedInAt: Instant, expiresAt: Instant, idleSeconds: z.int() })
  .meta({ id: 'Session', description: ends })

const idleSeconds = sessionIdle / 1000
const shared = { tag: 'Session', who: 'session' } as const

export const sessionOperations = [
  operation({
    method: 'POST',
    path: '/sessions',
    id: 'signIn',
    tag: 'Session',
    who: 'anybody',
    summary: 'Sign in with number and password',
    description:
      'An unknown number takes as long and is answered in the same words as a wrong password. The person is told by SMS of a sign-in from a new device: send `deviceId`.',
    body: Credentials,
    status: 201,
    answer: SessionBegun,
    refuses: ['wrong-credentials', 'limited'],
    handle: async ({ app, body, origin }) => {
      const signedIn = await signIn(app, body, origin)
      if (!signedIn.ok) return signedIn
      const { token } = signedIn.value
      const { expiresAt } = await sessionOf(app, (await openSession(app, token, { rotate: false }))?.signedIn)
      return done({ token, expiresAt: instant(expiresAt), idleSeconds })
    },
  }),
  operation({
    ...shared,
    method: 'GET',
    path: '/session',
    id: 'getSession',
    summary: 'Who is signed in, and until when',
    status: 200,
    answer: Session,
    refuses: [],
    handle: async ({ app, caller }) => {
      const { createdAt, expiresAt } = await sessionOf(app, caller)
      return done({ name: caller.name, signedInAt: instant(createdAt), expiresAt: instant(expiresAt), idleSeconds })
    },
  }),
  operation({
    ...shared,
    method: 'DELETE',
    path: '/session',
    id: 'signOut',
    summary: 'Sign out',
    status: 204,
    refuses: [],
    handle: async ({ app, caller, origin }) => done(await signOut(app, caller, origin)),
  }),
  operation({
    ...shared,
    method: 'DELETE',
    path: '/sessions',
    id: 'signOutEverywhere',
    summary: 'Sign out on all devices, this one too',
    status: 204,
    refuses: [],
    handle: async ({ app, caller, origin }) => done(await signOutEverywhere(app, caller, origin)),
  }),
]

async function sessionOf(app: App, who: SignedIn | undefined) {
  const session = who === undefined ? undefined : await findSessionTimes(app.db, who.personId, who.sessionId)
  if (session === undefined) throw new Error('the session ended while it was being shown')
  return session
}
