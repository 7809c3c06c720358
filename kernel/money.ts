import type { Brand } from './brand.ts'
import {
  type Fraction,
  type Share,
  NONE,
  compareFractions,
  fraction,
  nearest,
  plus,
  times,
  wholePart,
} from './rational.ts'
import { type Rial, rial } from './rial.ts'

/** An amount of money in rials, taken exactly, while it is being worked out. What is paid is always a Rial. */
export type Money = Brand<Fraction, 'Money'>

export const money = (amount: Rial): Money => fraction<Money>(amount)

/**
 * The one rounding of the law: to the nearest whole rial, a half up, once, at the end. Eleven published premiums of 1398
 * and 1400 show the nearest rial; none of them is an exact half.
 */
export const toRial = (exact: Money): Rial => rial(nearest(exact))

/**
 * An amount in parts that add up to it to the rial: every part without its fraction of a rial, and the rials left over one
 * each to those that lost most (largest remainder; the earlier of two alike). The shares may add up to anything above zero.
 */
export function apportion(total: Rial, shares: readonly Share[]): Rial[] {
  const whole = shares.reduce((sum, part) => plus(sum, part), NONE)
  if (compareFractions(whole, NONE) <= 0) throw new RangeError('no share is above zero')
  const exact = shares.map((part) =>
    times(money(total), fraction<Share>(part.top * whole.bottom, part.bottom * whole.top)),
  )
  const parts = exact.map(wholePart)
  let left = Number(total - parts.reduce((sum, part) => sum + part, 0n))
  const byLoss = exact
    .map((part, at) => ({ at, loss: plus(part, fraction<Money>(-parts[at]!)) }))
    .toSorted((one, other) => compareFractions(other.loss, one.loss) || one.at - other.at)
  for (const { at } of byLoss) if (left-- > 0) parts[at] = parts[at]! + 1n
  return parts.map((part) => rial(part))
}
