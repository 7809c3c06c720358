import { Lack } from '#kernel/lack.ts'

/** One field that must be mended, with the sentence that says how. */
export type FieldError = { readonly field: string; readonly message: string }

export type ProblemCode =
  | 'invalid' // fields to mend: `errors`
  | 'limited' // too many tries: `retryAfter`
  | 'wrong-step' // this step comes later, or is over
  | 'not-signed-in'
  | 'wrong-credentials'
  | 'not-found'
  | 'forbidden'
  | 'busy'
  | 'unavailable'
  | 'lacking' // a value that the law sets is not known for the day

/** Why a use case did not do what was asked, in words for the person. One problem serves the page and the API. */
export type Problem = {
  readonly code: ProblemCode
  /** A Persian sentence: what is wrong and what to do. */
  readonly message: string
  readonly errors?: readonly FieldError[]
  /** Seconds until the same may be tried again. */
  readonly retryAfter?: number
}

/** What a use case answers. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

export const done = <T>(value: T): Result<T> => ({ ok: true, value })
export const failed = (problem: Problem): Result<never> => ({ ok: false, problem })
export const invalid = (errors: readonly FieldError[]): Result<never> =>
  failed({ code: 'invalid', message: 'بعضی از خانه‌ها نیاز به اصلاح دارد.', errors })

const statusOf: Record<ProblemCode, number> = {
  invalid: 422,
  limited: 429,
  'wrong-step': 409,
  'not-signed-in': 401,
  'wrong-credentials': 401,
  'not-found': 404,
  forbidden: 403,
  busy: 503,
  unavailable: 503,
  lacking: 503,
}

/** HTTP status of a problem. */
export const problemStatus = (problem: Problem): number => statusOf[problem.code]

/** The problem of whoever asks for what is reckoned with a value that is not known for the day; null for any other error. */
export const lackOf = (error: unknown): Problem | null =>
  error instanceof Lack
    ? {
        code: 'lacking',
        message: `${error.said} تا این مقدار اعلام و در سامانه ثبت شود، این کار پیش نمی‌رود؛ آنچه تا این‌جا ثبت کرده‌اید سر جای خود می‌ماند.`,
        retryAfter: DAY,
      }
    : null

/** Seconds. */
const DAY = 24 * 3600
