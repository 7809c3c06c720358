import { fromJalali, type IsoDate } from '#kernel/dates.ts'
import { legalCheckDigit } from '#kernel/employer.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { daysOfMonth, monthOf, type WageRecord } from '#kernel/register.ts'
import type { RegisterLine } from '#ports/register-wire.ts'
import { Random } from './random.ts'
import { fixedNationalCode } from './safe-numbers.ts'
import { minimumOf, monthBefore, monthsFrom } from './wage-years.ts'
import { workshopOf } from './workshops.ts'

type Keeping = Required<Pick<RegisterLine, 'employs' | 'represents' | 'legalPersons'>>

const SINCE = fromJalali({ year: 1400, month: 1, day: 1 })!

/** What makes somebody the employer of a workshop; of every third one a company is, which they represent. */
export function keeperOf(serial: number): Keeping {
  const { code, name } = workshopOf(serial)
  const keeps = { workshop: { code, name }, from: SINCE, until: null }
  if (serial % 3 !== 2) return { employs: [keeps], represents: [], legalPersons: [] }
  const legalNumber = demoLegalNumber(serial)
  return {
    employs: [],
    represents: [{ legalNumber, from: SINCE, until: null }],
    legalPersons: [{ legalNumber, name: `شرکت ${name}`, employs: [keeps] }],
  }
}

/** The national number of an invented company: those of companies begin with 10 or 14, these with 99. */
export function demoLegalNumber(serial: number): string {
  const ten = `99${String(serial).padStart(8, '0')}`
  return `${ten}${legalCheckDigit(ten)}`
}

/** People beside those of the population, in a range that nobody has, whom the workshops of demonstration accounts employ. */
const FIRST_OF_STAFF = 800_000
const STAFF = 9

/** Those who work in a workshop, on its lists of the last three years; the same in every demonstration. */
export function staffOf(serial: number, today: IsoDate): RegisterLine[] {
  const { code, name, jobs } = workshopOf(serial)
  const last = monthBefore(monthOf(today))
  return Array.from({ length: STAFF }, (_, n): RegisterLine => {
    const counter = FIRST_OF_STAFF + serial * STAFF + n
    const random = new Random(counter)
    const job = random.pick(jobs)
    const factor = 1 + random.fraction() * 0.5
    // Most have been there all the time, some came one after another.
    const began = n < STAFF - 3 ? 140_201 : 140_301 + (n - STAFF + 3) * 104
    const wages = [...monthsFrom(began, last)].map((month): WageRecord => {
      const whole = daysOfMonth(month)
      const days = random.chance(0.05) ? random.between(8, whole) : whole
      const wage = String(Math.floor(minimumOf(month) * factor * job.pay) * days)
      const at = { month, kind: 'employee', workshop: { code, name } } as const
      return { ...at, days, wage, jobTitle: job.title, hard: job.hard, origin: 'list' }
    })
    return { number: fixedNationalCode(counter) as PersonalNumber, wages }
  })
}
