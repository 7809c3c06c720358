import type { Clerk } from '#app/requests/clerk.ts'
import type { PersonId } from '#store/ids.ts'
import type { RequestKey } from '#store/requests.ts'

// What is written down of days that are lived in several runs (request-days.ts).

/** What the evening of a day leaves, from which the next morning goes on: text, to be kept in a file. */
export type Evening = {
  /** Days that are over. */
  readonly days: number
  readonly now: number
  readonly counter: number
  readonly seconds: number
  readonly staff: { readonly heads: Clerk[]; readonly clerks: Clerk[]; readonly officers: Clerk[] }
  readonly people: PersonId[]
  readonly sent: RequestKey[]
  readonly asked: RequestKey[]
  /** Tracking codes by the number of whoever has them in hand. */
  readonly inHand: [string, string[]][]
}
/** Keys of messages given to the provider, and requests whose receipt was told. */
export type Told = { readonly messages: string[]; readonly acknowledged: string[] }
export type Diary = {
  /** The last evening, with all that was told until then; null: nothing has begun. */
  readonly last: (Evening & Told) | null
  /** Keeps an evening, and what was told on its day. False: the night is long, and no morning follows. */
  keep(evening: Evening, told: Told): boolean
}
