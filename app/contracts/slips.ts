import { addDays, formatJalali, fromJalali, toJalali, type IsoDate } from '#kernel/dates.ts'
import { monthAfter } from '#kernel/employer.ts'
import { MONTH_NAMES } from '#kernel/jalali-text.ts'
import { Lack, orLack } from '#kernel/lack.ts'
import {
  daysOfMonth,
  daysOfMonthFrom,
  monthOf,
  type Contract,
  type MonthNumber,
  type Premium,
} from '#kernel/register.ts'
import { rial, type Rial } from '#kernel/rial.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { premiumDeadline, selfEmployedPremium, type SelfEmployedPremium } from '#law/contributions.ts'
import type { Protection } from '#law/parameters/self-employed.ts'
import type { Ruling } from '#law/ruling.ts'
import { dailyWage } from '#law/wages.ts'

/** The premium of one month of a contract, paid or not. */
export type Slip = {
  /** Names it for payments. */
  readonly slip: string
  readonly month: MonthNumber
  /** «آبان ۱۴۰۵» */
  readonly title: string
  readonly days: number
  readonly rials: Rial
  /** How the amount came about; null where it was paid before. */
  readonly ruling: Ruling<SelfEmployedPremium> | null
  /** The last day on which it can be paid. */
  readonly dueOn: IsoDate
  readonly paidOn: IsoDate | null
  readonly receipt: string | null
}

const PROTECTION: Readonly<Record<string, Protection>> = { '12': 'old-age', '14': 'old-age-death', '18': 'full' }

/** What a rate of contract insures; undefined for one whose premium is not worked out here. */
export const protectionOf = ({ kind, rate }: Pick<Contract, 'kind' | 'rate'>): Protection | undefined =>
  kind === 'self-employed' ? PROTECTION[rate] : undefined

/** «آبان ۱۴۰۵» */
export const monthTitle = (month: MonthNumber): string =>
  `${MONTH_NAMES[(month % 100) - 1] ?? ''} ${toPersianDigits(Math.trunc(month / 100))}`

export const slipName = (contractId: string, month: MonthNumber): string => `premium:${contractId}:${month}`

/** Names the slips of all months from one to another, to be paid at once. */
export const slipsName = (contractId: string, from: MonthNumber, until: MonthNumber): string =>
  from === until ? slipName(contractId, from) : `premium:${contractId}:${from}-${until}`

/** Nobody pays more at once: slips reach to the end of the year after the first unpaid month at most. */
const MOST_MONTHS = 24

/** The contract and the months that a slip names, or several together; null for any other text. */
export function readSlip(
  slip: string,
): { readonly contractId: string; readonly months: readonly MonthNumber[] } | null {
  const [, contractId, from, until = from] = /^premium:([\w-]{1,64}):(\d{6})(?:-(\d{6}))?$/.exec(slip) ?? []
  if (contractId === undefined) return null
  const months: MonthNumber[] = []
  for (let month = Number(from); month <= Number(until) && months.length <= MOST_MONTHS; month = monthAfter(month))
    months.push(month)
  return months.length === 0 || months.length > MOST_MONTHS ? null : { contractId, months }
}

/**
 * The slips of a contract from its first month to the end of the year of `on`, for no wage is known beyond it; of one that
 * has ended only those that were paid. A year without figures of the law ends the list.
 */
export function slipsOf(contract: Contract, premiums: readonly Premium[], on: IsoDate): Slip[] {
  const paid = new Map(premiums.filter(({ paidOn }) => paidOn !== null).map((premium) => [premium.month, premium]))
  const slips: Slip[] = []
  for (const month of monthsFrom(monthOf(contract.from), toJalali(on).year)) {
    const days = daysOfMonthFrom(month, contract.from)
    const common = { slip: slipName(contract.contractId, month), month, title: monthTitle(month), days }
    const premium = paid.get(month)
    const dueOn = premiumDeadline(
      { begins: contract.from, paidThrough: slips.length === 0 ? null : dayBefore(month) },
      contract.from,
    ).value
    if (premium !== undefined) {
      const { rials, paidOn, receipt } = premium
      slips.push({ ...common, rials: rial(BigInt(rials)), ruling: null, dueOn, paidOn, receipt })
    } else if (contract.until === null) {
      const ruling = premiumOfMonth(contract, month, days)
      if (ruling === null) break
      slips.push({ ...common, rials: ruling.value.premium, ruling, dueOn, paidOn: null, receipt: null })
    }
  }
  return slips
}

/**
 * Months are paid one after the other, or several at once: the one whose turn it is, where its time is not over, and those
 * that follow it without a gap.
 */
export function payableSlips(slips: readonly Slip[], on: IsoDate): readonly Slip[] {
  const first = slips.findIndex(({ paidOn }) => paidOn === null)
  if (first < 0 || on > slips[first]!.dueOn) return []
  const end = slips.findIndex(({ paidOn }, n) => n > first && paidOn !== null)
  return slips.slice(first, end < 0 ? slips.length : end)
}

/** «اردیبهشت ۱۴۰۵»; of several «اردیبهشت تا تیر ۱۴۰۵», short enough for an SMS. */
export function monthsTitle(months: readonly MonthNumber[]): string {
  const [first, last] = [months[0]!, months.at(-1)!]
  if (first === last) return monthTitle(first)
  const sameYear = Math.trunc(first / 100) === Math.trunc(last / 100)
  return `${sameYear ? MONTH_NAMES[(first % 100) - 1] : monthTitle(first)} تا ${monthTitle(last)}`
}

/** The last day on which the next premium can be paid: the day after it the contract ends. */
export function deadlineOf(contract: Contract, premiums: readonly Premium[]): IsoDate {
  const paid = premiums.filter(({ paidOn }) => paidOn !== null).map(({ month }) => month)
  const last = Math.max(0, ...paid)
  const paidThrough = last === 0 ? null : lastDay(last)
  return premiumDeadline({ begins: contract.from, paidThrough }, contract.from).value
}

/** The premium of so many days of a month; null where the law has no figures, or the rate is none of ours. */
export function premiumOfMonth(
  contract: Pick<Contract, 'kind' | 'rate' | 'base'>,
  month: MonthNumber,
  days = daysOfMonth(month),
): Ruling<SelfEmployedPremium> | null {
  const protection = protectionOf(contract)
  if (protection === undefined) return null
  const on = firstDay(month)
  const premium = orLack(() => {
    const daily = dailyWage({ wage: rial(BigInt(contract.base)) }, on).value
    return selfEmployedPremium({ protection, days, base: { daily } }, on)
  })
  return premium instanceof Lack ? null : premium
}

/** «تا ۱ بهمن ۱۴۰۵» */
export const dueText = ({ dueOn }: Pick<Slip, 'dueOn'>): string => `تا ${formatJalali(dueOn, 'long')}`

function* monthsFrom(first: MonthNumber, year: number): Generator<MonthNumber> {
  for (let month = first; Math.trunc(month / 100) <= year; month = monthAfter(month)) yield month
}

function firstDay(month: MonthNumber): IsoDate {
  const day = fromJalali({ year: Math.trunc(month / 100), month: month % 100, day: 1 })
  if (day === null) throw new RangeError(`no month ${month}`)
  return day
}

const dayBefore = (month: MonthNumber): IsoDate => addDays(firstDay(month), -1)
const lastDay = (month: MonthNumber): IsoDate => addDays(firstDay(month), daysOfMonth(month) - 1)
