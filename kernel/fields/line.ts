import type { Parsed } from '../parsed.ts'
import { type Field, type FieldOptions, type LineLook, type Look, text } from './field.ts'
import { type Single, single } from './single.ts'

/** A single input that is typed. `show` also fills the input where `write` is not given. */
export type Line<T> = Pick<Single<T>, 'toJson' | 'fromJson' | 'schema' | 'sample'> & {
  readonly parse: (typed: string) => Parsed<T>
  readonly look: LineLook | Look
  readonly show: (value: T) => string
  readonly write?: (value: T) => string
}

export function line<T>(kind: string, label: string, options: FieldOptions, of: Line<T>): Field<T> {
  return single(kind, label, options, {
    ...of,
    parse: (sent) => of.parse(typedText(sent)),
    look: 'kind' in of.look ? of.look : { kind: 'line', ...of.look },
    write: of.write ?? of.show,
    view: (value) => text(of.show(value)),
  })
}

/** Of several texts under one name the last. */
function typedText(sent: unknown): string {
  const last: unknown = Array.isArray(sent) ? sent.at(-1) : sent
  return typeof last === 'string' || typeof last === 'number' ? String(last) : ''
}
