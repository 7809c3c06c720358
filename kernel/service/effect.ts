import type { Json } from '../fields/field.ts'
import type { PersonalNumber } from '../personal-number.ts'
import type { Rial } from '../rial.ts'

/** Something to carry out when an application ends: plain JSON for the outbox. `W` are the texts of the service. */
export type Effect<W extends string = string> =
  | {
      readonly do: 'sms'
      readonly text: W
      readonly to: PersonalNumber | 'applicant'
      readonly values: Readonly<Record<string, string>>
    }
  | { readonly do: 'certificate'; readonly template: string; readonly data: Json }
  | { readonly do: 'register'; readonly entry: string; readonly data: Json }
  | { readonly do: 'pay'; readonly rials: string; readonly purpose: string }

/** A message by the text's name in `texts`, with the values of its {places}. */
export function sms<const W extends string>(
  text: W,
  values: Readonly<Record<string, string>> = {},
  to: PersonalNumber | 'applicant' = 'applicant',
): Effect<W> {
  return { do: 'sms', text, to, values }
}

/** A certificate from a template beside the service, with the data it is frozen with. */
export const certificate = (template: string, data: Json): Effect<never> => ({ do: 'certificate', template, data })

/** An entry in the organisation's register, 'cover.begin' say. */
export const register = (entry: string, data: Json): Effect<never> => ({ do: 'register', entry, data })

export const pay = (amount: Rial, purpose: string): Effect<never> => ({ do: 'pay', rials: String(amount), purpose })
