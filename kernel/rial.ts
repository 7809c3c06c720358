import type { Brand } from './brand.ts'
import { formatNumber } from './text.ts'

/**
 * An amount of money in rials; negative for what is owed back.
 * A bigint, not a number: a year's payments of the organisation pass 2^53 rials, a share of an amount can be taken
 * exactly, a fraction of a rial cannot slip in, and an amount cannot be added to a count or a day by accident.
 */
export type Rial = Brand<bigint, 'Rial'>

/** Throws RangeError for a number that is not a safe integer. */
export function rial(amount: bigint | number): Rial {
  if (typeof amount === 'number' && !Number.isSafeInteger(amount))
    throw new RangeError(`${amount} is not a whole amount`)
  return BigInt(amount) as Rial
}

export function addRials(...amounts: readonly Rial[]): Rial {
  return amounts.reduce((sum, amount) => (sum + amount) as Rial, 0n as Rial)
}

export function subtractRials(from: Rial, amount: Rial): Rial {
  return ((from as bigint) - (amount as bigint)) as Rial
}

/** «۱۲٬۵۰۰٬۰۰۰ ریال» */
export function formatRial(amount: Rial): string {
  return `${formatNumber(amount)} ریال`
}
