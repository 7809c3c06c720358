import { type IsoDate, completedYears } from '#kernel/dates.ts'
import { money, toRial } from '#kernel/money.ts'
import { greatest, least, times, timesCount } from '#kernel/rational.ts'
import type { Rial } from '#kernel/rial.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { VOLUNTARY } from '../article.ts'
import type { Readings } from '../parameters.ts'
import {
  VOLUNTARY_RATES,
  voluntaryAge,
  voluntaryFloor,
  voluntaryLeastRecord,
  voluntaryRate,
  voluntaryStateRate,
} from '../parameters/self-employed.ts'
import { type Entitlement, type Formula, type Ruling, Working } from '../ruling.ts'
import { ceilingOfDay, minimumOfDay, wholeDays } from '../wages.ts'
import { count, percents, rials } from '../words.ts'

export const VOLUNTARY_PREMIUM: Formula = {
  id: 'voluntary-premium',
  title: 'حق بیمهٔ اختیاری (ادامهٔ بیمه)',
  says: '۲۶ درصد میانگین مزد روزانهٔ سال آخر (نه کمتر از ۱٫۱ برابر حداقل مزد و نه بیشتر از سقف) × روزها؛ ۳ درصد هم دولت.',
  law: [VOLUNTARY],
  source: 'ssa.gov 2006 و 2010؛ bimego.ir 2023/11',
  certainty: 'B',
}

export const VOLUNTARY_ENTRY: Formula = {
  id: 'voluntary-entry',
  title: 'شرایط بیمهٔ اختیاری',
  says: 'دست‌کم ۳۰ روز سابقه، و شروع تا ۵۵ سالگی.',
  law: [VOLUNTARY],
  source: 'ssa.gov 2006 و 2010',
  certainty: 'B',
}

/** The premium for so many days, on the average daily wage of the last insured year. */
export function voluntaryPremium(
  { lastYearDaily, days }: { lastYearDaily: Rial; days: number },
  on: IsoDate,
  readings: Readings = {},
): Ruling<{ readonly premium: Rial; readonly state: Rial; readonly dailyBase: Rial }> {
  const work = new Working(VOLUNTARY_PREMIUM, on, readings)
  const ceiling = ceilingOfDay(work)
  const floor = times(minimumOfDay(work), work.take(voluntaryFloor))
  const daily = least(greatest(money(lastYearDaily), floor), ceiling)
  work.step(VOLUNTARY, () => `مبنای روزانه: ${rials(daily)} (کف ${rials(floor)}، سقف ${rials(ceiling)})`)

  const base = timesCount(daily, wholeDays(days))
  const rate = VOLUNTARY_RATES[work.read(voluntaryRate)]
  const premium = times(base, rate)
  work.step(VOLUNTARY, () => `حق بیمه: ${percents(rate)} × ${rials(daily)} × ${count(days, 'روز')} = ${rials(premium)}`)
  const state = times(base, work.take(voluntaryStateRate))
  return work.rules({ premium: toRial(premium), state: toRial(state), dailyBase: toRial(daily) })
}

/** May somebody go on by himself? */
export function voluntaryEntry({ birth, paidDays }: { birth: IsoDate; paidDays: number }, on: IsoDate): Entitlement {
  const work = new Working(VOLUNTARY_ENTRY, on)
  const [least, age] = [work.take(voluntaryLeastRecord), work.take(voluntaryAge)]
  return work.judges([
    {
      law: VOLUNTARY,
      says: toPersianDigits(`سابقه ${paidDays} روز از ${least} روز لازم`),
      holds: paidDays >= least,
      refusal: toPersianDigits(`برای بیمهٔ اختیاری دست‌کم ${least} روز سابقهٔ پرداخت لازم است.`),
      mend: 'می‌توانید بیمهٔ صاحبان حرف و مشاغل آزاد بگیرید.',
    },
    {
      law: VOLUNTARY,
      says: toPersianDigits(`سن ${completedYears(birth, on)} سال؛ حداکثر ${age} سال`),
      holds: completedYears(birth, on) <= age,
      refusal: toPersianDigits(`بیمهٔ اختیاری را تا ${age} سالگی می‌توان آغاز کرد.`),
      mend: null,
    },
  ])
}
