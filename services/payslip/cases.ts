import type { Payslip, RegisteredPension } from '#kernel/register.ts'
import { jalali, type TellingCase } from '../case.ts'
import type service from './service.ts'

const pension: RegisteredPension = {
  pensionNumber: '700012345678',
  kind: 'old-age',
  from: jalali('1400/07/01'),
  until: null,
  monthly: '182000000',
  edicts: [],
}
const widowed: RegisteredPension = { ...pension, pensionNumber: '700087654321', kind: 'survivors' }

const slip = (month: number, more: Partial<Payslip> = {}): Payslip => ({
  month,
  kind: 'monthly',
  payments: [
    { title: 'مستمری', rials: '182000000' },
    { title: 'کمک‌هزینهٔ عائله‌مندی', rials: '8400000' },
  ],
  deductions: [{ title: 'بیمهٔ تکمیلی', rials: '4100000' }],
  paidOn: jalali('1404/09/28'),
  iban: 'IR820540102680020817909002',
  ...more,
})
const payslips = [
  slip(140_407),
  slip(140_408),
  slip(140_409, { kind: 'arrears', deductions: [], paidOn: null, iban: null }),
]

const newest = { pension: null, year: null, month: null, kind: null }
const asked = { pages: ['slip'], answers: newest, documents: [] }
const facts = { pensions: [pension], payslips }

export const CASES: readonly TellingCase<typeof service>[] = [
  { ...asked, title: 'تازه‌ترین فیش', facts, ends: 'told' },
  {
    ...asked,
    title: 'فیش یک ماه از یکی از دو مستمری',
    answers: { ...newest, pension: 'survivors', year: 1404, month: 8, kind: 'monthly' },
    facts: { pensions: [pension, widowed], payslips },
    ends: 'told',
  },
  { ...asked, title: 'بدون مستمری', facts: { pensions: [] }, ends: { refusedBy: 'pensioner' } },
  {
    ...asked,
    title: 'مستمری از نوع دیگر',
    answers: { ...newest, pension: 'survivors' },
    facts: { pensions: [pension] },
    ends: { refusedBy: 'pension' },
  },
  { ...asked, title: 'ماهی که فیش ندارد', answers: { ...newest, month: 1 }, facts, ends: { refusedBy: 'issued' } },
]
