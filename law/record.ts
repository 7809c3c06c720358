import type { Brand } from '#kernel/brand.ts'
import { type Fraction, fraction } from '#kernel/rational.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { article } from './article.ts'
import { fractionOfYear } from './parameters/old-age.ts'
import type { Working } from './ruling.ts'
import { number } from './words.ts'

/** Time for which premiums were paid, as the organisation prints it; { days: 3655 } is a record too. */
export type PaidRecord = { readonly years?: number; readonly months?: number; readonly days?: number }

/** Years of record, exactly. */
export type Years = Brand<Fraction, 'Years'>

export const wholeYears = (count: number): Years => fraction<Years>(count)

/** A record in years. Where it is not whole years, how a part of a year counts is disputed, and noted. */
export function years(work: Working, { years: whole = 0, months = 0, days = 0 }: PaidRecord): Years {
  for (const part of [whole, months, days])
    if (!Number.isSafeInteger(part) || part < 0) throw new RangeError(`${part} is not a part of a record`)
  if (months === 0 && days === 0) return wholeYears(whole)
  const exact = inYears(work.read(fractionOfYear), { years: whole, months, days })
  work.step(article(76), () => `سابقه: ${recordText({ years: whole, months, days })} = ${number(exact)} سال`)
  return exact
}

/** The same with the reading given: for many records on one day. */
export function inYears(
  reading: keyof typeof fractionOfYear.options,
  { years: whole = 0, months = 0, days = 0 }: PaidRecord,
): Years {
  switch (reading) {
    case 'days-365':
      return fraction<Years>((whole * 12 + months) * 365 + days * 12, 12 * 365)
    case 'months-of-30':
      return fraction<Years>((whole * 12 + months) * 30 + days, 360)
    case 'whole-months':
      return fraction<Years>(whole * 12 + months + Math.floor(days / 30), 12)
    case 'whole-years':
      return fraction<Years>(whole + Math.floor((months * 30 + days) / 365))
  }
}

/** «۲۲ سال و ۳ ماه و ۵ روز» */
export function recordText({ years: whole = 0, months = 0, days = 0 }: PaidRecord): string {
  const parts = [
    [whole, 'سال'],
    [months, 'ماه'],
    [days, 'روز'],
  ].flatMap(([size, unit]) => (size === 0 ? [] : [`${size} ${unit}`]))
  return parts.length === 0 ? 'بدون سابقه' : toPersianDigits(parts.join(' و '))
}
