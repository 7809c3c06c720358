import { ungroupedNumber } from '../digits.ts'
import { parsed, refused } from '../parsed.ts'
import { formatNumber } from '../text.ts'
import type { Field, FieldOptions } from './field.ts'
import { line } from './line.ts'
import { oneOf, whole } from './random.ts'

/** A whole number, least and most included. */
export function number(
  label: string,
  options: FieldOptions & { least?: number; most?: number; unit?: string } = {},
): Field<number> {
  const { least = 0, most = 999_999_999, unit } = options
  return line('number', label, options, {
    parse(typed) {
      const digits = ungroupedNumber(typed).replace(/[,٬،]/g, '')
      if (digits === '') return refused(`«${label}» را با رقم بنویسید.`)
      if (!/^\d{1,15}$/.test(digits)) return refused(`«${label}» عدد است؛ فقط رقم بنویسید.`)
      const value = Number(digits)
      const within = value >= least && value <= most
      return within
        ? parsed(value)
        : refused(`«${label}» باید از ${formatNumber(least)} تا ${formatNumber(most)} باشد.`)
    },
    look: { ltr: true, inputmode: 'numeric', maxlength: 30, width: 'w6', ...(unit === undefined ? {} : { unit }) },
    show: (value) => (unit === undefined ? formatNumber(value) : `${formatNumber(value)} ${unit}`),
    write: (value) => formatNumber(value),
    schema: { type: 'integer', minimum: least, maximum: most },
    sample: (random) => [formatNumber(whole(random, least, most)), oneOf(random, ['', 'سه', String(most + 1)])],
  })
}
