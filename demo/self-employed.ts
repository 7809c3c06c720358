import { addDays, fromJalali, isLeapJalali, toJalali, type IsoDate } from '#kernel/dates.ts'
import { daysOfMonth, daysOfMonthFrom, monthOf, premiumOf, wageOfPremium } from '#kernel/register.ts'
import type { Life } from './careers.ts'
import { ceilingOf, minimumOf, monthBefore, monthsFrom } from './wage-years.ts'

const TRADES = ['خیاط', 'آرایشگر', 'تعمیرکار', 'میوه‌فروش', 'نجار', 'برق‌کار', 'عکاس']

/**
 * Contracts of somebody who insures themselves, one for each Jalali year because the base rises with it, their premiums, and
 * the months that became records by them. Of a running one the last months are not paid yet.
 */
export function addContracts(life: Life, from: IsoDate, until: IsoDate, runs: boolean): void {
  const { random, line, today, person } = life
  const rate = random.pick(['12', '14', '18'])
  const jobTitle = random.pick(TRADES)
  const kind = person.sex === 'female' && random.chance(0.4) ? 'housewife' : 'self-employed'
  const unpaid = random.between(0, 2)
  const multiple = Math.min(life.factor, 4)
  for (let begins = from; begins < until;) {
    const { year } = toJalali(begins)
    const endOfYear = fromJalali({ year, month: 12, day: isLeapJalali(year) ? 30 : 29 })!
    const last = runs && endOfYear >= today
    const ends = last ? null : endOfYear < until ? endOfYear : until
    const base = String(
      Math.floor(Math.min(minimumOf(monthOf(begins)) * multiple, ceilingOf(monthOf(begins)) * 0.9)) * 30,
    )
    const contract = { kind, rate, base, health: true, jobTitle, branch: null, from: begins } as const
    const contractId = `${year}${String(random.between(0, 99_999_999)).padStart(8, '0')}`
    const lastMonth = ends === null ? monthBefore(monthOf(today)) : monthOf(ends)
    const paidUntil = ends === null ? back(lastMonth, unpaid) : lastMonth
    const premiums = [...monthsFrom(monthOf(begins), lastMonth)].map((month) => {
      const rials = premiumOf(contract)
      const dueOn = addDays(firstDay(month), daysOfMonth(month) + 92)
      const paidOn = month > paidUntil ? null : addDays(firstDay(month), random.between(20, 80))
      const paid = paidOn !== null && paidOn <= today ? paidOn : null
      if (paid !== null)
        line.wages.push({
          month,
          kind,
          workshop: null,
          days: daysOfMonthFrom(month, begins),
          wage: fitting(wageOfPremium(contract, rials), daysOfMonthFrom(month, begins), daysOfMonth(month)),
          jobTitle,
          hard: false,
          origin: 'premium',
        })
      return {
        month,
        rials,
        dueOn,
        paidOn: paid,
        receipt: paid === null ? null : String(random.between(10 ** 8, 10 ** 9)),
      }
    })
    const endedBecause = ends === null ? null : ends === until ? 'درخواست بیمه‌شده' : 'پایان سال قرارداد'
    line.contracts.push({ ...contract, contractId, until: ends, endedBecause, premiums })
    if (ends === null) return
    begins = addDays(ends, 1)
  }
}

/** The part of the month that is insured. */
const fitting = (wage: string, days: number, whole: number): string =>
  days === whole ? wage : String((BigInt(wage) * BigInt(days)) / BigInt(whole))

const firstDay = (month: number): IsoDate => fromJalali({ year: Math.trunc(month / 100), month: month % 100, day: 1 })!

function back(month: number, count: number): number {
  return count === 0 ? month : back(monthBefore(month), count - 1)
}
