import type { Roles } from '#app/account/roles.ts'
import type { FieldError } from '#app/problem.ts'

export type { FieldError }

/** What the frame of every page knows of the visitor. */
export type Shell = {
  /** Null before sign-in. `token` guards the sign-out form against other sites. */
  readonly signedIn: { readonly name: string; readonly token: string; readonly roles?: Roles | null } | null
  /** A demonstration with invented people: every page says so, lest somebody types real data in. */
  readonly demo?: boolean
}

export const visitor: Shell = { signedIn: null }

/** What every form's view is given: what was typed, what is wrong with it, and the token against forged posts. */
export type FormProps = {
  readonly values: Readonly<Record<string, string>>
  readonly errors: readonly FieldError[]
  readonly token: string
}
