import { markSeen, type SignUp } from '#store/sign-ups.ts'
import { nowOf, type App } from '../app.ts'
import { done, type Result } from '../problem.ts'
import { wrongStep } from './sign-up.ts'

/** Last step: the person has read the system's message and presses «تأیید». */
export async function acknowledgeSignUp(app: App, signUp: SignUp): Promise<Result<void>> {
  if (signUp.outcome === null) return wrongStep()
  await app.db.transaction((tx) => markSeen(tx, signUp.personId, nowOf(app)))
  return done(undefined)
}
