import type { SignedIn } from '#app/account/session.ts'
import type { App } from '#app/app.ts'
import type { OpenedFile } from '#app/files/open-file.ts'
import type { Origin } from '#app/origin.ts'
import type { Pass } from '#app/requests/pass.ts'
import type { Result } from '#app/problem.ts'
import type { SignUp } from '#store/sign-ups.ts'
import type { z } from 'zod'
import type { ApiProblemCode } from './problems.ts'
import type { Recovery } from './recovery-token.ts'

/** Who may call, by the kind of bearer token they show, and what the handler then knows of them. */
export type Callers = {
  anybody: null
  session: SignedIn
  'sign-up': { signUp: SignUp; token: string }
  recovery: Recovery
  /** Waits for the code of an SMS, to follow a request. */
  tracking: Pass
  /** Holds a draft of a request: unsent, or sent already. */
  draft: { readonly token: string }
  /** May see and go on with one request. */
  request: Pass
}
export type Who = keyof Callers

/** What a handler gets: parsed and allowed. A `deviceId` in the body is already in the origin. */
export type Call<W extends Who, Body, Query, Params> = {
  readonly app: App
  readonly caller: Callers[W]
  readonly body: Body
  readonly query: Query
  readonly params: Params
  readonly origin: Origin
  /** The file of an operation that takes one. */
  readonly file: SentFile | undefined
  /** Names this attempt where it was sent with an Idempotency-Key: use cases do the same attempt once for ever, not for a day. */
  readonly requestKey: string | null
}

/** A file as a program sent it: nothing of it is believed yet. */
export type SentFile = { readonly name: string; readonly bytes: Uint8Array }

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
export type Tag =
  | 'Sign-up'
  | 'Recovery'
  | 'Session'
  | 'Account'
  | 'Services'
  | 'Applications'
  | 'Certificates'
  | 'Payments'
  | 'Questions'
  | 'Requests'
  | 'Published'
  | 'Public'

type Fields = z.ZodObject
type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined
type Answered<Schema, Gives> = Gives extends 'file' ? OpenedFile : Schema extends z.ZodType ? z.output<Schema> : void

type Definition<
  W extends Who,
  Body extends Fields | undefined,
  Query extends Fields | undefined,
  Params extends Fields | undefined,
  Answer extends z.ZodType | undefined,
  Gives extends 'file' | undefined,
> = {
  readonly method: Method
  /** Below /api/v1, with `:name` for a parameter. */
  readonly path: string
  /** operationId: never changed, client generators name functions after it. */
  readonly id: string
  readonly tag: Tag
  readonly who: W
  readonly summary: string
  readonly description?: string
  readonly body?: Body
  readonly query?: Query
  readonly params?: Params
  /** Status and schema of success; no schema: no content. */
  readonly status: 200 | 201 | 202 | 204
  readonly answer?: Answer
  /** The body carries a text of several thousand letters. */
  readonly longText?: true
  /** The body is a file, alone or as the one file of a form. */
  readonly takes?: 'file'
  /** The answer is a file, of its own type. */
  readonly gives?: Gives
  /** Codes of problems that this operation answers beyond those that follow from its kind. */
  readonly refuses: readonly ApiProblemCode[]
  /** Seconds that anybody may keep the answer; nobody may when not given. */
  readonly keepFor?: number
  readonly handle: (
    call: Call<W, Parsed<Body>, Parsed<Query>, Parsed<Params>>,
  ) => Promise<Result<Answered<Answer, Gives>>>
}

/** One line of the table: what is registered and what is documented come from the same value. */
export type Operation = Definition<
  Who,
  Fields | undefined,
  Fields | undefined,
  Fields | undefined,
  z.ZodType | undefined,
  'file' | undefined
>

export function operation<
  W extends Who,
  Body extends Fields | undefined = undefined,
  Query extends Fields | undefined = undefined,
  Params extends Fields | undefined = undefined,
  Answer extends z.ZodType | undefined = undefined,
  Gives extends 'file' | undefined = undefined,
>(definition: Definition<W, Body, Query, Params, Answer, Gives>): Operation {
  return definition as unknown as Operation
}

export const writes = ({ method }: Pick<Operation, 'method'>): boolean => method !== 'GET'
