import { type IsoDate, addDays, addJalaliMonths, daysBetween } from '#kernel/dates.ts'
import { toRial } from '#kernel/money.ts'
import { WHOLE, share, times, timesCount } from '#kernel/rational.ts'
import type { Rial } from '#kernel/rial.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { FAMILY_AND_YOUTH, article } from '../article.ts'
import type { Readings } from '../parameters.ts'
import { FAMILY_AND_YOUTH_ACT } from '../parameters/dates.ts'
import {
  maternityBeforeBirth,
  maternityMonths,
  maternityMonthsReading,
  maternityRate,
  maternityRecord,
  maternityWeeks,
} from '../parameters/short-term.ts'
import { type Entitlement, type Formula, type Ruling, Working } from '../ruling.ts'
import { count, rials } from '../words.ts'
import { type NinetyDays, dailyAverage } from './sickness.ts'

export const MATERNITY_PAY: Formula = {
  id: 'maternity-pay',
  title: 'غرامت دستمزد ایام بارداری',
  says: 'دوسوم میانگین مزد روزانهٔ ۹۰ روز پیش × روزهای مرخصی زایمان: ۹ ماه، دوقلو و بیشتر ۱۲ ماه.',
  law: [article(67), FAMILY_AND_YOUTH],
  source: 'neginhesabetus.ir؛ sharghtehran.sso.ir؛ edari.kntu.ac.ir',
  certainty: 'A',
}

export type Maternity = NinetyDays & {
  readonly children: number
  /** The first day of rest. */
  readonly restFrom: IsoDate
}

export type MaternityPay = {
  readonly daily: Rial
  readonly days: number
  /** The last day that is paid. */
  readonly until: IsoDate
  readonly amount: Rial
}

/** What is paid for the whole leave that begins on `restFrom`; the law of that day. */
export function maternityPay(facts: Maternity, readings: Readings = {}): Ruling<MaternityPay> {
  const work = new Working(MATERNITY_PAY, facts.restFrom, readings)
  const average = dailyAverage(work, facts)
  const rate = work.read(maternityRate) === 'full' ? WHOLE : share(2, 3)
  const daily = times(average, rate)
  work.step(article(67), () => `غرامت روزانه: ${rials(daily)}`)
  const days = daysOfLeave(work, facts)
  const amount = timesCount(daily, days)
  work.step(article(67), () => `${rials(daily)} × ${count(days, 'روز')} = ${rials(amount)}`)
  return work.rules({ daily: toRial(daily), days, until: addDays(facts.restFrom, days - 1), amount: toRial(amount) })
}

function daysOfLeave(work: Working, { children, restFrom }: Maternity): number {
  if (restFrom < FAMILY_AND_YOUTH_ACT) return work.take(maternityWeeks) * 7
  const { one, more } = work.take(maternityMonths)
  const months = children > 1 ? more : one
  const days =
    work.read(maternityMonthsReading) === 'thirty-days'
      ? months * 30
      : daysBetween(restFrom, addJalaliMonths(restFrom, months))
  work.step(FAMILY_AND_YOUTH, () => `مدت: ${count(months, 'ماه')}، ${count(days, 'روز')}`)
  return days
}

export type Expecting = {
  readonly birth: IsoDate
  readonly restFrom: IsoDate
  /** Paid days in the year before the birth. */
  readonly paidInYear: number
  readonly employed: boolean
  readonly working: boolean
}

/** Does the record open maternity pay, and does the rest begin in time? */
export function maternityEntitlement({ birth, restFrom, paidInYear, employed, working }: Expecting): Entitlement {
  const work = new Working(MATERNITY_PAY, birth)
  const needed = work.take(maternityRecord)
  const before = work.take(maternityBeforeBirth)
  return work.judges([
    {
      law: article(67),
      says: toPersianDigits(`در سال پیش از زایمان ${paidInYear} روز از ${needed} روز لازم`),
      holds: paidInYear >= needed,
      refusal: toPersianDigits(`در سال پیش از زایمان ${needed} روز سابقهٔ پرداخت لازم است.`),
      mend: 'اگر سابقه کامل دیده نمی‌شود، به سوابق اعتراض کنید.',
    },
    {
      law: article(67),
      says: 'رابطهٔ کار برقرار',
      holds: employed,
      refusal: 'رابطهٔ کار پیش از شروع استراحت پایان یافته است.',
      mend: null,
    },
    {
      law: article(67),
      says: 'کار نکردن در مرخصی',
      holds: !working,
      refusal: 'غرامت بارداری برای روزهایی است که کار نمی‌کنید.',
      mend: null,
    },
    {
      law: FAMILY_AND_YOUTH,
      says: toPersianDigits(`شروع استراحت حداکثر ${before} ماه پیش از زایمان`),
      holds: restFrom >= addJalaliMonths(birth, -before),
      refusal: toPersianDigits(`استراحت حداکثر ${before} ماه پیش از زایمان آغاز می‌شود.`),
      mend: 'روز شروع استراحت را درست کنید.',
    },
  ])
}
