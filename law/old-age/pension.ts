import type { IsoDate } from '#kernel/dates.ts'
import { type Money, money, toRial } from '#kernel/money.ts'
import {
  type Share,
  compareFractions,
  dividedBy,
  greatest,
  least,
  minus,
  plus,
  ratio,
  times,
  timesCount,
} from '#kernel/rational.ts'
import type { Rial } from '#kernel/rial.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { article, articleNote } from '../article.ts'
import type { Readings } from '../parameters.ts'
import {
  type Route,
  fractionOfYear,
  guaranteeYears,
  hardYearCounts,
  hardYearsInAmount,
  minimumOf,
  mostYears,
  workingWomanYears,
  yearPart,
} from '../parameters/old-age.ts'
import { type PaidRecord, type Years, inYears, wholeYears, years } from '../record.ts'
import { type Formula, type Ruling, Working } from '../ruling.ts'
import { minimumOfDay } from '../wages.ts'
import { count, number, rials } from '../words.ts'

export const OLD_AGE_PENSION: Formula = {
  id: 'old-age-pension',
  title: 'مستمری بازنشستگی',
  says: 'میانگین مزد دو سال آخر × سال‌های سابقه (حداکثر ۳۵) ÷ ۳۰؛ نه کمتر از حداقل مزد کارگر عادی، مگر با سابقهٔ کمتر از بیست سال.',
  law: [article(77), article(111)],
  source: 'مادهٔ ۷۷ اصلاحی ۱۳۷۱/۱۲/۱۶: dadteam.ir؛ مادهٔ ۱۱۱: bidbarg.com',
  certainty: 'A',
}

export const MINIMUM_PENSION: Formula = {
  id: 'minimum-pension',
  title: 'حداقل مستمری',
  says: 'سی برابر حداقل مزد روزانهٔ کارگر عادی در سال برقراری.',
  law: [article(111)],
  source: 'behtarin-bime-omr.blogspot.com به نقل از bidbarg.com',
  certainty: 'B',
}

export type Retirement = {
  /** The monthly average of article 77. */
  readonly average: Rial
  readonly record: PaidRecord
  /** Years of hard and harmful work among them; they count one and a half where they count. */
  readonly hard?: PaidRecord
  /** The route by which one retires; without it the ordinary rule. */
  readonly route?: Route
}

export type Pension = {
  /** What is paid a month. */
  readonly amount: Rial
  /** Before the guarantee of article 111. */
  readonly earned: Rial
  /** The part of the average that is earned, years ÷ 30. */
  readonly part: Share
  readonly raisedToMinimum: boolean
}

/** The old-age pension a month, by the law of the day on which it is awarded. */
export function oldAgePension(facts: Retirement, on: IsoDate, readings: Readings = {}): Ruling<Pension> {
  const work = new Working(OLD_AGE_PENSION, on, readings)
  const average = money(facts.average)
  work.step(article(77), () => `میانگین مزد: ${rials(average)}`)

  const counted = countedYears(work, facts)
  const parts = work.take(yearPart)
  const part = earnedPart(counted, parts)
  const earned = times(average, part)
  work.step(article(77), () => `${rials(average)} × ${number(counted)} ÷ ${toPersianDigits(parts)} = ${rials(earned)}`)

  const amount = isShort(work, facts) ? earned : notBelowMinimum(work, earned)
  return work.rules({
    amount: toRial(amount),
    earned: toRial(earned),
    part,
    raisedToMinimum: amount !== earned,
  })
}

/** A thirtieth for each year. */
const earnedPart = (counted: Years, parts: number): Share => dividedBy(ratio(counted, ONE_YEAR), parts)

/**
 * The same pension for many people on one day, by the ordinary rule: what the law says on that day is read once, and no steps
 * are kept. Ask oldAgePension about one of them to have it explained.
 */
export function oldAgeEstimator(
  on: IsoDate,
  readings: Readings = {},
): (facts: Pick<Retirement, 'average' | 'record'>) => Rial {
  const work = new Working(OLD_AGE_PENSION, on, readings)
  const reading = work.read(fractionOfYear)
  const most = wholeYears(work.take(mostYears))
  const parts = work.take(yearPart)
  const guaranteed = wholeYears(work.take(guaranteeYears))
  const minimum = minimumOfPension(work)
  return ({ average, record }) => {
    const paid = inYears(reading, record)
    const earned = times(money(average), earnedPart(least(paid, most), parts))
    return toRial(compareFractions(paid, guaranteed) < 0 ? earned : greatest(earned, minimum))
  }
}

/** The guarantee of article 111 for a pension that begins on that day. */
export function minimumPension(on: IsoDate): Ruling<Rial> {
  const work = new Working(MINIMUM_PENSION, on)
  work.read(minimumOf)
  return work.rules(toRial(minimumOfPension(work)))
}

const ONE_YEAR = wholeYears(1)

/** A record below twenty years earns its part and no more: article 111 does not raise it. */
function isShort(work: Working, { record, route }: Retirement): boolean {
  const needed = work.take(guaranteeYears)
  const short = route === 'short' || (route === undefined && isBelow(work, record, needed))
  if (short) work.step(article(111), () => `با سابقهٔ کمتر از ${count(needed, 'سال')}، مستمری به حداقل نمی‌رسد.`)
  return short
}

const isBelow = (work: Working, record: PaidRecord, needed: number): boolean =>
  compareFractions(years(work, record), wholeYears(needed)) < 0

/** The years that make the amount: at most 35; twenty for a working woman who leaves at 42. */
function countedYears(work: Working, { record, hard, route }: Retirement): Years {
  if (route === 'working-woman') {
    const days = work.take(workingWomanYears)
    work.step(articleNote(76, '۴'), () => `زن کارگر: مستمری ${count(days, 'روز')} در ماه`)
    return wholeYears(days)
  }
  const paid = years(work, record)
  const all = hard === undefined ? paid : plus(paid, moreForHardWork(work, hard))
  const most = wholeYears(work.take(mostYears))
  work.step(article(77), () => `سال‌های سابقه: ${number(all)}، حداکثر ${number(most)}`)
  return least(all, most)
}

/** Half a year more for each year of hard work, where it counts in the amount too. */
function moreForHardWork(work: Working, hard: PaidRecord): Years {
  const inHardWork = years(work, hard)
  if (work.read(hardYearsInAmount) === 'route-only') return wholeYears(0)
  return minus(times(inHardWork, work.take(hardYearCounts)), inHardWork)
}

/** Article 111: not below the minimum wage of an ordinary worker. Which year's that is matters only where it raises. */
export function notBelowMinimum(work: Working, earned: Money): Money {
  const minimum = minimumOfPension(work)
  if (compareFractions(earned, minimum) >= 0) return earned
  work.read(minimumOf)
  return minimum
}

function minimumOfPension(work: Working): Money {
  const minimum = timesCount(minimumOfDay(work), 30)
  work.step(article(111), () => `حداقل مستمری: ۳۰ × حداقل مزد روزانه = ${rials(minimum)}`)
  return minimum
}
