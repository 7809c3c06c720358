import type { Parsed } from '../parsed.ts'
import {
  type Field,
  type FieldOptions,
  type Input,
  type Json,
  type JsonSchema,
  type Look,
  type Random,
  type View,
} from './field.ts'
import { readFrom } from './field.ts'

/** What makes one kind of field that is one input; everything else is the same for all. */
export type Single<T> = {
  /** What a form or the API sent; undefined when nothing. */
  readonly parse: (sent: unknown) => Parsed<T>
  readonly look: Look
  /** What the input shows of a value. */
  readonly write: (value: T) => string | readonly string[]
  /** The value itself unless given. */
  readonly toJson?: (value: T) => Json
  /** As `parse` unless given. */
  readonly fromJson?: (json: Json) => Parsed<T>
  readonly view: (value: T) => View
  readonly schema: JsonSchema
  readonly sample: (random: Random) => readonly [valid: string | readonly string[], invalid: string | readonly string[]]
}

export function single<T>(kind: string, label: string, { hint }: FieldOptions, of: Single<T>): Field<T> {
  return {
    kind,
    label,
    optional: false,
    read: (raw, name) => readFrom(name, of.parse(raw[name])),
    write: (value, name) => ({ [name]: of.write(value) }),
    toJson: (value) => (of.toJson === undefined ? (value as Json) : of.toJson(value)),
    fromJson: (json, name) => readFrom(name, (of.fromJson ?? of.parse)(json)),
    input: (name): Input => ({ name, label, hint, required: true, ...of.look }),
    view: of.view,
    schema: () => ({ title: label, ...(hint === undefined ? {} : { description: hint }), ...of.schema }),
    sample(random, name) {
      const [valid, invalid] = of.sample(random)
      return { valid: { [name]: valid }, invalid: { [name]: invalid } }
    },
  }
}
