import { type IsoDate, addDays, addJalaliMonths, formatJalali } from '#kernel/dates.ts'
import { money } from '#kernel/money.ts'
import type { Rial } from '#kernel/rial.ts'
import { article } from '../article.ts'
import { appealDays, appealFrom, examineMonths, objectionDays } from '../parameters/employers.ts'
import { type Entitlement, type Formula, type Ruling, Working } from '../ruling.ts'
import { count, rials } from '../words.ts'

export const DISPUTES: Formula = {
  id: 'disputes',
  title: 'اعتراض کارفرما به بدهی',
  says: 'اعتراض کتبی تا ۳۰ روز از ابلاغ؛ تجدیدنظر تا ۲۰ روز از رأی، اگر مبلغ بیش از آستانه باشد؛ رسیدگی به فهرست تا شش ماه.',
  law: [article(39), article(42), article(43), article(44)],
  source: 'bedobes.com؛ neginhesabetus.ir',
  certainty: 'B',
}

/** The last day on which an objection to a debt is in time, counted from the day after the notice. */
export function objectionDeadline(notifiedOn: IsoDate): Ruling<IsoDate> {
  const work = new Working(DISPUTES, notifiedOn)
  const days = work.take(objectionDays)
  const last = addDays(notifiedOn, days)
  work.step(article(42), () => `${count(days, 'روز')} از ابلاغ: تا ${formatJalali(last, 'long')}`)
  return work.rules(last)
}

/** May the first board's decision be appealed, and until when? */
export function appeal({
  amount,
  decidedOn,
  appealedOn,
}: {
  amount: Rial
  decidedOn: IsoDate
  appealedOn: IsoDate
}): Entitlement {
  const work = new Working(DISPUTES, decidedOn)
  const [days, least] = [work.take(appealDays), work.take(appealFrom)]
  const last = addDays(decidedOn, days)
  return work.judges([
    {
      law: article(43),
      says: `بدهی ${rials(money(amount))}؛ تجدیدنظر بیش از ${rials(money(least))}`,
      holds: amount > least,
      refusal: `رأی هیئت بدوی تا ${rials(money(least))} قطعی است.`,
      mend: null,
    },
    {
      law: article(43),
      says: `مهلت تجدیدنظر تا ${formatJalali(last, 'long')}`,
      holds: appealedOn <= last,
      refusal: `مهلت تجدیدنظر در ${formatJalali(last, 'long')} پایان یافت.`,
      mend: null,
    },
  ])
}

/** Until when the organisation has to examine a list. */
export function examinationDeadline(deliveredOn: IsoDate): Ruling<IsoDate> {
  const work = new Working(DISPUTES, deliveredOn)
  const months = work.take(examineMonths)
  const last = addJalaliMonths(deliveredOn, months)
  work.step(article(39), () => `${count(months, 'ماه')} از رسیدن فهرست: تا ${formatJalali(last, 'long')}`)
  return work.rules(last)
}
