import { type NationalCode, nationalCheckDigit, parseNationalCode } from '../national-code.ts'
import { isolateLtr, toPersianDigits } from '../text.ts'
import type { Field, FieldOptions, Random } from './field.ts'
import { line } from './line.ts'
import { digits, oneOf } from './random.ts'

export function nationalCode(label = 'کد ملی', options: FieldOptions = {}): Field<NationalCode> {
  return line(
    'national-code',
    label,
    { hint: 'ده رقم، پشت سر هم', ...options },
    {
      parse: parseNationalCode,
      look: { ltr: true, inputmode: 'numeric', maxlength: 20, width: 'w12' },
      show: (value) => isolateLtr(toPersianDigits(value)),
      write: (value) => toPersianDigits(value),
      schema: { type: 'string', pattern: '^\\d{10}$' },
      sample: (random) => [
        toPersianDigits(sampleNationalCode(random)),
        oneOf(random, ['', '1111111111', '12345', '1234567890']),
      ],
    },
  )
}

/** From a range that is not issued to anybody. */
export function sampleNationalCode(random: Random): NationalCode {
  const nine = `99${digits(random, 6)}1`
  return `${nine}${nationalCheckDigit(nine)}` as NationalCode
}
