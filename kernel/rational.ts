import type { Brand } from './brand.ts'

/** An exact number, top ÷ bottom; bottom is above zero. What it counts is told by its brand, so that kinds cannot mix. */
export type Fraction = { readonly top: bigint; readonly bottom: bigint }

/** A pure number: a rate, a coefficient, a part of a whole. */
export type Share = Brand<Fraction, 'Share'>

/** A share written as top ÷ bottom. Throws RangeError for a bottom of zero. */
export function share(top: bigint | number, bottom: bigint | number = 1): Share {
  return fraction(top, bottom)
}

/** «seven per cent» is percent(7). For hundredths of a percent: percent(225, 10) is 22.5 %. */
export const percent = (top: bigint | number, bottom: bigint | number = 1): Share =>
  share(BigInt(top), BigInt(bottom) * 100n)

/** A decimal as it is written, '1.35', taken exactly. Throws RangeError for anything else. */
export function decimal(text: string): Share {
  const [, sign, whole = '', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === '') throw new RangeError(`«${text}» is not a decimal`)
  return share(BigInt(`${sign}${whole}${part}`), 10n ** BigInt(part.length))
}

export const NONE: Share = share(0)
export const WHOLE: Share = share(1)

/** Any kind of exact number; callers give it the brand of what it counts. Throws RangeError for a bottom of zero. */
export function fraction<Kind extends Fraction>(top: bigint | number, bottom: bigint | number = 1n): Kind {
  const over = typeof top === 'bigint' ? top : BigInt(top)
  const under = typeof bottom === 'bigint' ? bottom : BigInt(bottom)
  if (under > 0n) return { top: over, bottom: under } as unknown as Kind
  if (under === 0n) throw new RangeError('divided by zero')
  return { top: -over, bottom: -under } as unknown as Kind
}

export function plus<Kind extends Fraction>(one: Kind, other: NoInfer<Kind>): Kind {
  if (one.bottom === other.bottom) return fraction(one.top + other.top, one.bottom)
  return lowest(one.top * other.bottom + other.top * one.bottom, one.bottom * other.bottom)
}

export function minus<Kind extends Fraction>(one: Kind, other: NoInfer<Kind>): Kind {
  return plus(one, fraction<Kind>(-other.top, other.bottom) as NoInfer<Kind>)
}

/** So much of it: money times a share is money. */
export function times<Kind extends Fraction>(one: Kind, part: Share): Kind {
  return lowest(one.top * part.top, one.bottom * part.bottom)
}

/** So many of it. */
export function timesCount<Kind extends Fraction>(one: Kind, count: bigint | number): Kind {
  return fraction(one.top * BigInt(count), one.bottom)
}

/** One of so many equal parts. Throws RangeError for none. */
export function dividedBy<Kind extends Fraction>(one: Kind, count: bigint | number): Kind {
  return fraction(one.top, one.bottom * BigInt(count))
}

/** How many times the other goes into it. Throws RangeError where the other is zero. */
export function ratio<Kind extends Fraction>(one: Kind, other: NoInfer<Kind>): Share {
  return lowest(one.top * other.bottom, one.bottom * other.top)
}

/** Negative, zero or positive as `one` is less than, the same as or more than `other`. */
export function compareFractions<Kind extends Fraction>(one: Kind, other: NoInfer<Kind>): number {
  const left = one.top * other.bottom
  const right = other.top * one.bottom
  return left < right ? -1 : left > right ? 1 : 0
}

export const least = <Kind extends Fraction>(one: Kind, other: NoInfer<Kind>): Kind =>
  compareFractions(one, other) <= 0 ? one : (other as Kind)

export const greatest = <Kind extends Fraction>(one: Kind, other: NoInfer<Kind>): Kind =>
  compareFractions(one, other) >= 0 ? one : (other as Kind)

/** The nearest whole number; a half goes up. */
export function nearest({ top, bottom }: Fraction): bigint {
  return floorOf(2n * top + bottom, 2n * bottom)
}

/** The whole number at or below it. */
export const wholePart = ({ top, bottom }: Fraction): bigint => floorOf(top, bottom)

/** For showing and sorting only. */
export const approximately = ({ top, bottom }: Fraction): number => Number(top) / Number(bottom)

function floorOf(top: bigint, bottom: bigint): bigint {
  const quotient = top / bottom
  return top % bottom < 0n ? quotient - 1n : quotient
}

const LONG = 1n << 64n

/** Brought to lowest terms only where it has grown long: reducing costs more than it saves. */
function lowest<Kind extends Fraction>(top: bigint, bottom: bigint): Kind {
  if (bottom < LONG && bottom > -LONG) return fraction(top, bottom)
  let [one, other] = [top < 0n ? -top : top, bottom]
  while (other !== 0n) [one, other] = [other, one % other]
  return fraction(top / one, bottom / one)
}
