import { population } from '#demo/population.ts'
import { specialPeople, specialPerson } from '#demo/special-people.ts'
import { safeNationalCode } from '#demo/safe-numbers.ts'
import {
  type IsoDate,
  addDays,
  compare,
  completedYears,
  daysBetween,
  formatJalali,
  parseJalali,
  toJalali,
} from '#kernel/dates.ts'
import { isForeignNumber } from '#kernel/foreign-number.ts'
import { parseMobile } from '#kernel/mobile.ts'
import { isNationalCode } from '#kernel/national-code.ts'
import { isForeign, parsePersonalNumber } from '#kernel/personal-number.ts'
import { parseForeignName, parsePersianName, sameName } from '#kernel/text.ts'
import type { CivilPerson, Marriage } from '#ports/civil-registry.ts'
import type { PopulationLine } from '#ports/population.ts'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

const TODAY = '2026-11-22' as IsoDate
const SEEDS = [1, 2, 7, 1405, 4_294_967_295]
const populationOf = (seed: number, people = 2_000) => [...population({ people, seed, today: TODAY })]

/** The demo's registry knows everything of everybody but who the parents of the eldest are, and who is alive. */
type KnownPerson = {
  readonly [Key in keyof CivilPerson]: Key extends Unknowable ? CivilPerson[Key] : NonNullable<CivilPerson[Key]>
}
type Unknowable = 'father' | 'mother' | 'diedOn'

type Register = { readonly people: readonly KnownPerson[]; readonly get: (number: string) => KnownPerson }

function register(lines: readonly PopulationLine[]): Register {
  const people = lines.map(({ person }) => known(person))
  const byNumber = new Map<string, KnownPerson>(people.map((person) => [person.number, person]))
  return {
    people,
    get: (number) => {
      const person = byNumber.get(number)
      assert.ok(person, `nobody has number ${number}`)
      return person
    },
  }
}

function known(person: CivilPerson): KnownPerson {
  for (const [key, value] of Object.entries(person)) {
    assert.ok(value !== null || ['father', 'mother', 'diedOn'].includes(key), `${key} of ${person.number}`)
  }
  return person as KnownPerson
}

const registers = SEEDS.map((seed) => register(populationOf(seed)))
const lastDay = (person: KnownPerson): IsoDate => person.diedOn ?? TODAY
const isSafe = (number: string): boolean =>
  isNationalCode(number) ? Number(number.slice(0, 3)) >= 790 && !/^98[56]/.test(number) : isForeignNumber(number)

describe('a synthetic province', () => {
  test('has exactly as many people as asked for', () => {
    for (const people of [0, 1, 2, 7, 40, 333, 2_000]) assert.equal(populationOf(3, people).length, people)
  })

  test('is the same for the same seed, and another for another', () => {
    assert.deepEqual(populationOf(11), populationOf(11))
    assert.notDeepEqual(populationOf(11, 50), populationOf(12, 50))
  })

  test('every number, name and date is one that the portal accepts', () => {
    for (const { people } of registers) {
      for (const person of people) {
        assert.ok(isSafe(person.number), person.number)
        const parseName = isForeign(person.number) ? parseForeignName : parsePersianName
        for (const name of [person.firstName, person.lastName, person.fatherName]) {
          assert.deepEqual(parseName(name, 'نام'), { ok: true, value: name })
        }
        assert.ok(
          compare(person.birthDate, lastDay(person)) <= 0 && compare(lastDay(person), TODAY) <= 0,
          person.number,
        )
        assert.ok(toJalali(person.birthDate).year > 1250, person.birthDate)
        if (person.birthDate >= '1989-03-21' || isForeign(person.number))
          assert.equal(person.idCardNumber, person.number)
        else assert.match(person.idCardNumber, /^[1-9]\d{0,4}$/)
      }
    }
  })

  test('parents and children name each other, and a child bears the father’s names', () => {
    for (const { people, get } of registers) {
      for (const person of people) {
        for (const child of person.children) {
          assert.equal(person.sex === 'male' ? get(child).father : get(child).mother, person.number)
        }
        assert.equal(new Set(person.children).size, person.children.length)
        if (person.father !== null) {
          const father = get(person.father)
          assert.equal(father.sex, 'male')
          assert.ok(father.children.includes(person.number))
          assert.equal(person.fatherName, father.firstName)
          assert.equal(person.lastName, father.lastName)
        }
        if (person.mother !== null) {
          assert.equal(get(person.mother).sex, 'female')
          assert.ok(get(person.mother).children.includes(person.number))
        }
      }
    }
  })

  test('parents are married, alive and of an age to have children when one is born', () => {
    for (const { people, get } of registers) {
      for (const person of people) {
        const parents = [person.father, person.mother].filter((number) => number !== null).map((number) => get(number))
        for (const parent of parents) {
          const age = completedYears(parent.birthDate, person.birthDate)
          assert.ok(age >= 15 && age <= (parent.sex === 'female' ? 45 : 75), `${parent.number} at ${age}`)
          assert.ok(compare(person.birthDate, lastDay(parent)) <= 0, parent.number)
        }
        const [father, mother] = parents
        if (father === undefined || mother === undefined) continue
        const marriage = father.marriages.find(({ spouse }) => spouse === mother.number)
        assert.ok(marriage, `${father.number} and ${mother.number} are not married`)
        assert.ok(daysBetween(marriage.marriedOn, person.birthDate) >= 270)
      }
    }
  })

  test('brothers and sisters of one mother are at least nine months apart and have different names', () => {
    for (const { people, get } of registers) {
      for (const mother of people.filter(({ sex }) => sex === 'female')) {
        const children = mother.children.map(get).sort((one, other) => compare(one.birthDate, other.birthDate))
        children.slice(1).forEach((child, index) => {
          assert.ok(daysBetween(children[index]?.birthDate ?? TODAY, child.birthDate) >= 270, child.number)
        })
      }
      for (const father of people.filter(({ sex }) => sex === 'male')) {
        const names = father.children.map((child) => get(child).firstName)
        assert.equal(new Set(names).size, names.length, names.join(' '))
      }
    }
  })

  test('marriages are told alike by both, end with a death, and join no close kin', () => {
    const dates = ({ marriedOn, ended, permanent }: Marriage) => ({ marriedOn, ended, permanent })
    for (const { people, get } of registers) {
      for (const person of people) {
        for (const marriage of person.marriages) {
          const spouse = get(marriage.spouse)
          const mirrored = spouse.marriages.filter((other) => other.spouse === person.number)
          assert.deepEqual(mirrored.map(dates), [dates(marriage)])
          assert.notEqual(spouse.sex, person.sex)
          assert.ok(completedYears(person.birthDate, marriage.marriedOn) >= 15)
          assert.ok(compare(marriage.marriedOn, lastDay(person)) < 0)
          assert.ok(person.mother === null || person.mother !== spouse.mother, 'brother and sister')
          assert.ok(person.father === null || person.father !== spouse.father, 'brother and sister')
          assert.ok(
            !person.children.includes(spouse.number) &&
              person.father !== spouse.number &&
              person.mother !== spouse.number,
          )
          const firstDeath = [person.diedOn, spouse.diedOn].filter((day) => day !== null).sort()[0] ?? null
          if (marriage.ended === null) assert.equal(firstDeath, null, 'a marriage outlives nobody')
          else if (marriage.ended.by === 'death') assert.equal(marriage.ended.on, firstDeath)
          else
            assert.ok(
              compare(marriage.ended.on, firstDeath ?? TODAY) <= 0 &&
                compare(marriage.marriedOn, marriage.ended.on) < 0,
            )
        }
      }
    }
  })

  test('a woman has one husband at a time and waits before the next, a man at most two wives', () => {
    for (const { people } of registers) {
      for (const person of people) {
        const { marriages } = person
        assert.deepEqual(
          marriages,
          marriages.toSorted((one, other) => compare(one.marriedOn, other.marriedOn)),
        )
        if (person.sex === 'male') {
          assert.ok(marriages.filter(({ ended }) => ended === null).length <= 2)
          continue
        }
        marriages.slice(1).forEach((later, index) => {
          const ended = marriages[index]?.ended ?? null
          assert.ok(ended !== null && daysBetween(ended.on, later.marriedOn) > 100, person.number)
        })
      }
    }
  })

  test('every kind of family occurs: deaths, divorces, two wives, births on 30 Esfand, foreign nationals', () => {
    const all = registers.flatMap(({ people }) => people)
    const has = (what: string, least: number, is: (person: KnownPerson) => boolean) => {
      const count = all.filter(is).length
      assert.ok(count >= least, `${what}: ${count}`)
    }
    has('dead', 500, ({ diedOn }) => diedOn !== null)
    has('divorced', 100, ({ marriages }) => marriages.some(({ ended }) => ended?.by === 'divorce'))
    has(
      'widowed',
      100,
      ({ marriages, diedOn }) => diedOn === null && marriages.some(({ ended }) => ended?.by === 'death'),
    )
    has(
      'two wives',
      3,
      ({ sex, marriages }) => sex === 'male' && marriages.filter(({ ended }) => ended === null).length === 2,
    )
    has('30 Esfand', 10, ({ birthDate }) => formatJalali(birthDate, 'numeric').endsWith('/۱۲/۳۰'))
    has('born in Qom', all.length / 2, ({ placeOfBirth }) => placeOfBirth === 'قم')
    has('born elsewhere', all.length / 10, ({ placeOfBirth }) => placeOfBirth !== 'قم')
    const grandparents = registers.flatMap(({ people, get }) =>
      people.filter(
        ({ diedOn, children }) => diedOn === null && children.some((child) => get(child).children.length > 0),
      ),
    )
    assert.ok(grandparents.length > 500, `grandparents: ${grandparents.length}`)
    for (const { people } of registers) {
      const share = people.filter(({ number }) => isForeign(number)).length / people.length
      assert.ok(share > 0.005 && share < 0.02, `foreign: ${share}`)
    }
  })

  test('SIMs are in one name each, of the living from twelve on; some hold two and some none', () => {
    for (const seed of SEEDS) {
      const lines = populationOf(seed)
      const sims = lines.flatMap(({ mobiles }) => mobiles)
      assert.equal(new Set(sims).size, sims.length)
      for (const sim of sims) assert.match(parseMobile(sim).ok ? sim : 'refused', /^0970/)
      for (const { person, mobiles } of lines) {
        if (mobiles.length > 0) assert.ok(person.diedOn === null && completedYears(person.birthDate, TODAY) >= 12)
      }
      for (const count of [0, 1, 2]) assert.ok(lines.some(({ mobiles }) => mobiles.length === count))
    }
  })
})

describe('a province of 100,000', () => {
  const lines = populationOf(5, 100_000)
  const living = lines.filter(({ person }) => person.diedOn === null)

  test('gives every person and every SIM a number of its own, clear of the special people', () => {
    const numbers = [...lines, ...specialPeople.flatMap(({ line }) => line ?? [])].map(
      ({ person }) => person.number as string,
    )
    assert.equal(new Set(numbers).size, numbers.length)
    const sims = [...lines.flatMap(({ mobiles }) => mobiles), ...new Set(specialPeople.map(({ form }) => form.mobile))]
    assert.equal(new Set<string>(sims).size, sims.length)
  })

  test('is about as old as the people of Iran', () => {
    // Rough shares of each ten years of age in per cent, hence the wide margin.
    const iran = [15, 14, 14, 17, 16, 11, 8, 4]
    const ages = living.map(({ person }) => completedYears(person.birthDate, TODAY))
    iran.forEach((share, decade) => {
      const ours = (100 * ages.filter((age) => Math.floor(age / 10) === decade).length) / living.length
      assert.ok(Math.abs(ours - share) < 4, `${decade}0s: ${ours.toFixed(1)} against ${share}`)
    })
    const men = living.filter(({ person }) => person.sex === 'male').length / living.length
    assert.ok(men > 0.48 && men < 0.53, String(men))
  })
})

describe('numbers that are nobody’s', () => {
  test('a million neighbours get a million national codes over all the unassigned prefixes', () => {
    const codes = new Set<string>()
    let missing = 0
    for (let counter = 0; counter < 1_000_000; counter += 1) {
      const code = safeNationalCode(counter)
      if (code === null) missing += 1
      else codes.add(code)
    }
    assert.equal(codes.size + missing, 1_000_000)
    assert.ok(missing < 10, String(missing))
    assert.equal(new Set([...codes].map((code) => code.slice(0, 3))).size, 208)
  })
})

describe('the special people', () => {
  test('what they type is what the form accepts', () => {
    for (const { form } of specialPeople) {
      const number = parsePersonalNumber(form.nationalCode)
      assert.ok(number.ok, form.nationalCode)
      const parseName = isForeign(number.value) ? parseForeignName : parsePersianName
      for (const name of [form.firstName, form.lastName, form.fatherName]) assert.ok(parseName(name, 'نام').ok, name)
      assert.ok(parseJalali(form.birthDate).ok && parseMobile(form.mobile).ok)
    }
    assert.equal(new Set(specialPeople.map(({ form }) => form.nationalCode)).size, specialPeople.length)
  })

  test('the outside systems know them as their case says', () => {
    for (const { case: kind, form, line } of specialPeople) {
      if (kind === 'not-in-registry') {
        assert.equal(line, null)
        continue
      }
      assert.ok(line)
      const { person, mobiles } = line
      const born = parseJalali(form.birthDate)
      assert.equal(born.ok && born.value === person.birthDate, kind !== 'birth-date-mismatch', kind)
      const sameNames = sameName(person.firstName, form.firstName) && sameName(person.lastName, form.lastName)
      assert.equal(sameNames, kind !== 'name-mismatch', kind)
      assert.equal(person.diedOn !== null, kind === 'deceased', kind)
      assert.equal(person.number.length === 12, kind === 'foreign', kind)
      assert.equal((mobiles as readonly string[]).includes(form.mobile), kind !== 'mobile-of-other', kind)
      const age = completedYears(person.birthDate, TODAY)
      if (kind === 'minor') assert.equal(age, 16)
      else if (kind === 'aged') assert.equal(age, 70)
      else assert.ok(age >= 18)
    }
    const borrowed = specialPerson('mobile-of-other').form.mobile
    const owners = specialPeople.filter(({ line }) =>
      (line?.mobiles as readonly string[] | undefined)?.includes(borrowed),
    )
    assert.equal(owners.length, 1)
    assert.ok(compare(specialPerson('deceased').line?.person.diedOn ?? TODAY, addDays(TODAY, 0)) < 0)
  })
})
