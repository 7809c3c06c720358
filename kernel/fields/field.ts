import type { Parsed } from '../parsed.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonSchema = { readonly [key: string]: Json }

/** What a form sent, by the names of its inputs. An input left out was not filled in. */
export type Raw = Readonly<Record<string, string | readonly string[] | undefined>>

/** What is wrong at one input, and how to mend it. */
export type FieldError = { readonly field: string; readonly message: string }

/** A field as read: the value, or the first sentence (so that it is a `Parsed`) and all of them by input. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string; readonly errors: readonly FieldError[] }

/** What the page draws for a field: plain data, no markup. `name` is what the form sends it under. */
export type Input = InputFrame & Look

type InputFrame = {
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  readonly required: boolean
}

export type Look =
  | ({ readonly kind: 'line' } & LineLook)
  | { readonly kind: 'lines'; readonly maxlength: number }
  | { readonly kind: 'date' }
  | { readonly kind: 'choice' | 'choices'; readonly options: Readonly<Record<string, string>> }
  | { readonly kind: 'tick'; readonly text: string }
  | { readonly kind: 'file'; readonly types: readonly string[]; readonly mostBytes: number }
  /** Several inputs under one heading; `button` is what looks the answer up, where something does. */
  | { readonly kind: 'group'; readonly inputs: readonly Input[]; readonly button?: string | undefined }
  /** `row(n)` gives the inputs of the n-th row, from 0. */
  | { readonly kind: 'rows'; readonly least: number; readonly most: number; row(n: number): readonly Input[] }

export type LineLook = {
  readonly ltr?: boolean
  readonly inputmode?: 'numeric' | 'tel'
  readonly autocomplete?: string
  readonly maxlength: number
  readonly width?: 'w6' | 'w12' | 'w26'
  /** Stands after the input: «ریال». */
  readonly unit?: string
}

/** A value for reading: in the review, on the desk and, as `plainText`, in certificates. */
export type View =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'rows'; readonly rows: readonly { readonly label: string; readonly view: View }[] }
  | { readonly kind: 'list'; readonly items: readonly View[] }
  | { readonly kind: 'file'; readonly file: string }

/** A source of numbers from 0 to 1, seeded, so that a sample can be made again. */
export type Random = () => number

/** One kind of question. `T` is what rules read; it is kept as JSON. */
export type Field<T = unknown> = {
  readonly kind: string
  readonly label: string
  readonly optional: boolean
  read(raw: Raw, name: string): Read<T>
  /** The way back: what the form shows of a value. */
  write(value: T, name: string): Raw
  toJson(value: T): Json
  /** From storage or the API, checked like a form. Errors carry the names the form would have. */
  fromJson(json: Json, name: string): Read<T>
  input(name: string): Input
  view(value: T): View
  schema(): JsonSchema
  /** What people might send: once right, once wrong. */
  sample(random: Random, name: string): { readonly valid: Raw; readonly invalid: Raw }
}

export type ValueOf<F> = F extends Field<infer T> ? T : never

export type FieldOptions = { readonly hint?: string | undefined }

export const read = <T>(value: T): Read<T> => ({ ok: true, value })
export const unread = (field: string, message: string): Read<never> => misread([{ field, message }])
export const misread = (errors: readonly FieldError[]): Read<never> => ({
  ok: false,
  error: errors[0]?.message ?? '',
  errors,
})

export function readFrom<T>(name: string, result: Parsed<T>): Read<T> {
  return result.ok ? result : unread(name, result.error)
}

export const text = (text: string): View => ({ kind: 'text', text })

export function plainText(view: View): string {
  if (view.kind === 'text') return view.text
  if (view.kind === 'file') return 'پیوست'
  if (view.kind === 'list') return view.items.map(plainText).join('؛ ')
  return view.rows.map((row) => `${row.label}: ${plainText(row.view)}`).join('، ')
}

/** The files a value names. */
export function filesOf(view: View): readonly string[] {
  if (view.kind === 'file') return [view.file]
  if (view.kind === 'list') return view.items.flatMap(filesOf)
  return view.kind === 'rows' ? view.rows.flatMap((row) => filesOf(row.view)) : []
}
