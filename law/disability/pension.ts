import type { IsoDate } from '#kernel/dates.ts'
import { type Money, money, toRial } from '#kernel/money.ts'
import {
  type Share,
  WHOLE,
  compareFractions,
  dividedBy,
  greatest,
  least,
  plus,
  ratio,
  times,
  timesCount,
} from '#kernel/rational.ts'
import type { Rial } from '#kernel/rial.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { article } from '../article.ts'
import type { Readings } from '../parameters.ts'
import {
  disabilityCap,
  disabilityFloor,
  disabilityYearPart,
  familyHelp,
  familyHelpUpTo,
  lumpSumTimes,
} from '../parameters/disability.ts'
import { notBelowMinimum } from '../old-age/pension.ts'
import { type PaidRecord, wholeYears, years } from '../record.ts'
import { type Formula, type Ruling, Working } from '../ruling.ts'
import { wholeDays } from '../wages.ts'
import { count, number, percents, rials } from '../words.ts'

export const DISABILITY_AVERAGE: Formula = {
  id: 'disability-average',
  title: 'مزد متوسط مادهٔ ۷۲',
  says: 'جمع مزد مشمول بیمهٔ ۷۲۰ روز پیش از حادثه ÷ روزهای کارکرد × ۳۰.',
  law: [article(72)],
  source: 'accpress.com 1395؛ karfarmanews.ir',
  certainty: 'A',
}

export const TOTAL_DISABILITY: Formula = {
  id: 'total-disability',
  title: 'مستمری ازکارافتادگی کلی',
  says: 'مزد متوسط × سال‌ها ÷ ۳۰، میان ۵۰ و ۱۰۰ درصد مزد متوسط؛ با خانوادهٔ تحت تکفل، ده درصد مستمری بیشتر تا ۶۰ درصد مزد متوسط؛ نه کمتر از حداقل مزد.',
  law: [article(72), article(111)],
  source: 'accpress.com 1395؛ karfarmanews.ir',
  certainty: 'A',
}

export const PARTIAL_DISABILITY: Formula = {
  id: 'partial-disability',
  title: 'مستمری ازکارافتادگی جزئی ناشی از کار',
  says: 'درجهٔ ازکارافتادگی × مبلغ مادهٔ ۷۲.',
  law: [article(73), article(72)],
  source: 'sahoka.azpar.com',
  certainty: 'A',
}

export const LUMP_SUM: Formula = {
  id: 'disability-lump-sum',
  title: 'غرامت نقص عضو ناشی از کار',
  says: '۳۶ × مبلغ مادهٔ ۷۲ × درجه، یک بار.',
  law: [article(74), article(72)],
  source: 'neginhesabetus.ir؛ bimego.ir 2023/12',
  certainty: 'A',
}

/** The monthly average of article 72. Throws RangeError where no day was worked: what then holds was not found. */
export function disabilityAverage(
  { wages, daysWorked }: { wages: Rial; daysWorked: number },
  on: IsoDate,
): Ruling<Rial> {
  if (wholeDays(daysWorked) === 0) throw new RangeError('no day was worked in the 720 days before the event')
  const work = new Working(DISABILITY_AVERAGE, on)
  const average = dividedBy(timesCount(money(wages), 30), daysWorked)
  work.step(
    article(72),
    () => `مزد متوسط: ${rials(money(wages))} ÷ ${count(daysWorked, 'روز')} × ۳۰ = ${rials(average)}`,
  )
  return work.rules(toRial(average))
}

export type Disabled = {
  /** The monthly average of article 72. */
  readonly average: Rial
  readonly record: PaidRecord
}

/** The pension of total disability a month; `family`: a spouse, or a child or parent who depends on the insured. */
export function totalDisabilityPension(
  facts: Disabled & { readonly family: boolean },
  on: IsoDate,
  readings: Readings = {},
): Ruling<Rial> {
  const work = new Working(TOTAL_DISABILITY, on, readings)
  const pension = ofArticle72(work, facts)
  const helped = facts.family ? withFamilyHelp(work, pension, money(facts.average)) : pension
  return work.rules(toRial(notBelowMinimum(work, helped)))
}

/** The pension of partial disability: that part of the pension of article 72; without the help for a family. */
export function partialDisabilityPension(
  facts: Disabled & { readonly degree: Share },
  on: IsoDate,
  readings: Readings = {},
): Ruling<Rial> {
  const work = new Working(PARTIAL_DISABILITY, on, readings)
  const pension = times(ofArticle72(work, facts), facts.degree)
  work.step(article(73), () => `مستمری جزئی: ${percents(facts.degree)} آن = ${rials(pension)}`)
  return work.rules(toRial(pension))
}

/** What is paid once for a lesser loss at work. */
export function disabilityLumpSum(
  facts: Disabled & { readonly degree: Share },
  on: IsoDate,
  readings: Readings = {},
): Ruling<Rial> {
  const work = new Working(LUMP_SUM, on, readings)
  const fold = work.take(lumpSumTimes)
  const sum = times(timesCount(ofArticle72(work, facts), fold), facts.degree)
  work.step(
    article(74),
    () => `غرامت: ${number({ top: BigInt(fold), bottom: 1n })} × ${percents(facts.degree)} آن = ${rials(sum)}`,
  )
  return work.rules(toRial(sum))
}

/** Article 72: a thirtieth of the average for each year, between half of it and the whole. */
export function ofArticle72(work: Working, { average, record }: Disabled): Money {
  const wage = money(average)
  const counted = years(work, record)
  const yearPart = work.take(disabilityYearPart)
  const part = dividedBy(ratio(counted, wholeYears(1)), yearPart)
  const floor = times(wage, work.take(disabilityFloor))
  const cap = times(wage, work.take(disabilityCap))
  const pension = least(greatest(times(wage, part), floor), cap)
  work.step(
    article(72),
    () =>
      `${rials(wage)} × ${number(counted)} ÷ ${toPersianDigits(yearPart)}، میان ${rials(floor)} و ${rials(cap)} = ${rials(pension)}`,
  )
  return pension
}

/** Ten per cent of the pension more, up to sixty per cent of the average. */
function withFamilyHelp(work: Working, pension: Money, average: Money): Money {
  const upTo = times(average, work.take(familyHelpUpTo))
  if (compareFractions(pension, upTo) >= 0) return pension
  const helped = least(times(pension, plus(WHOLE, work.take(familyHelp))), upTo)
  work.step(article(72), () => `با خانوادهٔ تحت تکفل: ده درصد بیشتر، تا ${rials(upTo)} = ${rials(helped)}`)
  return helped
}
