import { randomInt } from 'node:crypto'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { monthsKept, shared, type KeptWorkshop, type WorkshopMonth } from '#kernel/employer.ts'
import type { Entry } from '#kernel/register-entry.ts'
import {
  daysOfMonthFrom,
  monthOf,
  premiumOf,
  STANDING_OF,
  wageOfPremium,
  type MonthRange,
  type WageRecord,
} from '#kernel/register.ts'
import type { RegisterLine } from '#ports/register-wire.ts'

type List<K extends keyof RegisterLine> = NonNullable<RegisterLine[K]>
type Known = {
  member?: List<'member'>
  spells: List<'spells'>
  wages: List<'wages'>
  contracts: List<'contracts'>
  benefits: List<'benefits'>
  pensions: List<'pensions'>
  bankAccount: List<'bankAccount'> | null
  employs: List<'employs'>
  represents: List<'represents'>
}
type Workshop = List<'workshops'>[number]

/** An entry that cannot be, as a short code. */
export class Refused extends Error {}

/** All that the played core system knows. It begins with what it is told, and changes by entries. */
export class Book {
  readonly #people = new Map<PersonalNumber, Known>()
  readonly #workshops = new Map<string, Workshop>()
  readonly #legalPersons = new Map<string, List<'legalPersons'>[number]>()
  readonly #keys = new Set<string>()

  tell({ number, workshops = [], legalPersons = [], ...line }: RegisterLine): void {
    for (const workshop of workshops) this.#workshops.set(workshop.code, workshop)
    for (const one of legalPersons) this.#legalPersons.set(one.legalNumber, structuredClone(one))
    const told = Object.fromEntries(Object.entries(line).filter(([, value]) => value !== undefined))
    this.#people.set(number, { ...empty(), ...structuredClone(told) })
  }

  /** Somebody it has never met has nothing. */
  of(number: PersonalNumber): Known {
    return this.#people.get(number) ?? empty()
  }

  workshop(code: string): Workshop | null {
    return this.#workshops.get(code) ?? null
  }

  workshopsOf(number: PersonalNumber): KeptWorkshop[] {
    const { employs, represents } = this.of(number)
    const own = employs.map((one) => ({ ...one, legalPerson: null }))
    const forOthers = represents.flatMap(({ legalNumber, ...acts }) => {
      const { name = '', employs: theirs = [] } = this.#legalPersons.get(legalNumber) ?? {}
      return theirs.flatMap(({ workshop, ...keeps }) => {
        const both = shared(keeps, acts)
        return both === null ? [] : [{ ...both, workshop, legalPerson: { number: legalNumber, name } }]
      })
    })
    const order = (one: (typeof own)[number] | (typeof forOthers)[number]) =>
      `${one.from} ${one.workshop.code} ${one.legalPerson?.number ?? ''}`
    return [...own, ...forOthers]
      .map((one) => ({ ...one, branch: this.workshop(one.workshop.code)?.branch ?? null }))
      .toSorted((one, other) => (order(one) < order(other) ? -1 : 1))
  }

  /** Counted through everybody: a simulator knows few. */
  workshopMonths(number: PersonalNumber, range: MonthRange): WorkshopMonth[] {
    const kept = monthsKept(this.workshopsOf(number), range)
    const found = new Map<string, { month: WorkshopMonth; people: Set<PersonalNumber> }>()
    for (const [person, { wages }] of this.#people)
      for (const { workshop, month, days, wage, kind, origin } of wages) {
        if (workshop === null || kind !== 'employee' || origin !== 'list') continue
        if (kept.get(workshop.code)?.has(month) !== true) continue
        const key = `${workshop.code} ${month}`
        const before = found.get(key)
        const people = (before?.people ?? new Set()).add(person)
        const sum = { days: (before?.month.days ?? 0) + days, wages: BigInt(before?.month.wages ?? 0) + BigInt(wage) }
        const told = { workshop, month, people: people.size, days: sum.days, wages: String(sum.wages) }
        found.set(key, { month: told, people })
      }
    return [...found].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, { month }]) => month)
  }

  wages(number: PersonalNumber, from = 0, to = 999_999): WageRecord[] {
    const key = ({ month, workshop, kind }: WageRecord) => `${month} ${workshop?.code ?? ''} ${kind}`
    return this.of(number)
      .wages.filter(({ month }) => month >= from && month <= to)
      .toSorted((one, other) => (key(one) < key(other) ? -1 : 1))
  }

  /** Written once for a key. Throws Refused, and leaves the key free, where the entry cannot be. */
  enter(number: PersonalNumber, entry: Entry, key: string): 'entered' | 'known' {
    if (this.#keys.has(`${number} ${key}`)) return 'known'
    const person = this.#people.get(number) ?? empty()
    this.#write(person, entry)
    this.#people.set(number, person)
    this.#keys.add(`${number} ${key}`)
    return 'entered'
  }

  #write(person: Known, entry: Entry): void {
    switch (entry.entry) {
      case 'benefit.grant':
        person.benefits.unshift({ ...entry.data, benefitId: freshNumber(), paidOn: null })
        return
      case 'benefit.paid': {
        const benefit = person.benefits.find(({ benefitId }) => benefitId === entry.data.benefitId)
        if (benefit === undefined || benefit.paidOn !== null) throw new Refused('no-benefit-waits-for-payment')
        benefit.paidOn = entry.data.paidOn
        return
      }
      case 'wages.add':
        for (const record of entry.data.records) this.#putWage(person, record)
        return
      case 'contract.begin': {
        const { firstDueOn, ...contract } = entry.data
        const first = { month: monthOf(contract.from), rials: premiumOf(contract), dueOn: firstDueOn }
        person.contracts.push({
          ...contract,
          contractId: freshNumber(),
          until: null,
          endedBecause: null,
          premiums: [{ ...first, paidOn: null, receipt: null }],
        })
        person.member = { ...(person.member ?? newMember()), standing: 'insured' }
        return
      }
      case 'contract.change': {
        const { contractId, base } = entry.data
        const contract = person.contracts.find((one) => one.contractId === contractId)
        const paid = contract?.premiums.some(({ paidOn }) => paidOn !== null) ?? true
        if (contract === undefined || contract.until !== null || paid) throw new Refused('no-contract-waits')
        contract.base = base
        for (const premium of contract.premiums) premium.rials = premiumOf(contract)
        return
      }
      case 'contract.end': {
        const contract = person.contracts.find(({ contractId }) => contractId === entry.data.contractId)
        if (contract === undefined || contract.until !== null) throw new Refused('no-such-contract-runs')
        contract.until = entry.data.until
        contract.endedBecause = entry.data.because
        return
      }
      case 'premium.paid':
        return this.#payPremium(person, entry.data)
      case 'pension.begin': {
        const { edict, ...pension } = entry.data
        const edicts = [{ ...edict, lines: [...edict.lines] }]
        person.pensions.push({ ...pension, pensionNumber: freshNumber(), until: null, edicts, payslips: [] })
        const works = pension.kind === 'survivors' || pension.kind === 'partial-disability'
        const member = person.member ?? newMember()
        person.member = {
          ...member,
          standing: STANDING_OF[pension.kind],
          pension: true,
          working: member.working && works,
        }
        return
      }
      case 'bank-account.declare':
        person.bankAccount = entry.data
    }
  }

  #putWage(person: Known, record: WageRecord): void {
    const { workshop, month, kind } = record
    if (workshop !== null && !this.#workshops.has(workshop.code))
      this.#workshops.set(workshop.code, { ...workshop, branch: null, employer: null, address: null })
    person.wages = person.wages.filter(
      (one) => one.month !== month || one.kind !== kind || one.workshop?.code !== workshop?.code,
    )
    person.wages.push({ ...record })
  }

  #payPremium(person: Known, data: Extract<Entry, { entry: 'premium.paid' }>['data']): void {
    const { contractId, month, rials, paidOn, receipt } = data
    const contract = person.contracts.find((one) => one.contractId === contractId)
    if (contract === undefined) throw new Refused('premium-of-no-contract')
    const slip = contract.premiums.find((one) => one.month === month)
    if (slip?.paidOn != null) throw new Refused('month-is-paid')
    contract.premiums = [
      ...contract.premiums.filter((one) => one !== slip),
      { month, rials, dueOn: slip?.dueOn ?? paidOn, paidOn, receipt },
    ].toSorted((one, other) => one.month - other.month)
    const { kind, jobTitle, from } = contract
    const days = daysOfMonthFrom(month, from)
    const wage = wageOfPremium(contract, rials)
    this.#putWage(person, { month, kind, workshop: null, days, wage, jobTitle, hard: false, origin: 'premium' })
  }
}

const empty = (): Known => ({
  spells: [],
  wages: [],
  contracts: [],
  benefits: [],
  pensions: [],
  bankAccount: null,
  employs: [],
  represents: [],
})

const newMember = () => ({
  insuranceNumber: null,
  standing: 'none' as const,
  branch: null,
  pension: false,
  otherFund: false,
  working: false,
  firstBirthDate: null,
  idCardOnFile: false,
  since: null,
})

const freshNumber = (): string => String(randomInt(10 ** 11, 10 ** 12))
