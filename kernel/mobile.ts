import type { Brand } from './brand.ts'
import { countOfDigits, ungroupedNumber } from './digits.ts'
import { type Parsed, parsed, refused } from './parsed.ts'
import { isolateLtr, toPersianDigits } from './text.ts'

/** An Iranian mobile number, '09xxxxxxxxx', in Latin digits. Which prefixes are in use is not checked: such tables age. */
export type Mobile = Brand<string, 'Mobile'>

const HOW = 'شماره همراه را یازده رقم و با صفر اول بنویسید، مانند ۰۹۱۲۳۴۵۶۷۸۹.'

/** A mobile number as typed or pasted: forms ask for eleven digits, +98, 0098, 98 and a missing zero are understood. */
export function parseMobile(text: string): Parsed<Mobile> {
  const typed = ungroupedNumber(text)
  const known = /^(?:\+98|0098|98)?0?(9\d{9})$/.exec(typed)
  if (known !== null) return parsed(`0${known[1]}` as Mobile)
  if (typed === '') return refused(HOW)
  if (!/^\+?\d+$/.test(typed)) return refused(`شماره همراه فقط رقم دارد. ${HOW}`)
  if (/^0[1-8]\d{9}$/.test(typed)) return refused(`این شماره تلفن همراه نیست. ${HOW}`)
  if (typed.startsWith('09') && typed.length !== 11) {
    return refused(`شما ${countOfDigits(typed.length)} نوشته‌اید. ${HOW}`)
  }
  return refused(`این شماره همراه درست نیست. ${HOW}`)
}

/** «۰۹۱۲•••۴۵۶۷», left to right: enough for its owner to know it, too little for others. */
export function maskMobile(mobile: Mobile): string {
  return isolateLtr(`${toPersianDigits(mobile.slice(0, 4))}•••${toPersianDigits(mobile.slice(-4))}`)
}

/** «۰۹۱۲ ۳۴۵ ۶۷۸۹», left to right. */
export function formatMobile(mobile: Mobile): string {
  return isolateLtr(toPersianDigits(`${mobile.slice(0, 4)} ${mobile.slice(4, 7)} ${mobile.slice(7)}`))
}
