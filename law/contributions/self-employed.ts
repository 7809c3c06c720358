import { type IsoDate, addJalaliMonths, completedYears, monthLength, toJalali } from '#kernel/dates.ts'
import { type Money, money, toRial } from '#kernel/money.ts'
import { type Share, compareFractions, greatest, least, times, timesCount } from '#kernel/rational.ts'
import type { Rial } from '#kernel/rial.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { OWN_WORK } from '../article.ts'
import { jalaliDay } from '../parameters.ts'
import {
  type Protection,
  TRADES,
  type Trade,
  healthPerHead,
  selfEmployedAge,
  selfEmployedFreeRecord,
  selfEmployedRate,
  selfEmployedStateRate,
  studentAges,
  studentMonthsToPay,
  tradeCoefficient,
} from '../parameters/self-employed.ts'
import { type PaidRecord, recordText, years } from '../record.ts'
import { type Entitlement, type Formula, type Ruling, Working } from '../ruling.ts'
import { ceilingOfDay, minimumOfDay, wholeDays } from '../wages.ts'
import { count, number, percents, rials } from '../words.ts'

export const SELF_EMPLOYED_PREMIUM: Formula = {
  id: 'self-employed-premium',
  title: 'حق بیمهٔ صاحبان حرف و مشاغل آزاد، زنان خانه‌دار و دانشجویان',
  says: 'نرخ ۱۲، ۱۴ یا ۱۸ درصد × ضریب × حداقل مزد روزانه × روزهای ماه، تا نزدیک‌ترین ریال.',
  law: [OWN_WORK],
  source: 'kargozari192.ir؛ kargaronline.ir 888288؛ jadvalyab.ir',
  certainty: 'B',
}

export const SELF_EMPLOYED_ENTRY: Formula = {
  id: 'self-employed-entry',
  title: 'شرط سن و سابقهٔ بیمهٔ صاحبان حرف',
  says: 'تا ۵۰ سالگی بدون سابقه؛ پس از آن به اندازهٔ سال‌های بیش از ۵۰ سابقه؛ با ۱۰ سال سابقه بدون شرط سن.',
  law: [OWN_WORK],
  source: 'iribnews.ir 2374974؛ برنامهٔ همراه سازمان',
  certainty: 'B',
}

export const STUDENT_ENTRY: Formula = {
  id: 'student-entry',
  title: 'شرایط بیمهٔ دانشجویی',
  says: 'دانشجوی ۱۸ تا ۵۰ ساله، فقط تا وقتی درس می‌خواند.',
  law: [OWN_WORK],
  source: 'majmainfo.ir',
  certainty: 'C',
}

export type SelfEmployedMonth = {
  readonly protection: Protection
  readonly days: number
  /** How the base is found: the trade's coefficient, a coefficient, or a daily base chosen between minimum and ceiling. */
  readonly base?: { readonly trade: Trade } | { readonly coefficient: Share } | { readonly daily: Rial }
}

export type SelfEmployedPremium = { readonly premium: Rial; readonly state: Rial; readonly dailyBase: Rial }

/** The premium of a month, and what the State adds. Without a base, the minimum wage. */
export function selfEmployedPremium(month: SelfEmployedMonth, on: IsoDate): Ruling<SelfEmployedPremium> {
  const work = new Working(SELF_EMPLOYED_PREMIUM, on)
  const daily = dailyBase(work, month.base ?? { trade: 'other' })
  const base = timesCount(daily, wholeDays(month.days))
  const rate = work.take(selfEmployedRate[month.protection])
  const premium = times(base, rate)
  work.step(
    OWN_WORK,
    () => `حق بیمه: ${percents(rate)} × ${rials(daily)} × ${count(month.days, 'روز')} = ${rials(premium)}`,
  )
  const state = times(base, work.take(selfEmployedStateRate))
  work.step(OWN_WORK, () => `کمک دولت، جدا از آن: ${rials(state)}`)
  return work.rules({ premium: toRial(premium), state: toRial(state), dailyBase: toRial(daily) })
}

/** The base of a day; one that was chosen lies between the minimum and the ceiling. */
function dailyBase(work: Working, chosen: NonNullable<SelfEmployedMonth['base']>): Money {
  if ('daily' in chosen) {
    const ceiling = ceilingOfDay(work)
    const base = least(greatest(money(chosen.daily), minimumOfDay(work)), ceiling)
    work.step(OWN_WORK, () => `مبنای انتخابی روزانه، میان کف و سقف: ${rials(base)}`)
    return base
  }
  const coefficient = 'trade' in chosen ? work.take(tradeCoefficient[chosen.trade]) : chosen.coefficient
  const base = times(minimumOfDay(work), coefficient)
  const name = 'trade' in chosen ? `، ${TRADES[chosen.trade]}` : ''
  work.step(OWN_WORK, () => `مبنای روزانه: ضریب ${number(coefficient)}${name} = ${rials(base)}`)
  return base
}

/** Charged by head besides the premium, but for a housewife whom her husband covers. Throws NoDataError: no amount is known. */
export function healthPremium(
  { heads, coveredByHusband }: { heads: number; coveredByHusband: boolean },
  on: IsoDate,
): Ruling<Rial> {
  const work = new Working(SELF_EMPLOYED_PREMIUM, on)
  const due = coveredByHusband ? 0 : heads
  work.step(OWN_WORK, () => `سرانهٔ درمان برای ${count(due, 'نفر')}`)
  if (due === 0) return work.rules(toRial(timesCount(minimumOfDay(work), 0)))
  return work.rules(toRial(timesCount(money(work.take(healthPerHead)), due)))
}

/** Age in completed years and months. */
export function ageOf(birth: IsoDate, on: IsoDate): { readonly years: number; readonly months: number } {
  const whole = completedYears(birth, on)
  const [from, to] = [toJalali(birth), toJalali(on)]
  const begun = (to.year - from.year) * 12 + to.month - from.month
  const months = begun - (to.day < Math.min(from.day, monthLength(to.year, to.month)) ? 1 : 0) - whole * 12
  return { years: whole, months: Math.max(0, Math.min(11, months)) }
}

/** The record that somebody of that age must already have to begin: as long as the age is above fifty, at most ten years. */
export function selfEmployedRecordNeeded(birth: IsoDate, on: IsoDate): Ruling<Required<Omit<PaidRecord, 'days'>>> {
  const work = new Working(SELF_EMPLOYED_ENTRY, on)
  const limit = work.take(selfEmployedAge)
  const free = work.take(selfEmployedFreeRecord)
  const age = ageOf(birth, on)
  const above = Math.max(0, age.years * 12 + age.months - limit * 12)
  const needed = Math.min(above, free * 12)
  const record = { years: Math.floor(needed / 12), months: needed % 12 }
  work.step(
    OWN_WORK,
    () =>
      `سن ${toPersianDigits(`${age.years} سال و ${age.months} ماه`)}: ${above === 0 ? 'سابقه لازم نیست' : `سابقهٔ لازم ${recordText(record)}`}`,
  )
  return work.rules(record)
}

/** May somebody of that age and record begin? */
export function selfEmployedEntry({ birth, record }: { birth: IsoDate; record: PaidRecord }, on: IsoDate): Entitlement {
  const needed = selfEmployedRecordNeeded(birth, on)
  const work = new Working(SELF_EMPLOYED_ENTRY, on)
  work.take(selfEmployedAge)
  work.take(selfEmployedFreeRecord)
  const has = years(work, record)
  const enough = compareFractions(has, years(work, needed.value)) >= 0
  return work.judges([
    {
      law: OWN_WORK,
      says: `${needed.steps.map(({ text }) => text).join('')}؛ سابقهٔ شما ${recordText(record)} است.`,
      holds: enough,
      refusal: `با این سن، ${recordText(needed.value)} سابقهٔ پرداخت لازم است.`,
      mend: 'اگر سابقهٔ شما کامل دیده نمی‌شود، به سوابق اعتراض کنید.',
    },
  ])
}

/** Students insure themselves at the same rates, while they study. */
export function studentEntry({ birth, studies }: { birth: IsoDate; studies: boolean }, on: IsoDate): Entitlement {
  const work = new Working(STUDENT_ENTRY, on)
  const { from, to } = work.take(studentAges)
  const age = completedYears(birth, on)
  return work.judges([
    {
      law: OWN_WORK,
      says: toPersianDigits(`سن ${age} سال؛ از ${from} تا ${to} سال`),
      holds: age >= from && age <= to,
      refusal: toPersianDigits(`بیمهٔ دانشجویی برای ${from} تا ${to} ساله‌هاست.`),
      mend: null,
    },
    {
      law: OWN_WORK,
      says: 'اشتغال به تحصیل',
      holds: studies,
      refusal: 'بیمهٔ دانشجویی فقط تا وقتی است که درس می‌خوانید.',
      mend: 'برای ادامه می‌توانید بیمهٔ صاحبان حرف یا بیمهٔ اختیاری بگیرید.',
    },
  ])
}

/** The last day on which a student's premium of a Jalali month can be paid. */
export function studentDeadline({ year, month }: { year: number; month: number }): Ruling<IsoDate> {
  const first = jalaliDay(year, month)
  const work = new Working(STUDENT_ENTRY, first)
  const due = toJalali(addJalaliMonths(first, work.take(studentMonthsToPay)))
  return work.rules(jalaliDay(due.year, due.month, monthLength(due.year, due.month)))
}
