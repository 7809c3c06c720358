import type { IsoDate } from '#kernel/dates.ts'
import { money, toRial } from '#kernel/money.ts'
import { WHOLE, plus, times } from '#kernel/rational.ts'
import type { Rial } from '#kernel/rial.ts'
import { article } from '../article.ts'
import { yearlyIncreaseOfMinimum, yearlyIncreaseOfOthers } from '../parameters/wages.ts'
import { type Formula, type Ruling, Working } from '../ruling.ts'
import { percents, rials } from '../words.ts'

export const YEARLY_INCREASE: Formula = {
  id: 'yearly-increase',
  title: 'افزایش سالانهٔ مستمری',
  says: 'هر سال به تصویب هیئت وزیران؛ حداقل‌بگیران به درصد حداقل مزد، سایر سطوح درصدی و مبلغی ثابت.',
  law: [article(96)],
  source: 'neginhesabetus.ir؛ fatemehsedghamiz.com؛ درصدها از خبرها',
  certainty: 'C',
}

/** A pension after the increase of the year of `on`. Throws NoDataError for a year whose circular was not seen. */
export function increasedPension(
  { pension, level }: { pension: Rial; level: 'minimum' | 'other' },
  on: IsoDate,
): Ruling<Rial> {
  const work = new Working(YEARLY_INCREASE, on)
  const { rate, fixed } =
    level === 'minimum' ? { rate: work.take(yearlyIncreaseOfMinimum), fixed: null } : work.take(yearlyIncreaseOfOthers)
  const raised = times(money(pension), plus(WHOLE, rate))
  const amount = fixed === null ? raised : plus(raised, money(fixed))
  work.step(article(96), () => `${rials(money(pension))} با ${percents(rate)} افزایش = ${rials(amount)}`)
  return work.rules(toRial(amount))
}
