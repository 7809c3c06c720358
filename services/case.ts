import { type IsoDate, parseJalali } from '#kernel/dates.ts'
import type { Json } from '#kernel/fields/field.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { FactsOf } from '#kernel/service/service.ts'

/** An application as it may come, with what the sources say, and how it must end. For tests and for trying things out. */
export type Case<V> = {
  readonly title: string
  /** The pages the person sees, in order. */
  readonly pages: readonly string[]
  readonly answers: Readonly<Record<string, Json>>
  readonly facts: Partial<FactsOf<V>>
  readonly documents: readonly string[]
  /** What colleagues find out after the sending. */
  readonly found?: Partial<FactsOf<V>>
  /** Approved, or refused by this rule: before the sending, or with `found` after it. */
  readonly ends: 'approved' | { readonly refusedBy: string }
}

/** A case of a service that only tells. */
export type TellingCase<V> = Omit<Case<V>, 'ends' | 'found'> & {
  readonly ends: 'told' | { readonly refusedBy: string }
}

/** The applicant of all cases, from a range that nobody has. */
export const APPLICANT = '9912345673' as PersonalNumber

/** A day as people write it. Throws RangeError where there is none. */
export function jalali(text: string): IsoDate {
  const read = parseJalali(text)
  if (!read.ok) throw new RangeError(read.error)
  return read.value
}

/** The day on which all cases are played. */
export const CASES_ON = jalali('1404/10/20')
