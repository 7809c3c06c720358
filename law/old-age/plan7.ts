import type { IsoDate } from '#kernel/dates.ts'
import { compareFractions, dividedBy, greatest, least, minus, plus, timesCount } from '#kernel/rational.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { PLAN_7 } from '../article.ts'
import type { Readings } from '../parameters.ts'
import { type Band, mostYears, plan7Ages, plan7Bands, plan7Edges, plan7Method } from '../parameters/old-age.ts'
import { type PaidRecord, type Years, wholeYears, years } from '../record.ts'
import { type Formula, type Ruling, Working } from '../ruling.ts'
import { number } from '../words.ts'

export const PLAN_7_YEARS: Formula = {
  id: 'plan7-years',
  title: 'سال‌های اضافهٔ برنامهٔ هفتم (برآورد)',
  says: 'برای هر سال باقی‌مانده تا سی سال در روز قانون، ۲ تا ۴ ماه بیشتر؛ با کمتر از ۱۵ سال، ۳۵ سال. مردان ۳۵ سال یا ۶۲ سالگی، زنان ۳۰ سال و ۵۵ سالگی.',
  law: [PLAN_7],
  source: 'saat24.news 650413 (ایلنا)؛ serfanonline؛ jahanemana.ir',
  certainty: 'B',
}

export type Plan7 = {
  /** Extra months for each year missing to thirty, of the band one is in. */
  readonly extraMonthsPerYear: number
  readonly requiredYears: Years
  /** Men: that age instead of the years. Women: that age besides. */
  readonly age: number
}

const THIRTY = wholeYears(30)

/** How long one has to pay under the seventh plan, by the record on the day of its law. Throws NoDataError outside 1403–1407. */
export function plan7(
  { sex, recordAtLaw }: { sex: 'male' | 'female'; recordAtLaw: PaidRecord },
  on: IsoDate,
  readings: Readings = {},
): Ruling<Plan7> {
  const work = new Working(PLAN_7_YEARS, on, readings)
  const { needed, age, extraMonths } = plan7Years(work, sex, recordAtLaw)
  return work.rules({ extraMonthsPerYear: extraMonths, requiredYears: needed, age })
}

/** The same within another working. */
export function plan7Years(
  work: Working,
  sex: 'male' | 'female',
  recordAtLaw: PaidRecord,
): { readonly needed: Years; readonly age: number; readonly extraMonths: number } {
  const record = years(work, recordAtLaw)
  const bands = work.take(plan7Bands)
  const { extraMonths } = bandOf(work, bands, record)
  const age = work.take(plan7Ages)[sex]
  const needed = sex === 'female' ? THIRTY : neededOfMan(work, bands, record, extraMonths)
  work.step(
    PLAN_7,
    () =>
      `سابقه در روز قانون ${number(record)} سال: هر سال باقی‌مانده ${toPersianDigits(extraMonths)} ماه؛ سابقهٔ لازم ${number(needed)} سال ${sex === 'male' ? 'یا' : 'و'} سن ${toPersianDigits(age)}`,
  )
  return { needed, age, extraMonths }
}

function bandOf(work: Working, bands: readonly Band[], record: Years): Band {
  const inside = work.read(plan7Edges) === 'lower-inside' ? 0 : 1
  return bands.find(({ from }) => compareFractions(record, wholeYears(from)) >= inside) ?? bands.at(-1)!
}

/** Below fifteen years: 35 outright; otherwise thirty and the extra months, never above 35. */
function neededOfMan(work: Working, bands: readonly Band[], record: Years, extraMonths: number): Years {
  const most = wholeYears(work.take(mostYears))
  if (extraMonths === bands.at(-1)!.extraMonths) return most
  const missing = greatest(minus(THIRTY, record), wholeYears(0))
  const extra =
    work.read(plan7Method) === 'band-of-today'
      ? dividedBy(timesCount(missing, extraMonths), 12)
      : throughBands(bands, record)
  return least(plus(THIRTY, extra), most)
}

/** Every missing year with the months of the band that it lies in. */
function throughBands(bands: readonly Band[], record: Years): Years {
  let extra = wholeYears(0)
  let upTo = THIRTY
  for (const { from, extraMonths } of bands) {
    const begins = greatest(wholeYears(from), record)
    if (compareFractions(begins, upTo) >= 0) continue
    extra = plus(extra, dividedBy(timesCount(minus(upTo, begins), extraMonths), 12))
    upTo = begins
  }
  return extra
}
