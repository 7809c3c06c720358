import { type IsoDate, addJalaliMonths, monthLength, toJalali } from '#kernel/dates.ts'
import { money, toRial } from '#kernel/money.ts'
import { WHOLE, dividedBy, minus, times, timesCount } from '#kernel/rational.ts'
import { type Rial, rial, subtractRials } from '#kernel/rial.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { article, articleNote, finesArticle } from '../article.ts'
import { type Readings, jalaliDay } from '../parameters.ts'
import {
  exemptListMonths,
  finesWaived,
  hardshipFloor,
  lateFine,
  listFine,
  listMonths,
  partOfMonth,
} from '../parameters/employers.ts'
import { type Formula, type Ruling, Working } from '../ruling.ts'
import { wholeDays } from '../wages.ts'
import { count, percents, rials } from '../words.ts'

export const LIST_DEADLINE: Formula = {
  id: 'list-deadline',
  title: 'مهلت فهرست و حق بیمهٔ کارگاه',
  says: 'تا آخرین روز ماه بعد؛ کارگاه‌های مشمول معافیت یک ماه بیشتر.',
  law: [article(39)],
  source: 'neginhesabetus.ir؛ eghareh.blogsky.com',
  certainty: 'A',
}

export const LIST_FINE: Formula = {
  id: 'list-fine',
  title: 'جریمهٔ فهرست',
  says: '۱۰ درصد حق بیمهٔ همان ماه، یک بار، اگر فهرست داده نشود یا دیر داده شود.',
  law: [finesArticle(1)],
  source: 'shenasname.ir/laws/tamin/1930؛ sahoka.azpar.com ?p=4588',
  certainty: 'A',
}

export const LATE_FINE: Formula = {
  id: 'late-fine',
  title: 'جریمهٔ دیرکرد حق بیمه',
  says: '۲ درصد مبلغ پرداخت‌نشده برای هر ماه دیرکرد، بدون مرکب شدن.',
  law: [finesArticle(1)],
  source: 'shenasname.ir/laws/tamin/1930؛ bimego.ir 2024/01',
  certainty: 'A',
}

export const FINES_WAIVED: Formula = {
  id: 'fines-waived',
  title: 'بخشودگی جریمه',
  says: '۳۰ درصد جریمه‌ها، اگر همهٔ اصل بدهی پیش از صدور اجراییه پرداخت شود.',
  law: [finesArticle(3)],
  source: 'shenasname.ir/laws/tamin/1930',
  certainty: 'A',
}

export const HARDSHIP: Formula = {
  id: 'hardship',
  title: 'کمترین جریمه با عسر و حرج',
  says: 'جریمه پس از تخفیف، از ۱۲ درصد بدهی در سال کمتر نمی‌شود.',
  law: [articleNote(46, '۱')],
  source: 'hamrahyaar.com؛ neginhesabetus.ir',
  certainty: 'A',
}

/** A Jalali month of a list. */
export type ListMonth = { readonly year: number; readonly month: number; readonly exemptWorkshop?: boolean }

/** The last day on which list and premium of a month are in time. */
export function listDeadline({ year, month, exemptWorkshop = false }: ListMonth): Ruling<IsoDate> {
  const first = jalaliDay(year, month)
  const work = new Working(LIST_DEADLINE, first)
  const months = work.take(exemptWorkshop ? exemptListMonths : listMonths)
  const due = toJalali(addJalaliMonths(first, months))
  const last = monthLength(due.year, due.month)
  work.step(article(39), () => toPersianDigits(`مهلت ماه ${year}/${month}: ${due.year}/${due.month}/${last}`))
  return work.rules(jalaliDay(due.year, due.month, last))
}

/** Ten per cent of the month's premium for a list that came late or never; once. */
export function listFineDue({
  premium,
  month,
  deliveredOn,
}: {
  premium: Rial
  month: ListMonth
  deliveredOn: IsoDate | null
}): Ruling<Rial> {
  const deadline = listDeadline(month).value
  const work = new Working(LIST_FINE, deadline)
  if (deliveredOn !== null && deliveredOn <= deadline) {
    work.step(finesArticle(1), () => 'فهرست به موقع رسیده است.')
    return work.rules(rial(0))
  }
  const rate = work.take(listFine)
  const fine = times(money(premium), rate)
  work.step(finesArticle(1), () => `جریمهٔ فهرست: ${percents(rate)} × ${rials(money(premium))} = ${rials(fine)}`)
  return work.rules(toRial(fine))
}

/** Two per cent of what is unpaid for every month of delay until the day it is paid. */
export function lateFineDue(
  { unpaid, month, paidOn }: { unpaid: Rial; month: ListMonth; paidOn: IsoDate },
  readings: Readings = {},
): Ruling<{ readonly months: number; readonly fine: Rial }> {
  const deadline = listDeadline(month).value
  const work = new Working(LATE_FINE, deadline, readings)
  const months = monthsLate(work, deadline, paidOn)
  const rate = work.take(lateFine)
  const fine = timesCount(times(money(unpaid), rate), months)
  work.step(
    finesArticle(1),
    () => `دیرکرد ${count(months, 'ماه')} × ${percents(rate)} × ${rials(money(unpaid))} = ${rials(fine)}`,
  )
  return work.rules({ months, fine: toRial(fine) })
}

/** Deadlines are last days of a month, so a month of delay is a calendar month that has begun. */
function monthsLate(work: Working, deadline: IsoDate, paidOn: IsoDate): number {
  if (paidOn <= deadline) return 0
  const [due, paid] = [toJalali(deadline), toJalali(paidOn)]
  const begun = (paid.year - due.year) * 12 + paid.month - due.month
  if (work.read(partOfMonth) === 'whole-month') return begun
  return paid.day === monthLength(paid.year, paid.month) ? begun : begun - 1
}

/** What remains of fines after the waiver for whoever paid the whole principal before the enforcement order. */
export function finesAfterWaiver(
  { fines, principalPaidInTime }: { fines: Rial; principalPaidInTime: boolean },
  on: IsoDate,
): Ruling<{ readonly due: Rial; readonly waived: Rial }> {
  const work = new Working(FINES_WAIVED, on)
  const rate = work.take(finesWaived)
  const due = principalPaidInTime ? toRial(times(money(fines), minus(WHOLE, rate))) : fines
  const waived = subtractRials(fines, due)
  work.step(
    finesArticle(3),
    () =>
      `${principalPaidInTime ? percents(rate) : 'هیچ بخشی'} از ${rials(money(fines))} بخشوده شد: ماند ${rials(money(due))}`,
  )
  return work.rules({ due, waived })
}

/** Fines that a branch reduces for hardship never go below twelve per cent of the debt a year. */
export function leastFine({ debt, months }: { debt: Rial; months: number }, on: IsoDate): Ruling<Rial> {
  const work = new Working(HARDSHIP, on)
  const rate = work.take(hardshipFloor)
  const least = times(dividedBy(timesCount(money(debt), wholeDays(months)), 12), rate)
  work.step(articleNote(46, '۱'), () => `${percents(rate)} در سال × ${count(months, 'ماه')} = ${rials(least)}`)
  return work.rules(toRial(least))
}
