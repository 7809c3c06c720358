import { parsed, refused } from '../parsed.ts'
import { type Field, type FieldOptions, text } from './field.ts'
import { whole } from './random.ts'
import { single } from './single.ts'

export type Options = Readonly<Record<string, string>>

/** Each key with the words that people see. */
export const optionsSchema = (options: Options) => ({
  type: 'string',
  oneOf: Object.entries(options).map(([key, words]) => ({ const: key, title: words })),
})

/** One of a few, by key; the words are what people see. */
export function choice<const O extends Options>(
  label: string,
  options: O,
  more: FieldOptions = {},
): Field<keyof O & string> {
  const keys = Object.keys(options) as (keyof O & string)[]
  return single('choice', label, more, {
    parse(sent) {
      const key = keys.find((one) => one === sent)
      return key === undefined ? refused(`یکی از گزینه‌های «${label}» را انتخاب کنید.`) : parsed(key)
    },
    look: { kind: 'choice', options },
    write: (value) => value,
    view: (value) => text(options[value] ?? ''),
    schema: optionsSchema(options),
    sample: (random) => [keys[whole(random, 0, keys.length - 1)] ?? '', 'چیز دیگر'],
  })
}
