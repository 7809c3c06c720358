import { parsed, refused } from '../parsed.ts'
import { formatNumber, tidyName } from '../text.ts'
import type { Field, FieldOptions } from './field.ts'
import { line } from './line.ts'
import { oneOf } from './random.ts'

/** Words in the person's own spelling, letters in their standard code points. `lines`: several, for a description. */
export function text(label: string, options: FieldOptions & { longest?: number; lines?: boolean } = {}): Field<string> {
  const { longest = 100, lines = false } = options
  const tidy = (typed: string) =>
    (lines ? typed.split(/\r?\n/) : [typed])
      .map(tidyName)
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  return line('text', label, options, {
    parse(typed) {
      const value = tidy(typed)
      if (value === '') return refused(`«${label}» را بنویسید.`)
      if (value.length > longest)
        return refused(`«${label}» حداکثر ${formatNumber(longest)} حرف می‌تواند باشد. آن را کوتاه‌تر کنید.`)
      return parsed(value)
    },
    look: lines ? { kind: 'lines', maxlength: longest * 2 } : { maxlength: longest * 2 },
    show: (value) => value,
    schema: { type: 'string', minLength: 1, maxLength: longest },
    sample: (random) => [
      oneOf(random, ['قم', 'خيابان شهيد بهشتي', 'می‌آیم']).slice(0, longest),
      oneOf(random, [' \u200c', 'ب'.repeat(longest + 1)]),
    ],
  })
}
