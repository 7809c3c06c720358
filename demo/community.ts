import { type IsoDate, addDays, daysBetween, fromJalali, isLeapJalali, toJalali } from '#kernel/dates.ts'
import type { Sex } from '#ports/civil-registry.ts'
import { asSayyid, familyName, givenName, town } from './names.ts'
import type { Random } from './random.ts'

// Invents people as lives run: founders marry and have children, who marry each other, and so on to today. All days are
// counted from 1970-01-01; rates are chosen so that the living of a large community come near the age pyramid of Iran.

export type Member = {
  readonly sex: Sex
  readonly foreign: boolean
  readonly sayyid: boolean
  readonly firstName: string
  readonly lastName: string
  readonly fatherName: string
  readonly birth: number
  /** Day of death, on or before today; Infinity for the living. */
  readonly death: number
  readonly placeOfBirth: string
  readonly father: Member | null
  readonly mother: Member | null
  readonly children: Member[]
  readonly unions: Union[]
}

export type Union = {
  readonly husband: Member
  readonly wife: Member
  readonly from: number
  readonly ended: { readonly on: number; readonly by: 'divorce' | 'death' } | null
}

export type Founders = {
  readonly couples: number
  /** Jalali years of birth of the women. */
  readonly born: readonly [from: number, to: number]
  readonly foreign: boolean
}

const YEAR = 365.2422
const EPOCH = '1970-01-01' as IsoDate

export const dayOf = (date: IsoDate): number => daysBetween(EPOCH, date)
export const dateOf = (day: number): IsoDate => addDays(EPOCH, day)

/** Founders and all their descendants up to today, in order of generation. */
export function community(random: Random, founders: Founders, today: IsoDate): Member[] {
  return new Community(random, dayOf(today)).live(founders)
}

class Community {
  readonly #random: Random
  readonly #today: number

  constructor(random: Random, today: number) {
    this.#random = random
    this.#today = today
  }

  live(founders: Founders): Member[] {
    const everyone: Member[] = []
    let unions: Union[] = []
    let single: Member[] = []
    for (let couple = 0; couple < founders.couples; couple += 1) unions.push(this.#founders(founders))
    everyone.push(...unions.flatMap(({ husband, wife }) => [husband, wife]))
    while (unions.length > 0) {
      const children = unions.flatMap((union) => this.#children(union))
      everyone.push(...children)
      single = [...single, ...children].filter((member) => member.unions.length === 0)
      unions = [...this.#firstMarriages(single), ...this.#laterMarriages(everyone)]
    }
    return everyone
  }

  #founders({ born, foreign }: Founders): Union {
    const birth = dayOfYear(this.#random.between(...born)) + this.#random.between(0, 364)
    const wife = this.#newcomer('female', birth, foreign)
    const husband = this.#newcomer('male', birth - this.#random.between(0, 8 * 365), foreign)
    return this.#wed(husband, wife, birth + Math.round(this.#weddingAge(birth) * YEAR))
  }

  /** Somebody whose parents are not known; they live long enough to marry and have children. */
  #newcomer(sex: Sex, birth: number, foreign: boolean): Member {
    const { pick } = this.#random
    const year = yearOf(birth)
    const sayyid = !foreign && this.#random.chance(0.06)
    const [own, fathers] = [givenName(pick, sex, year, foreign), givenName(pick, 'male', year - 30, foreign)]
    return {
      sex,
      foreign,
      sayyid,
      firstName: sayyid ? asSayyid(own, sex) : own,
      lastName: familyName(pick, foreign),
      fatherName: sayyid ? asSayyid(fathers, 'male') : fathers,
      birth,
      death: this.#deathOf(birth, sex, 45),
      placeOfBirth: town(pick, foreign),
      father: null,
      mother: null,
      children: [],
      unions: [],
    }
  }

  /** Gompertz: most people die about their eighties; nobody before `least` years. */
  #deathOf(birth: number, sex: Sex, least: number): number {
    const steepness = 0.1
    const commonest = sex === 'female' ? 85 : 81
    const drawn = commonest + Math.log(-Math.log(1 - this.#random.fraction())) / steepness
    const age = this.#random.chance(0.02) ? this.#random.between(1, 60) : drawn
    const death = birth + Math.round(Math.max(age, least) * YEAR)
    return death <= this.#today ? death : Infinity
  }

  #weddingAge(womanBorn: number): number {
    const mean = between(yearOf(womanBorn), [
      [1300, 18.5],
      [1340, 20],
      [1360, 23],
      [1375, 25],
    ])
    return Math.max(15, this.#random.around(mean, 3.5))
  }

  #wed(husband: Member, wife: Member, from: number): Union {
    const death = Math.min(husband.death, wife.death)
    const rate = between(yearOf(from), [
      [1340, 0.03],
      [1370, 0.07],
      [1395, 0.17],
    ])
    const divorce = this.#random.chance(rate) ? from + this.#random.between(200, 12 * 365) : Infinity
    const ended =
      divorce < death && divorce <= this.#today
        ? { on: divorce, by: 'divorce' as const }
        : death <= this.#today
          ? { on: death, by: 'death' as const }
          : null
    const union = { husband, wife, from, ended }
    husband.unions.push(union)
    wife.unions.push(union)
    return union
  }

  #firstMarriages(single: readonly Member[]): Union[] {
    const men = byBirth(single, 'male')
    const taken = new Set<Member>()
    const unions: Union[] = []
    for (const wife of byBirth(single, 'female')) {
      const from = wife.birth + Math.round(this.#weddingAge(wife.birth) * YEAR)
      if (from > this.#today || from >= wife.death || this.#random.chance(0.05)) continue
      const gap = this.#random.around(4.5, 2.5) * YEAR
      const husband = this.#nearest(men, wife, from, wife.birth - gap, taken)
      if (husband === null) continue
      taken.add(husband)
      unions.push(this.#wed(husband, wife, from))
    }
    return unions
  }

  /** The man free on that day whose birth is nearest to the wish; at most two years younger and fifteen older than she. */
  #nearest(
    men: readonly Member[],
    wife: Member,
    from: number,
    wish: number,
    taken: ReadonlySet<Member>,
  ): Member | null {
    let best: Member | null = null
    for (const man of men) {
      if (man.birth > wife.birth + 2 * YEAR) break
      if (man.birth < wife.birth - 15 * YEAR || taken.has(man)) continue
      if (best !== null && Math.abs(man.birth - wish) >= Math.abs(best.birth - wish)) continue
      if (from - man.birth < 18 * YEAR || man.death <= from || areCloseKin(man, wife)) continue
      best = man
    }
    return best
  }

  /** Some of the divorced and widowed marry again, and one husband in a hundred has a second wife beside the first. */
  #laterMarriages(everyone: readonly Member[]): Union[] {
    const open = everyone.filter((member) => member.unions.length <= 1)
    const women = open.filter(
      (member) => member.sex === 'female' && (member.unions[0] === undefined || member.unions[0].ended !== null),
    )
    const unions: Union[] = []
    for (const man of open) {
      const [first] = man.unions
      if (man.sex !== 'male' || first === undefined || man.death !== Infinity) continue
      const second = first.ended === null
      if (!this.#random.chance(second ? 0.004 : 0.3)) continue
      const from = (second ? first.from + 6 * 365 : (first.ended?.on ?? 0)) + this.#random.between(150, 2500)
      const wife = this.#random.chance(0.5)
        ? women.find((woman) => this.#mayMarry(man, woman, from))
        : women.findLast((woman) => this.#mayMarry(man, woman, from))
      if (wife !== undefined) unions.push(this.#wed(man, wife, from))
    }
    return unions
  }

  #mayMarry(man: Member, woman: Member, from: number): boolean {
    const age = (from - woman.birth) / YEAR
    const [before] = woman.unions
    if (from > this.#today || from >= woman.death || woman.unions.length > 1 || age < 22 || age > 55) return false
    if (Math.abs(man.birth - woman.birth) > 15 * YEAR || areCloseKin(man, woman)) return false
    return before === undefined || (before.ended !== null && from > before.ended.on + 130 && before.husband !== man)
  }

  #children(union: Union): Member[] {
    const { husband, wife, from, ended } = union
    const cohort = yearOf(wife.birth)
    const wanted = between(cohort, [
      [1300, 4.4],
      [1320, 4.9],
      [1335, 4.8],
      [1345, 3.9],
      [1355, 2.7],
      [1365, 2.1],
      [1380, 1.9],
    ])
    const later = wife.unions.length + husband.unions.length > 2
    const count = Math.round(this.#random.around(wanted + (wife.foreign ? 1.2 : 0) - (later ? 1 : 0), 1.2))
    const last = Math.min(this.#today, ended?.on ?? Infinity, wife.birth + 45 * YEAR)
    const pause = count > 3 ? 600 : 1000
    const children: Member[] = []
    let birth = from + this.#random.between(300, 1100)
    let before = from
    while (children.length < count && birth <= last) {
      const child = this.#child(union, this.#perhapsLeapDay(birth, before, last))
      children.push(child)
      before = child.birth
      birth = before + this.#random.between(pause, 2 * pause)
    }
    return children
  }

  /** 30 Esfand is rarer than one birth in 1,400: a few more of them, for what is counted by birthdays. */
  #perhapsLeapDay(birth: number, after: number, last: number): number {
    if (!this.#random.chance(0.03)) return birth
    const year = yearOf(birth)
    const leapDay = isLeapJalali(year) ? fromJalali({ year, month: 12, day: 30 }) : null
    if (leapDay === null) return birth
    const day = dayOf(leapDay)
    return day > after + 300 && day <= last ? day : birth
  }

  #child({ husband, wife }: Union, birth: number): Member {
    const sex = this.#random.chance(0.512) ? 'male' : 'female'
    const { foreign, sayyid, lastName } = husband
    const child: Member = {
      sex,
      foreign,
      sayyid,
      firstName: this.#nameOfChild(husband, sex, birth),
      lastName,
      fatherName: husband.firstName,
      birth,
      death: this.#deathOf(birth, sex, 0.1),
      placeOfBirth: foreign && this.#random.chance(0.8) ? 'قم' : town(this.#random.pick, foreign),
      father: husband,
      mother: wife,
      children: [],
      unions: [],
    }
    husband.children.push(child)
    wife.children.push(child)
    return child
  }

  #nameOfChild(father: Member, sex: Sex, birth: number): string {
    const given = new Set([father.firstName, ...father.children.map(({ firstName }) => firstName)])
    for (;;) {
      const own = givenName(this.#random.pick, sex, yearOf(birth), father.foreign)
      const name = father.sayyid ? asSayyid(own, sex) : own
      if (!given.has(name)) return name
    }
  }
}

/** Between whom the law forbids marriage: ancestor and descendant, brother and sister, uncle or aunt and niece or nephew. */
function areCloseKin(one: Member, other: Member): boolean {
  return (
    one === other ||
    isElderOf(one, other) ||
    isElderOf(other, one) ||
    isElderOf(one.father, other) ||
    isElderOf(one.mother, other) ||
    isElderOf(other.father, one) ||
    isElderOf(other.mother, one)
  )
}

/** Parent or grandparent; asked for each pair that could marry, so without a list of them. */
function isElderOf(elder: Member | null, { father, mother }: Member): boolean {
  if (elder === null) return false
  if (elder === father || elder === mother) return true
  return (
    (father !== null && (elder === father.father || elder === father.mother)) ||
    (mother !== null && (elder === mother.father || elder === mother.mother))
  )
}

function byBirth(members: readonly Member[], sex: Sex): Member[] {
  return members.filter((member) => member.sex === sex).sort((one, other) => one.birth - other.birth)
}

/** Linear between the points given, flat outside them. */
function between(at: number, points: readonly (readonly [number, number])[]): number {
  let [left, low] = points[0] ?? [0, 0]
  if (at <= left) return low
  for (const [right, high] of points) {
    if (at <= right) return low + ((high - low) * (at - left)) / (right - left || 1)
    ;[left, low] = [right, high]
  }
  return low
}

const yearOf = (day: number): number => toJalali(dateOf(day)).year

function dayOfYear(year: number): number {
  const date = fromJalali({ year, month: 1, day: 1 })
  if (date === null) throw new RangeError(`No such year: ${year}`)
  return dayOf(date)
}
