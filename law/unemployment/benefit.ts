import { type IsoDate, addDays, addJalaliMonths } from '#kernel/dates.ts'
import { type Money, money, toRial } from '#kernel/money.ts'
import { dividedBy, greatest, least, plus, times, timesCount } from '#kernel/rational.ts'
import type { Rial } from '#kernel/rial.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { unemploymentArticle } from '../article.ts'
import type { Readings } from '../parameters.ts'
import {
  floorAgainstCap,
  unemploymentAverage,
  unemploymentBenefitRate,
  unemploymentCap,
  unemploymentDependants,
  unemploymentPerDependant,
  unemploymentRecord,
  unemploymentReportDays,
  unemploymentReportMonths,
} from '../parameters/unemployment.ts'
import { type Entitlement, type Formula, type Ruling, Working } from '../ruling.ts'
import { minimumOfDay, wholeDays } from '../wages.ts'
import { count, percents, rials } from '../words.ts'

export const UNEMPLOYMENT_BENEFIT: Formula = {
  id: 'unemployment-benefit',
  title: 'مقرری بیمهٔ بیکاری',
  says: '۵۵ درصد میانگین مزد روزانهٔ ۹۰ روز آخر + برای هر نفر تحت تکفل (تا ۴ نفر) ۱۰ درصد حداقل مزد؛ نه بیشتر از ۸۰ درصد میانگین و نه کمتر از حداقل مزد؛ ماه سی روز.',
  law: [unemploymentArticle(7)],
  source: 'sahoka.azpar.com/?notlaw=2823؛ kavianhesab.ir 1400/09/03؛ businessportal.ir/128509',
  certainty: 'A',
}

export const UNEMPLOYMENT_ENTITLEMENT: Formula = {
  id: 'unemployment-entitlement',
  title: 'شرایط مقرری بیکاری',
  says: 'بیکاری بدون خواست خود، شش ماه سابقه، و خبر دادن تا ۳۰ روز (با عذر موجه تا ۳ ماه).',
  law: [unemploymentArticle(2), unemploymentArticle(6)],
  source: 'daftarevekalat.persianblog.ir؛ bedobes.com',
  certainty: 'A',
}

export type Unemployed = {
  /** Insured wages of the last ninety days. */
  readonly wages: Rial
  /** Days worked in them; asked only where the average is read so. */
  readonly daysWorked?: number
  readonly dependants: number
}

export type UnemploymentBenefit = { readonly daily: Rial; readonly monthly: Rial }

/** The benefit of a day and of a month of thirty days. */
export function unemploymentBenefit(
  facts: Unemployed,
  on: IsoDate,
  readings: Readings = {},
): Ruling<UnemploymentBenefit> {
  const work = new Working(UNEMPLOYMENT_BENEFIT, on, readings)
  const average = averageOf(work, facts)
  const minimum = minimumOfDay(work)
  const rate = work.take(unemploymentBenefitRate)
  const own = times(average, rate)
  work.step(unemploymentArticle(7), () => `${percents(rate)} × ${rials(average)} = ${rials(own)}`)
  const raw = plus(own, perDependants(work, minimum, facts.dependants))
  const daily = withinBounds(work, raw, average, minimum)
  const monthly = timesCount(daily, 30)
  work.step(unemploymentArticle(7), () => `مقرری ماه: ${rials(daily)} × ۳۰ = ${rials(monthly)}`)
  return work.rules({ daily: toRial(daily), monthly: toRial(monthly) })
}

/** What dependants add to the benefit of a month, before the cap. */
export function dependantIncrement(
  { dependants, days = 30 }: { dependants: number; days?: number },
  on: IsoDate,
): Ruling<Rial> {
  const work = new Working(UNEMPLOYMENT_BENEFIT, on)
  return work.rules(toRial(timesCount(perDependants(work, minimumOfDay(work), dependants), wholeDays(days))))
}

function averageOf(work: Working, { wages, daysWorked }: Unemployed): Money {
  const byNinety = work.read(unemploymentAverage) === 'ninety-days'
  if (!byNinety && (daysWorked === undefined || daysWorked === 0)) throw new RangeError('days worked are not known')
  const days = byNinety ? 90 : wholeDays(daysWorked!)
  const average = dividedBy(money(wages), days)
  work.step(
    unemploymentArticle(7),
    () => `میانگین روزانه: ${rials(money(wages))} ÷ ${count(days, 'روز')} = ${rials(average)}`,
  )
  return average
}

/** Ten per cent of the minimum wage, not of the average, for each of at most four. */
function perDependants(work: Working, minimum: Money, dependants: number): Money {
  const counted = Math.min(wholeDays(dependants), work.take(unemploymentDependants))
  const rate = work.take(unemploymentPerDependant)
  const amount = timesCount(times(minimum, rate), counted)
  work.step(
    unemploymentArticle(7),
    () => `${count(counted, 'نفر')} تحت تکفل × ${percents(rate)} حداقل مزد = ${rials(amount)} در روز`,
  )
  return amount
}

/** Not above eighty per cent of the average, not below the minimum wage; where the two collide, the reading decides. */
function withinBounds(work: Working, raw: Money, average: Money, minimum: Money): Money {
  const cap = times(average, work.take(unemploymentCap))
  work.step(unemploymentArticle(7), () => `سقف ۸۰ درصد: ${rials(cap)}؛ کف حداقل مزد: ${rials(minimum)}`)
  const collide = least(cap, minimum) === cap
  if (collide && work.read(floorAgainstCap) === 'cap-wins') return cap
  return greatest(minimum, least(raw, cap))
}

export type JobLoss = {
  readonly involuntary: boolean
  readonly paidMonths: number
  readonly lostOn: IsoDate
  readonly reportedOn: IsoDate
  /** Accepted reasons for reporting late. */
  readonly excused: boolean
}

/** Is somebody who lost his job entitled? Note 2 of article 2 makes an exception to the six months that is not judged here. */
export function unemploymentEntitlement(loss: JobLoss): Entitlement {
  const work = new Working(UNEMPLOYMENT_ENTITLEMENT, loss.lostOn)
  const needed = work.take(unemploymentRecord)
  const days = work.take(unemploymentReportDays)
  const months = work.take(unemploymentReportMonths)
  const last = loss.excused ? addJalaliMonths(loss.lostOn, months) : addDays(loss.lostOn, days)
  return work.judges([
    {
      law: unemploymentArticle(2),
      says: 'بیکاری بدون خواست خود',
      holds: loss.involuntary,
      refusal: 'مقرری بیکاری برای کسی است که بدون خواست خود بیکار شده است.',
      mend: null,
    },
    {
      law: unemploymentArticle(6, 'الف'),
      says: toPersianDigits(`سابقه ${loss.paidMonths} ماه از ${needed} ماه لازم`),
      holds: loss.paidMonths >= needed,
      refusal: toPersianDigits(`دست‌کم ${needed} ماه سابقهٔ پرداخت لازم است.`),
      mend: 'اگر سابقه کامل دیده نمی‌شود، به سوابق اعتراض کنید.',
    },
    {
      law: unemploymentArticle(6, 'ب'),
      says: toPersianDigits(`خبر دادن بیکاری تا ${days} روز، با عذر موجه تا ${months} ماه`),
      holds: loss.reportedOn <= last,
      refusal: toPersianDigits(`بیکاری باید تا ${days} روز خبر داده شود.`),
      mend: loss.excused ? null : toPersianDigits(`اگر عذر موجهی داشتید، تا ${months} ماه پذیرفته است.`),
    },
  ])
}
