import type { IsoDate } from './dates.ts'
import { monthOf, type MonthNumber, type MonthRange, type RialText } from './register.ts'

// Whose a workshop is, and what its own wage lists said. Days are Gregorian ISO dates, months are Jalali.

/** From one day to another. `until` is the last day; null: it goes on. */
export type Period = { readonly from: IsoDate; readonly until: IsoDate | null }

/** A workshop in somebody's hand: they are its employer, or represent the legal person that is. */
export type KeptWorkshop = Period & {
  readonly workshop: { readonly code: string; readonly name: string }
  readonly branch: { readonly code: string; readonly name: string } | null
  /** For whom they act, with the number of eleven digits; null: they are the employer themselves. */
  readonly legalPerson: { readonly number: string; readonly name: string } | null
}

/** What the wage list of one month said of all whom a workshop employed. */
export type WorkshopMonth = {
  readonly workshop: { readonly code: string; readonly name: string }
  readonly month: MonthNumber
  /** How many people were on it, each once. */
  readonly people: number
  readonly days: number
  readonly wages: RialText
}

/** The days that two periods share; null where there are none. */
export function shared(one: Period, other: Period): Period | null {
  const from = one.from > other.from ? one.from : other.from
  const ends = [one.until, other.until].filter((day) => day !== null).toSorted()
  const until = ends[0] ?? null
  return until !== null && until < from ? null : { from, until }
}

/**
 * The months of a range in which somebody keeps a workshop, if only for a day, by the workshop's code: each month once,
 * however many ways they keep it in.
 */
export function monthsKept(kept: readonly KeptWorkshop[], { from, to }: MonthRange): Map<string, Set<MonthNumber>> {
  const months = new Map<string, Set<MonthNumber>>()
  for (const { workshop, from: first, until } of kept) {
    const of = months.get(workshop.code) ?? new Set()
    const last = until === null ? to : Math.min(to, monthOf(until))
    for (let month = Math.max(from, monthOf(first)); month <= last; month = monthAfter(month)) of.add(month)
    months.set(workshop.code, of)
  }
  return months
}

export const monthAfter = (month: MonthNumber): MonthNumber => (month % 100 === 12 ? month + 89 : month + 1)

const WEIGHTS = [29, 27, 23, 19, 17, 29, 27, 23, 19, 17]

/** Eleven Latin digits that are a possible national number of a legal person: the last checks the ten before it. */
export function isLegalNumber(digits: string): boolean {
  if (!/^\d{11}$/.test(digits) || /^(\d)\1{10}$/.test(digits)) return false
  return legalCheckDigit(digits.slice(0, 10)) === Number(digits[10])
}

/** Each of ten digits and the tenth plus two, by its weight; the sum modulo 11, ten as nought. */
export function legalCheckDigit(ten: string): number {
  const more = Number(ten[9]) + 2
  const sum = WEIGHTS.reduce((all, weight, n) => all + (Number(ten[n]) + more) * weight, 0)
  return (sum % 11) % 10
}
