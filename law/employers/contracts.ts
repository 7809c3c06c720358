import { type IsoDate, addDays, addJalaliMonths } from '#kernel/dates.ts'
import { money, toRial } from '#kernel/money.ts'
import { type Share, compareFractions, nearest, plus, share, times, timesCount } from '#kernel/rational.ts'
import { type Rial, addRials, rial, subtractRials } from '#kernel/rial.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { CIRCULAR_14, article } from '../article.ts'
import type { Readings } from '../parameters.ts'
import {
  CONTRACTS_OF,
  type ContractKind,
  clearanceMonths,
  contractRate,
  contractRounding,
  contractSetOff,
  ownerDays,
  retentionRate,
} from '../parameters/employers.ts'
import { type Entitlement, type Formula, type Ruling, Working } from '../ruling.ts'
import { sumOf } from '../wages.ts'
import { percents, rials } from '../words.ts'

export const CONTRACT_PREMIUM: Formula = {
  id: 'contract-premium',
  title: 'حق بیمهٔ پیمان',
  says: 'ضریب پیمان × کارکرد ناخالص، منهای حق بیمهٔ فهرست‌های همان ردیف. ضریب: مصالح با پیمانکار ۷ و فقط دستمزد ۱۵ درصد با یک‌نهم بیمهٔ بیکاری؛ طرح عمرانی ۱۵٫۶ و ۶٫۶ درصد.',
  law: [article(38), CIRCULAR_14],
  source: 'bargozideha.com؛ talischi.com؛ behravesh-co.ir؛ accline.ir',
  certainty: 'A',
}

export const RETENTION: Formula = {
  id: 'retention',
  title: 'سپردهٔ بیمهٔ پیمان',
  says: 'واگذارنده از هر پرداخت ۵ درصد و قسط آخر را (نه کمتر از ۵ درصد کل) تا مفاصاحساب نگه می‌دارد؛ معادل حق بیمهٔ پرداخت‌شده آزاد می‌شود.',
  law: [article(38)],
  source: 'bargozideha.com؛ behravesh-co.ir',
  certainty: 'A',
}

export const CLEARANCE: Formula = {
  id: 'clearance',
  title: 'مفاصاحساب',
  says: 'وقتی صادر می‌شود که بدهی پیمان یا کارگاه مانده نداشته باشد؛ واگذارنده‌ای که قسط آخر را بی‌مفاصاحساب بپردازد مسئول است.',
  law: [article(37), article(38)],
  source: 'bargozideha.com؛ tarazmehvaracc.com',
  certainty: 'B',
}

export type ContractCoefficient = {
  /** Of the gross work done. */
  readonly total: Share
  /** Who bears which part; null where the circular does not divide it. */
  readonly contractor: Share | null
  readonly owner: Share | null
}

/** The coefficient of a kind of contract. */
export function contractCoefficient(
  kind: ContractKind,
  on: IsoDate,
  readings: Readings = {},
): Ruling<ContractCoefficient> {
  const work = new Working(CONTRACT_PREMIUM, on, readings)
  return work.rules(coefficientOf(work, kind))
}

export type Contract = {
  readonly kind: ContractKind
  /** The gross work done under the contract. */
  readonly gross: Rial
  /** Premiums already paid on the lists of this contract row. */
  readonly paidOnLists: Rial
}

export type ContractPremium = {
  readonly premium: Rial
  /** Still owed; zero where the lists covered it. */
  readonly balance: Rial
  readonly contractor: Rial | null
  readonly owner: Rial | null
}

/** What a contract owes. The two parts, where there are two, add up to the premium. */
export function contractPremium(contract: Contract, on: IsoDate, readings: Readings = {}): Ruling<ContractPremium> {
  const work = new Working(CONTRACT_PREMIUM, on, readings)
  const gross = money(contract.gross)
  const { total, contractor, owner } = coefficientOf(work, contract.kind)
  const premium = toRial(times(gross, total))
  work.step(article(38), () => `حق بیمه: ${percents(total)} × ${rials(gross)} = ${rials(money(premium))}`)

  const setOff = work.read(contractSetOff) === 'lists-set-off' ? contract.paidOnLists : rial(0)
  const left = subtractRials(premium, setOff)
  const balance = left > 0n ? left : rial(0)
  work.step(article(38), () => `پرداخت‌شده با فهرست‌ها ${rials(money(setOff))}؛ مانده ${rials(money(balance))}`)

  const ofOwner = owner === null ? null : toRial(times(gross, owner))
  const ofContractor = contractor === null || ofOwner === null ? null : subtractRials(premium, ofOwner)
  return work.rules({ premium, balance, contractor: ofContractor, owner: ofOwner })
}

function coefficientOf(work: Working, kind: ContractKind): ContractCoefficient {
  const { premium, unemployment, contractor, owner } = work.take(contractRate[kind])
  const exact = plus(premium, unemployment)
  const total = isHundredths(exact) || work.read(contractRounding) === 'exact-ninth' ? exact : twoDecimals(exact)
  work.step(
    CIRCULAR_14,
    () =>
      `${CONTRACTS_OF[kind]}: ${percents(premium)} و بیمهٔ بیکاری ${percents(unemployment)}، روی هم ${percents(total)}`,
  )
  return { total, contractor, owner }
}

const twoDecimals = (rate: Share): Share => share(nearest(timesCount(rate, 10_000)), 10_000)

const isHundredths = (rate: Share): boolean => compareFractions(rate, twoDecimals(rate)) === 0

/** What the owner of a contract holds back of its payments, and the most that can be released of it. */
export function retention(
  { payments, lastPayment, premiumPaid }: { payments: readonly Rial[]; lastPayment: Rial; premiumPaid: Rial },
  on: IsoDate,
): Ruling<{ readonly held: Rial; readonly releasable: Rial; readonly lastIsEnough: boolean }> {
  const work = new Working(RETENTION, on)
  const rate = work.take(retentionRate)
  const earlier = sumOf(payments)
  const whole = plus(earlier, money(lastPayment))
  const held = toRial(plus(times(earlier, rate), money(lastPayment)))
  const lastIsEnough = compareFractions(money(lastPayment), times(whole, rate)) >= 0
  const releasable = premiumPaid < held ? premiumPaid : held
  work.step(
    article(38),
    () => `${percents(rate)} از ${rials(earlier)} و قسط آخر ${rials(money(lastPayment))} = ${rials(money(held))}`,
  )
  work.step(article(38), () => `به درخواست، معادل حق بیمهٔ پرداخت‌شده آزاد می‌شود: ${rials(money(releasable))}`)
  return work.rules({ held, releasable, lastIsEnough })
}

/** Can a clearance be issued? `balance` as contractPremium or the workshop's account says. */
export function clearance({ balance, fines }: { balance: Rial; fines: Rial }, on: IsoDate): Entitlement {
  const work = new Working(CLEARANCE, on)
  const owed = addRials(balance, fines)
  return work.judges([
    {
      law: article(38),
      says: `ماندهٔ بدهی ${rials(money(owed))}`,
      holds: owed <= 0n,
      refusal: `برای مفاصاحساب ${rials(money(owed))} مانده است.`,
      mend: 'مانده را بپردازید، یا اگر نادرست است تا سی روز پس از ابلاغ اعتراض کنید.',
    },
  ])
}

/** From when the organisation may call the owner's retention, and how long the owner then has. */
export function retentionCallable({
  endedOn,
  calledOn,
}: {
  endedOn: IsoDate
  calledOn: IsoDate
}): Ruling<{ readonly from: IsoDate; readonly payBy: IsoDate }> {
  const work = new Working(CLEARANCE, endedOn)
  const from = addJalaliMonths(endedOn, work.take(clearanceMonths))
  const days = work.take(ownerDays)
  work.step(article(38), () => toPersianDigits(`پس از مطالبه ${days} روز مهلت پرداخت است.`))
  return work.rules({ from, payBy: addDays(calledOn, days) })
}
