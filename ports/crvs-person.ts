import { type IsoDate, isIsoDate, tehranDate } from '#kernel/dates.ts'
import { isForeign, isPersonalNumber } from '#kernel/personal-number.ts'
import { z } from 'zod'
import type { CivilPerson, Marriage, PersonalNumber, Sex } from './civil-registry.ts'
import { isInstant, lastPart } from './crvs-wire.ts'

/** Our additions to the standard's record live under this name, as the standard allows a country to extend it. */
export const NAMESPACE = 'urn:tamin:crvs:1:'

const CONTEXT = {
  '@vocab': 'https://schema.spdci.org/common/v1/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  schema: 'http://schema.org/',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  owl: 'http://www.w3.org/2002/07/owl#',
  tamin: NAMESPACE,
}

/** National codes are the standard's UIN; the twelve-digit numbers of foreign nationals are a type of their own. */
export function identifierType(number: PersonalNumber): 'UIN' | 'FIDA' {
  return isForeign(number) ? 'FIDA' : 'UIN'
}

/** Marital status codes of the standard: never married, married, widowed, divorced; undefined where it is not known. */
export function maritalStatus(person: CivilPerson): 'S' | 'M' | 'W' | 'D' | undefined {
  if (person.marriages === null) return undefined
  if (person.marriages.length === 0) return 'S'
  if (person.marriages.some((marriage) => marriage.ended === null)) return 'M'
  const last = person.marriages.toSorted((one, other) => (one.ended!.on < other.ended!.on ? -1 : 1)).at(-1)
  return last?.ended?.by === 'death' ? 'W' : 'D'
}

/** Day of the latest marriage, and of the latest divorce. */
export function maritalDates(person: CivilPerson): { marriage: IsoDate | undefined; divorce: IsoDate | undefined } {
  const marriages = person.marriages ?? []
  const divorces = marriages.flatMap(({ ended }) => (ended?.by === 'divorce' ? [ended.on] : []))
  return {
    marriage: marriages
      .map(({ marriedOn }) => marriedOn)
      .toSorted()
      .at(-1),
    divorce: divorces.toSorted().at(-1),
  }
}

/** A person as the standard's CRVSPerson, a JSON-LD record, with our additions. What is null is left out. */
export function recordOf(person: CivilPerson): Record<string, unknown> {
  const dates = maritalDates(person)
  return withoutNull({
    '@context': CONTEXT,
    '@id': `CRVS_Person_${person.number}`,
    '@type': 'CRVS_Person',
    identifier: identifier(person.number),
    name: { '@type': 'Name', surname: person.lastName, given_name: person.firstName },
    sex: person.sex,
    birth_date: person.birthDate,
    birth_place: person.placeOfBirth === null ? null : { '@type': 'Place', name: person.placeOfBirth },
    death_date: person.diedOn,
    marital_status: maritalStatus(person),
    marriage_date: dates.marriage,
    divorce_date: dates.divorce,
    parent1_identifier: person.father === null ? null : identifier(person.father),
    parent2_identifier: person.mother === null ? null : identifier(person.mother),
    'tamin:fatherName': person.fatherName,
    'tamin:idCardNumber': person.idCardNumber,
    'tamin:placeOfIssue': person.placeOfIssue,
    'tamin:marriages': person.marriages?.map((marriage) => ({
      'tamin:spouse': identifier(marriage.spouse),
      'tamin:marriedOn': marriage.marriedOn,
      'tamin:permanent': marriage.permanent,
      ...(marriage.ended === null ? {} : { 'tamin:endedOn': marriage.ended.on, 'tamin:endedBy': marriage.ended.by }),
    })),
    'tamin:children': person.children?.map((child) => identifier(child)),
  })
}

/**
 * The person in a record of any registry of the standard. Our additions may be absent; what sign-up needs may not: number,
 * names, sex, birth date, and a death date that can be read where there is one. Of several identifiers `asked` is preferred.
 * `reason` names the member, never its value.
 */
export function personOf(
  record: unknown,
  asked?: PersonalNumber,
): { ok: true; person: CivilPerson } | { ok: false; reason: string } {
  const read = PersonRecord.safeParse(record)
  if (!read.success) return { ok: false, reason: `record: ${read.error.issues[0]?.path.join('.') || 'not an object'}` }
  const given = read.data
  const numbers = identifiersIn(given.identifier).filter(isPersonalNumber)
  const number = numbers.find((candidate) => candidate === asked) ?? numbers[0]
  if (number === undefined) return { ok: false, reason: 'record: no personal number among its identifiers' }
  const diedOn = given.death_date ?? null
  if (diedOn !== null && diedOn < given.birth_date) return { ok: false, reason: 'record: death_date before birth_date' }
  return {
    ok: true,
    person: {
      number,
      firstName: given.name.given_name,
      lastName: given.name.surname,
      fatherName: given['tamin:fatherName'] ?? null,
      sex: given.sex,
      birthDate: given.birth_date,
      placeOfBirth: placeName(given.birth_place),
      idCardNumber: given['tamin:idCardNumber'] ?? null,
      placeOfIssue: given['tamin:placeOfIssue'] ?? null,
      father: identifiersIn(given.parent1_identifier).find(isPersonalNumber) ?? null,
      mother: identifiersIn(given.parent2_identifier).find(isPersonalNumber) ?? null,
      marriages: given['tamin:marriages'] ?? null,
      children: given['tamin:children'] ?? null,
      diedOn,
    },
  }
}

/** The values of an identifier or a list of them. */
function identifiersIn(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value]
  return list.flatMap((item) => {
    const read = Identifier.safeParse(item)
    return read.success ? [read.data.identifier_value] : []
  })
}

function identifier(number: PersonalNumber) {
  return { '@type': 'Identifier', identifier_type: identifierType(number), identifier_value: number as string }
}

function withoutNull(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null && value !== undefined))
}

function placeName(place: unknown): string | null {
  const read = z.union([z.string(), z.looseObject({ name: z.string() }).transform(({ name }) => name)]).safeParse(place)
  return read.success && read.data.trim() !== '' ? read.data : null
}

/** A calendar day, also where a registry writes it with a time: an instant with a zone is the day it was in Iran. */
const Day = z.string().transform((text, context): IsoDate => {
  if (isIsoDate(text)) return text
  if (isInstant(text)) return tehranDate(Date.parse(text))
  const day = /^(\d{4}-\d\d-\d\d)[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?$/.exec(text)?.[1]
  if (day !== undefined && isIsoDate(day)) return day
  context.addIssue('not a day')
  return z.NEVER
})

const Identifier = z.looseObject({
  identifier_type: z.string().optional(),
  identifier_value: z.union([z.string(), z.number().transform(String)]),
})

const PersonNumber = Identifier.transform(({ identifier_value }, context): PersonalNumber => {
  if (isPersonalNumber(identifier_value)) return identifier_value
  context.addIssue('not a personal number')
  return z.NEVER
})

const MarriageRecord = z
  .looseObject({
    'tamin:spouse': PersonNumber,
    'tamin:marriedOn': Day,
    'tamin:permanent': z.boolean(),
    'tamin:endedOn': Day.optional(),
    'tamin:endedBy': z.enum(['divorce', 'death']).optional(),
  })
  .transform((record, context): Marriage => {
    const on = record['tamin:endedOn']
    const by = record['tamin:endedBy']
    if ((on === undefined) !== (by === undefined)) context.addIssue('an end without its day or its cause')
    return {
      spouse: record['tamin:spouse'],
      marriedOn: record['tamin:marriedOn'],
      ended: on === undefined || by === undefined ? null : { on, by },
      permanent: record['tamin:permanent'],
    }
  })

const empty = z.enum(['']).transform(() => undefined)

const PersonRecord = z.looseObject({
  identifier: z.unknown(),
  name: z.looseObject({ surname: z.string().trim().min(1), given_name: z.string().trim().min(1) }),
  sex: z
    .string()
    .transform((text) => lastPart(text).toLowerCase())
    .pipe(z.enum(['female', 'male']) satisfies z.ZodType<Sex>),
  birth_date: Day,
  birth_place: z.unknown().optional(),
  death_date: z.union([empty, Day]).nullish(),
  parent1_identifier: z.unknown().optional(),
  parent2_identifier: z.unknown().optional(),
  'tamin:fatherName': z.string().optional(),
  'tamin:idCardNumber': z.string().optional(),
  'tamin:placeOfIssue': z.string().optional(),
  'tamin:marriages': z.array(MarriageRecord).optional(),
  'tamin:children': z.array(PersonNumber).optional(),
})
