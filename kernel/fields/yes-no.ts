import { parsed, refused } from '../parsed.ts'
import { type Field, type FieldOptions, text } from './field.ts'
import { oneOf } from './random.ts'
import { single } from './single.ts'

/** A question answered بله or خیر, neither chosen beforehand. */
export function yesNo(label: string, options: FieldOptions = {}): Field<boolean> {
  return single('yes-no', label, options, {
    parse(sent) {
      if (sent === 'yes' || sent === true) return parsed(true)
      return sent === 'no' || sent === false ? parsed(false) : refused(`«${label}»: بله یا خیر را انتخاب کنید.`)
    },
    look: { kind: 'choice', options: { yes: 'بله', no: 'خیر' } },
    write: (value) => (value ? 'yes' : 'no'),
    view: (value) => text(value ? 'بله' : 'خیر'),
    schema: { type: 'boolean' },
    sample: (random) => [oneOf(random, ['yes', 'no']), 'شاید'],
  })
}
