import type { Money } from '#kernel/money.ts'
import { type Fraction, type Share, nearest } from '#kernel/rational.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'

/** «۳٬۰۲۳٬۳۵۲٫۵ ریال»: an exact amount, a fraction of a rial to two places. */
export const rials = (amount: Money): string => `${number(amount)} ریال`

/** «۷٫۷۸ درصد» */
export const percents = ({ top, bottom }: Share): string => `${number({ top: top * 100n, bottom })} درصد`

/** «۱٫۳۵» */
export const number = ({ top, bottom }: Fraction): string => {
  const hundredths = nearest({ top: top * 100n, bottom })
  const size = hundredths < 0n ? -hundredths : hundredths
  const part = String(size % 100n)
    .padStart(2, '0')
    .replace(/0+$/, '')
  const sign = hundredths < 0n ? '−' : ''
  return `${sign}${formatNumber(size / 100n)}${part === '' ? '' : `٫${toPersianDigits(part)}`}`
}

/** «۱۲ روز» */
export const count = (amount: number | bigint, unit: string): string => `${formatNumber(amount)} ${unit}`
