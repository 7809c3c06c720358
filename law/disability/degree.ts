import type { IsoDate } from '#kernel/dates.ts'
import { type Share, compareFractions } from '#kernel/rational.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { article } from '../article.ts'
import type { Readings } from '../parameters.ts'
import { degreeEdges, disabilityRecord, lumpSumFrom, partialFrom, totalFrom } from '../parameters/disability.ts'
import { type Condition, type Entitlement, type Formula, type Ruling, Working } from '../ruling.ts'
import { percents } from '../words.ts'

export const DISABILITY_DEGREE: Formula = {
  id: 'disability-degree',
  title: 'درجهٔ ازکارافتادگی',
  says: '۶۶ درصد و بیشتر: کلی. میان ۳۳ و ۶۶ درصد ناشی از کار: جزئی. میان ۱۰ و ۳۳ درصد ناشی از کار: غرامت نقص عضو.',
  law: [article(70)],
  source: 'accpress.com 1389؛ sahoka.azpar.com',
  certainty: 'A',
}

export const DISABILITY_ENTITLEMENT: Formula = {
  id: 'disability-entitlement',
  title: 'شرایط مستمری ازکارافتادگی کلی',
  says: 'ناشی از کار: بدون سابقه. غیر آن: یک سال در ده سال پیش از حادثه، که ۹۰ روز آن در سال آخر باشد.',
  law: [article(71), article(75)],
  source: 'neginhesabetus.ir',
  certainty: 'A',
}

export const DISABILITIES = {
  total: 'ازکارافتادگی کلی',
  partial: 'ازکارافتادگی جزئی',
  'lump-sum': 'غرامت نقص عضو',
  none: 'بدون مستمری و غرامت',
} as const
export type Disability = keyof typeof DISABILITIES

/** What a loss of capacity of that degree opens. Throws RangeError for a degree outside 0 to 100 %. */
export function disabilityOf(
  { degree, workRelated }: { degree: Share; workRelated: boolean },
  on: IsoDate,
  readings: Readings = {},
): Ruling<Disability> {
  if (degree.top < 0n || degree.top > degree.bottom) throw new RangeError('a degree is between 0 and 100 per cent')
  const work = new Working(DISABILITY_DEGREE, on, readings)
  const kind = kindOf(work, degree, workRelated)
  work.step(
    article(70),
    () => `کاهش توانایی ${percents(degree)}، ${workRelated ? 'ناشی از کار' : 'نه ناشی از کار'}: ${DISABILITIES[kind]}`,
  )
  return work.rules(kind)
}

function kindOf(work: Working, degree: Share, workRelated: boolean): Disability {
  const above = (edge: Share, inside: boolean) => compareFractions(degree, edge) >= (inside ? 0 : 1)
  if (above(work.take(totalFrom), true)) return 'total'
  if (!workRelated) return 'none'
  const inside = work.read(degreeEdges) === 'lower-inside'
  if (above(work.take(partialFrom), inside)) return 'partial'
  return above(work.take(lumpSumFrom), inside) ? 'lump-sum' : 'none'
}

export type RecordBefore = {
  readonly workRelated: boolean
  /** Paid days in the ten years before the event, and in the year before it. */
  readonly paidInTenYears: number
  readonly paidInLastYear: number
}

/** Does the record open the pension of total disability? */
export function disabilityEntitlement(facts: RecordBefore, on: IsoDate): Entitlement {
  const work = new Working(DISABILITY_ENTITLEMENT, on)
  return work.judges(recordBefore(work, facts))
}

/** One year in ten with ninety days in the last; nothing for what befell at work. Articles 71, 75 and 80. */
export function recordBefore(
  work: Working,
  { workRelated, paidInTenYears, paidInLastYear }: RecordBefore,
  law = article(75),
): Condition[] {
  if (workRelated)
    return [{ law: article(71), says: 'ناشی از کار: سابقه شرط نیست', holds: true, refusal: '', mend: null }]
  const { inTenYears, inLastYear } = work.take(disabilityRecord)
  return [
    {
      law,
      says: toPersianDigits(`در ده سال پیش از آن ${paidInTenYears} روز از ${inTenYears} روز لازم`),
      holds: paidInTenYears >= inTenYears,
      refusal: 'در ده سال پیش از این رویداد یک سال سابقهٔ پرداخت لازم است.',
      mend: 'اگر سابقه کامل دیده نمی‌شود، به سوابق اعتراض کنید.',
    },
    {
      law,
      says: toPersianDigits(`در سال آخر ${paidInLastYear} روز از ${inLastYear} روز لازم`),
      holds: paidInLastYear >= inLastYear,
      refusal: toPersianDigits(`در سال آخر ${inLastYear} روز سابقهٔ پرداخت لازم است.`),
      mend: 'اگر سابقه کامل دیده نمی‌شود، به سوابق اعتراض کنید.',
    },
  ]
}
