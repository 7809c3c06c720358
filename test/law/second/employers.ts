import { scaled } from './arithmetic.ts'

/** Per cent of the gross work, as a fraction with nine hundred below. */
const COEFFICIENT = { materials: 70n, 'labour-only': 150n } as const

export function contract(kind: keyof typeof COEFFICIENT, gross: bigint, paid: bigint) {
  const premium = scaled(gross * COEFFICIENT[kind], 900n)
  return { premium, balance: premium > paid ? premium - paid : 0n }
}

/** State budget: consulting 15.6 with 12 of the owner, works 6.6 with 5. */
export function stateContract(consulting: boolean, gross: bigint) {
  const premium = scaled(gross * (consulting ? 156n : 66n), 1_000n)
  const owner = scaled(gross * (consulting ? 12n : 5n), 100n)
  return { premium, owner, contractor: premium - owner }
}

/** Article 46: equal principal, one per cent a month on what is left. In floating point, to a rial or two. */
export function declining(debt: number, months: number): number[] {
  const interest: number[] = []
  for (let at = 0; at < months; at += 1) interest.push((debt - (debt / months) * at) / 100)
  return interest
}

/** The constant payment of an annuity at one per cent a month. */
export const annuity = (debt: number, months: number): number => (debt * 0.01) / (1 - 1.01 ** -months)

export const lateFine = (unpaid: bigint, months: number): bigint => scaled(unpaid * 2n * BigInt(months), 100n)
