import { countOfDigits, typedNumber } from './digits.ts'
import { type ForeignNumber, isForeignNumber, parseForeignNumber } from './foreign-number.ts'
import { type NationalCode, isNationalCode, parseNationalCode } from './national-code.ts'
import { type Parsed, refused } from './parsed.ts'

/** The number a person is known by: ten-digit national code, or twelve-digit number of a foreign national. */
export type PersonalNumber = NationalCode | ForeignNumber

/** Either number as typed in a form; the count of digits tells which is meant. */
export function parsePersonalNumber(text: string): Parsed<PersonalNumber> {
  const typed = typedNumber(text)
  if (/^\d{12}$/.test(typed)) return parseForeignNumber(typed)
  if (/^(\d{11}|\d{13,})$/.test(typed)) {
    return refused(
      `شما ${countOfDigits(typed.length)} نوشته‌اید. کد ملی ده رقم و شمارهٔ اتباع خارجی دوازده رقم است، پشت سر هم و بدون فاصله.`,
    )
  }
  return parseNationalCode(typed)
}

export function isPersonalNumber(digits: string): digits is PersonalNumber {
  return isNationalCode(digits) || isForeignNumber(digits)
}

export function isForeign(number: PersonalNumber): number is ForeignNumber {
  return number.length === 12
}
