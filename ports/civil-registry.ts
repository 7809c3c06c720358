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

/**
 * A person as the civil registry knows them. Dates are calendar dates, names as written on the ID card.
 * Null in a field that every person has means that this registry does not tell it, never that there is none: a registry
 * that speaks only the bare standard knows no father's name, no ID-card number and no list of marriages or children.
 */
export type CivilPerson = {
  readonly number: PersonalNumber
  readonly firstName: string
  readonly lastName: string
  readonly fatherName: string | null
  readonly sex: Sex
  readonly birthDate: IsoDate
  readonly placeOfBirth: string | null
  readonly idCardNumber: string | null
  readonly placeOfIssue: string | null
  /** Null also where the registry has no number of the parent. */
  readonly father: PersonalNumber | null
  readonly mother: PersonalNumber | null
  /** In order of the day of marriage; empty: never married. */
  readonly marriages: readonly Marriage[] | null
  readonly children: readonly PersonalNumber[] | null
  /** Null while alive. */
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
  /**
   * Asks to be notified of life events of one person at `callback` (the address of our portal); answers the subscription
   * codes, one a kind. What was subscribed to before has the code it had.
   */
  subscribe(kinds: readonly LifeEventKind[], about: PersonalNumber, callback: string): Promise<readonly string[]>
  /** Ends subscriptions; one that has already ended is no error. */
  unsubscribe(subscriptionCodes: readonly string[]): Promise<void>
}

/** A message of the registry to us: its events and the acknowledgement to answer, or the refusal to answer instead. */
export type NoticeReading =
  | { readonly ok: true; readonly events: readonly LifeEvent[]; readonly ack: unknown }
  | { readonly ok: false; readonly status: number; readonly body: unknown }

/** Messages by which the registry answers later what was asked earlier. */
export type CallbackAction = 'on-search' | 'on-subscribe' | 'on-unsubscribe' | 'txn-on-status'

/** A well-formed and well-signed callback with its acknowledgement, or the refusal to answer instead. */
export type CallbackReading =
  | { readonly ok: true; readonly ack: unknown }
  | { readonly ok: false; readonly status: number; readonly body: unknown }
