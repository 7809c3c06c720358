import type { Brand } from './brand.ts'
import { countOfDigits, ungroupedNumber } from './digits.ts'
import { type Parsed, parsed, refused } from './parsed.ts'

/** A ten-digit Iranian postal code, Latin digits. */
export type PostalCode = Brand<string, 'PostalCode'>

const HOW = 'کد پستی ده رقم است.'

/** The first five digits have no 0 or 2 and do not start with four equal ones; a dash in the middle is understood. */
export function parsePostalCode(text: string): Parsed<PostalCode> {
  const digits = ungroupedNumber(text)
  if (digits === '') return refused(`کد پستی را بنویسید. ${HOW}`)
  if (!/^\d+$/.test(digits)) return refused(`کد پستی فقط رقم دارد. ${HOW}`)
  if (digits.length !== 10) return refused(`شما ${countOfDigits(digits.length)} نوشته‌اید. ${HOW}`)
  if (!/^(?!(\d)\1{3})[13-9]{5}\d{5}$/.test(digits)) {
    return refused('این کد پستی درست نیست. آن را با قبض یا سند خانه مقایسه کنید.')
  }
  return parsed(digits as PostalCode)
}
