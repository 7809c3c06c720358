import { daysBetween, fromJalali, monthLength, toJalali, type IsoDate } from './dates.ts'
import type { PersonalNumber } from './personal-number.ts'

// What the organisation's register says of a person. Days are Gregorian ISO dates, months are Jalali.

/** A Jalali month as year × 100 + month: 140502 is Ordibehesht 1405. */
export type MonthNumber = number
export type MonthRange = { readonly from: MonthNumber; readonly to: MonthNumber }
/** Whole rials in Latin digits, '104500000': an amount outgrows what JSON carries safely. */
export type RialText = string

export type RegisteredMember = {
  /** Eight or ten digits; null where none was given. */
  readonly insuranceNumber: string | null
  readonly standing: 'insured' | 'retiree' | 'totally-disabled' | 'survivor' | 'none'
  readonly branch: { readonly code: string; readonly name: string } | null
  /** Draws a pension of the organisation. */
  readonly pension: boolean
  /** Insured or pensioned elsewhere. */
  readonly otherFund: boolean
  readonly working: boolean
  /** On the ID card first presented to the organisation. */
  readonly firstBirthDate: IsoDate | null
  readonly idCardOnFile: boolean
  /** The first day of insurance; null where it is not known. */
  readonly since: IsoDate | null
}

/** How somebody is insured. */
export const INSURANCE_KINDS = [
  'employee',
  'self-employed',
  'voluntary',
  'student',
  'housewife',
  'builder',
  'driver',
  'unemployed',
] as const
export type InsuranceKind = (typeof INSURANCE_KINDS)[number]

export type Workshop = {
  /** Ten characters. */
  readonly code: string
  readonly name: string
  readonly branch: { readonly code: string; readonly name: string } | null
  readonly employer: string | null
  readonly address: string | null
}

/** From one day to another in the service of one workshop. */
export type Spell = {
  readonly workshop: { readonly code: string; readonly name: string }
  readonly jobTitle: string | null
  readonly from: IsoDate
  /** The last day; null: it goes on. */
  readonly until: IsoDate | null
}

/** What a workshop, or the person, paid premium for in one month. */
export type WageRecord = {
  readonly month: MonthNumber
  readonly kind: InsuranceKind
  /** Null for those who insure themselves. */
  readonly workshop: { readonly code: string; readonly name: string } | null
  /** 0 to 31. */
  readonly days: number
  /** The insured wage of these days. */
  readonly wage: RialText
  readonly jobTitle: string | null
  /** Hard and harmful work. */
  readonly hard: boolean
  /** How it came into the register: on a wage list, by a premium paid, by a decision on an objection. */
  readonly origin: 'list' | 'premium' | 'decision'
}

export type Contract = {
  readonly contractId: string
  readonly kind: Exclude<InsuranceKind, 'employee' | 'unemployed'>
  /** Percent of the wage base that the person pays: 12, 14, 18 …, in Latin digits with a point where needed. */
  readonly rate: string
  /** The monthly wage on which premium is paid. */
  readonly base: RialText
  readonly health: boolean
  readonly jobTitle: string | null
  readonly branch: { readonly code: string; readonly name: string } | null
  readonly from: IsoDate
  /** The last day; null: it runs. */
  readonly until: IsoDate | null
  readonly endedBecause: string | null
}

/** The premium of a contract for one month. */
export type Premium = {
  readonly month: MonthNumber
  readonly rials: RialText
  /** The last day on which it may be paid. */
  readonly dueOn: IsoDate
  readonly paidOn: IsoDate | null
  /** Of the payment; null while it is not paid. */
  readonly receipt: string | null
}

export const BENEFIT_KINDS = ['sickness', 'maternity', 'marriage', 'funeral', 'orthosis', 'unemployment'] as const
export type BenefitKind = (typeof BENEFIT_KINDS)[number]

export type Benefit = {
  readonly benefitId: string
  readonly kind: BenefitKind
  /** Of the person for whom it was granted where that is not the receiver: the deceased, say. */
  readonly about: PersonalNumber | null
  /** The days it is for; both null where it is for an event. */
  readonly from: IsoDate | null
  readonly until: IsoDate | null
  readonly rials: RialText
  readonly grantedOn: IsoDate
  /** Null: the payment is ordered, and not made yet. */
  readonly paidOn: IsoDate | null
}

export type RegisteredPension = {
  readonly pensionNumber: string
  readonly kind: 'old-age' | 'total-disability' | 'partial-disability' | 'survivors'
  readonly from: IsoDate
  readonly until: IsoDate | null
  readonly monthly: RialText
  /** Newest first. */
  readonly edicts: readonly Edict[]
}

/** The yearly decision about a pension. */
export type Edict = {
  /** Jalali. */
  readonly year: number
  readonly issuedOn: IsoDate
  readonly lines: readonly MoneyLine[]
  readonly total: RialText
}

export type MoneyLine = { readonly title: string; readonly rials: RialText }

export type Payslip = {
  readonly month: MonthNumber
  /** The monthly pension, the bonus of the year's end, arrears. */
  readonly kind: 'monthly' | 'bonus' | 'arrears'
  readonly payments: readonly MoneyLine[]
  readonly deductions: readonly MoneyLine[]
  readonly paidOn: IsoDate | null
  readonly iban: string | null
}

export type BankAccount = { readonly iban: string; readonly since: IsoDate }

/** What a pension of a kind makes of whoever draws it. */
export const STANDING_OF = {
  'old-age': 'retiree',
  'total-disability': 'totally-disabled',
  'partial-disability': 'insured',
  survivors: 'survivor',
} as const satisfies Record<RegisteredPension['kind'], RegisteredMember['standing']>

type Rated = Pick<Contract, 'base' | 'rate'>

/** The premium of a whole month: the rate of the base, to the nearest rial. */
export function premiumOf({ base, rate }: Rated): RialText {
  return String((BigInt(base) * hundredths(rate) + 5_000n) / 10_000n)
}

/** The wage that a paid premium insures: the base for a whole premium, else what the paid rials are the rate of. */
export function wageOfPremium(contract: Rated, rials: RialText): RialText {
  if (rials === premiumOf(contract)) return contract.base
  const rate = hundredths(contract.rate)
  return String((BigInt(rials) * 10_000n + rate / 2n) / rate)
}

/** Of a percent: rates have two places after the point at most. */
const hundredths = (rate: string): bigint => BigInt(Math.round(Number(rate) * 100))

export function monthOf(day: IsoDate): MonthNumber {
  const { year, month } = toJalali(day)
  return year * 100 + month
}

/** The length of a Jalali month in days. */
export const daysOfMonth = (month: MonthNumber): number => monthLength(Math.trunc(month / 100), month % 100)

/** The days of a month that do not lie before `from`. */
export function daysOfMonthFrom(month: MonthNumber, from: IsoDate): number {
  const first = fromJalali({ year: Math.trunc(month / 100), month: month % 100, day: 1 })
  if (first === null) throw new RangeError(`no month ${month}`)
  return Math.max(0, daysOfMonth(month) - Math.max(0, daysBetween(first, from)))
}
