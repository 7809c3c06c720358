import { type IsoDate } from '#kernel/dates.ts'
import { type Money, money, toRial } from '#kernel/money.ts'
import { type Share, minus, times, timesCount } from '#kernel/rational.ts'
import type { Rial } from '#kernel/rial.ts'
import { BUILDERS, DRIVERS } from '../article.ts'
import type { Parameter, Readings } from '../parameters.ts'
import {
  DRIVER_SHARES,
  type Skill,
  type Vehicle,
  constructionCoefficient,
  constructionRate,
  driverCoefficient,
  driverRate,
  driverSplit,
  permitLevyRate,
} from '../parameters/trades.ts'
import { type Formula, type Ruling, Working } from '../ruling.ts'
import { minimumOfDay, wholeDays } from '../wages.ts'
import { count, number, percents, rials } from '../words.ts'
import type { Article } from '#kernel/service/verdict.ts'

export const DRIVER_PREMIUM: Formula = {
  id: 'driver-premium',
  title: 'حق بیمهٔ رانندگان حمل‌ونقل',
  says: '۲۷ درصد × ضریب × حداقل مزد روزانه × روزها؛ بخشی را دولت می‌دهد، مگر برای تازه‌واردان سال ۱۴۰۳.',
  law: [DRIVERS],
  source: 'vindad.com؛ nezamat.ir؛ sirjan.ir؛ ssa.gov',
  certainty: 'C',
}

export const CONSTRUCTION_PREMIUM: Formula = {
  id: 'construction-premium',
  title: 'حق بیمهٔ کارگر ساختمانی',
  says: '۷ درصد × ضریب مهارت × حداقل مزد روزانه × روزهای ماه.',
  law: [BUILDERS],
  source: 'otageabi.ir؛ kavianhesab.ir 1401/05/03',
  certainty: 'B',
}

export const OWNER_LEVY: Formula = {
  id: 'owner-levy',
  title: 'سهم مالک ساختمان',
  says: 'درصدی از عوارض پروانهٔ ساختمانی.',
  law: [BUILDERS],
  source: 'ghatreh.com nn14020553270970507264',
  certainty: 'B',
}

/** A coefficient of the minimum wage: of the kind of work, or given. */
type Coefficient<Kind extends string> = { readonly kind: Kind } | { readonly coefficient: Share }

export type DriverMonth = {
  readonly vehicle: Coefficient<Vehicle>
  readonly days: number
  /** Without a share of the State, as for those who came newly in 1403. */
  readonly withoutState?: boolean
}

/** The whole premium of a driver, and who pays what of it; the two parts add up to the whole. */
export function driverPremium(
  { vehicle, days, withoutState = false }: DriverMonth,
  on: IsoDate,
  readings: Readings = {},
): Ruling<{ readonly full: Rial; readonly driver: Rial; readonly state: Rial }> {
  const work = new Working(DRIVER_PREMIUM, on, readings)
  const base = monthlyBase(work, vehicle, driverCoefficient, days, DRIVERS)
  const rate = work.take(driverRate)
  const full = toRial(times(base, rate))
  work.step(DRIVERS, () => `حق بیمهٔ کامل: ${percents(rate)} × ${rials(base)} = ${rials(money(full))}`)

  const own = withoutState ? rate : DRIVER_SHARES[work.read(driverSplit)]
  const driver = toRial(times(base, own))
  work.step(DRIVERS, () => `سهم راننده: ${percents(own)} = ${rials(money(driver))}`)
  return work.rules({ full, driver, state: toRial(minus(money(full), money(driver))) })
}

export type BuilderMonth = { readonly skill: Coefficient<Skill>; readonly days: number }
export type BuilderPremium = { readonly dailyBase: Rial; readonly base: Rial; readonly worker: Rial }

/** The wage a construction worker is insured on, of a day and of the month, and the worker's own seven per cent. */
export function builderPremium({ skill, days }: BuilderMonth, on: IsoDate): Ruling<BuilderPremium> {
  const work = new Working(CONSTRUCTION_PREMIUM, on)
  const daily = monthlyBase(work, skill, constructionCoefficient, 1, BUILDERS)
  const base = timesCount(daily, wholeDays(days))
  const rate = work.take(constructionRate)
  const worker = times(base, rate)
  work.step(BUILDERS, () => `سهم کارگر: ${percents(rate)} × ${rials(daily)} × ${count(days, 'روز')} = ${rials(worker)}`)
  return work.rules({ dailyBase: toRial(daily), base: toRial(base), worker: toRial(worker) })
}

/** What the owner of a building pays, of the levies on its permit. Throws NoDataError before the amendment of 1401. */
export function ownerLevy({ levies }: { levies: Rial }, on: IsoDate): Ruling<Rial> {
  const work = new Working(OWNER_LEVY, on)
  const rate = work.take(permitLevyRate)
  const amount = times(money(levies), rate)
  work.step(BUILDERS, () => `${percents(rate)} × عوارض پروانه ${rials(money(levies))} = ${rials(amount)}`)
  return work.rules(toRial(amount))
}

function monthlyBase<Kind extends string>(
  work: Working,
  of: Coefficient<Kind>,
  known: Readonly<Record<Kind, Parameter<Share>>>,
  days: number,
  law: Article,
): Money {
  const coefficient = 'kind' in of ? work.take(known[of.kind]) : of.coefficient
  const base = timesCount(times(minimumOfDay(work), coefficient), wholeDays(days))
  work.step(law, () => `مزد مبنا: ضریب ${number(coefficient)} × حداقل مزد × ${count(days, 'روز')} = ${rials(base)}`)
  return base
}
