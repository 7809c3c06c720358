import { parsed, refused } from '../parsed.ts'
import { type Field, type FieldOptions, text } from './field.ts'
import { single } from './single.ts'

/** A sentence the person takes upon themselves by a tick. There is no value but yes. */
export function commitment(label: string, sentence: string, options: FieldOptions = {}): Field<true> {
  return single('commitment', label, options, {
    parse(sent) {
      const taken = [sent].flat().at(-1)
      return taken === 'yes' || taken === true
        ? parsed(true as const)
        : refused('برای ادامه، متن تعهد را بخوانید و آن را بپذیرید.')
    },
    look: { kind: 'tick', text: sentence },
    write: () => 'yes',
    view: () => text(`پذیرفته‌ام: ${sentence}`),
    schema: { description: sentence, const: true },
    sample: (random) => ['yes', random() < 0.5 ? '' : 'no'],
  })
}
