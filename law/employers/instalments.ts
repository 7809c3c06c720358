import type { IsoDate } from '#kernel/dates.ts'
import { type Money, apportion, money, toRial } from '#kernel/money.ts'
import { type Share, WHOLE, dividedBy, minus, plus, ratio, share, times, timesCount } from '#kernel/rational.ts'
import { type Rial, addRials, subtractRials } from '#kernel/rial.ts'
import { article } from '../article.ts'
import type { Readings } from '../parameters.ts'
import { instalmentForm, instalmentRate, mostInstalments } from '../parameters/employers.ts'
import { type Formula, type Ruling, Working } from '../ruling.ts'
import { count, percents, rials } from '../words.ts'

export const INSTALMENTS: Formula = {
  id: 'instalments',
  title: 'تقسیط بدهی کارفرما',
  says: 'تا ۳۶ قسط ماهانه، با ۱۲ درصد در سال بر ماندهٔ بدهی؛ نپرداختن یک قسط همه را حال می‌کند.',
  law: [article(46), article(50)],
  source: 'hamrahyaar.com؛ neginhesabetus.ir',
  certainty: 'A',
}

export type Instalment = { readonly principal: Rial; readonly interest: Rial; readonly amount: Rial }

/** The instalments in order; their principals add up to the debt. Throws RangeError for none, or more than are allowed. */
export function instalments(
  { debt, months }: { debt: Rial; months: number },
  on: IsoDate,
  readings: Readings = {},
): Ruling<readonly Instalment[]> {
  const work = new Working(INSTALMENTS, on, readings)
  const most = Number(work.read(mostInstalments))
  if (!Number.isSafeInteger(months) || months < 1 || months > most)
    throw new RangeError(`${months} instalments; 1 to ${most} are allowed`)
  const yearly = work.take(instalmentRate)
  const plan = planOf(work.read(instalmentForm), debt, months, dividedBy(yearly, 12))
  const interest = addRials(...plan.map((part) => part.interest))
  work.step(
    article(46),
    () =>
      `بدهی ${rials(money(debt))} در ${count(months, 'قسط')} با ${percents(yearly)} در سال: بهره روی هم ${rials(money(interest))}`,
  )
  return work.rules(plan)
}

function planOf(form: keyof typeof instalmentForm.options, debt: Rial, months: number, monthly: Share): Instalment[] {
  switch (form) {
    case 'declining':
      return onRemainder(debt, monthly, equalParts(debt, months))
    case 'annuity':
      return onRemainder(debt, monthly, annuityParts(debt, months, monthly))
    case 'flat': {
      const interest = toRial(timesCount(times(money(debt), monthly), months))
      const shares = equalParts(interest, months)
      return equalParts(debt, months).map((principal, at) => instalment(principal, shares[at]!))
    }
  }
}

/** Interest of each month is on what was still owed at its beginning. */
function onRemainder(debt: Rial, monthly: Share, principals: readonly Rial[]): Instalment[] {
  let owed: Money = money(debt)
  return principals.map((principal) => {
    const interest = toRial(times(owed, monthly))
    owed = minus(owed, money(principal))
    return instalment(principal, interest)
  })
}

const instalment = (principal: Rial, interest: Rial): Instalment => ({
  principal,
  interest,
  amount: addRials(principal, interest),
})

const equalParts = (whole: Rial, count: number): Rial[] => apportion(whole, Array<Share>(count).fill(WHOLE))

/** Equal payments: the principals grow by the interest that they save; the last takes what rounding left. */
function annuityParts(debt: Rial, months: number, monthly: Share): Rial[] {
  const growth = plus(WHOLE, monthly)
  const growths: Share[] = [WHOLE]
  while (growths.length < months) growths.push(times(growths.at(-1)!, growth))
  const sum = growths.reduce((all, one) => plus(all, one), share(0))
  const parts = growths.slice(0, -1).map((part) => toRial(times(money(debt), ratio(part, sum))))
  return [...parts, subtractRials(debt, addRials(...parts))]
}
