import { type IsoDate, addJalaliMonths } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import {
  daysOfMonth,
  monthOf,
  type Contract,
  type MonthNumber,
  type RegisteredMember,
  type Spell,
  type WageRecord,
} from '#kernel/register.ts'
import { APPLICANT, jalali } from './case.ts'
import type { CivilRecord } from './sources.ts'
import { firstOf } from './wages.ts'

// People and records for the cases of services; nobody has these numbers.

export const SPOUSE = '9911234568' as PersonalNumber
export const STRANGER = '9951234569' as PersonalNumber

/** The applicant, as the civil registry tells it: a man born in 1365. */
export const applicant = (more: Partial<CivilRecord> = {}): CivilRecord => ({
  number: APPLICANT,
  firstName: 'حسین',
  lastName: 'آزمونی',
  fatherName: 'علی',
  sex: 'male',
  birthDate: jalali('1365/02/01'),
  placeOfBirth: 'قم',
  idCardNumber: '12',
  placeOfIssue: 'قم',
  father: null,
  mother: null,
  marriages: [],
  children: [],
  diedOn: null,
  ...more,
})

/** Somebody in work, as the register tells it. */
export const registered = (more: Partial<RegisteredMember> = {}): RegisteredMember => ({
  insuranceNumber: '0012345678',
  standing: 'insured',
  branch: { code: '1', name: 'شعبهٔ یک قم' },
  pension: false,
  otherFund: false,
  working: true,
  firstBirthDate: null,
  idCardOnFile: true,
  since: null,
  ...more,
})

/** One who works for himself. */
export const ownContract = (more: Partial<Contract> = {}): Contract => ({
  contractId: '1',
  kind: 'self-employed',
  rate: '14',
  base: '200000000',
  health: true,
  jobTitle: null,
  branch: null,
  from: jalali('1402/01/01'),
  until: null,
  endedBecause: null,
  ...more,
})

export const WORKSHOP = { code: '0371000011', name: 'کارگاه آزمونی یک' } as const

/** In service of the workshop from a day on. */
export const spell = (from: string, until: string | null = null): Spell => ({
  workshop: WORKSHOP,
  jobTitle: 'جوشکار',
  from: jalali(from),
  until: until === null ? null : jalali(until),
})

/** Whole months of work from one to another, both included, each for the same wage in rials. */
export function worked(from: MonthNumber, to: MonthNumber, wage: number, more: Partial<WageRecord> = {}): WageRecord[] {
  const found: WageRecord[] = []
  for (let first: IsoDate = firstOf(from); monthOf(first) <= to; first = addJalaliMonths(first, 1)) {
    const month = monthOf(first)
    found.push({
      month,
      kind: 'employee',
      workshop: WORKSHOP,
      days: daysOfMonth(month),
      wage: String(wage),
      jobTitle: 'جوشکار',
      hard: false,
      origin: 'list',
      ...more,
    })
  }
  return found
}
