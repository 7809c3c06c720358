import type { KeptWorkshop, WorkshopMonth } from '#kernel/employer.ts'
import { jalali, type TellingCase } from '../case.ts'
import type service from './service.ts'

const bakery = { code: '0371000011', name: 'نانوایی آزمونی' }
const mill = { code: '0371000022', name: 'آسیاب آزمونی' }
const own: KeptWorkshop = {
  workshop: bakery,
  branch: { code: '1', name: 'شعبهٔ یک قم' },
  legalPerson: null,
  from: jalali('1400/07/01'),
  until: null,
}
const forCompany: KeptWorkshop = {
  workshop: mill,
  branch: null,
  legalPerson: { number: '10380284790', name: 'شرکت آسیاب آزمونی' },
  from: jalali('1402/01/01'),
  until: jalali('1404/06/31'),
}
const list = (workshop: WorkshopMonth['workshop'], month: number, people: number): WorkshopMonth => ({
  workshop,
  month,
  people,
  days: people * 30,
  wages: String(people * 30 * 5_000_000),
})

const asked = { pages: ['year'], answers: { year: null }, documents: [] }

export const CASES: readonly TellingCase<typeof service>[] = [
  {
    ...asked,
    title: 'دو کارگاه، یکی از آن شرکت',
    facts: {
      kept: [own, forCompany],
      months: [list(bakery, 140_408, 6), list(bakery, 140_409, 7), list(mill, 140_406, 31)],
    },
    ends: 'told',
  },
  {
    ...asked,
    title: 'سالی که لیستی نداشته است',
    answers: { year: 1401 },
    facts: { kept: [own], months: [] },
    ends: 'told',
  },
  { ...asked, title: 'کسی که کارفرما نیست', facts: { kept: [] }, ends: { refusedBy: 'employer' } },
]
