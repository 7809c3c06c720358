import { type IsoDate, toJalali } from '#kernel/dates.ts'
import { money, toRial } from '#kernel/money.ts'
import { type Share, dividedBy, nearest, timesCount } from '#kernel/rational.ts'
import type { Rial } from '#kernel/rial.ts'
import { article } from '../article.ts'
import type { Readings } from '../parameters.ts'
import { averageMonths, fiveYearAverage } from '../parameters/old-age.ts'
import { type Formula, type Ruling, Working } from '../ruling.ts'
import { sumOf } from '../wages.ts'
import { count, number, rials } from '../words.ts'

export const TWO_YEAR_AVERAGE: Formula = {
  id: 'two-year-average',
  title: 'میانگین مزد دو سال آخر',
  says: 'جمع مزد مشمول بیمهٔ ۲۴ ماه آخر پرداخت ÷ ۲۴.',
  law: [article(77)],
  source: 'dadteam.ir؛ wikihoghoogh.net؛ ۲۴ ماه بیمه‌شدهٔ آخر: bimego.ir 2021/05',
  certainty: 'A',
}

export const FIVE_YEAR_CHECK: Formula = {
  id: 'five-year-check',
  title: 'میانگین پنج‌ساله به جای دوساله',
  says: 'اگر رشد مزد پنج سال (تا یک‌دهم) کمتر از رشد دو سال آخر باشد، میانگین پنج سال مبناست.',
  law: [article(77)],
  source: 'paraf.ir، جدول سال ۱۳۹۲؛ tarazmehvaracc.com',
  certainty: 'C',
}

/** A month of the insurance record: Jalali year and month, days paid, insured wage of the month. */
export type InsuredMonth = { readonly year: number; readonly month: number; readonly days: number; readonly wage: Rial }

/** The last 24 months with paid days before the day of the request, the latest first; fewer where there are fewer. */
export function lastTwoYears(record: readonly InsuredMonth[], on: IsoDate): readonly InsuredMonth[] {
  const work = new Working(TWO_YEAR_AVERAGE, on)
  const { year, month } = toJalali(on)
  return record
    .filter((paid) => paid.days > 0 && (paid.year < year || (paid.year === year && paid.month < month)))
    .toSorted((one, other) => other.year - one.year || other.month - one.month)
    .slice(0, work.take(averageMonths))
}

/** Article 77: the wages of the last two years of payment ÷ 24, though there be fewer months. Throws RangeError for more. */
export function twoYearAverage({ wages }: { wages: readonly Rial[] }, on: IsoDate): Ruling<Rial> {
  const work = new Working(TWO_YEAR_AVERAGE, on)
  const months = work.take(averageMonths)
  if (wages.length > months) throw new RangeError(`${wages.length} months are more than two years`)
  const sum = sumOf(wages)
  const average = dividedBy(sum, months)
  work.step(
    article(77),
    () =>
      `میانگین دو سال آخر: جمع مزد ${count(wages.length, 'ماه')} ${rials(sum)} ÷ ${count(months, 'ماه')} = ${rials(average)}`,
  )
  return work.rules(toRial(average))
}

export type FiveYears = {
  readonly twoYearAverage: Rial
  readonly fiveYearAverage: Rial
  /** How often the wage grew over the last two years, and how often over the last five, by the organisation's measure. */
  readonly twoYearGrowth: Share
  readonly fiveYearGrowth: Share
}

/** Which average the pension is reckoned from. No text of the test was found: a switch. */
export function averageForPension(facts: FiveYears, on: IsoDate, readings: Readings = {}): Ruling<Rial> {
  const work = new Working(FIVE_YEAR_CHECK, on, readings)
  const reading = work.read(fiveYearAverage)
  const switched = reading === 'tenths' && tenths(facts.fiveYearGrowth) < tenths(facts.twoYearGrowth)
  const chosen = switched ? facts.fiveYearAverage : facts.twoYearAverage
  work.step(
    article(77),
    () =>
      `رشد مزد دو سال آخر ${number(facts.twoYearGrowth)} و پنج سال ${number(facts.fiveYearGrowth)}: میانگین ${switched ? 'پنج' : 'دو'} سال، ${rials(money(chosen))}`,
  )
  return work.rules(chosen)
}

/** To the nearest tenth, in tenths. */
const tenths = (growth: Share): bigint => nearest(timesCount(growth, 10))
