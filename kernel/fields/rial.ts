import { ungroupedNumber } from '../digits.ts'
import { parsed, refused } from '../parsed.ts'
import { type Rial, formatRial, rial as rialOf } from '../rial.ts'
import { formatNumber } from '../text.ts'
import type { Field, FieldOptions } from './field.ts'
import { line } from './line.ts'
import { oneOf, whole } from './random.ts'

/** An amount in rials, kept as digits. «تومان» is refused rather than converted: a slip of ten costs too much. */
export function rial(label: string, options: FieldOptions & { least?: number; most?: number } = {}): Field<Rial> {
  const { least = 0, most = 999_999_999_999 } = options
  return line('rial', label, options, {
    parse(typed) {
      if (/توم[اآ]ن|تومن/.test(typed)) return refused(`«${label}» را به ریال بنویسید: ده برابر تومان.`)
      const digits = ungroupedNumber(typed.replace(/ر[یي]ال/, '')).replace(/[,٬،]/g, '')
      if (!/^\d{1,15}$/.test(digits)) return refused(`«${label}» را به ریال و فقط با رقم بنویسید، مانند ۱٬۲۵۰٬۰۰۰.`)
      const within = Number(digits) >= least && Number(digits) <= most
      if (!within) return refused(`«${label}» باید از ${formatNumber(least)} تا ${formatNumber(most)} ریال باشد.`)
      return parsed(rialOf(BigInt(digits)))
    },
    look: { ltr: true, inputmode: 'numeric', maxlength: 40, width: 'w12', unit: 'ریال' },
    show: formatRial,
    write: (value) => formatNumber(value),
    toJson: String,
    schema: { type: 'string', pattern: '^\\d{1,15}$', description: 'ریال' },
    sample: (random) => [`${formatNumber(whole(random, least, most))} ریال`, oneOf(random, ['', '۱۰۰ تومان', '-۵x'])],
  })
}
