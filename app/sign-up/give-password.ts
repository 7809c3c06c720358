import { parseEmail } from '#kernel/email.ts'
import { lockSignUp, saveSignUpAccess, type SignUp } from '#store/sign-ups.ts'
import type { App } from '../app.ts'
import { passwordErrors } from '../password-rule.ts'
import { done, invalid, type FieldError, type Result } from '../problem.ts'
import { reached, wrongStep } from './sign-up.ts'

/** Fourth step: e-mail if wanted, and a password under the stated rules. An empty password keeps the one given before. */
export async function givePassword(
  app: App,
  signUp: SignUp,
  values: { email: string; password: string },
): Promise<Result<void>> {
  if (!reached(signUp, 'password')) return wrongStep()
  const email = values.email.trim() === '' ? null : parseEmail(values.email)
  const errors: FieldError[] = []
  if (email !== null && !email.ok) errors.push({ field: 'email', message: email.error })
  const keeps = values.password === '' && signUp.passwordHash !== null
  if (!keeps) {
    errors.push(
      ...passwordErrors('password', values.password, {
        firstName: signUp.firstName ?? '',
        lastName: signUp.lastName ?? '',
        number: signUp.number,
        mobile: signUp.mobile,
      }),
    )
  }
  if (errors.length > 0) return invalid(errors)

  const passwordHash = keeps ? signUp.passwordHash! : await app.passwords.hash(values.password)
  return app.db.transaction(async (tx) => {
    const now = await lockSignUp(tx, signUp.personId)
    // Another tab may have changed the names while this one was hashing: then the rule must be asked again.
    if (now === undefined || now.submittedAt !== null) return wrongStep()
    if (now.firstName !== signUp.firstName || now.lastName !== signUp.lastName) return wrongStep()
    await saveSignUpAccess(tx, signUp.personId, {
      email: email !== null && email.ok ? email.value : null,
      passwordHash,
    })
    return done(undefined)
  })
}
