import type { CivilPerson } from '#ports/civil-registry.ts'
import { recordOf } from '#ports/crvs-person.ts'
import {
  Instant,
  Locale,
  RECORD_TYPE,
  REGISTRY_TYPE,
  ReferenceId,
  type SearchReason,
  VERSION,
} from '#ports/crvs-wire.ts'
import { z } from 'zod'
import type { People } from './people.ts'
import { order, type Query, QueryInvalid, queryOf } from './query.ts'

/** The longest page, and the most records that are given where nobody asked for pages. */
const MAX_RECORDS = 2000

const Pagination = z.looseObject({
  page_size: z.number().int().min(1).max(MAX_RECORDS),
  page_number: z.number().int().min(1).default(1),
})
const Sort = z.array(z.looseObject({ attribute_name: z.string(), sort_order: z.enum(['asc', 'desc']).default('asc') }))

/** A search_request item as the schema of the standard has it; the asynchronous door takes no other. */
export const SearchItem = z.looseObject({
  reference_id: ReferenceId,
  timestamp: Instant,
  search_criteria: z.looseObject({
    query_type: z.enum(['idtype-value', 'expression', 'predicate', 'graphql']),
    query: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]),
    reg_type: z.string().optional(),
    reg_record_type: z.string().optional(),
    pagination: Pagination.optional(),
  }),
  pagination: Pagination.optional(),
  locale: Locale.optional(),
})

export type SearchAnswer = Record<string, unknown> & { status: 'succ' | 'rjct' }

/** What is wrong with an item, as a status_reason_code with a sentence. */
class Rejected extends Error {
  readonly code: SearchReason
  constructor(code: SearchReason, message: string) {
    super(message)
    this.code = code
  }
}

/** Answers the items of a search_request, each for itself. `wrong`: the fault that answers with somebody else's record. */
export function answerSearch(items: readonly unknown[], people: People, now: number, wrong: boolean): SearchAnswer[] {
  const seen = new Set<unknown>()
  return items.map((item) => {
    const given = isObject(item) ? item : {}
    const referenceId = typeof given.reference_id === 'string' ? given.reference_id : ''
    const base = { reference_id: referenceId, timestamp: new Date(now).toISOString() }
    try {
      if (referenceId === '') throw new Rejected('rjct.reference_id.invalid', 'reference_id is missing or not a text')
      if (seen.has(referenceId))
        throw new Rejected('rjct.reference_id.duplicate', 'reference_id is twice in the message')
      seen.add(referenceId)
      return { ...base, status: 'succ', ...answerItem(given, people, now, wrong) }
    } catch (error) {
      if (!(error instanceof Rejected)) throw error
      return { ...base, status: 'rjct', status_reason_code: error.code, status_reason_message: error.message }
    }
  })
}

function answerItem(item: Record<string, unknown>, people: People, now: number, wrong: boolean) {
  if (!Instant.safeParse(item.timestamp).success) {
    throw new Rejected('rjct.timestamp.invalid', 'timestamp must be ISO 8601 with a time zone')
  }
  if (item.locale !== undefined && !Locale.safeParse(item.locale).success) {
    throw new Rejected('rjct.search_criteria.invalid', 'locale must be three small letters, ISO 639-3')
  }
  const criteria = item.search_criteria
  if (!isObject(criteria)) throw new Rejected('rjct.search_criteria.invalid', 'search_criteria is missing')
  const pages = paginationOf(criteria.pagination ?? item.pagination)
  const query = understood(criteria, now)
  const comparison = comparisonOf(criteria.sort, now)

  const found = matching(people, query)
  if (pages === undefined && found.length > MAX_RECORDS) {
    throw new Rejected('rjct.search.too_many_records_found', `more than ${MAX_RECORDS} records; ask for pages`)
  }
  if (comparison !== undefined) found.sort(comparison)
  const { page_size, page_number } = pages ?? { page_size: MAX_RECORDS, page_number: 1 }
  const page = found.slice((page_number - 1) * page_size, page_number * page_size)
  return {
    data: {
      version: VERSION,
      reg_type: typeof criteria.reg_type === 'string' ? criteria.reg_type : REGISTRY_TYPE,
      reg_record_type: typeof criteria.reg_record_type === 'string' ? criteria.reg_record_type : RECORD_TYPE,
      reg_records: page.map((person) => recordOf(wrong ? (people.other(person.number) ?? person) : person)),
    },
    pagination: { page_size, page_number, total_count: found.length },
    locale: typeof item.locale === 'string' ? item.locale : 'fas',
  }
}

function matching(people: People, query: Query): CivilPerson[] {
  if (query.number === undefined) return [...people.all()].filter((person) => query.test(person))
  const person = people.get(query.number)
  return person !== undefined && query.test(person) ? [person] : []
}

function understood(criteria: Record<string, unknown>, now: number): Query {
  try {
    return queryOf(criteria.query_type, criteria.query, now)
  } catch (error) {
    if (error instanceof QueryInvalid) throw new Rejected('rjct.search_criteria.invalid', error.message)
    throw error
  }
}

function paginationOf(given: unknown): z.infer<typeof Pagination> | undefined {
  if (given === undefined || given === null) return undefined
  const read = Pagination.safeParse(given)
  if (read.success) return read.data
  throw new Rejected('rjct.pagination.invalid', `page_size is 1 to ${MAX_RECORDS}, page_number 1 or more`)
}

function comparisonOf(given: unknown, now: number): ((one: CivilPerson, other: CivilPerson) => number) | undefined {
  if (given === undefined || given === null) return undefined
  const read = Sort.safeParse(given)
  if (!read.success)
    throw new Rejected('rjct.sort.invalid', 'sort is a list of {attribute_name, sort_order: asc or desc}')
  const comparisons = read.data.map(({ attribute_name, sort_order }) => {
    const comparison = order(attribute_name, now)
    if (comparison === undefined) throw new Rejected('rjct.sort.invalid', 'an attribute to sort by is not known here')
    return sort_order === 'asc' ? comparison : (one: CivilPerson, other: CivilPerson) => comparison(other, one)
  })
  return (one, other) => comparisons.reduce((sign, comparison) => sign || comparison(one, other), 0)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
