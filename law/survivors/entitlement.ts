import type { IsoDate } from '#kernel/dates.ts'
import { compareFractions } from '#kernel/rational.ts'
import { article } from '../article.ts'
import { yearsPaidRegardless } from '../parameters/survivors.ts'
import { type RecordBefore, recordBefore } from '../disability/degree.ts'
import { type PaidRecord, recordText, wholeYears, years } from '../record.ts'
import { type Condition, type Entitlement, type Formula, Working } from '../ruling.ts'

export const SURVIVORS_ENTITLEMENT: Formula = {
  id: 'survivors-entitlement',
  title: 'شرایط مستمری بازماندگان',
  says: 'درگذشت بازنشسته یا ازکارافتادهٔ کلی؛ درگذشت از حادثه یا بیماری کار؛ بیمه‌شده با یک سال در ده سال و ۹۰ روز در سال آخر؛ یا ۲۰ سال سابقه.',
  law: [article(80)],
  source: 'malionline.ir/1141؛ labourlaw.ir',
  certainty: 'A',
}

export type Deceased =
  | { readonly was: 'retiree' | 'totally-disabled' }
  | ({ readonly was: 'insured'; readonly record: PaidRecord } & RecordBefore)

/** Does the death open a pension for survivors? Notes for shorter records exist whose text was not seen. */
export function survivorsEntitlement(deceased: Deceased, on: IsoDate): Entitlement {
  const work = new Working(SURVIVORS_ENTITLEMENT, on)
  if (deceased.was !== 'insured') return work.judges([ofPensioner(deceased.was)])
  const regardless = wholeYears(work.take(yearsPaidRegardless))
  if (compareFractions(years(work, deceased.record), regardless) >= 0)
    return work.judges([{ ...holding, says: `سابقه ${recordText(deceased.record)}: شرط دیگری ندارد` }])
  return work.judges(recordBefore(work, deceased, article(80)))
}

const holding: Omit<Condition, 'says'> = { law: article(80), holds: true, refusal: '', mend: null }

const ofPensioner = (was: 'retiree' | 'totally-disabled'): Condition => ({
  ...holding,
  says: was === 'retiree' ? 'درگذشتهٔ بازنشسته' : 'درگذشتهٔ ازکارافتادهٔ کلی',
})
