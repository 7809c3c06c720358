import { parsed, refused } from '../parsed.ts'
import { formatNumber } from '../text.ts'
import { type Options, optionsSchema } from './choice.ts'
import { type Field, type FieldOptions, text } from './field.ts'
import { single } from './single.ts'

/** Several of a few, in the order of the options. */
export function choices<const O extends Options>(
  label: string,
  options: O,
  { least = 1, ...more }: FieldOptions & { least?: number } = {},
): Field<readonly (keyof O & string)[]> {
  const keys = Object.keys(options) as (keyof O & string)[]
  return single('choices', label, more, {
    parse(sent) {
      const list: readonly unknown[] = [sent ?? []].flat()
      const chosen = keys.filter((key) => list.includes(key))
      if (list.some((one) => !keys.includes(one as string))) return refused(`فقط از گزینه‌های «${label}» انتخاب کنید.`)
      return chosen.length < least
        ? refused(`«${label}»: دست‌کم ${formatNumber(least)} گزینه را انتخاب کنید.`)
        : parsed(chosen)
    },
    look: { kind: 'choices', options },
    write: (value) => value,
    view: (value) => ({ kind: 'list', items: value.map((key) => text(options[key] ?? '')) }),
    schema: { type: 'array', items: optionsSchema(options), minItems: least, uniqueItems: true },
    sample(random) {
      const some = keys.filter(() => random() < 0.5)
      return [some.length < least ? keys : some, ['چیز دیگر']]
    },
  })
}
