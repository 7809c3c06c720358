import { type Iban, formatIban, parseIban } from '../iban.ts'
import type { Field, FieldOptions } from './field.ts'
import { line } from './line.ts'
import { digits, oneOf } from './random.ts'

export function iban(label = 'شمارهٔ شبا', options: FieldOptions = {}): Field<Iban> {
  return line(
    'iban',
    label,
    { hint: '۲۴ رقم بعد از IR', ...options },
    {
      parse: parseIban,
      look: { ltr: true, inputmode: 'numeric', maxlength: 50, width: 'w26' },
      show: formatIban,
      schema: { type: 'string', pattern: '^IR\\d{24}$' },
      sample(random) {
        const account = `013${digits(random, 19)}`
        const check = 98n - (BigInt(`${account}182700`) % 97n)
        return [
          `IR${String(check).padStart(2, '0')}${account}`,
          oneOf(random, ['', 'IR12', 'IR15 0130 0000 0000 0012 3456 79']),
        ]
      },
    },
  )
}
