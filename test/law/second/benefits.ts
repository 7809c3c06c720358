import { MINIMUM, type SampleYear, larger, scaled, smaller } from './arithmetic.ts'

export type Spell = {
  wages: bigint
  worked: number
  piece: boolean
  family: boolean
  hospital: boolean
  accident: boolean
  days: number
  before: number
  away: boolean
}

/** Articles 62 and 63. */
export function sickness(year: SampleYear, spell: Spell): { paid: number; amount: bigint } {
  const [over, under] = spell.family ? [3n, 4n] : spell.hospital ? [1n, 2n] : [2n, 3n]
  const unpaid = spell.accident || spell.hospital ? 0 : Math.max(0, 3 - spell.before)
  const paid = Math.max(0, spell.days - unpaid)
  const divisor = BigInt(spell.piece ? 90 : spell.worked)
  const wages = spell.piece ? larger(spell.wages, MINIMUM[year] * divisor) : spell.wages
  const fold = spell.away ? 2n : 1n
  return { paid, amount: scaled(wages * over * BigInt(paid) * fold, divisor * under) }
}

/** Article 67 since 1400: two thirds for 270 days, for twins 360. */
export const maternity = (wages: bigint, worked: number, children: number): bigint =>
  scaled(wages * 2n * (children > 1 ? 360n : 270n), BigInt(worked) * 3n)

export const marriage = (months: readonly bigint[]): bigint =>
  scaled(
    months.reduce((all, one) => all + one, 0n),
    24n,
  )

/** Article 7 of the Unemployment Insurance Act: thirty days; everything times 90 × 100. */
export function unemployment(year: SampleYear, wages: bigint, dependants: number, floorWins: boolean): bigint {
  const minimum = MINIMUM[year]
  const raw = 55n * wages + 10n * minimum * 90n * BigInt(Math.min(dependants, 4))
  const cap = 80n * wages
  const floor = minimum * 9_000n
  const capped = smaller(raw, cap)
  const benefit = cap < floor ? (floorWins ? floor : cap) : larger(capped, floor)
  return scaled(benefit * 30n, 9_000n)
}

export function months(history: number, family: boolean): number {
  if (history < 6) return 0
  const table = family ? [12, 18, 26, 36, 50] : [6, 12, 18, 26, 36]
  const row = [24, 120, 180, 240].filter((last) => history > last).length
  return table[row]!
}
