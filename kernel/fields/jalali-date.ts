import { type IsoDate, addDays, formatJalali, isIsoDate, parseJalali } from '../dates.ts'
import { parsed } from '../parsed.ts'
import type { Field, FieldOptions } from './field.ts'
import { line } from './line.ts'
import { oneOf, whole } from './random.ts'

/** A day, typed or picked in the Jalali calendar; JSON carries it as an ISO 8601 date. */
export function jalaliDate(label: string, options: FieldOptions = {}): Field<IsoDate> {
  return line(
    'jalali-date',
    label,
    { hint: 'مانند ۱۳۷۰/۰۱/۰۵', ...options },
    {
      parse: parseJalali,
      look: { kind: 'date' },
      show: (value) => formatJalali(value, 'long'),
      write: (value) => formatJalali(value, 'numeric'),
      fromJson(json) {
        const day = typeof json === 'string' ? json : ''
        return isIsoDate(day) ? parsed(day) : parseJalali(day)
      },
      schema: { type: 'string', format: 'date' },
      sample: (random) => [
        formatJalali(addDays('1940-01-01' as IsoDate, whole(random, 0, 31_000)), oneOf(random, ['numeric', 'long'])),
        oneOf(random, ['', '۷۰/۱/۵', '2020-01-05', '۱۴۰۴/۱۲/۳۰']),
      ],
    },
  )
}
