import { type IsoDate, addDays, addJalaliMonths, completedYears, formatJalali } from '#kernel/dates.ts'
import { money, toRial } from '#kernel/money.ts'
import { compareFractions, times, timesCount } from '#kernel/rational.ts'
import { type Rial, formatRial } from '#kernel/rial.ts'
import { toPersianDigits } from '#kernel/text.ts'
import { OWN_WORK } from '../article.ts'
import {
  contractAge,
  examFreeYears,
  examLastYearDays,
  examWithinYears,
  firstPremiumDays,
  laterPremium,
} from '../parameters/self-employed-contract.ts'
import { type Protection, TRADES, type Trade, tradeCoefficient } from '../parameters/self-employed.ts'
import { type PaidRecord, recordText, wholeYears, years } from '../record.ts'
import { type Entitlement, type Formula, type Ruling, Working } from '../ruling.ts'
import { ceilingOfDay, minimumOfDay } from '../wages.ts'
import { count, number, rials } from '../words.ts'

const APP = 'متن‌های برنامهٔ همراه سازمان'

export const CONTRACT_AGE: Formula = {
  id: 'contract-age',
  title: 'سن بستن قرارداد بیمه به شکل غیرحضوری',
  says: 'کسی که ۱۸ سال تمام دارد.',
  law: [OWN_WORK],
  source: APP,
  certainty: 'C',
}

export const SELF_EMPLOYED_BASE: Formula = {
  id: 'self-employed-base',
  title: 'کف و سقف دستمزد مبنای قرارداد صاحبان حرف',
  says: 'از ضریب شغل × حداقل مزد تا هفت برابر حداقل مزد، برای سی روز.',
  law: [OWN_WORK],
  source: 'kargozari192.ir؛ mrlawyer.ir؛ atiyehman.com 2021/11',
  certainty: 'C',
}

export const SELF_EMPLOYED_EXAM: Formula = {
  id: 'self-employed-exam',
  title: 'معاینهٔ پزشکی پیش از قرارداد صاحبان حرف',
  says: 'نرخ ۱۲ درصد معاینه ندارد؛ ۱۴ درصد با یک سال سابقه معاف است؛ ۱۸ درصد با یک سال سابقه در ۱۰ سال و ۹۰ روز در سال آخر.',
  law: [OWN_WORK],
  source: APP,
  certainty: 'C',
}

export const PREMIUM_DEADLINE: Formula = {
  id: 'self-employed-premium-deadline',
  title: 'مهلت پرداخت حق بیمهٔ صاحبان حرف',
  says: 'نخستین حق بیمه تا ۳۰ روز پس از قرارداد؛ بعدی‌ها تا ۳ ماه و ۱ روز پس از آخرین روز پرداخت‌شده، وگرنه قرارداد پایان می‌یابد.',
  law: [OWN_WORK],
  source: APP,
  certainty: 'C',
}

/** May somebody born then make a contract of insurance of their own? */
export function ofContractAge({ birth }: { readonly birth: IsoDate }, on: IsoDate): Entitlement {
  const work = new Working(CONTRACT_AGE, on)
  const least = work.take(contractAge)
  const age = completedYears(birth, on)
  return work.judges([
    {
      law: OWN_WORK,
      says: toPersianDigits(`سن ${age} سال؛ دست‌کم ${least} سال`),
      holds: age >= least,
      refusal: toPersianDigits(`قرارداد بیمه را از ${least} سالگی می‌شود غیرحضوری بست.`),
      mend: toPersianDigits(`پیش از ${least} سالگی، ولی یا قیم شما به شعبه مراجعه کند.`),
    },
  ])
}

/** Least and highest monthly base (thirty days) that somebody of a trade may choose. */
export function selfEmployedBase(
  { trade }: { readonly trade: Trade },
  on: IsoDate,
): Ruling<{ readonly least: Rial; readonly most: Rial }> {
  const work = new Working(SELF_EMPLOYED_BASE, on)
  const coefficient = work.take(tradeCoefficient[trade])
  const least = timesCount(times(minimumOfDay(work), coefficient), 30)
  work.step(OWN_WORK, () => `کف: ضریب ${number(coefficient)}، ${TRADES[trade]}، برای سی روز = ${rials(least)}`)
  const most = timesCount(ceilingOfDay(work), 30)
  work.step(OWN_WORK, () => `سقف برای سی روز: ${rials(most)}`)
  return work.rules({ least: toRial(least), most: toRial(most) })
}

/** Does a chosen monthly base lie within these bounds? */
export function baseWithinBounds({ trade, base }: { trade: Trade; base: Rial }, on: IsoDate): Entitlement {
  const bounds = selfEmployedBase({ trade }, on)
  const { least, most } = bounds.value
  const work = new Working(SELF_EMPLOYED_BASE, on)
  work.take(tradeCoefficient[trade])
  minimumOfDay(work)
  ceilingOfDay(work)
  const between = `از ${formatRial(least)} تا ${formatRial(most)}`
  return work.judges([
    {
      law: OWN_WORK,
      says: `دستمزد مبنای ماهانه ${rials(money(base))}؛ ${between}`,
      holds: base >= least && base <= most,
      refusal: `دستمزد مبنای ماهانه برای «${TRADES[trade]}» باید ${between} باشد.`,
      mend: 'مبلغ را در صفحهٔ «حق بیمه» تغییر دهید.',
    },
  ])
}

export type EarlierRecord = {
  readonly all: PaidRecord
  /** Of the ten years before the contract. */
  readonly recent: PaidRecord
  /** Days paid in the year before it. */
  readonly lastYearDays: number
}

/** The years before a contract in which a record counts as recent. */
export const examSpan = (on: IsoDate): number => new Working(SELF_EMPLOYED_EXAM, on).take(examWithinYears)

/** Must somebody be examined before they insure themselves for so much? */
export function examNeeded(
  { protection, record }: { readonly protection: Protection; readonly record: EarlierRecord },
  on: IsoDate,
): Ruling<boolean> {
  const work = new Working(SELF_EMPLOYED_EXAM, on)
  if (protection === 'old-age') {
    work.step(OWN_WORK, () => 'نرخ ۱۲ درصد: معاینه لازم نیست.')
    return work.rules(false)
  }
  const least = wholeYears(work.take(examFreeYears))
  if (protection === 'old-age-death') {
    const enough = compareFractions(years(work, record.all), least) >= 0
    work.step(OWN_WORK, () => `نرخ ۱۴ درصد: سابقهٔ شما ${recordText(record.all)}؛ ${freeOrNot(enough)}`)
    return work.rules(!enough)
  }
  const span = work.take(examWithinYears)
  const days = work.take(examLastYearDays)
  const enough = compareFractions(years(work, record.recent), least) >= 0 && record.lastYearDays >= days
  work.step(
    OWN_WORK,
    () =>
      `نرخ ۱۸ درصد: سابقه در ${count(span, 'سال')} گذشته ${recordText(record.recent)}، در سال آخر ${count(record.lastYearDays, 'روز')} از ${count(days, 'روز')} لازم؛ ${freeOrNot(enough)}`,
  )
  return work.rules(!enough)
}

const freeOrNot = (free: boolean): string => (free ? 'معاینه لازم نیست.' : 'معاینه لازم است.')

/**
 * The last day on which the next premium of a contract can be paid; on the day after it the contract ends. `paidThrough`:
 * the last day for which premium is paid; null: none yet.
 */
export function premiumDeadline(
  { begins, paidThrough }: { readonly begins: IsoDate; readonly paidThrough: IsoDate | null },
  on: IsoDate,
): Ruling<IsoDate> {
  const work = new Working(PREMIUM_DEADLINE, on)
  if (paidThrough === null) {
    const days = work.take(firstPremiumDays)
    const last = addDays(begins, days)
    work.step(OWN_WORK, () => `نخستین حق بیمه: ${count(days, 'روز')} پس از قرارداد، تا ${formatJalali(last, 'long')}`)
    return work.rules(last)
  }
  const { months, days } = work.take(laterPremium)
  const last = addDays(addJalaliMonths(paidThrough, months), days)
  work.step(
    OWN_WORK,
    () =>
      `حق بیمه تا ${formatJalali(paidThrough, 'long')} پرداخت شده؛ ${count(months, 'ماه')} و ${count(days, 'روز')} پس از آن: تا ${formatJalali(last, 'long')}`,
  )
  return work.rules(last)
}
