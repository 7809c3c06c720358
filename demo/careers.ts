import { addDays, addJalaliYears, completedYears, fromJalali, toJalali, type IsoDate } from '#kernel/dates.ts'
import { daysOfMonth, monthOf, type MonthNumber } from '#kernel/register.ts'
import type { CivilPerson } from '#ports/civil-registry.ts'
import type { RegisterLine } from '#ports/register-wire.ts'
import { addPension, demoIban } from './pensioner.ts'
import { Random } from './random.ts'
import { addContracts } from './self-employed.ts'
import { ceilingOf, minimumOf, monthBefore, monthsFrom } from './wage-years.ts'
import { workshopOf, type DemoWorkshop } from './workshops.ts'

/** What somebody did for a living. */
export type Profile = 'unknown' | 'employee' | 'self-employed' | 'both'

type Wish = {
  readonly today: IsoDate
  readonly seed: number
  /** Of how many workshops the province has. */
  readonly workshops: number
  /** Otherwise drawn by sex and chance. */
  readonly profile?: Profile
  readonly branch?: { readonly code: string; readonly name: string }
}

/** A working life as it is lived: what the register knows of it, and what the next part rests on. */
export type Life = {
  readonly person: Pick<CivilPerson, 'number' | 'sex' | 'birthDate' | 'marriages'>
  readonly random: Random
  readonly today: IsoDate
  readonly line: Filled
  /** The wage as a multiple of the minimum; it grows with the years. */
  factor: number
}
type List<K extends keyof RegisterLine> = NonNullable<RegisterLine[K]>
type Filled = {
  readonly number: RegisterLine['number']
  readonly spells: List<'spells'>
  readonly wages: List<'wages'>
  readonly contracts: List<'contracts'>
  readonly benefits: List<'benefits'>
  readonly pensions: List<'pensions'>
  bankAccount: List<'bankAccount'> | null
}

export type Career = Filled & { readonly member: List<'member'> }

/**
 * The career of a synthetic person, the same for the same number and seed: spells in workshops with gaps between them, at times two at once,
 * wages between the minimum and the ceiling of each year, hard work, contracts of those who insure themselves, pensions. Null for those of whom the
 * register knows nothing: children, most who never worked, the dead.
 */
export function careerOf(person: CivilPerson, wish: Wish): Career | null {
  const { today, seed } = wish
  const age = completedYears(person.birthDate, today)
  if (person.diedOn !== null || age < 19) return null
  const random = new Random(seed ^ Number(BigInt(person.number) % 4_294_967_291n))
  const profile = wish.profile ?? drawProfile(random, person.sex)
  const widowed = person.marriages?.some(({ ended }) => ended?.by === 'death') === true && random.chance(0.6)
  if (profile === 'unknown' && !widowed) return null
  const line: Filled = {
    number: person.number,
    spells: [],
    wages: [],
    contracts: [],
    benefits: [],
    pensions: [],
    bankAccount: null,
  }
  const life: Life = { person, random, today, line, factor: 1 + random.fraction() * 0.7 }
  const end = profile === 'unknown' ? null : work(life, profile, wish.workshops)
  const pensioned = addPension(life, { end, widowed })
  addBenefits(life)
  if (random.chance(0.35))
    line.bankAccount ??= { iban: demoIban(random), since: addDays(today, -random.between(30, 2_000)) }
  const first = [...line.spells.map(({ from }) => from), ...line.contracts.map(({ from }) => from)].toSorted()[0]
  const working = line.spells.some(({ until }) => until === null)
  const insured = working || line.contracts.some(({ until }) => until === null)
  return {
    ...line,
    member: {
      insuranceNumber: String(random.between(1, 9)) + String(random.between(0, 999_999_999)).padStart(9, '0'),
      standing: pensioned ?? (insured || line.wages.length > 0 ? 'insured' : 'none'),
      branch: wish.branch ?? { code: String(1 + (Number(person.number.slice(-2)) % 4)), name: '' },
      pension: pensioned !== null,
      otherFund: false,
      working,
      firstBirthDate: person.birthDate,
      idCardOnFile: true,
      since: first ?? null,
    },
  }
}

function drawProfile(random: Random, sex: CivilPerson['sex']): Profile {
  const drawn = random.fraction()
  const [unknown, employee, own] = sex === 'male' ? [0.16, 0.76, 0.9] : [0.66, 0.88, 0.97]
  return drawn < unknown ? 'unknown' : drawn < employee ? 'employee' : drawn < own ? 'self-employed' : 'both'
}

const CONTRACTS_SINCE = fromJalali({ year: 1390, month: 1, day: 1 })!
const ALONE_SINCE = fromJalali({ year: 1399, month: 7, day: 1 })!

/** Works from youth until today or the pension; answers the last month of work where it came to an end by age. */
function work(life: Life, profile: Profile, workshops: number): MonthNumber | null {
  const { person, random, today } = life
  const began = addDays(addJalaliYears(person.birthDate, random.between(18, 27)), random.between(0, 360))
  const stops = addJalaliYears(
    person.birthDate,
    person.sex === 'male' ? random.between(58, 63) : random.between(53, 58),
  )
  const earliest = fromJalali({ year: 1354, month: 1, day: 1 })!
  let from = began < earliest ? earliest : began
  const last = stops < today ? stops : today
  while (from < last) {
    // Whoever does both goes on by themselves after their years in workshops; contracts are younger than most careers.
    const own = profile === 'employee' ? false : from >= (profile === 'both' ? ALONE_SINCE : CONTRACTS_SINCE)
    if (profile === 'self-employed' && !own) {
      from = CONTRACTS_SINCE
      continue
    }
    const goes = addDays(from, (own ? random.between(10, 60) : random.between(3, 90)) * 30)
    const until = profile === 'both' && !own && goes > ALONE_SINCE ? ALONE_SINCE : goes
    const open = until >= last
    if (own) addContracts(life, from, open ? last : until, open && last === today)
    else addSpell(life, from, open ? addDays(last, -1) : until, open && last === today, workshops)
    if (open) break
    // Some go on next day, some look for months.
    from = addDays(until, !own && random.chance(0.4) ? 1 : random.between(40, 420))
  }
  life.line.wages.sort((one, other) => one.month - other.month)
  return stops < today ? monthOf(stops) : null
}

/** A spell in a workshop with a wage record for each of its months, and now and then a second one beside it. */
function addSpell(life: Life, from: IsoDate, until: IsoDate, open: boolean, workshops: number): void {
  const { random, line } = life
  if (until < from) return
  const workshop = newTo(line, random, workshops)
  const job = random.pick(workshop.jobs)
  line.spells.push({ workshop: nameOf(workshop), jobTitle: job.title, from, until: open ? null : until })
  addWages(life, { workshop, job, from, until, open, share: 1 })
  const beside = addDays(from, random.between(30, 200))
  if (!random.chance(0.07) || addDays(beside, 120) > until) return
  const second = newTo(line, random, workshops)
  const [other, ends] = [random.pick(second.jobs), addDays(beside, 120)]
  line.spells.push({ workshop: nameOf(second), jobTitle: other.title, from: beside, until: ends })
  addWages(life, { workshop: second, job: other, from: beside, until: ends, open: false, share: 0.5 })
}

type Job = {
  readonly workshop: DemoWorkshop
  readonly job: DemoWorkshop['jobs'][number]
  readonly from: IsoDate
  readonly until: IsoDate
  readonly open: boolean
  /** Of the days of a month. */
  readonly share: number
}

function addWages(life: Life, { workshop, job, from, until, open, share }: Job): void {
  const { random, line, today } = life
  // The list of a month comes after its end.
  const lastListed = monthBefore(monthOf(today))
  const [firstMonth, lastMonth] = [monthOf(from), open ? lastListed : monthOf(until)]
  const [firstOf, lastOf] = [toJalali(from).day, toJalali(until).day]
  const at = nameOf(workshop)
  for (const month of monthsFrom(firstMonth, Math.min(lastMonth, lastListed))) {
    const whole = daysOfMonth(month)
    const first = month === firstMonth ? firstOf : 1
    const last = month === lastMonth && !open ? lastOf : whole
    const present = random.chance(0.03) ? random.between(5, whole) : whole
    const days = Math.floor(Math.min(last - first + 1, present) * share)
    if (days < 1) continue
    if (month % 100 === 1 && share === 1) life.factor *= 1 + random.fraction() * 0.05
    // So that a month with half of its days in a second workshop stays below the ceiling too.
    const most = ceilingOf(month) * 0.66
    const daily = Math.floor(Math.min(minimumOf(month) * life.factor * job.pay, most))
    const record = { month, kind: 'employee', workshop: at, days } as const
    line.wages.push({ ...record, wage: String(daily * days), jobTitle: job.title, hard: job.hard, origin: 'list' })
  }
}

/** A workshop in which they have not worked yet. */
function newTo(line: Filled, random: Random, workshops: number): DemoWorkshop {
  for (;;) {
    const workshop = workshopOf(random.between(0, workshops - 1))
    if (line.spells.every((spell) => spell.workshop.code !== workshop.code)) return workshop
  }
}

const nameOf = ({ code, name }: DemoWorkshop) => ({ code, name })

/** A marriage gift for who married while insured, and now and then some weeks of sickness. */
function addBenefits({ person, random, line, today }: Life): void {
  const grant = (kind: 'marriage' | 'sickness', on: IsoDate, rials: number, days: number | null) => {
    const grantedOn = addDays(on, random.between(5, 40))
    if (grantedOn >= today) return
    const paid = addDays(grantedOn, random.between(2, 20))
    line.benefits.unshift({
      benefitId: String(random.between(10 ** 11, 10 ** 12 - 1)),
      kind,
      about: null,
      from: days === null ? null : on,
      until: days === null ? null : addDays(on, days - 1),
      rials: String(rials),
      grantedOn,
      paidOn: paid < today ? paid : null,
    })
  }
  for (const { marriedOn } of person.marriages ?? []) {
    const wages = line.wages.filter(({ month }) => month < monthOf(marriedOn)).slice(-24)
    if (wages.length < 24 || marriedOn === null || !random.chance(0.6)) continue
    const sum = wages.reduce((total, { wage }) => total + Number(wage), 0)
    grant('marriage', marriedOn, Math.floor(sum / 24), null)
  }
  const job = line.wages.filter(({ kind }) => kind === 'employee').at(-random.between(2, 40))
  if (job === undefined || !random.chance(0.08)) return
  const days = random.between(4, 25)
  const ill = fromJalali({ year: Math.trunc(job.month / 100), month: job.month % 100, day: 2 })!
  grant('sickness', ill, Math.floor((Number(job.wage) / job.days) * 0.75) * days, days)
}
