import { parsed, refused } from '../parsed.ts'
import { formatNumber, stripInvisible, toLatinDigits, toPersianDigits } from '../text.ts'
import type { Field, FieldOptions } from './field.ts'
import { line } from './line.ts'
import { oneOf, whole } from './random.ts'

/**
 * A code that somebody else gave, of digits or of digits and Latin letters: kept with Latin digits and capital letters,
 * zeros in front included. `shortest` and `longest` in characters.
 */
export function code(
  label: string,
  options: FieldOptions & { shortest: number; longest: number; letters?: true },
): Field<string> {
  const { shortest, longest, letters } = options
  const allowed = letters === undefined ? '0-9' : '0-9A-Z'
  const made = letters === undefined ? 'رقم' : 'رقم و حرف انگلیسی'
  const size =
    shortest === longest
      ? `${formatNumber(longest)} نویسه`
      : `${formatNumber(shortest)} تا ${formatNumber(longest)} نویسه`
  return line('code', label, options, {
    parse(typed) {
      const value = stripInvisible(toLatinDigits(typed))
        .replace(/[\s_-]/g, '')
        .toUpperCase()
      if (value === '') return refused(`«${label}» را بنویسید.`)
      if (!new RegExp(`^[${allowed}]+$`).test(value)) return refused(`«${label}» فقط از ${made} ساخته می‌شود.`)
      if (value.length < shortest || value.length > longest)
        return refused(`«${label}» ${size} دارد؛ شما ${formatNumber(value.length)} نویسه نوشته‌اید.`)
      return parsed(value)
    },
    look: {
      ltr: true,
      maxlength: longest * 2,
      width: 'w12',
      ...(letters === undefined ? { inputmode: 'numeric' } : {}),
    },
    show: toPersianDigits,
    schema: { type: 'string', pattern: `^[${allowed}]{${shortest},${longest}}$` },
    sample: (random) => [
      Array.from({ length: whole(random, shortest, longest) }, () =>
        oneOf(random, letters === undefined ? ['0', '3', '۷'] : ['0', '3', '۷', 'b', 'K']),
      ).join(''),
      oneOf(random, ['', 'کد', '7'.repeat(longest + 1), '1/2']),
    ],
  })
}
