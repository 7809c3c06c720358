import type { Brand } from './brand.ts'
import { countOfDigits, typedNumber } from './digits.ts'
import { type Parsed, parsed, refused } from './parsed.ts'

/** The ten-digit number of an Iranian citizen, in Latin digits, check digit right. */
export type NationalCode = Brand<string, 'NationalCode'>

const HOW = 'کد ملی را ده رقم پشت سر هم و بدون فاصله بنویسید.'
const WRONG = 'این کد ملی درست نیست. رقم‌ها را یک‌به‌یک با کارت ملی خود مقایسه کنید.'

/** A national code as typed in a form: ten digits in any script, leading zeros and all, nothing between them. */
export function parseNationalCode(text: string): Parsed<NationalCode> {
  const typed = typedNumber(text)
  if (typed === '') return refused(HOW)
  if (!/^\d+$/.test(typed)) return refused(faultOfShape(typed))
  if (typed.length === 8 || typed.length === 9) {
    return refused(`شما ${countOfDigits(typed.length)} نوشته‌اید و کد ملی ده رقم است. صفرهای اول آن را هم بنویسید.`)
  }
  if (typed.length !== 10) return refused(`شما ${countOfDigits(typed.length)} نوشته‌اید. ${HOW}`)
  return isNationalCode(typed) ? parsed(typed) : refused(WRONG)
}

/** For files of other systems, where spreadsheets have dropped leading zeros: eight or nine digits are padded to ten. */
export function parseNationalCodeLoosely(text: string): Parsed<NationalCode> {
  const digits = typedNumber(text).replace(/[\s\-–—]/g, '')
  return parseNationalCode(/^\d{8,9}$/.test(digits) ? digits.padStart(10, '0') : digits)
}

/** Ten Latin digits that are a possible national code. Repeated digits pass the checksum but are never issued. */
export function isNationalCode(digits: string): digits is NationalCode {
  if (!/^\d{10}$/.test(digits) || /^(\d)\1{9}$/.test(digits) || digits.slice(3, 9) === '000000') return false
  return nationalCheckDigit(digits.slice(0, 9)) === digits.charCodeAt(9) - 48
}

/** Check digit of the first nine: the sum of each times its place from the right (10 to 2), modulo 11. */
export function nationalCheckDigit(nine: string): number {
  let sum = 0
  for (let place = 0; place < 9; place += 1) sum += (nine.charCodeAt(place) - 48) * (10 - place)
  const remainder = sum % 11
  return remainder < 2 ? remainder : 11 - remainder
}

function faultOfShape(typed: string): string {
  if (/^[\d\s\-–—_./]+$/.test(typed)) return `بین رقم‌ها فاصله یا خط هست. ${HOW}`
  return `کد ملی فقط رقم دارد. ${HOW}`
}
