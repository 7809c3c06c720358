import { MINIMUM, type SampleYear, larger, scaled, smaller } from './arithmetic.ts'

/** Articles 28 and 35: seven, twenty and three of a hundred; the State another three. */
export function employee(year: SampleYear, wage: bigint, days: number) {
  const floor = MINIMUM[year] * BigInt(days)
  const base = wage < floor ? floor : wage > floor * 7n ? floor * 7n : wage
  const [worker, employer, unemployment, government] = [7n, 20n, 3n, 3n].map((rate) => scaled(base * rate, 100n))
  return { base, worker, employer, unemployment, government, invoice: worker! + employer! + unemployment! }
}

/** 26 of a hundred on last year's daily wage, at least eleven tenths of the minimum. */
export function voluntary(year: SampleYear, daily: bigint, days: number): bigint {
  const tenths = smaller(larger(daily * 10n, MINIMUM[year] * 11n), MINIMUM[year] * 70n)
  return scaled(tenths * BigInt(days) * 26n, 1_000n)
}

/** A rate in per cent of a base chosen freely between the minimum and seven times as much. */
export function selfEmployed(year: SampleYear, daily: bigint, days: number, rate: 12 | 14 | 18): bigint {
  const base = smaller(larger(daily, MINIMUM[year]), 7n * MINIMUM[year])
  return scaled(base * BigInt(days) * BigInt(rate), 100n)
}

/** The driver's part of 1403 and after: 17 of 27; the coefficient in hundredths. */
export function driver(year: SampleYear, hundredths: number, days: number) {
  const base = MINIMUM[year] * BigInt(hundredths) * BigInt(days)
  const full = scaled(base * 27n, 10_000n)
  const own = scaled(base * 17n, 10_000n)
  return { full, driver: own, state: full - own }
}

export const hardWork = (daily: bigint, days: number): bigint =>
  scaled(daily * BigInt(Math.min(days, 7_300)) * 4n, 100n)
