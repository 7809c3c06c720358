import { type IsoDate, completedYears, toJalali } from '#kernel/dates.ts'
import type { Mobile } from '#kernel/mobile.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { CivilPerson, Marriage } from '#ports/civil-registry.ts'
import type { PopulationLine } from '#ports/population.ts'
import { type Founders, type Member, type Union, community, dateOf, dayOf } from './community.ts'
import { Random } from './random.ts'
import { safeForeignNumber, safeMobile, safeNationalCode } from './safe-numbers.ts'

/** Married couples whose descendants fill one batch of about a thousand people. */
const COUPLES = 30
const PEOPLE_PER_COUPLE = 40
const FOREIGN_SHARE = 0.01
/** Nobody is kept who died before personal numbers were given out, unless a wife or husband is. */
const REGISTER_BEGAN = dayOf('1989-03-21' as IsoDate)
/** From this day the number of the ID card is the national code itself. */
const CARD_NUMBER_IS_CODE = '1989-03-21' as IsoDate

/**
 * Exactly `people` synthetic people of a province, family by family, each with the SIMs in their name. Every mention of
 * a person (parent, child, spouse) is mutual and in the population. The same arguments give the same people. Made and
 * forgotten a batch at a time, so memory does not grow with `people`, which may be up to some millions.
 */
export function* population(wish: {
  people: number
  seed: number
  today: IsoDate
}): Generator<PopulationLine, void, void> {
  const { people, seed, today } = wish
  const random = new Random(seed)
  const registrar = new Registrar(random, today, random.between(0, 9_999_999))
  let given = 0
  let foreign = 0
  while (given < people) {
    const isForeign = foreign < given * FOREIGN_SHARE
    const members = batch(random, today, people - given, isForeign)
    given += members.length
    if (isForeign) foreign += members.length
    yield* registrar.lines(members)
  }
}

/** People to add: a community when there is room for one, else families of two generations, else people on their own. */
function batch(random: Random, today: IsoDate, room: number, foreign: boolean): Member[] {
  const year = toJalali(today).year
  const family: Founders = { couples: 1, born: [year - 62, year - 37], foreign }
  const couples = Math.min(COUPLES, Math.floor(room / (PEOPLE_PER_COUPLE * 1.5)))
  const members = registered(
    community(random, couples < 2 || foreign ? family : { couples, born: [1285, 1312], foreign }, today),
  )
  if (members.length <= room) return members
  const alone = members.find((member) => member.father === null && member.death === Infinity)
  return alone === undefined ? [] : [{ ...alone, unions: [], children: [] }]
}

function registered(everyone: readonly Member[]): Member[] {
  const kept = new Set(everyone.filter((member) => member.death >= REGISTER_BEGAN))
  // A set is walked in order of insertion, newcomers included: spouses of spouses are reached too.
  for (const { unions } of kept) for (const { husband, wife } of unions) kept.add(husband).add(wife)
  return everyone.filter((member) => kept.has(member))
}

/** Gives people their numbers and writes them down as the outside systems have them. */
class Registrar {
  readonly #random: Random
  readonly #today: IsoDate
  #nextNumber: number
  #nextMobile: number

  constructor(random: Random, today: IsoDate, start: number) {
    this.#random = random
    this.#today = today
    this.#nextNumber = start
    this.#nextMobile = start
  }

  lines(members: readonly Member[]): PopulationLine[] {
    const numbers = new Map(members.map((member) => [member, this.#number(member.foreign)]))
    return members.map((member) => {
      const person = this.#person(member, numbers)
      return { person, mobiles: this.#mobiles(person) }
    })
  }

  #number(foreign: boolean): PersonalNumber {
    for (;;) {
      const counter = this.#nextNumber
      this.#nextNumber += 1
      const number = foreign ? safeForeignNumber(counter) : safeNationalCode(counter)
      if (number !== null) return number
    }
  }

  #person(member: Member, numbers: ReadonlyMap<Member, PersonalNumber>): CivilPerson {
    const number = numberOf(member, numbers)
    const birthDate = dateOf(member.birth)
    const cardIsCode = member.foreign || birthDate >= CARD_NUMBER_IS_CODE
    const relative = (other: Member | null) => (other === null ? null : (numbers.get(other) ?? null))
    return {
      number,
      firstName: member.firstName,
      lastName: member.lastName,
      fatherName: member.fatherName,
      sex: member.sex,
      birthDate,
      placeOfBirth: member.placeOfBirth,
      idCardNumber: cardIsCode ? number : String(this.#random.between(1, this.#random.chance(0.5) ? 999 : 25_000)),
      placeOfIssue: member.foreign || this.#random.chance(0.1) ? 'قم' : member.placeOfBirth,
      father: relative(member.father),
      mother: relative(member.mother),
      marriages: member.unions.map((union) => marriage(union, member, numbers)),
      children: member.children.map(relative).filter((child) => child !== null),
      diedOn: member.death === Infinity ? null : dateOf(member.death),
    }
  }

  /** SIMs of the living from twelve years on: mostly one, some two, some none, the old more often none. */
  #mobiles({ birthDate, diedOn }: CivilPerson): Mobile[] {
    const age = completedYears(birthDate, this.#today)
    if (diedOn !== null || age < 12) return []
    const drawn = this.#random.fraction()
    const none = age < 18 ? 0.35 : age < 70 ? 0.03 : 0.35
    const count = drawn < none ? 0 : drawn < 0.9 ? 1 : 2
    return Array.from({ length: count }, () => safeMobile(this.#nextMobile++))
  }
}

function marriage(union: Union, member: Member, numbers: ReadonlyMap<Member, PersonalNumber>): Marriage {
  const { ended, from, husband, wife } = union
  return {
    spouse: numberOf(member === husband ? wife : husband, numbers),
    marriedOn: dateOf(from),
    ended: ended === null ? null : { on: dateOf(ended.on), by: ended.by },
    permanent: true,
  }
}

function numberOf(member: Member, numbers: ReadonlyMap<Member, PersonalNumber>): PersonalNumber {
  const number = numbers.get(member)
  if (number === undefined) throw new Error(`${member.firstName} ${member.lastName} has no number`)
  return number
}
