import { type Mobile, formatMobile, parseMobile } from '../mobile.ts'
import { toPersianDigits } from '../text.ts'
import type { Field, FieldOptions } from './field.ts'
import { line } from './line.ts'
import { digits, oneOf } from './random.ts'

export function mobile(label = 'شماره همراه', options: FieldOptions = {}): Field<Mobile> {
  return line(
    'mobile',
    label,
    { hint: 'یازده رقم، با صفر اول', ...options },
    {
      parse: parseMobile,
      look: { ltr: true, inputmode: 'tel', autocomplete: 'tel-national', maxlength: 24, width: 'w12' },
      show: formatMobile,
      write: (value) => toPersianDigits(value),
      schema: { type: 'string', pattern: '^09\\d{9}$' },
      sample: (random) => [
        `${oneOf(random, ['09', '+989', '۰۹'])}${digits(random, 9)}`,
        oneOf(random, ['', '0212345678', '0912']),
      ],
    },
  )
}
