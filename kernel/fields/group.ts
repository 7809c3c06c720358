import {
  type Field,
  type FieldError,
  type FieldOptions,
  type Json,
  type Raw,
  type Read,
  type ValueOf,
  misread,
  read,
  unread,
} from './field.ts'

export type Members = Readonly<Record<string, Field>>
export type Values<M> = { readonly [K in keyof M]: ValueOf<M[K]> }

/** Several fields under one heading, each sent as `name.member`. */
export function group<M extends Members>(
  kind: string,
  label: string,
  members: M,
  { hint, button }: FieldOptions & { button?: string } = {},
): Field<Values<M>> {
  const entries = Object.entries(members)
  const each = <T>(make: (field: Field, key: string) => T) =>
    Object.fromEntries(entries.map(([key, field]) => [key, make(field, key)]))
  return {
    kind,
    label,
    optional: false,
    read: (raw, name) => together(each((field, key) => field.read(raw, `${name}.${key}`))) as Read<Values<M>>,
    write: (value, name) => merged(entries.map(([key, field]) => field.write(value[key], `${name}.${key}`))),
    toJson: (value) => each((field, key) => field.toJson(value[key])),
    fromJson(json, name) {
      if (!isObject(json)) return unread(name, `«${label}» را کامل کنید.`)
      return together(each((field, key) => field.fromJson(json[key] ?? null, `${name}.${key}`))) as Read<Values<M>>
    },
    input(name) {
      const inputs = entries.map(([key, field]) => field.input(`${name}.${key}`))
      return {
        kind: 'group',
        name,
        label,
        required: true,
        inputs,
        hint,
        button,
      }
    },
    view: (value) => ({
      kind: 'rows',
      rows: entries.map(([key, field]) => ({ label: field.label, view: field.view(value[key]) })),
    }),
    schema: () => ({
      title: label,
      ...(hint === undefined ? {} : { description: hint }),
      type: 'object',
      properties: each((field) => field.schema()),
      required: entries.flatMap(([key, field]) => (field.optional ? [] : [key])),
      additionalProperties: false,
    }),
    sample(random, name) {
      const samples = entries.map(([key, field]) => field.sample(random, `${name}.${key}`))
      const valid = merged(samples.map((one) => one.valid))
      return { valid, invalid: { ...valid, ...samples[Math.floor(random() * samples.length)]?.invalid } }
    },
  }
}

/** All values, or all that is wrong. */
export function together(parts: Readonly<Record<string, Read<unknown>>>): Read<Readonly<Record<string, unknown>>> {
  const errors: FieldError[] = Object.values(parts).flatMap((part) => (part.ok ? [] : part.errors))
  if (errors.length > 0) return misread(errors)
  return read(Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, part.ok ? part.value : null])))
}

export const merged = (raws: readonly Raw[]): Raw => Object.assign({}, ...raws) as Raw

export function isObject(json: Json): json is { readonly [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}
