import { markMobileProved, type SignUp } from '#store/sign-ups.ts'
import { nowOf, type App } from '../app.ts'
import { proveCode } from '../one-time-codes.ts'
import { done, type Result } from '../problem.ts'
import { reached, wrongStep } from './sign-up.ts'

/** Second step: the code from the SMS. Once proved, a repeated or late POST is simply fine. */
export async function proveSignUpMobile(app: App, signUp: SignUp, values: { code: string }): Promise<Result<void>> {
  if (signUp.submittedAt !== null) return wrongStep()
  if (!reached(signUp, 'code')) return done(undefined)
  const proved = await proveCode(app, signUp.personId, 'sign-up', values.code)
  if (!proved.ok) return proved
  if (proved.value.mobile !== signUp.mobile) return wrongStep()
  await app.db.transaction((tx) => markMobileProved(tx, signUp.personId, nowOf(app)))
  return done(undefined)
}
