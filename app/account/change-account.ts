import { parseEmail } from '#kernel/email.ts'
import { maskMobile, parseMobile } from '#kernel/mobile.ts'
import { writeAudit } from '#store/audit.ts'
import type { Tx } from '#store/database.ts'
import { findCode } from '#store/one-time-codes.ts'
import { enqueue } from '#store/outbox.ts'
import { findCredential, getPerson, saveEmail, saveMobile, savePasswordHash } from '#store/people.ts'
import type { PersonId } from '#store/ids.ts'
import { endSessions } from '#store/sessions.ts'
import { nowOf, type App } from '../app.ts'
import { proveCode, sendCode } from '../one-time-codes.ts'
import type { Origin } from '../origin.ts'
import { passwordErrors } from '../password-rule.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import type { SignedIn } from './session.ts'
import { where } from './sign-in.ts'

/** Changes the password; the present one is asked again, and every other session ends. */
export async function changePassword(
  app: App,
  who: SignedIn,
  values: { currentPassword: string; newPassword: string },
  origin: Origin,
): Promise<Result<void>> {
  const person = await getPerson(app.db, who.personId)
  const errors: FieldError[] = [...passwordErrors('newPassword', values.newPassword, person)]
  if (values.currentPassword === '') errors.unshift({ field: 'currentPassword', message: 'گذرواژهٔ کنونی را بنویسید.' })
  if (errors.length > 0) return invalid(errors)
  const right = await checkPassword(app, who.personId, values.currentPassword)
  if (!right.ok) return right
  if (values.newPassword === values.currentPassword) {
    return invalid([{ field: 'newPassword', message: 'گذرواژهٔ تازه همان گذرواژهٔ کنونی است. گذرواژهٔ دیگری بنویسید.' }])
  }
  const passwordHash = await app.passwords.hash(values.newPassword)
  const at = nowOf(app)
  await app.db.transaction(async (tx) => {
    await savePasswordHash(tx, who.personId, passwordHash, at)
    await endSessions(tx, who.personId, at, who.sessionId)
    await writeAudit(tx, who.personId, { ...where(origin), at, action: 'password-changed' })
    await tell(tx, who.personId, 'password-changed', 'person', at)
  })
  return done(undefined)
}

/** Sets or removes the e-mail address. */
export async function changeEmail(
  app: App,
  who: SignedIn,
  values: { email: string },
  origin: Origin,
): Promise<Result<void>> {
  const email = values.email.trim() === '' ? null : parseEmail(values.email)
  if (email !== null && !email.ok) return invalid([{ field: 'email', message: email.error }])
  const address = email === null ? null : email.value
  const person = await getPerson(app.db, who.personId)
  if (person.email === address) return done(undefined)
  const at = nowOf(app)
  await app.db.transaction(async (tx) => {
    await saveEmail(tx, who.personId, address)
    await writeAudit(tx, who.personId, { ...where(origin), at, action: 'email-changed' })
    await tell(tx, who.personId, 'email-changed', 'person', at)
  })
  return done(undefined)
}

/** First step of a new mobile: password again, the SIM must be the person's own, then a code to the new number. */
export async function startMobileChange(
  app: App,
  who: SignedIn,
  values: { mobile: string; currentPassword: string },
): Promise<Result<{ masked: string }>> {
  const mobile = parseMobile(values.mobile)
  const person = await getPerson(app.db, who.personId)
  const errors: FieldError[] = []
  if (!mobile.ok) errors.push({ field: 'mobile', message: mobile.error })
  else if (mobile.value === person.mobile) {
    errors.push({ field: 'mobile', message: 'این همان شمارهٔ کنونی شماست. شمارهٔ تازه را بنویسید.' })
  }
  if (values.currentPassword === '') errors.push({ field: 'currentPassword', message: 'گذرواژهٔ کنونی را بنویسید.' })
  if (!mobile.ok || errors.length > 0) return invalid(errors)
  const right = await checkPassword(app, who.personId, values.currentPassword)
  if (!right.ok) return right

  const ownership = await app.mobileOwnership.check(person.number, mobile.value).catch(() => ({ owner: 'unknown' }))
  if (ownership.owner === 'no') {
    return invalid([
      { field: 'mobile', message: 'این شماره به نام شما نیست. شماره‌ای بنویسید که سیم‌کارتش به نام خودتان است.' },
    ])
  }
  if (ownership.owner !== 'yes') {
    return failed({
      code: 'unavailable',
      message: 'همین حالا نمی‌توان مالک این شماره را پرسید. شمارهٔ شما تغییر نکرد؛ کمی بعد دوباره تلاش کنید.',
    })
  }
  const allowed = await app.limits.count('mobile-change', who.personId)
  if (!allowed.ok) return allowed
  const sent = await sendCode(app, { personId: who.personId, purpose: 'mobile-change', mobile: mobile.value })
  return sent.ok ? done({ masked: maskMobile(mobile.value) }) : sent
}

/** Sends the code of a mobile change again. */
export async function resendMobileChangeCode(app: App, who: SignedIn): Promise<Result<void>> {
  const code = await findCode(app.db, who.personId, 'mobile-change')
  if (code === undefined) return failed({ code: 'wrong-step', message: 'نخست شمارهٔ تازه را بنویسید.' })
  return sendCode(app, { personId: who.personId, purpose: 'mobile-change', mobile: code.mobile })
}

/** Last step: the code that reached the new number. The old number is told. */
export async function finishMobileChange(
  app: App,
  who: SignedIn,
  values: { code: string },
  origin: Origin,
): Promise<Result<void>> {
  const proved = await proveCode(app, who.personId, 'mobile-change', values.code, async (tx, mobile, at) => {
    await saveMobile(tx, who.personId, mobile)
    await writeAudit(tx, who.personId, { ...where(origin), at, action: 'mobile-changed' })
    await tell(tx, who.personId, 'mobile-changed', 'previous-mobile', at)
  })
  return proved.ok ? done(undefined) : proved
}

async function checkPassword(app: App, personId: PersonId, password: string): Promise<Result<void>> {
  const allowed = await app.limits.count('password-change', personId)
  if (!allowed.ok) return allowed
  const credential = await findCredential(app.db, personId)
  if (credential === undefined || !(await app.passwords.verify(credential.passwordHash, password))) {
    return invalid([{ field: 'currentPassword', message: 'گذرواژهٔ کنونی درست نیست. دوباره بنویسید.' }])
  }
  await app.limits.forgive('password-change', personId)
  return done(undefined)
}

async function tell(tx: Tx, personId: PersonId, template: string, to: string, at: Date): Promise<void> {
  await enqueue(
    tx,
    { personId, kind: 'send-sms', payload: { template, to }, dedupeKey: `${template}:${at.getTime()}` },
    at,
  )
}
