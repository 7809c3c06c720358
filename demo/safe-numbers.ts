import { type ForeignNumber, isForeignNumber } from '#kernel/foreign-number.ts'
import { type NationalCode, isNationalCode, nationalCheckDigit } from '#kernel/national-code.ts'
import { type Mobile, parseMobile } from '#kernel/mobile.ts'

// Numbers that are right in form and belong to nobody. Each counter value gives its own number; a stride coprime to the
// size of the range spreads neighbours far apart. Ranges named Fixed are kept for the people of special-people.ts.

/**
 * The first three digits of a national code are its place of issue; 790 to 999 but 986 are assigned to none.
 * 985 is the fixed range.
 */
const CODE_PREFIXES = Array.from({ length: 210 }, (_, index) => 790 + index).filter(
  (prefix) => prefix !== 985 && prefix !== 986,
)
const CODE_RANGE = CODE_PREFIXES.length * 1_000_000
const CODE_STRIDE = 128_551_069

/** Null for the few counter values whose digits are never issued. Distinct for 0 to 208 million. */
export function safeNationalCode(counter: number): NationalCode | null {
  const place = strided(counter, CODE_STRIDE, CODE_RANGE)
  return withCheckDigit(`${CODE_PREFIXES[Math.floor(place / 1_000_000)]}${padded(place % 1_000_000, 6)}`)
}

/** From 1 to 999,999. */
export function fixedNationalCode(serial: number): NationalCode {
  const code = withCheckDigit(`985${padded(serial, 6)}`)
  if (code === null) throw new RangeError(`No national code for ${serial}`)
  return code
}

/** No prefix is published; 990 begins none that we have seen. Distinct for 0 to a thousand million. */
export function safeForeignNumber(counter: number): ForeignNumber {
  return foreign(`990${padded(strided(counter, 618_033_989, 1_000_000_000), 9)}`)
}

export function fixedForeignNumber(serial: number): ForeignNumber {
  return foreign(`995${padded(serial, 9)}`)
}

/**
 * 0970 is in no operator's range (in use are 090x, 091x, 092x, 093x, 0941, 099x, the last also by virtual operators), so a
 * message that strayed to a real network would reach no person. Distinct for 0 to ten million.
 */
export function safeMobile(counter: number): Mobile {
  return mobile(`0970${padded(strided(counter, 6_180_339, 10_000_000), 7)}`)
}

/** 0971, unassigned like 0970. */
export function fixedMobile(serial: number): Mobile {
  return mobile(`0971${padded(serial, 7)}`)
}

function withCheckDigit(nine: string): NationalCode | null {
  const code = `${nine}${nationalCheckDigit(nine)}`
  return isNationalCode(code) ? code : null
}

function foreign(digits: string): ForeignNumber {
  if (!isForeignNumber(digits)) throw new RangeError(`${digits} is not a foreign national's number`)
  return digits
}

function mobile(digits: string): Mobile {
  const read = parseMobile(digits)
  if (!read.ok) throw new RangeError(`${digits} is not a mobile number`)
  return read.value
}

function strided(counter: number, stride: number, range: number): number {
  return Number((BigInt(counter) * BigInt(stride)) % BigInt(range))
}

const padded = (value: number, length: number): string => String(value).padStart(length, '0')
