// Plain whole-number arithmetic for the second writing of the formulas: nothing of kernel/rational.ts or law/ is used.

/** Minimum daily wages of four years, typed once more. */
export const MINIMUM = { 1401: 1_393_250n, 1403: 2_388_728n, 1404: 3_463_656n, 1405: 5_541_850n } as const
export type SampleYear = keyof typeof MINIMUM
export const SAMPLE_YEARS = [1401, 1403, 1404, 1405] as const

/** a × b … ÷ c, a half up; none of them below zero. */
export const scaled = (over: bigint, under: bigint): bigint => (2n * over + under) / (2n * under)

export const smaller = (one: bigint, other: bigint): bigint => (one < other ? one : other)
export const larger = (one: bigint, other: bigint): bigint => (one > other ? one : other)

/** A record in twelfths of 1/365 of a year. */
export const YEAR = 12n * 365n
export const inParts = (years: number, months: number, days: number): bigint =>
  BigInt(years) * YEAR + BigInt(months) * 365n + BigInt(days) * 12n
