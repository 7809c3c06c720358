import type { Brand } from './brand.ts'
import { countOfDigits, ungroupedNumber } from './digits.ts'
import { type Parsed, parsed, refused } from './parsed.ts'
import { isolateLtr } from './text.ts'

/** An Iranian IBAN (Sheba): 'IR' and 24 digits, remainder modulo 97 right (ISO 13616). */
export type Iban = Brand<string, 'Iban'>

const HOW = 'شمارهٔ شبا ۲۴ رقم است که بعد از IR می‌آید.'

/** With or without IR, grouped or not, any digits. */
export function parseIban(text: string): Parsed<Iban> {
  const digits = ungroupedNumber(text).toUpperCase().replace(/^IR/, '')
  if (digits === '') return refused(`شمارهٔ شبا را بنویسید. ${HOW}`)
  if (!/^\d+$/.test(digits)) return refused(`شمارهٔ شبا بعد از IR فقط رقم دارد. ${HOW}`)
  if (digits.length !== 24) return refused(`شما ${countOfDigits(digits.length)} نوشته‌اید. ${HOW}`)
  if (!isRightRemainder(digits)) return refused('این شمارهٔ شبا درست نیست. رقم‌ها را با برگهٔ بانک مقایسه کنید.')
  return parsed(`IR${digits}` as Iban)
}

/** The three digits that name the bank, '013' for Refah Kargaran say. */
export function bankOf(iban: Iban): string {
  return iban.slice(4, 7)
}

/** 'IR15 0130 0000 …' left to right; Latin as banks print it, since it is copied letter by letter. */
export function formatIban(iban: Iban): string {
  return isolateLtr(iban.replace(/(.{4})(?=.)/g, '$1 '))
}

/** ISO 7064 MOD 97-10 over account, country as numbers (I = 18, R = 27), check digits; these run from 02 to 98. */
function isRightRemainder(digits: string): boolean {
  return /^(?!00|01|99)/.test(digits) && BigInt(`${digits.slice(2)}1827${digits.slice(0, 2)}`) % 97n === 1n
}
