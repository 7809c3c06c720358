import { MONTH_NAMES } from '../jalali-text.ts'
import { parsed, refused } from '../parsed.ts'
import { fold, toLatinDigits, toPersianDigits } from '../text.ts'
import type { Field, FieldOptions } from './field.ts'
import { line } from './line.ts'
import { oneOf, whole } from './random.ts'

/** A Jalali year in four digits, first and last included; two digits are refused, since they may mean two years. */
export function jalaliYear(
  label: string,
  options: FieldOptions & { first?: number; last?: number } = {},
): Field<number> {
  const { first = 1300, last = 1450 } = options
  const within = `از ${toPersianDigits(first)} تا ${toPersianDigits(last)}`
  return line('jalali-year', label, options, {
    parse(typed) {
      const digits = toLatinDigits(typed).trim()
      if (!/^\d{4}$/.test(digits)) return refused(`«${label}» را با چهار رقم بنویسید، مانند ۱۴۰۴.`)
      const year = Number(digits)
      return year >= first && year <= last ? parsed(year) : refused(`«${label}» باید ${within} باشد.`)
    },
    look: { ltr: true, inputmode: 'numeric', maxlength: 10, width: 'w6' },
    show: (year) => toPersianDigits(year),
    schema: { type: 'integer', minimum: first, maximum: last },
    sample: (random) => [toPersianDigits(whole(random, first, last)), oneOf(random, ['', '04', String(last + 1)])],
  })
}

/** A month of the Jalali year, by its name or its number: «مهر» or ۷. */
export function jalaliMonth(label: string, options: FieldOptions = {}): Field<number> {
  return line(
    'jalali-month',
    label,
    { hint: 'نام یا شمارهٔ ماه، مانند مهر یا ۷', ...options },
    {
      parse(typed) {
        const named = MONTH_NAMES.findIndex((name) => fold(name) === fold(typed))
        const digits = toLatinDigits(typed).trim()
        const month = named >= 0 ? named + 1 : /^\d{1,2}$/.test(digits) ? Number(digits) : 0
        return month >= 1 && month <= 12
          ? parsed(month)
          : refused(`«${label}» را با نام آن یا عددی از ۱ تا ۱۲ بنویسید، مانند مهر یا ۷.`)
      },
      look: { maxlength: 20, width: 'w12' },
      show: (month) => MONTH_NAMES[month - 1] ?? '',
      schema: { type: 'integer', minimum: 1, maximum: 12 },
      sample: (random) => {
        const month = whole(random, 1, 12)
        return [oneOf(random, [toPersianDigits(month), MONTH_NAMES[month - 1]!]), oneOf(random, ['', '13', 'مهرآبان'])]
      },
    },
  )
}
