import { toPersianDigits } from './text.ts'

/** «زهرا کریمی» as «ز. ک.»: enough for whoever holds the paper to compare, nothing for anybody else. */
export function initials(name: string): string {
  const words = name.split(/[\s\u200c]+/).filter((word) => word !== '')
  return words.map((word) => `${word.charAt(0)}.`).join(' ')
}

/** The last four digits of a number, in Persian. */
export const lastFour = (number: string): string => toPersianDigits(number.slice(-4))
