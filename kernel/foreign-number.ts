import type { Brand } from './brand.ts'
import { countOfDigits, typedNumber } from './digits.ts'
import { type Parsed, parsed, refused } from './parsed.ts'

/** The twelve-digit number (FIDA) of a foreign national living in Iran, in Latin digits. No check digit is published. */
export type ForeignNumber = Brand<string, 'ForeignNumber'>

const HOW = 'شمارهٔ اختصاصی اتباع خارجی را دوازده رقم پشت سر هم و بدون فاصله بنویسید.'

export function parseForeignNumber(text: string): Parsed<ForeignNumber> {
  const typed = typedNumber(text)
  if (typed === '') return refused(HOW)
  if (!/^\d+$/.test(typed)) return refused(`این شماره فقط رقم دارد. ${HOW}`)
  if (typed.length !== 12) return refused(`شما ${countOfDigits(typed.length)} نوشته‌اید. ${HOW}`)
  return isForeignNumber(typed) ? parsed(typed) : refused('این شماره درست نیست. آن را با کارت خود مقایسه کنید.')
}

/** Twelve Latin digits, not all the same. */
export function isForeignNumber(digits: string): digits is ForeignNumber {
  return /^\d{12}$/.test(digits) && !/^(\d)\1{11}$/.test(digits)
}
