import { parseMobile } from '#kernel/mobile.ts'
import { parsePersonalNumber } from '#kernel/personal-number.ts'
import { randomPersonId } from '#store/ids.ts'
import { changeSignUpWho, insertSignUp, type SignUp } from '#store/sign-ups.ts'
import { nowOf, type App } from '../app.ts'
import { sendCode } from '../one-time-codes.ts'
import type { Origin } from '../origin.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import { randomToken, tokenHash } from '../secrets.ts'
import { signUpCookie, stageOf, wrongStep } from './sign-up.ts'

/**
 * First step: number and mobile. Begins a sign-up (or corrects the one this device has begun) and sends a code to the
 * mobile. Whether the number is registered plays no part here, so nothing about it can be learnt.
 * Answers the cookie when a new sign-up began, null when the old one goes on.
 */
export async function startSignUp(
  app: App,
  current: SignUp | undefined,
  values: { personalNumber: string; mobile: string },
  origin: Origin,
): Promise<Result<{ cookie: string | null }>> {
  const number = parsePersonalNumber(values.personalNumber)
  const mobile = parseMobile(values.mobile)
  if (!number.ok || !mobile.ok) {
    const errors: FieldError[] = []
    if (!number.ok) errors.push({ field: 'personalNumber', message: number.error })
    if (!mobile.ok) errors.push({ field: 'mobile', message: mobile.error })
    return invalid(errors)
  }
  const counted = await app.limits.countAll({ 'sign-up-per-address': origin.address }, { 'sign-up-global': 'all' })
  if (!counted.ok) return counted

  const goesOn = current !== undefined && current.submittedAt === null
  // The same pair again (Back key, double click, second tab): nothing to do, its code is on the way or proved already.
  if (goesOn && current.number === number.value && current.mobile === mobile.value) {
    if (stageOf(current) !== 'code') return done({ cookie: null })
    const sent = await sendCode(app, { personId: current.personId, purpose: 'sign-up', mobile: mobile.value })
    return sent.ok || sent.problem.code === 'limited' ? done({ cookie: null }) : sent
  }
  if (goesOn) {
    const sent = await sendCode(app, { personId: current.personId, purpose: 'sign-up', mobile: mobile.value })
    if (!sent.ok) return onMobile(sent)
    await app.db.transaction((tx) => changeSignUpWho(tx, current.personId, number.value, mobile.value))
    return done({ cookie: null })
  }

  const personId = randomPersonId()
  const secret = randomToken()
  const sent = await sendCode(app, { personId, purpose: 'sign-up', mobile: mobile.value })
  if (!sent.ok) return onMobile(sent)
  await app.db.transaction((tx) =>
    insertSignUp(
      tx,
      {
        personId,
        secretHash: tokenHash(secret),
        deviceHash: origin.deviceHash,
        number: number.value,
        mobile: mobile.value,
      },
      nowOf(app),
    ),
  )
  return done({ cookie: signUpCookie(personId, secret) })
}

/** Sends the code again. */
export async function resendSignUpCode(app: App, signUp: SignUp): Promise<Result<void>> {
  if (stageOf(signUp) !== 'code') return wrongStep()
  return sendCode(app, { personId: signUp.personId, purpose: 'sign-up', mobile: signUp.mobile })
}

/** A limit on the mobile is shown beside its field. */
function onMobile(result: Result<void>): Result<never> {
  if (result.ok) throw new Error('only a problem can be placed')
  return failed({ ...result.problem, errors: [{ field: 'mobile', message: result.problem.message }] })
}
