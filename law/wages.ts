import type { IsoDate } from '#kernel/dates.ts'
import { type Money, money, toRial } from '#kernel/money.ts'
import { dividedBy, greatest, least, timesCount, times } from '#kernel/rational.ts'
import { type Rial, addRials, rial } from '#kernel/rial.ts'
import { article } from './article.ts'
import { NOT_INSURABLE } from './parameters/employees.ts'
import { ceilingMultiple, minimumDailyWage } from './parameters/wages.ts'
import { type Formula, type Ruling, Working } from './ruling.ts'
import { count, number, rials } from './words.ts'

export const MINIMUM_WAGE: Formula = {
  id: 'minimum-wage',
  title: 'حداقل مزد',
  says: 'حداقل مزد روزانهٔ سال × روزها؛ ماه سی روز است مگر روز دیگری گفته شود.',
  law: [article(35)],
  source: 'مصوبه‌های سالانهٔ شورای عالی کار',
  certainty: 'A',
}

export const WAGE_CEILING: Formula = {
  id: 'wage-ceiling',
  title: 'سقف مزد مشمول بیمه',
  says: 'هفت برابر حداقل مزد روزانه × روزها؛ سقف روزانه در ماه‌های ۲۹، ۳۰ و ۳۱ روزه یکی است.',
  law: [article(35)],
  source: 'atiyehman.com 2021/11',
  certainty: 'B',
}

export const INSURABLE_BASE: Formula = {
  id: 'insurable-base',
  title: 'مزد مبنای حق بیمه',
  says: 'مزد مشمول بیمه، نه کمتر از حداقل مزد روزها و نه بیشتر از سقف آن‌ها.',
  law: [article(28), article(32), article(35)],
  source: 'dastour.ir lid=88029؛ tccim.ir id=653؛ neginhesabetus.ir',
  certainty: 'A',
}

export const DAILY_WAGE: Formula = {
  id: 'daily-wage',
  title: 'مزد روزانه',
  says: 'مزد ماه ÷ روزهای آن.',
  law: [article(35)],
  source: 'حساب ساده',
  certainty: 'A',
}

export const INSURABLE_WAGE: Formula = {
  id: 'insurable-wage',
  title: 'مزد مشمول بیمه',
  says: `جمع دریافتی ماه، جز ${Object.values(NOT_INSURABLE).join('، ')}.`,
  law: [article(28)],
  source: 'یک مخزن عمومی',
  certainty: 'C',
}

/** Working days or days of a month; `days` is 30 where nothing is said. */
type ForDays = { readonly days?: number }

/** The least wage for so many days of the year of `on`. Throws NoDataError for a year without a figure. */
export function minimumWage({ days = 30 }: ForDays, on: IsoDate): Ruling<Rial> {
  const work = new Working(MINIMUM_WAGE, on)
  return work.rules(toRial(timesCount(minimumOfDay(work), wholeDays(days))))
}

/** The highest insurable wage for so many days. Throws NoDataError before 1391. */
export function wageCeiling({ days = 30 }: ForDays, on: IsoDate): Ruling<Rial> {
  const work = new Working(WAGE_CEILING, on)
  return work.rules(toRial(timesCount(ceilingOfDay(work), wholeDays(days))))
}

/** The wage that premiums are paid on, for a wage of so many days. */
export function insurableBase({ wage, days }: { wage: Rial; days: number }, on: IsoDate): Ruling<Rial> {
  const work = new Working(INSURABLE_BASE, on)
  return work.rules(toRial(baseOf(work, wage, days)))
}

/** The wage of a day, from a wage of so many days. */
export function dailyWage({ wage, days = 30 }: ForDays & { wage: Rial }, on: IsoDate): Ruling<Rial> {
  const work = new Working(DAILY_WAGE, on)
  const daily = dividedBy(money(wage), wholeDays(days))
  work.step(article(35), () => `مزد روزانه: ${rials(money(wage))} ÷ ${count(days, 'روز')} = ${rials(daily)}`)
  return work.rules(toRial(daily))
}

/** What of the pay of a month is insurable. */
export type PayItem = { readonly amount: Rial; readonly kind: 'wage' | keyof typeof NOT_INSURABLE }

export function insurableWage(items: readonly PayItem[], on: IsoDate): Ruling<Rial> {
  const work = new Working(INSURABLE_WAGE, on)
  const counted = addRials(...items.filter(({ kind }) => kind === 'wage').map(({ amount }) => amount))
  for (const { kind, amount } of items)
    if (kind !== 'wage')
      work.step(article(28), () => `${NOT_INSURABLE[kind]}، ${rials(money(amount))}، مشمول بیمه نیست.`)
  work.step(article(28), () => `مزد مشمول بیمه: ${rials(money(counted))}`)
  return work.rules(counted)
}

/** The least wage of a day, as a step of another working; `on` where another day decides. */
export function minimumOfDay(work: Working, on: IsoDate = work.on): Money {
  const daily = money(work.take(minimumDailyWage, on))
  work.step(article(35), () => `حداقل مزد روزانه: ${rials(daily)}`)
  return daily
}

export function ceilingOfDay(work: Working): Money {
  const multiple = work.take(ceilingMultiple)
  const ceiling = times(minimumOfDay(work), multiple)
  work.step(article(35), () => `سقف مزد روزانه: ${number(multiple)} برابر حداقل مزد = ${rials(ceiling)}`)
  return ceiling
}

/** Article 28 with 32 and 35: the wage, neither below the minimum of its days nor above their ceiling. */
export function baseOf(work: Working, wage: Rial, days: number): Money {
  const floor = timesCount(minimumOfDay(work), wholeDays(days))
  const ceiling = times(floor, work.take(ceilingMultiple))
  const base = least(greatest(money(wage), floor), ceiling)
  work.step(
    article(28),
    () =>
      `مزد مبنا برای ${count(days, 'روز')}: ${rials(base)} (مزد ${rials(money(wage))}، کف ${rials(floor)}، سقف ${rials(ceiling)})`,
  )
  return base
}

/** Throws RangeError for anything but a whole number of days, at least none. */
export function wholeDays(days: number): number {
  if (!Number.isSafeInteger(days) || days < 0) throw new RangeError(`${days} is not a number of days`)
  return days
}

export function sumOf(wages: readonly Rial[]): Money {
  let sum = 0n
  for (const wage of wages) sum += wage
  return money(rial(sum))
}
