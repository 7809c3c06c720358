import type { IsoDate } from '#kernel/dates.ts'
import { apportion, money, toRial } from '#kernel/money.ts'
import { NONE, type Share, WHOLE, compareFractions, dividedBy, plus, ratio, times } from '#kernel/rational.ts'
import type { Rial } from '#kernel/rial.ts'
import { article } from '../article.ts'
import type { Readings } from '../parameters.ts'
import { SURVIVORS, type Survivor, survivorShare, survivorsBelowWhole } from '../parameters/survivors.ts'
import { notBelowMinimum } from '../old-age/pension.ts'
import { type Formula, type Ruling, Working } from '../ruling.ts'
import { count, percents, rials } from '../words.ts'

export const SURVIVORS_PENSION: Formula = {
  id: 'survivors-pension',
  title: 'مستمری بازماندگان',
  says: 'همسر ۵۰ درصد، هر فرزند ۲۵ (بی‌پدر و مادر ۵۰)، پدر یا مادر هر کدام ۲۰؛ بیش از صد درصد به نسبت کم می‌شود، کمتر از آن در هر حال صد درصد؛ جمع نه کمتر از حداقل مزد.',
  law: [article(83), article(111)],
  source: 'neginhesabetus.ir؛ labourlaw.ir',
  certainty: 'A',
}

export type SurvivorsPension = {
  /** What all are paid together a month. */
  readonly total: Rial
  /** In the order in which the survivors were named; they add up to the total. */
  readonly amounts: readonly Rial[]
  readonly shares: readonly Share[]
}

/**
 * What each survivor is paid a month. `pension`: that of the deceased, or of article 72 for an insured person. Where one
 * leaves, it is asked anew with those who remain. Throws RangeError where nobody is left.
 */
export function survivorsPension(
  { pension, survivors }: { pension: Rial; survivors: readonly Survivor[] },
  on: IsoDate,
  readings: Readings = {},
): Ruling<SurvivorsPension> {
  if (survivors.length === 0) throw new RangeError('there is no survivor')
  const work = new Working(SURVIVORS_PENSION, on, readings)
  work.step(article(80), () => `مستمری متوفی: ${rials(money(pension))}`)

  const listed = survivors.map((survivor) => listedShare(work, survivor, survivors))
  const sum = listed.reduce((all, share) => plus(all, share), NONE)
  work.step(article(83), () => `جمع سهم‌ها: ${percents(sum)}`)
  const paid = paidPart(work, sum)
  const shares = listed.map((share) => times(share, ratio(paid, sum)))

  const total = toRial(notBelowMinimum(work, times(money(pension), paid)))
  const amounts = apportion(total, shares)
  survivors.forEach((survivor, at) =>
    work.step(article(83), () => `${SURVIVORS[survivor]}: ${percents(shares[at]!)} = ${rials(money(amounts[at]!))}`),
  )
  return work.rules({ total, amounts, shares })
}

/** Wives share theirs equally; every other survivor has one. */
function listedShare(work: Working, survivor: Survivor, all: readonly Survivor[]): Share {
  const share = work.take(survivorShare[survivor])
  if (survivor !== 'spouse') return share
  const spouses = all.filter((other) => other === 'spouse').length
  if (spouses > 1) work.step(article(83), () => `سهم همسران میان ${count(spouses, 'نفر')}`)
  return dividedBy(share, spouses)
}

/** Never above the whole; below it, the whole in any case, if that is how the end of article 83 is read. */
function paidPart(work: Working, sum: Share): Share {
  if (compareFractions(sum, WHOLE) >= 0) return WHOLE
  return work.read(survivorsBelowWhole) === 'raised-to-whole' ? WHOLE : sum
}
