import type { IsoDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { Provenance } from './outside.ts'

export type { PersonalNumber } from '#kernel/personal-number.ts'

export type Sex = 'female' | 'male'

export type Marriage = {
  readonly spouse: PersonalNumber
  readonly marriedOn: IsoDate
  /** How the marriage ended, if it has. */
  readonly ended: { readonly on: IsoDate; readonly by: 'divorce' | 'death' } | null
  readonly permanent: boolean
}

/** A person as the civil registry knows them. Dates are calendar dates, names as written on the ID card. */
export type CivilPerson = {
  readonly number: PersonalNumber
  readonly firstName: string
  readonly lastName: string
  readonly fatherName: string
  readonly sex: Sex
  readonly birthDate: IsoDate
  readonly placeOfBirth: string
  readonly idCardNumber: string
  readonly placeOfIssue: string
  readonly father: PersonalNumber | null
  readonly mother: PersonalNumber | null
  readonly marriages: readonly Marriage[]
  readonly children: readonly PersonalNumber[]
  readonly diedOn: IsoDate | null
}

/** `no-match`: nobody has this number together with this birth date; the registry does not say which of the two is wrong. */
export type CivilRegistryReply =
  | ({ readonly outcome: 'found'; readonly person: CivilPerson } & Provenance)
  | ({ readonly outcome: 'no-match' } & Provenance)

export type LifeEventKind = 'birth' | 'marriage' | 'divorce' | 'death'

export type LifeEvent = {
  /** The registry's own id of the notice; the same id again is the same event. */
  readonly noticeId: string
  readonly kind: LifeEventKind
  readonly person: CivilPerson
} & Provenance

/** The civil registry. Every method throws OutsideSystemUnavailable when no usable answer came. */
export interface CivilRegistry {
  /** One person by number and birth date. */
  find(number: PersonalNumber, birthDate: IsoDate): Promise<CivilRegistryReply>
  /** Asks to be notified of life events at `callback` (our address); answers the subscription code. */
  subscribe(kinds: readonly LifeEventKind[], callback: string): Promise<string>
  unsubscribe(subscriptionCode: string): Promise<void>
}
