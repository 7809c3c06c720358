import { formatNumber } from '../text.ts'
import { type Field, type FieldOptions, type Json, type Raw, type Read, misread, read, unread } from './field.ts'
import { type Members, type Values, group, merged } from './group.ts'
import { whole } from './random.ts'

/** The same questions for each of several: children, workshops, months. Rows are sent as `name.0.member`, gaps are closed. */
export function repeating<M extends Members>(
  label: string,
  members: M,
  { hint, least = 1, most = 10 }: FieldOptions & { least?: number; most?: number } = {},
): Field<readonly Values<M>[]> {
  const row = group('row', label, members)
  const enough = <T>(name: string, rows: readonly T[]) => {
    if (rows.length < least) return unread(name, `«${label}»: دست‌کم ${formatNumber(least)} ردیف را کامل کنید.`)
    return rows.length > most ? unread(name, `«${label}»: حداکثر ${formatNumber(most)} ردیف می‌شود نوشت.`) : null
  }
  const all = (reads: readonly Read<Values<M>>[]): Read<readonly Values<M>[]> => {
    const errors = reads.flatMap((one) => (one.ok ? [] : one.errors))
    return errors.length > 0 ? misread(errors) : read(reads.flatMap((one) => (one.ok ? [one.value] : [])))
  }
  return {
    kind: 'repeating',
    label,
    optional: false,
    read(raw, name) {
      const rows = rowsOf(raw, name)
      return enough(name, rows) ?? all(rows.map((n) => row.read(raw, `${name}.${n}`)))
    },
    write: (value, name) => merged(value.map((one, n) => row.write(one, `${name}.${n}`))),
    toJson: (value) => value.map((one) => row.toJson(one)),
    fromJson(json, name) {
      const rows: readonly Json[] = Array.isArray(json) ? json : []
      return enough(name, rows) ?? all(rows.map((one, n) => row.fromJson(one, `${name}.${n}`)))
    },
    input(name) {
      const inputsOf = (n: number) => Object.entries(members).map(([key, field]) => field.input(`${name}.${n}.${key}`))
      return {
        kind: 'rows',
        name,
        label,
        required: least > 0,
        least,
        most,
        row: inputsOf,
        hint,
      }
    },
    view: (value) => ({ kind: 'list', items: value.map((one) => row.view(one)) }),
    schema: () => ({ title: label, type: 'array', items: row.schema(), minItems: least, maxItems: most }),
    sample(random, name) {
      const rows = Array.from({ length: whole(random, Math.max(1, least), Math.min(most, least + 2)) }, (_, n) =>
        row.sample(random, `${name}.${n}`),
      )
      const valid = merged(rows.map((one) => one.valid))
      return { valid, invalid: { ...valid, ...rows.at(-1)?.invalid } }
    },
  }
}

/** The numbers of the rows in which something is filled in. */
function rowsOf(raw: Raw, name: string): readonly number[] {
  const found = new Set<number>()
  for (const [key, sent] of Object.entries(raw)) {
    const number = key.startsWith(`${name}.`) ? /^\d{1,4}(?=\.)/.exec(key.slice(name.length + 1)) : null
    if (number !== null && [sent ?? ''].flat().some((one) => one.trim() !== '')) found.add(Number(number[0]))
  }
  return [...found].toSorted((one, other) => one - other)
}
