import { type PostalCode, parsePostalCode } from '../postal-code.ts'
import { isolateLtr, toPersianDigits } from '../text.ts'
import type { Field, FieldOptions } from './field.ts'
import { line } from './line.ts'
import { digits, oneOf } from './random.ts'

export function postalCode(label = 'کد پستی', options: FieldOptions = {}): Field<PostalCode> {
  return line(
    'postal-code',
    label,
    { hint: 'ده رقم', ...options },
    {
      parse: parsePostalCode,
      look: { ltr: true, inputmode: 'numeric', autocomplete: 'postal-code', maxlength: 20, width: 'w12' },
      show: (value) => isolateLtr(toPersianDigits(value)),
      write: (value) => toPersianDigits(value),
      schema: { type: 'string', pattern: '^\\d{10}$' },
      sample: (random) => [
        `37${oneOf(random, ['156', '918', '345'])}-${digits(random, 5)}`,
        oneOf(random, ['', '0123456789', '12']),
      ],
    },
  )
}
