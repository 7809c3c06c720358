import type { IsoDate } from '#kernel/dates.ts'
import { toRial } from '#kernel/money.ts'
import { timesCount } from '#kernel/rational.ts'
import type { Rial } from '#kernel/rial.ts'
import { article } from '../article.ts'
import { funeralMonths, funeralSpouseFrom, funeralVoluntaryFrom } from '../parameters/short-term.ts'
import { type Entitlement, type Formula, type Ruling, Working } from '../ruling.ts'
import { minimumOfDay } from '../wages.ts'
import { rials } from '../words.ts'

export const FUNERAL_GRANT: Formula = {
  id: 'funeral-grant',
  title: 'کمک‌هزینهٔ مراسم ترحیم',
  says: 'حداقل مزد ماهانه (سی روز) سال درگذشت؛ به همسر، فرزند یا پدر و مادر پرداخت می‌شود.',
  law: [article(84)],
  source: 'parsnews 101280 (سازمان)؛ idc.kish.ir؛ bedobes.com',
  certainty: 'B',
}

/** The grant for a death on that day. */
export function funeralGrant(diedOn: IsoDate): Ruling<Rial> {
  const work = new Working(FUNERAL_GRANT, diedOn)
  const grant = timesCount(minimumOfDay(work), 30 * work.take(funeralMonths))
  work.step(article(84), () => `حداقل مزد ماهانه: ۳۰ روز = ${rials(grant)}`)
  return work.rules(toRial(grant))
}

export const DECEASED = {
  employee: 'بیمه‌شدهٔ اجباری',
  voluntary: 'بیمه‌شدهٔ اختیاری',
  'self-employed': 'صاحب حرفه و شغل آزاد',
  pensioner: 'مستمری‌بگیر',
  unemployed: 'مقرری‌بگیر بیکاری',
  spouse: 'همسر یکی از اینان',
} as const

/** Was the deceased, whose insurance still ran, one of those for whom the grant is paid? */
export function funeralEntitlement(
  { deceased, insuredAtDeath }: { deceased: keyof typeof DECEASED; insuredAtDeath: boolean },
  diedOn: IsoDate,
): Entitlement {
  const work = new Working(FUNERAL_GRANT, diedOn)
  const law = article(84)
  return work.judges([
    {
      law,
      says: DECEASED[deceased],
      holds: isCovered(work, deceased),
      refusal: `برای «${DECEASED[deceased]}» در آن روز کمک‌هزینهٔ ترحیم نبود.`,
      mend: null,
    },
    {
      law,
      says: 'بیمه یا مستمری در روز درگذشت برقرار',
      holds: insuredAtDeath,
      refusal: 'بیمهٔ متوفی در روز درگذشت برقرار نبود.',
      mend: null,
    },
  ])
}

function isCovered(work: Working, deceased: keyof typeof DECEASED): boolean {
  switch (deceased) {
    case 'voluntary':
      return work.take(funeralVoluntaryFrom)
    case 'spouse':
      return work.take(funeralSpouseFrom)
    case 'self-employed':
      return false
    default:
      return true
  }
}
