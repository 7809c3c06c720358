import type { Brand } from './brand.ts'
import { countOfDigits, ungroupedNumber } from './digits.ts'
import { type Parsed, parsed, refused } from './parsed.ts'

/** What a person follows their application by: nine digits and a check digit that catches every slip of one digit or swap of two. */
export type TrackingCode = Brand<string, 'TrackingCode'>

const HOW = 'کد رهگیری ده رقم است و در پیامک ثبت درخواست آمده است.'

/** From a number of 0 to 999,999,999. Throws RangeError outside. */
export function trackingCode(number: number | bigint): TrackingCode {
  const nine = String(number).padStart(9, '0')
  if (!/^\d{9}$/.test(nine)) throw new RangeError(`No tracking code for ${number}`)
  return `${nine}${dammDigit(nine)}` as TrackingCode
}

export function parseTrackingCode(text: string): Parsed<TrackingCode> {
  const digits = ungroupedNumber(text)
  if (digits === '') return refused(`کد رهگیری را بنویسید. ${HOW}`)
  if (!/^\d+$/.test(digits)) return refused(`کد رهگیری فقط رقم دارد. ${HOW}`)
  if (digits.length !== 10) return refused(`شما ${countOfDigits(digits.length)} نوشته‌اید. ${HOW}`)
  if (dammDigit(digits) !== 0) return refused('این کد رهگیری درست نیست. رقم‌ها را با پیامک مقایسه کنید.')
  return parsed(digits as TrackingCode)
}

/** H. Michael Damm's totally anti-symmetric quasigroup of order 10 (2004). A code with its check digit gives 0. */
const DAMM = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
] as const

function dammDigit(digits: string): number {
  let interim = 0
  for (const digit of digits) interim = Number(DAMM[interim]?.charAt(Number(digit)))
  return interim
}
