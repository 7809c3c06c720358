import { parseMobile } from '#kernel/mobile.ts'
import { parsePersonalNumber } from '#kernel/personal-number.ts'
import { writeAudit } from '#store/audit.ts'
import { personIdFrom, type PersonId } from '#store/ids.ts'
import { deleteCode, findCode } from '#store/one-time-codes.ts'
import { enqueue } from '#store/outbox.ts'
import { findPersonId, findPerson, savePasswordHash } from '#store/people.ts'
import { endSessions } from '#store/sessions.ts'
import { nowOf, type App } from '../app.ts'
import { proveCode, sendCode } from '../one-time-codes.ts'
import type { Origin } from '../origin.ts'
import { passwordErrors } from '../password-rule.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import { sameBytes, tokenHash } from '../secrets.ts'
import { where } from './sign-in.ts'

/** A proved code opens the last page for this long, in milliseconds. */
const grantLifetime = 15 * 60_000

/**
 * «بازیابی گذرواژه», first step: number and mobile. When they belong to one account a code is sent; when not, all goes
 * on in the same way with a decoy id derived from the pair, so nothing can be learnt. Answers the id the device keeps.
 */
export async function startRecovery(
  app: App,
  values: { personalNumber: string; mobile: string },
  origin: Origin,
): Promise<Result<{ subject: PersonId }>> {
  const number = parsePersonalNumber(values.personalNumber)
  const mobile = parseMobile(values.mobile)
  const errors: FieldError[] = []
  if (!number.ok) errors.push({ field: 'personalNumber', message: number.error })
  if (!mobile.ok) errors.push({ field: 'mobile', message: mobile.error })
  if (!number.ok || !mobile.ok) return invalid(errors)
  const allowed = await app.limits.count('recovery-address', origin.address)
  if (!allowed.ok) return allowed

  const personId = await findPersonId(app.db, number.value)
  const person = personId === undefined ? undefined : await findPerson(app.db, personId)
  const real = person !== undefined && person.mobile === mobile.value
  const subject = real ? person.personId : decoy(app, number.value, mobile.value)
  const sent = await sendCode(app, { personId: subject, purpose: 'recovery', mobile: mobile.value }, !real)
  // A code sent less than a minute ago is still good: go on to its page.
  if (!sent.ok && (await findCode(app.db, subject, 'recovery')) === undefined) return sent
  return done({ subject })
}

/** Sends the code again to the mobile given at the start. */
export async function resendRecoveryCode(app: App, subject: PersonId): Promise<Result<void>> {
  const code = await findCode(app.db, subject, 'recovery')
  if (code === undefined) return startAgain()
  const person = await findPerson(app.db, subject)
  return sendCode(app, { personId: subject, purpose: 'recovery', mobile: code.mobile }, person?.mobile !== code.mobile)
}

/** Second step: the code; answers the grant the device keeps for the last step. */
export async function proveRecovery(
  app: App,
  subject: PersonId,
  values: { code: string },
): Promise<Result<{ grant: string }>> {
  return proveCode(app, subject, 'recovery', values.code)
}

/** Last step: the new password. Ends every session of the account and tells its owner. */
export async function finishRecovery(
  app: App,
  holds: { subject: string; grant: string },
  values: { password: string },
  origin: Origin,
): Promise<Result<void>> {
  const personId = personIdFrom(holds.subject)
  if (personId === null || !(await grantIsGood(app, personId, holds.grant))) return startAgain()
  const person = await findPerson(app.db, personId)
  if (person === undefined) return startAgain() // a decoy, whose code somebody guessed
  const errors = passwordErrors('password', values.password, person)
  if (errors.length > 0) return invalid(errors)
  const passwordHash = await app.passwords.hash(values.password)
  const at = nowOf(app)
  return app.db.transaction(async (tx) => {
    const code = await findCode(tx, personId, 'recovery', 'lock')
    if (!code?.grantHash || !sameBytes(code.grantHash, tokenHash(holds.grant))) return startAgain()
    await deleteCode(tx, personId, 'recovery')
    await savePasswordHash(tx, personId, passwordHash, at)
    await endSessions(tx, personId, at)
    await writeAudit(tx, personId, { ...where(origin), at, action: 'password-recovered' })
    await enqueue(
      tx,
      {
        personId,
        kind: 'send-sms',
        payload: { template: 'password-changed', to: 'person' },
        dedupeKey: `password-changed:${at.getTime()}`,
      },
      at,
    )
    return done(undefined)
  })
}

export async function grantIsGood(app: App, personId: PersonId, grant: string): Promise<boolean> {
  const code = await findCode(app.db, personId, 'recovery')
  if (!code?.grantHash || !code.usedAt || !sameBytes(code.grantHash, tokenHash(grant))) return false
  return app.clock.now() - code.usedAt.getTime() < grantLifetime
}

const startAgain = (): Result<never> =>
  failed({ code: 'wrong-step', message: 'این بازیابی تمام شده یا زمان آن گذشته است. از اول آغاز کنید.' })

function decoy(app: App, number: string, mobile: string): PersonId {
  return (app.secrets.mac('decoy', `${number}|${mobile}`).readBigUInt64BE() >> 1n || 1n).toString() as PersonId
}
