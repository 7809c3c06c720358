import { markMobileProved, type SignUp } from '#store/sign-ups.ts'
import type { App } from '../app.ts'
import { proveCode } from '../one-time-codes.ts'
import { done, type Result } from '../problem.ts'
import { reached, wrongStep } from './sign-up.ts'

/** Second step: the code from the SMS. Once proved, a repeated or late POST is simply fine. */
export async function proveSignUpMobile(app: App, signUp: SignUp, values: { code: string }): Promise<Result<void>> {
  if (signUp.submittedAt !== null) return wrongStep()
  if (!reached(signUp, 'code')) return done(undefined)
  const proved = await proveCode(app, signUp.personId, 'sign-up', values.code, async (tx, mobile, at) => {
    if (mobile === signUp.mobile) await markMobileProved(tx, signUp.personId, at)
  })
  if (!proved.ok) return proved
  return proved.value.mobile === signUp.mobile ? done(undefined) : wrongStep()
}
