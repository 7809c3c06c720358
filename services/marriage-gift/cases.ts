import { type Case as CaseOf, jalali } from '../case.ts'
import { SPOUSE, STRANGER, applicant, ownContract, spell, worked } from '../samples.ts'
import type service from './service.ts'

type Case = CaseOf<typeof service>

const MARRIED = jalali('1404/06/15')
const bond = { spouse: SPOUSE, marriedOn: MARRIED, ended: null, permanent: true } as const
const before = { ...bond, spouse: STRANGER, marriedOn: jalali('1395/01/20') } as const

/** Five years of work at 150,000,000 rials a month: the gift is the wage of a month. */
const facts: Case['facts'] = {
  self: applicant({ marriages: [bond] }),
  benefits: [],
  spells: [spell('1399/01/01')],
  contracts: [],
  account: { iban: 'IR820540102680020817909002', since: jalali('1400/01/01') },
  wages: worked(139906, 140405, 150_000_000),
}
const contract = ownContract({ jobTitle: 'خیاط' })
const granted = {
  benefitId: '1',
  kind: 'marriage',
  about: null,
  from: null,
  until: null,
  rials: '90000000',
  grantedOn: jalali('1400/01/10'),
  paidOn: null,
} as const

const gift = (
  title: string,
  ends: Case['ends'],
  said: Case['facts'] = {},
  more: Partial<Pick<Case, 'answers' | 'found'>> = {},
): Case => ({
  title,
  ends,
  pages: ['marriage', 'truth'],
  documents: ['deed'],
  ...more,
  answers: { marriedOn: MARRIED, spouse: SPOUSE, truth: true, ...more.answers },
  facts: { ...facts, ...said },
})
const refusedBy = (rule: string) => ({ refusedBy: rule })
const untold = applicant({ marriages: null })

/** Twenty-three whole months are 700 days; the rest lies in the last month before the marriage. */
const recordOf = (days: number) => [
  ...worked(140206, 140404, 150_000_000),
  ...worked(140405, 140405, 5_000_000 * (days - 700), { days: days - 700 }),
]

export const CASES: readonly Case[] = [
  gift('ازدواج نخست با پنج سال سابقه', 'approved'),
  gift('کسی که هنوز حسابی اعلام نکرده است', 'approved', { account: null }),
  gift('یک سال کار در دو سال پیش: باز هم تقسیم بر بیست‌وچهار', 'approved', {
    wages: [...worked(139906, 140105, 100_000_000), ...worked(140306, 140405, 150_000_000)],
  }),
  gift(
    'ثبت احوالی که ازدواج را نمی‌گوید: سند را کارشناس می‌بیند',
    'approved',
    { self: untold },
    { found: { deed: { permanent: true, first: true } } },
  ),
  gift(
    'ثبت احوالی که خود متقاضی را پیدا نمی‌کند: سند را کارشناس می‌بیند',
    'approved',
    { self: null },
    { found: { deed: { permanent: true, first: true } } },
  ),
  gift(
    'سندی که ازدواج موقت را نشان می‌دهد',
    refusedBy('entitled'),
    { self: untold },
    { found: { deed: { permanent: false, first: true } } },
  ),
  gift('تاریخی که هنوز نرسیده است', refusedBy('day'), {}, { answers: { marriedOn: jalali('1404/10/21') } }),
  gift('بار دوم', refusedBy('once'), { benefits: [granted] }),
  gift('ازدواجی که ثبت نشده است', refusedBy('registered'), { self: applicant() }),
  gift('تاریخی جز تاریخ ثبت احوال', refusedBy('registered'), {
    self: applicant({ marriages: [{ ...bond, marriedOn: jalali('1404/06/16') }] }),
  }),
  gift('ازدواج دوم', refusedBy('entitled'), { self: applicant({ marriages: [before, bond] }) }),
  gift('ازدواج موقت', refusedBy('entitled'), { self: applicant({ marriages: [{ ...bond, permanent: false }] }) }),
  gift('کاری که یک روز پیش از ازدواج پایان یافت', refusedBy('entitled'), {
    spells: [spell('1399/01/01', '1404/06/14')],
  }),
  gift('صاحب شغل آزاد', refusedBy('entitled'), { spells: [], contracts: [contract] }),
  gift('سابقهٔ ۷۲۰ روز', 'approved', { wages: recordOf(720) }),
  gift('سابقهٔ ۷۱۹ روز', refusedBy('entitled'), { wages: recordOf(719) }),
  gift('دو سال بی‌مزد پیش از ازدواج', refusedBy('wages'), { wages: worked(139906, 140205, 100_000_000) }),
]
