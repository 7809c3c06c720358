import { type ForeignNumber, parseForeignNumber } from '../foreign-number.ts'
import { isolateLtr, toPersianDigits } from '../text.ts'
import type { Field, FieldOptions } from './field.ts'
import { line } from './line.ts'
import { digits, oneOf } from './random.ts'

export function foreignNumber(label = 'شمارهٔ اختصاصی اتباع خارجی', options: FieldOptions = {}): Field<ForeignNumber> {
  return line(
    'foreign-number',
    label,
    { hint: 'دوازده رقم، پشت سر هم', ...options },
    {
      parse: parseForeignNumber,
      look: { ltr: true, inputmode: 'numeric', maxlength: 24, width: 'w12' },
      show: (value) => isolateLtr(toPersianDigits(value)),
      write: (value) => toPersianDigits(value),
      schema: { type: 'string', pattern: '^\\d{12}$' },
      sample: (random) => [`19${digits(random, 10)}`, oneOf(random, ['', '12', '1'.repeat(12)])],
    },
  )
}
