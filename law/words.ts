import type { Money } from '#kernel/money.ts'
import { type Fraction, type Share, nearest } from '#kernel/rational.ts'
import { formatNumber, toPersianDigits } from '#kernel/text.ts'
import type { Parameter, Switch } from './parameters.ts'

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

/** A value of a parameter in Persian, as one reads it in the law. */
export function valueText<T>(parameter: Parameter<T>, value: T): string {
  if (parameter.show !== undefined) return parameter.show(value)
  if (typeof value === 'bigint') return `${formatNumber(value)} ریال`
  if (typeof value === 'boolean') return value ? 'هست' : 'نیست'
  if (typeof value === 'number')
    return parameter.unit === undefined ? formatNumber(value) : count(value, parameter.unit)
  if (typeof value === 'string') return isSwitch(parameter) ? (parameter.options[value] ?? value) : value
  const share = value as unknown as Share
  if (parameter.unit === 'درصد') return percents(share)
  if (parameter.unit === 'برابر') return `${number(share)} برابر`
  return toPersianDigits(`${share.top} از ${share.bottom}`)
}

/** Is it a disputed point, with a reading for each option? */
export const isSwitch = (parameter: Parameter<unknown>): parameter is Switch<string> => 'options' in parameter
