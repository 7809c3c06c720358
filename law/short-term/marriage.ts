import type { IsoDate } from '#kernel/dates.ts'
import { money, toRial } from '#kernel/money.ts'
import { dividedBy } from '#kernel/rational.ts'
import type { Rial } from '#kernel/rial.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { article } from '../article.ts'
import { marriageMonths, marriageRecord } from '../parameters/short-term.ts'
import { type Entitlement, type Formula, type Ruling, Working } from '../ruling.ts'
import { count, rials } from '../words.ts'

export const MARRIAGE_GIFT: Formula = {
  id: 'marriage-gift',
  title: 'هدیهٔ ازدواج',
  says: 'جمع مزد مشمول بیمهٔ دو سال پیش از ازدواج ÷ ۲۴، هر چند ماه که باشد؛ هر دو همسر می‌توانند بگیرند.',
  law: [article(85)],
  source: 'malionline.ir/1145؛ esalary.ir',
  certainty: 'A',
}

/** The grant, from the insured wages of the two years before the marriage. The day is that of the marriage. */
export function marriageGift({ wages }: { wages: Rial }, on: IsoDate): Ruling<Rial> {
  const work = new Working(MARRIAGE_GIFT, on)
  const months = work.take(marriageMonths)
  const gift = dividedBy(money(wages), months)
  work.step(article(85), () => `جمع مزد دو سال ${rials(money(wages))} ÷ ${count(months, 'ماه')} = ${rials(gift)}`)
  return work.rules(toRial(gift))
}

/** Those whose insurance has no marriage gift. */
export const WITHOUT_MARRIAGE_GIFT = {
  'self-employed': 'صاحب حرفه و شغل آزاد',
  voluntary: 'بیمه‌شدهٔ اختیاری',
  'carpet-weaver': 'قالی‌باف',
  builder: 'کارگر ساختمانی',
} as const

export type Marriage = {
  readonly insurance: 'employee' | keyof typeof WITHOUT_MARRIAGE_GIFT
  readonly first: boolean
  readonly permanent: boolean
  readonly registered: boolean
  /** Employed on the day of the marriage. */
  readonly employed: boolean
  /** Paid days in the five years before. */
  readonly paidInFiveYears: number
}

/** Is the gift due? */
export function marriageEntitlement(marriage: Marriage, on: IsoDate): Entitlement {
  const work = new Working(MARRIAGE_GIFT, on)
  const law = article(85)
  const needed = work.take(marriageRecord)
  const { insurance, first, permanent, registered, employed, paidInFiveYears } = marriage
  return work.judges([
    {
      law,
      says: insurance === 'employee' ? 'بیمهٔ اجباری مزدبگیران' : WITHOUT_MARRIAGE_GIFT[insurance],
      holds: insurance === 'employee',
      refusal: 'هدیهٔ ازدواج برای بیمهٔ اجباری مزدبگیران است.',
      mend: null,
    },
    { law, says: 'ازدواج نخست', holds: first, refusal: 'هدیهٔ ازدواج برای ازدواج نخست است.', mend: null },
    {
      law,
      says: 'ازدواج دائم و ثبت‌شده',
      holds: permanent && registered,
      refusal: 'ازدواج باید دائم و در دفتر رسمی ثبت شده باشد.',
      mend: permanent ? 'ازدواج را در دفتر رسمی ثبت کنید.' : null,
    },
    {
      law,
      says: 'رابطهٔ کار در روز ازدواج برقرار',
      holds: employed,
      refusal: 'رابطهٔ کار در روز ازدواج پایان یافته بود.',
      mend: null,
    },
    {
      law,
      says: toPersianDigits(`در پنج سال پیش ${paidInFiveYears} روز از ${needed} روز لازم`),
      holds: paidInFiveYears >= needed,
      refusal: toPersianDigits(`در پنج سال پیش از ازدواج ${needed} روز سابقهٔ پرداخت لازم است.`),
      mend: 'اگر سابقه کامل دیده نمی‌شود، به سوابق اعتراض کنید.',
    },
  ])
}
