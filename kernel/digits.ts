import { stripInvisible, toLatinDigits, toPersianDigits } from './text.ts'

/** A typed number without the marks that came along with it: any digits to Latin, invisible marks and outer spaces gone. */
export function typedNumber(text: string): string {
  return toLatinDigits(stripInvisible(text)).trim()
}

/** As `typedNumber`, and without the spaces and dashes people group long numbers with. */
export function ungroupedNumber(text: string): string {
  return typedNumber(text).replace(/[\s\-–—_.()]/g, '')
}

/** «۹ رقم» */
export function countOfDigits(count: number): string {
  return `${toPersianDigits(count)} رقم`
}
