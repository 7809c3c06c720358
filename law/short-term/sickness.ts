import type { IsoDate } from '#kernel/dates.ts'
import { type Money, money, toRial } from '#kernel/money.ts'
import { type Share, dividedBy, greatest, plus, times, timesCount } from '#kernel/rational.ts'
import type { Rial } from '#kernel/rial.ts'
import { article } from '../article.ts'
import {
  averageDays,
  sicknessAlone,
  sicknessAloneInHospital,
  sicknessAway,
  sicknessWaitingDays,
  sicknessWithFamily,
} from '../parameters/short-term.ts'
import { type Entitlement, type Formula, type Ruling, Working } from '../ruling.ts'
import { minimumOfDay, wholeDays } from '../wages.ts'
import { count, rials } from '../words.ts'

export const SICKNESS_PAY: Formula = {
  id: 'sickness-pay',
  title: 'غرامت دستمزد ایام بیماری',
  says: 'میانگین مزد روزانهٔ ۹۰ روز پیش × سه‌چهارم با خانواده، دوسوم بی‌خانواده، نصف بی‌خانواده در بیمارستان × روزها؛ در خانه از روز چهارم.',
  law: [article(59), article(62), article(63)],
  source: 'neginhesabetus.ir؛ dadfaran.com؛ bidbarg.com؛ acc20.com/detail/680',
  certainty: 'A',
}

/** The wages of the ninety days before. */
export type NinetyDays = {
  readonly wages: Rial
  readonly daysWorked: number
  /** Paid by the piece: divided by ninety, and not below the benefit on the minimum wage. */
  readonly pieceRate?: boolean
}

export type Sickness = NinetyDays & {
  /** A spouse, a child or a dependant parent. */
  readonly family: boolean
  readonly cause: 'illness' | 'accident-or-occupational'
  /** Whether in a hospital at the organisation's expense, or treated at home. */
  readonly place: 'home' | 'hospital'
  /** Calendar days of the spell, first and last included. */
  readonly days: number
  /** Days of the same illness before this certificate; the waiting days are counted once. */
  readonly daysBefore?: number
  /** Sent to another city as an out-patient. */
  readonly away?: boolean
}

export type SicknessPay = { readonly daily: Rial; readonly paidDays: number; readonly amount: Rial }

/** What is paid for a spell. Throws RangeError where no day of the ninety was worked. */
export function sicknessPay(spell: Sickness, on: IsoDate): Ruling<SicknessPay> {
  const work = new Working(SICKNESS_PAY, on)
  const average = dailyAverage(work, spell)
  const benefit = withTravel(work, spell, times(average, rateOf(work, spell)))
  const paidDays = payableDays(work, spell)
  const amount = timesCount(benefit, paidDays)
  work.step(article(62), () => `${rials(benefit)} × ${count(paidDays, 'روز')} = ${rials(amount)}`)
  return work.rules({ daily: toRial(benefit), paidDays, amount: toRial(amount) })
}

/** Sickness pay is for those who were paid wages. */
export function sicknessEntitlement(
  { insurance }: { insurance: 'employee' | 'self-employed' | 'voluntary' },
  on: IsoDate,
): Entitlement {
  return new Working(SICKNESS_PAY, on).judges([
    {
      law: article(59),
      says: 'بیمهٔ اجباری مزدبگیران',
      holds: insurance === 'employee',
      refusal: 'غرامت بیماری برای کسانی است که از کارفرما مزد می‌گیرند.',
      mend: null,
    },
  ])
}

/** Article 63: the wages of the last ninety days for each day worked in them. */
export function dailyAverage(work: Working, { wages, daysWorked, pieceRate = false }: NinetyDays): Money {
  const all = work.take(averageDays)
  const days = pieceRate ? all : wholeDays(daysWorked)
  if (days === 0 || daysWorked > all) throw new RangeError(`${daysWorked} of the last ${all} days were worked`)
  const average = dividedBy(money(wages), days)
  work.step(article(63), () => `مزد روزانه: ${rials(money(wages))} ÷ ${count(days, 'روز')} = ${rials(average)}`)
  return pieceRate ? greatest(average, minimumOfDay(work)) : average
}

function rateOf(work: Working, { family, place }: Sickness): Share {
  const name = family
    ? 'سه‌چهارم، با خانوادهٔ تحت تکفل'
    : place === 'hospital'
      ? 'نصف، بی‌خانواده و بستری'
      : 'دوسوم، بی‌خانواده'
  work.step(article(62), () => `نسبت: ${name}`)
  if (family) return work.take(sicknessWithFamily)
  return work.take(place === 'hospital' ? sicknessAloneInHospital : sicknessAlone)
}

/** Clause 5 of article 62: as much again for treatment in another city. */
function withTravel(work: Working, { away = false }: Sickness, daily: Money): Money {
  if (!away) return daily
  const more = times(daily, work.take(sicknessAway))
  work.step(article(62, '۵'), () => `درمان سرپایی در شهر دیگر: ${rials(more)} بیشتر در روز`)
  return plus(daily, more)
}

/** All days of an accident, an occupational disease or a hospital; from the fourth of an illness treated at home. */
function payableDays(work: Working, { cause, place, days, daysBefore = 0 }: Sickness): number {
  const waits = cause === 'illness' && place === 'home' ? work.take(sicknessWaitingDays) : 0
  const waiting = Math.min(wholeDays(days), Math.max(0, waits - wholeDays(daysBefore)))
  if (waiting > 0) work.step(article(62), () => `${count(waiting, 'روز')} اول پرداخت ندارد.`)
  return days - waiting
}
