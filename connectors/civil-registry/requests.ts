import type { IsoDate } from '#kernel/dates.ts'
import type { LifeEventKind, PersonalNumber } from '#ports/civil-registry.ts'
import { identifierType } from '#ports/crvs-person.ts'
import { eventTypeOf, newId, type Predicate, RECORD_TYPE, REGISTRY_TYPE, VERSION } from '#ports/crvs-wire.ts'

export type Action = 'search' | 'subscribe' | 'unsubscribe' | 'txn-status'

export type Query =
  | { query_type: 'predicate'; query: Predicate[] }
  | { query_type: 'idtype-value'; query: { type: string; value: string } }

export function byNumberAndBirthDate(number: PersonalNumber, birthDate: IsoDate): Query {
  const both: Predicate = {
    seq_num: 1,
    expression1: { attribute_name: identifierType(number), operator: 'eq', attribute_value: number },
    condition: 'and',
    expression2: { attribute_name: 'birth_date', operator: 'eq', attribute_value: birthDate },
  }
  return { query_type: 'predicate', query: [both] }
}

export function byNumber(number: PersonalNumber): Query {
  return { query_type: 'idtype-value', query: { type: identifierType(number), value: number } }
}

/** One search for one person; a second record would show that the answer is no good. */
export function searchRequest(query: Query, timestamp: string) {
  return {
    reference_id: newId(),
    timestamp,
    search_criteria: {
      version: VERSION,
      reg_type: REGISTRY_TYPE,
      reg_record_type: RECORD_TYPE,
      ...query,
      pagination: { page_size: 2, page_number: 1 },
    },
    locale: 'fas',
  }
}

/** Of one person's life: of whom nobody asked, nobody need tell us. */
export function subscribeRequest(kind: LifeEventKind, about: PersonalNumber, timestamp: string) {
  const theirs: Predicate = {
    seq_num: 1,
    expression1: { attribute_name: identifierType(about), operator: 'eq', attribute_value: about },
  }
  return {
    reference_id: newId(),
    timestamp,
    subscribe_criteria: {
      version: VERSION,
      reg_type: REGISTRY_TYPE,
      reg_event_type: eventTypeOf(kind),
      filter_type: 'predicate',
      filter: [theirs],
      notify_record_type: RECORD_TYPE,
    },
    locale: 'fas',
  }
}

const DOORS: Readonly<Record<Action, string>> = {
  search: 'on-search',
  subscribe: 'on-subscribe',
  unsubscribe: 'on-unsubscribe',
  'txn-status': 'txn/on-status',
}

/** Our door for the answer, beside the other doors of the standard or under our address; notices come to …/notify there. */
export function callbackDoor(address: string, action: Action): string {
  const door = /\/(on-search|on-subscribe|on-unsubscribe|txn\/on-status|notify)\/?$/
  if (door.test(address)) return address.replace(door, `/${DOORS[action]}`)
  return new URL(`registry/${DOORS[action]}`, address.endsWith('/') ? address : `${address}/`).href
}
