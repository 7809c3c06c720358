import { MINIMUM, type SampleYear, YEAR, inParts, larger, scaled, smaller } from './arithmetic.ts'

export type Record3 = { years: number; months: number; days: number }

/** Articles 77 and 111: a thirtieth a year, thirty-five at most, raised to the minimum from twenty years on. */
export function oldAge(year: SampleYear, average: bigint, { years, months, days }: Record3): bigint {
  const parts = inParts(years, months, days)
  const earned = { over: average * smaller(parts, 35n * YEAR), under: 30n * YEAR }
  if (parts < 20n * YEAR) return scaled(earned.over, earned.under)
  return larger(scaled(earned.over, earned.under), 30n * MINIMUM[year])
}

/** Article 72 before rounding, times 30 × YEAR × 100. */
function article72(average: bigint, { years, months, days }: Record3): bigint {
  const whole = average * 30n * YEAR * 100n
  return smaller(larger(average * inParts(years, months, days) * 100n, whole / 2n), whole)
}

/** Article 72 with its note and article 111. */
export function totalDisability(year: SampleYear, average: bigint, record: Record3, family: boolean): bigint {
  const under = 30n * YEAR * 100n
  const sixty = (average * under * 60n) / 100n
  const own = article72(average, record)
  const helped = family && own < sixty ? smaller((own * 110n) / 100n, sixty) : own
  return larger(scaled(helped, under), 30n * MINIMUM[year])
}

export const partialDisability = (average: bigint, record: Record3, degree: number): bigint =>
  scaled(article72(average, record) * BigInt(degree), 30n * YEAR * 100n * 100n)

export const lumpSum = (average: bigint, record: Record3, degree: number): bigint =>
  scaled(article72(average, record) * BigInt(degree) * 36n, 30n * YEAR * 100n * 100n)

export const disabilityAverage = (wages: bigint, days: number): bigint => scaled(wages * 30n, BigInt(days))

/**
 * Article 83. Shares in hundredths of a per cent of what the survivors are listed for, wives dividing theirs; then the total is
 * dealt out: to each the whole rials, and one more to those whose remainder is the largest.
 */
export function survivors(
  year: SampleYear,
  pension: bigint,
  family: { spouses: number; children: number; orphans: number; parents: number },
  raised: boolean,
): { total: bigint; amounts: bigint[] } {
  const { spouses, children, orphans, parents } = family
  // Everything times the number of wives, so that a wife's part is whole.
  const unit = BigInt(Math.max(1, spouses))
  const listed = [
    ...Array.from({ length: spouses }, () => 50n),
    ...Array.from({ length: children }, () => 25n * unit),
    ...Array.from({ length: orphans }, () => 50n * unit),
    ...Array.from({ length: parents }, () => 20n * unit),
  ]
  const sum = listed.reduce((all, one) => all + one, 0n)
  const hundred = 100n * unit
  const ofPension = raised || sum > hundred ? pension : scaled(pension * sum, hundred)
  const total = larger(ofPension, 30n * MINIMUM[year])
  const amounts = listed.map((part) => (total * part) / sum)
  const order = listed.map((part, at) => [(total * part) % sum, at] as const)
  order.sort(([one, a], [other, b]) => (one === other ? a - b : one < other ? 1 : -1))
  let rest = total - amounts.reduce((all, one) => all + one, 0n)
  for (const [, at] of order) {
    if (rest === 0n) break
    amounts[at] = amounts[at]! + 1n
    rest -= 1n
  }
  return { total, amounts }
}

/** The seventh plan for men, in months: months owed at the law's day and how many more each missing year costs. */
export function plan7Months(months: number, through: boolean): number {
  const rateAt = (at: number) => (at >= 336 ? 0 : at >= 300 ? 2 : at >= 240 ? 3 : at >= 180 ? 4 : 5)
  if (months < 180) return 35 * 12
  let extra = 0
  for (let at = months; at < 360; at += 1) extra += (through ? rateAt(at) : rateAt(months)) / 12
  return Math.min(35 * 12, 360 + extra)
}

export type Person = { female: boolean; age: number; years: number; hard: number; continuous: boolean; labour: boolean }

/** Article 76 before the seventh plan, the first way that is open. */
export function route({ female, age, years, hard, continuous, labour }: Person): string | null {
  const counted = years + hard / 2
  if (age >= (female ? 55 : 60) && counted >= 20) return 'ordinary'
  if (counted >= 35) return 'any-age'
  if (age >= (female ? 45 : 50) && counted >= 30) return 'thirty-years'
  if (hard >= 25 || (continuous && hard >= 20)) return 'hard'
  if (female && labour && age >= 42 && counted >= 20) return 'working-woman'
  return age >= (female ? 55 : 60) && counted >= 10 ? 'short' : null
}
