import { addDays, addJalaliYears, fromJalali, toJalali, type IsoDate } from '#kernel/dates.ts'
import { monthOf, type MoneyLine, type MonthNumber } from '#kernel/register.ts'
import type { Life } from './careers.ts'
import { ceilingOf, minimumOf, monthBefore, monthsFrom } from './wage-years.ts'

type Pensioned = 'retiree' | 'survivor' | 'totally-disabled' | null

/**
 * The pension of somebody who has stopped working with twenty years of record, or whose spouse has died; its yearly edicts and
 * the payslips of the last two years. Answers what that makes them.
 */
export function addPension(life: Life, { end, widowed }: { end: MonthNumber | null; widowed: boolean }): Pensioned {
  const { random, today, line } = life
  const years = line.wages.reduce((sum, { days }) => sum + days, 0) / 365
  if (end !== null && years >= 20) {
    const from = firstDay(monthAfterNext(end))
    if (from > today) return null
    put(life, 'old-age', from, (life.factor * Math.min(years, 30)) / 30)
    return 'retiree'
  }
  if (widowed) {
    const lost = life.person
      .marriages!.flatMap(({ ended }) => (ended?.by === 'death' ? [ended.on] : []))
      .toSorted()
      .at(-1)!
    if (lost >= addDays(today, -60)) return null
    put(life, 'survivors', addDays(lost, 1), 0.6 + random.fraction())
    return line.wages.length > 0 && end === null ? null : 'survivor'
  }
  if (line.wages.length > 60 && random.chance(0.006)) {
    put(life, 'total-disability', addJalaliYears(today, -random.between(1, 6)), 1)
    return 'totally-disabled'
  }
  return null
}

function put(
  { random, today, line }: Life,
  kind: 'old-age' | 'survivors' | 'total-disability',
  from: IsoDate,
  factor: number,
) {
  const { year: now } = toJalali(today)
  const begun = toJalali(from).year
  const pensionNumber = String(random.between(10 ** 9, 10 ** 10 - 1))
  const children = random.between(0, 2)
  const loan = random.chance(0.3)
  // At least the minimum wage of thirty days, as the pension of a retiree is.
  const linesOf = (year: number): MoneyLine[] => {
    const month = minimumOf(year * 100 + 1) * 30
    const pension = Math.floor(Math.min(month * Math.max(1, factor), ceilingOf(year * 100 + 1) * 30))
    return [
      { title: 'مستمری', rials: String(pension) },
      { title: 'کمک‌هزینهٔ همسر', rials: String(Math.floor(month * 0.03)) },
      ...(children === 0 ? [] : [{ title: 'کمک‌هزینهٔ اولاد', rials: String(Math.floor(month * 0.05) * children) }]),
    ]
  }
  const total = (lines: readonly MoneyLine[]) => String(lines.reduce((sum, { rials }) => sum + Number(rials), 0))
  const iban = demoIban(random)
  // The edict of a year is the yearly increase: whoever began this year has none yet.
  const edicts = []
  for (let year = now; year > begun && year > now - 5; year -= 1) {
    const lines = linesOf(year)
    edicts.push({ year, issuedOn: addDays(firstDay(year * 100 + 1), 25), lines, total: total(lines) })
  }
  const since = monthOf(from)
  const months = [...monthsFrom(Math.max(since, (now - 2) * 100 + 1), monthBefore(monthOf(today)))]
  const payslips = months.flatMap((month) => {
    const payments = linesOf(Math.trunc(month / 100))
    const insurance = { title: 'حق بیمهٔ تکمیلی', rials: String(Math.floor(Number(total(payments)) * 0.02)) }
    const instalment = { title: 'قسط وام', rials: String(Math.floor(Number(total(payments)) * 0.1)) }
    const paidOn = addDays(firstDay(month), 24)
    const monthly = {
      month,
      kind: 'monthly' as const,
      payments,
      deductions: loan ? [insurance, instalment] : [insurance],
    }
    const bonus = { title: 'عیدی', rials: String(minimumOf(month) * 40) }
    return month % 100 === 12
      ? [
          { month, kind: 'bonus' as const, payments: [bonus], deductions: [], paidOn: addDays(paidOn, -4), iban },
          { ...monthly, paidOn, iban },
        ]
      : [{ ...monthly, paidOn, iban }]
  })
  line.pensions.push({ pensionNumber, kind, from, until: null, monthly: linesOf(now)[0]!.rials, edicts, payslips })
  line.bankAccount = { iban, since: from }
}

/** An invented account of bank 013 that checks out. */
export function demoIban(random: Life['random']): string {
  const account = `013${'0'.repeat(9)}${String(random.between(0, 9_999_999_999)).padStart(10, '0')}`
  const rest = 98n - (BigInt(`${account}182700`) % 97n)
  return `IR${String(rest).padStart(2, '0')}${account}`
}

const firstDay = (month: MonthNumber): IsoDate =>
  fromJalali({ year: Math.trunc(month / 100), month: month % 100, day: 1 })!
const monthAfterNext = (month: MonthNumber): MonthNumber => (month % 100 >= 11 ? month + 90 : month + 2)
