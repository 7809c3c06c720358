import { findSignUp, type SignUp } from '#store/sign-ups.ts'
import { personIdFrom } from '#store/ids.ts'
import type { App } from '../app.ts'
import { failed, type Problem, type Result } from '../problem.ts'
import { sameBytes, tokenHash } from '../secrets.ts'

/** The pages of a sign-up in their order. Where a person stands is computed, never stored. */
export const signUpStages = ['code', 'identity', 'password', 'review', 'checking', 'result', 'finished'] as const
export type SignUpStage = (typeof signUpStages)[number]

/** The furthest page a person has reached. */
export function stageOf(signUp: SignUp): SignUpStage {
  if (signUp.seenAt !== null) return 'finished'
  if (signUp.outcome !== null) return 'result'
  if (signUp.submittedAt !== null) return 'checking'
  if (signUp.mobileProvedAt === null) return 'code'
  if (signUp.firstName === null) return 'identity'
  if (signUp.passwordHash === null) return 'password'
  return 'review'
}

/** May this page be shown yet? Filled pages may be gone back to until the request is sent. */
export function reached(signUp: SignUp, page: SignUpStage): boolean {
  const stage = stageOf(signUp)
  if (signUp.submittedAt !== null) return stage === page
  return signUpStages.indexOf(page) <= signUpStages.indexOf(stage) && (page !== 'code' || stage === 'code')
}

/** What the device holds of its sign-up: id and secret. */
export const signUpCookie = (personId: string, secret: string): string => `${personId}.${secret}`

/** The sign-up this device is filling in; undefined when the cookie is missing, old or not ours. */
export async function openSignUp(app: App, cookie: string | undefined): Promise<SignUp | undefined> {
  const [id = '', secret = ''] = (cookie ?? '').split('.')
  const personId = personIdFrom(id)
  if (personId === null) return undefined
  const signUp = await findSignUp(app.db, personId)
  return signUp !== undefined && sameBytes(signUp.secretHash, tokenHash(secret)) ? signUp : undefined
}

const wrongStepText = 'این مرحله هنوز نرسیده یا تمام شده است. از همان جایی که هستید ادامه دهید.'
export const wrongStep = (): Result<never> => failed({ code: 'wrong-step', message: wrongStepText } satisfies Problem)
