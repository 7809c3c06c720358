import { type IsoDate, isIsoDate } from '#kernel/dates.ts'
import { isPersonalNumber } from '#kernel/personal-number.ts'
import type { CivilPerson, LifeEventKind, Marriage, PersonalNumber } from '#ports/civil-registry.ts'
import { z } from 'zod'

/** The registry's own people, by number. Keeps the given objects; a change replaces one. */
export type People = {
  readonly size: number
  get(number: string): CivilPerson | undefined
  all(): Iterable<CivilPerson>
  put(person: CivilPerson): void
  /** Somebody else than this person, for the fault that answers wrong. */
  other(number: string): CivilPerson | undefined
  /** Makes a life event true, and answers the people it happened to, or why it cannot have happened. */
  happen(event: LifeEventOrder): Happened
}

type Happened = { ok: true; people: CivilPerson[] } | { ok: false; reason: string }

const Day = z.custom<IsoDate>((value) => typeof value === 'string' && isIsoDate(value), 'not a day YYYY-MM-DD')
const PersonNumber = z.custom<PersonalNumber>(
  (value) => typeof value === 'string' && isPersonalNumber(value),
  'not a personal number',
)
const Name = z.string().trim().min(1)

/** A person as the admin route takes them: a whole CivilPerson. */
export const PersonGiven = z.object({
  number: PersonNumber,
  firstName: Name,
  lastName: Name,
  fatherName: Name.nullable(),
  sex: z.enum(['female', 'male']),
  birthDate: Day,
  placeOfBirth: Name.nullable(),
  idCardNumber: Name.nullable(),
  placeOfIssue: Name.nullable(),
  father: PersonNumber.nullable(),
  mother: PersonNumber.nullable(),
  marriages: z
    .array(
      z.object({
        spouse: PersonNumber,
        marriedOn: Day,
        ended: z.object({ on: Day, by: z.enum(['divorce', 'death']) }).nullable(),
        permanent: z.boolean(),
      }),
    )
    .nullable(),
  children: z.array(PersonNumber).nullable(),
  diedOn: Day.nullable(),
}) satisfies z.ZodType<CivilPerson>

export const LifeEventOrder = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('death'), number: PersonNumber, on: Day }),
  z.object({
    kind: z.literal('marriage'),
    number: PersonNumber,
    spouse: PersonNumber,
    on: Day,
    permanent: z.boolean().default(true),
  }),
  z.object({ kind: z.literal('divorce'), number: PersonNumber, spouse: PersonNumber.optional(), on: Day }),
  z.object({
    kind: z.literal('birth'),
    number: PersonNumber,
    on: Day,
    firstName: Name,
    lastName: Name.optional(),
    sex: z.enum(['female', 'male']),
    placeOfBirth: Name.default('قم'),
    father: PersonNumber.optional(),
    mother: PersonNumber.optional(),
  }),
]) satisfies z.ZodType<{ kind: LifeEventKind }>
export type LifeEventOrder = z.infer<typeof LifeEventOrder>

export function peopleOf(given: Iterable<CivilPerson>): People {
  const byNumber = new Map<string, CivilPerson>()
  for (const person of given) byNumber.set(person.number, person)

  const known = (number: string): CivilPerson => {
    const person = byNumber.get(number)
    if (person === undefined) throw new Impossible('nobody has this number')
    return person
  }
  const put = (person: CivilPerson): CivilPerson => {
    byNumber.set(person.number, person)
    return person
  }

  const die = (person: CivilPerson, on: IsoDate): CivilPerson[] => {
    if (person.diedOn !== null) throw new Impossible('this person has died before')
    for (const { spouse, ended } of person.marriages ?? []) {
      const widowed = byNumber.get(spouse)
      if (ended === null && widowed !== undefined) put(withMarriageEnded(widowed, person.number, { on, by: 'death' }))
    }
    const marriages = person.marriages?.map((marriage) => end(marriage, { on, by: 'death' })) ?? null
    return [put({ ...person, diedOn: on, marriages })]
  }
  const marry = (one: CivilPerson, other: CivilPerson, on: IsoDate, permanent: boolean): CivilPerson[] => {
    if (one.number === other.number || one.sex === other.sex) throw new Impossible('these two cannot be married here')
    if (one.diedOn !== null || other.diedOn !== null) throw new Impossible('one of them has died')
    const with_ = (person: CivilPerson, spouse: PersonalNumber): CivilPerson => ({
      ...person,
      marriages: [...(person.marriages ?? []), { spouse, marriedOn: on, ended: null, permanent }],
    })
    return [put(with_(one, other.number)), put(with_(other, one.number))]
  }
  const divorce = (person: CivilPerson, spouse: string | undefined, on: IsoDate): CivilPerson[] => {
    const current = person.marriages?.find((m) => m.ended === null && (spouse === undefined || m.spouse === spouse))
    if (current === undefined) throw new Impossible('there is no such marriage')
    const divorced = [put(withMarriageEnded(person, current.spouse, { on, by: 'divorce' }))]
    const other = byNumber.get(current.spouse)
    if (other !== undefined) divorced.push(put(withMarriageEnded(other, person.number, { on, by: 'divorce' })))
    return divorced
  }
  const beBorn = (event: Extract<LifeEventOrder, { kind: 'birth' }>): CivilPerson[] => {
    if (byNumber.has(event.number)) throw new Impossible('this number is taken')
    const father = event.father === undefined ? undefined : known(event.father)
    const mother = event.mother === undefined ? undefined : known(event.mother)
    const lastName = event.lastName ?? father?.lastName ?? mother?.lastName
    if (lastName === undefined) throw new Impossible('a newborn needs a last name or a known parent')
    const child: CivilPerson = {
      number: event.number,
      firstName: event.firstName,
      lastName,
      fatherName: father?.firstName ?? null,
      sex: event.sex,
      birthDate: event.on,
      placeOfBirth: event.placeOfBirth,
      idCardNumber: event.number,
      placeOfIssue: event.placeOfBirth,
      father: father?.number ?? null,
      mother: mother?.number ?? null,
      marriages: [],
      children: [],
      diedOn: null,
    }
    for (const parent of [father, mother]) {
      if (parent !== undefined) put({ ...parent, children: [...(parent.children ?? []), child.number] })
    }
    return [put(child)]
  }

  const happen = (event: LifeEventOrder): CivilPerson[] => {
    switch (event.kind) {
      case 'death':
        return die(known(event.number), event.on)
      case 'marriage':
        return marry(known(event.number), known(event.spouse), event.on, event.permanent)
      case 'divorce':
        return divorce(known(event.number), event.spouse, event.on)
      case 'birth':
        return beBorn(event)
    }
  }

  return {
    get size() {
      return byNumber.size
    },
    get: (number) => byNumber.get(number),
    all: () => byNumber.values(),
    put,
    other(number) {
      for (const person of byNumber.values()) if (person.number !== number) return person
      return undefined
    },
    happen(event) {
      try {
        return { ok: true, people: happen(event) }
      } catch (error) {
        if (error instanceof Impossible) return { ok: false, reason: error.message }
        throw error
      }
    },
  }
}

class Impossible extends Error {}

type End = NonNullable<Marriage['ended']>

function end(marriage: Marriage, ended: End): Marriage {
  return marriage.ended === null ? { ...marriage, ended } : marriage
}

function withMarriageEnded(person: CivilPerson, spouse: string, ended: End): CivilPerson {
  const marriages = person.marriages?.map((marriage) => (marriage.spouse === spouse ? end(marriage, ended) : marriage))
  return { ...person, marriages: marriages ?? null }
}
