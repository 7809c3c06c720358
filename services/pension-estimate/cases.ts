import { type TellingCase, jalali } from '../case.ts'
import { applicant, worked } from '../samples.ts'
import { member } from '../retirement/cases.ts'
import type service from './service.ts'

type Telling = TellingCase<typeof service>

const facts: Telling['facts'] = {
  member,
  self: applicant({ birthDate: jalali('1349/02/01') }),
  wages: worked(138901, 140409, 300_000_000),
}
const asked = { pages: ['whatIf'], answers: { moreYears: null, millions: null }, documents: [], facts }

export const CASES: readonly Telling[] = [
  { ...asked, title: 'امروز، پیش از آن که راهی باز باشد', ends: 'told' },
  {
    ...asked,
    title: 'با پنج سال کار بیشتر و مزدی دیگر',
    answers: { moreYears: 5, millions: 450 },
    ends: 'told',
  },
  { ...asked, title: 'کسی که سابقه‌ای ندارد', facts: { ...facts, wages: [] }, ends: { refusedBy: 'insured' } },
  {
    ...asked,
    title: 'کسی که ثبت احوال او را پیدا نمی‌کند',
    facts: { ...facts, self: null },
    ends: { refusedBy: 'recognised' },
  },
]
