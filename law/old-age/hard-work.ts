import type { IsoDate } from '#kernel/dates.ts'
import { money, toRial } from '#kernel/money.ts'
import { times, timesCount } from '#kernel/rational.ts'
import type { Rial } from '#kernel/rial.ts'
import { articleNote } from '../article.ts'
import { hardWorkDays, hardWorkPremium } from '../parameters/old-age.ts'
import { type Formula, type Ruling, Working } from '../ruling.ts'
import { wholeDays } from '../wages.ts'
import { count, percents, rials } from '../words.ts'

export const HARD_WORK_PREMIUM: Formula = {
  id: 'hard-work-premium',
  title: 'حق بیمهٔ اضافهٔ کارفرما برای کار سخت و زیان‌آور',
  says: '۴ درصد آخرین مزد روزانهٔ مشمول بیمه × روزهای کار سخت، حداکثر ۷٬۳۰۰ روز. سهم سال‌های پیش از قانون ۱۳۸۰ که از مستمری گرفته می‌شود حساب نشده است.',
  law: [articleNote(76, '۲')],
  source: 'tccim.ir 48180؛ bedobes.com 665',
  certainty: 'C',
}

/** What the employer pays once for a worker who retires from hard and harmful work, since the act of 1380. */
export function hardWorkPremiumDue(
  { lastDailyWage, hardDays }: { lastDailyWage: Rial; hardDays: number },
  on: IsoDate,
): Ruling<Rial> {
  const work = new Working(HARD_WORK_PREMIUM, on)
  const days = Math.min(wholeDays(hardDays), work.take(hardWorkDays))
  const rate = work.take(hardWorkPremium)
  const amount = times(timesCount(money(lastDailyWage), days), rate)
  work.step(
    articleNote(76, '۲'),
    () => `${percents(rate)} × ${rials(money(lastDailyWage))} × ${count(days, 'روز')} = ${rials(amount)}`,
  )
  return work.rules(toRial(amount))
}
