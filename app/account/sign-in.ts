import { parsePersonalNumber, type PersonalNumber } from '#kernel/personal-number.ts'
import { writeAudit } from '#store/audit.ts'
import { enqueue } from '#store/outbox.ts'
import { findCredential, findPersonId } from '#store/people.ts'
import { endSession, endSessions } from '#store/sessions.ts'
import { nowOf, type App } from '../app.ts'
import type { Origin } from '../origin.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import { beginSession, type SignedIn } from './session.ts'

/**
 * Signs in with national code (or a foreign national's number) and password; answers the session token.
 * An unknown number costs as much time and gives the same words as a wrong password.
 */
export async function signIn(
  app: App,
  values: { personalNumber: string; password: string },
  origin: Origin,
): Promise<Result<{ token: string }>> {
  const number = parsePersonalNumber(values.personalNumber)
  const errors: FieldError[] = []
  if (!number.ok) errors.push({ field: 'personalNumber', message: number.error })
  if (values.password === '') errors.push({ field: 'password', message: 'گذرواژه را بنویسید.' })
  if (!number.ok || errors.length > 0) return invalid(errors)

  const found = findAccount(app, number.value)
  found.catch(() => {})
  // An address that is refused must not close the accounts of others.
  const counted = await app.limits.countAll(
    { 'sign-in-global': 'all', 'sign-in-address': origin.address },
    { 'sign-in-account': number.value, 'sign-in-account-address': `${number.value}|${origin.address}` },
  )
  if (!counted.ok) {
    if (counted.limit === 'sign-in-account') await tellLocked(app, number.value, counted.problem.retryAfter ?? 0)
    return counted
  }

  const { personId, credential } = await found
  const right =
    credential === undefined
      ? await app.passwords.verifyNobody(values.password)
      : await app.passwords.verify(credential.passwordHash, values.password)
  const at = nowOf(app)
  if (personId === undefined || !right) {
    // Not waited for: an account that exists must not answer later than one that does not.
    if (personId !== undefined) {
      void writeAudit(app.db, personId, { ...where(origin), at, action: 'sign-in-failed' }).catch(() => {})
    }
    return failed({
      code: 'wrong-credentials',
      message: 'کد ملی یا گذرواژه درست نیست. دوباره بنویسید یا «بازیابی گذرواژه» را بزنید.',
    })
  }

  // Not waited for: should it fail, the tries run out by themselves.
  void counted.forgive('sign-in-account', 'sign-in-account-address').catch(() => {})
  return done({ token: await beginSession(app, personId, origin) })
}

/** Asked on the connection of the counters, together with them. */
async function findAccount({ db: { counters } }: App, number: PersonalNumber) {
  const personId = await findPersonId(counters, number)
  const credential = personId === undefined ? undefined : await findCredential(counters, personId)
  return { personId, credential }
}

/** Tells the owner, once an hour at most, that somebody tries and that the account is closed for a while. */
async function tellLocked(app: App, number: PersonalNumber, seconds: number): Promise<void> {
  const personId = await findPersonId(app.db, number)
  if (personId === undefined) return
  const at = nowOf(app)
  await enqueue(
    app.db,
    {
      personId,
      kind: 'send-sms',
      payload: { template: 'account-locked-for-now', to: 'person', minutes: Math.ceil(seconds / 60) },
      dedupeKey: `locked:${Math.floor(at.getTime() / 3600_000)}`,
    },
    at,
  )
}

export async function signOut(app: App, who: SignedIn, origin: Origin): Promise<void> {
  const at = nowOf(app)
  await app.db.transaction(async (tx) => {
    if (await endSession(tx, who.personId, who.sessionId, at)) {
      await writeAudit(tx, who.personId, { ...where(origin), at, action: 'signed-out' })
    }
  })
}

/** «خروج از همهٔ دستگاه‌ها»: this one too. */
export async function signOutEverywhere(app: App, who: SignedIn, origin: Origin): Promise<void> {
  const at = nowOf(app)
  await app.db.transaction(async (tx) => {
    await endSessions(tx, who.personId, at)
    await writeAudit(tx, who.personId, { ...where(origin), at, action: 'signed-out-everywhere' })
  })
}

/** Ends one session in the list of devices. */
export async function signOutDevice(app: App, who: SignedIn, sessionId: string, origin: Origin): Promise<Result<void>> {
  const at = nowOf(app)
  return app.db.transaction(async (tx) => {
    if (!/^\d{1,19}$/.test(sessionId) || !(await endSession(tx, who.personId, sessionId, at))) {
      return failed({ code: 'not-found', message: 'این دستگاه در فهرست نیست؛ شاید پیش‌تر خارج شده باشد.' })
    }
    await writeAudit(tx, who.personId, { ...where(origin), at, action: 'session-ended' })
    return done(undefined)
  })
}

/** The part of an audit line that says who did it from where. */
export const where = (origin: Origin) => ({ actor: 'person', address: origin.address, device: origin.device })
