import type { Contract, RegisteredMember, WageRecord } from '#kernel/register.ts'
import { type Case as CaseOf, jalali } from '../case.ts'
import { STRANGER, applicant, spell, worked } from '../samples.ts'
import type service from './service.ts'

type Case = CaseOf<typeof service>

const QOM = { code: '1', name: 'شعبهٔ یک قم' } as const
const member: RegisteredMember = {
  insuranceNumber: '12345678',
  standing: 'none',
  branch: QOM,
  pension: false,
  otherFund: false,
  working: false,
  firstBirthDate: null,
  idCardOnFile: true,
  since: jalali('1395/01/01'),
}
const cover: NonNullable<Case['facts']['cover']> = {
  insured: false,
  pension: false,
  otherFund: false,
  working: false,
  dependantOf: null,
  coveredUntil: null,
  firstBirthDate: null,
  idCardOnFile: true,
}
const contract: Contract = {
  contractId: '482091736511',
  kind: 'voluntary',
  rate: '27',
  base: '200000000',
  health: true,
  jobTitle: null,
  branch: QOM,
  from: jalali('1403/01/01'),
  until: null,
  endedBecause: null,
}

/** Two years of work that ended half a year ago: enough for every rate without an examination. */
const twoYears: readonly WageRecord[] = worked(140204, 140403, 150_000_000)
const facts: Case['facts'] = {
  self: applicant(),
  member,
  cover,
  spells: [spell('1402/04/01', '1404/03/31')],
  contracts: [],
  wages: twoYears,
}
const PAGES = ['job', 'rate', 'base', 'health', 'consent', 'truth']
const refusedBy = (rule: string) => ({ refusedBy: rule })

const asks = (
  title: string,
  ends: Case['ends'],
  said: Case['facts'] = {},
  more: Partial<Pick<Case, 'answers' | 'found' | 'pages'>> = {},
): Case => ({
  title,
  ends,
  pages: PAGES,
  documents: ['jobPaper', 'photo'],
  ...more,
  answers: {
    trade: 'other',
    job: 'خیاط',
    branch: null,
    rate: '18',
    base: '200000000',
    health: true,
    consent: true,
    truth: true,
    ...more.answers,
  },
  facts: { ...facts, ...said },
})
const fit = { exam: { fit: true, vote: 'رأی ۱۲' } }
const unfit = { exam: { fit: false, vote: 'رأی ۱۳' } }

export const CASES: readonly Case[] = [
  asks('نرخ ۱۸ درصد با سابقهٔ تازه، بی‌معاینه', 'approved'),
  asks(
    'نرخ ۱۲ درصد بی هیچ سابقه، بی‌معاینه و بی‌درمان',
    'approved',
    { wages: [], spells: [] },
    {
      answers: { rate: '12', health: false },
      pages: PAGES.filter((page) => page !== 'consent'),
    },
  ),
  asks(
    'نرخ ۱۴ درصد با یک سال سابقهٔ قدیمی',
    'approved',
    { wages: worked(139001, 139012, 10_000_000) },
    {
      answers: { rate: '14' },
    },
  ),
  asks(
    'نرخ ۱۴ درصد با یازده ماه سابقه: معاینه',
    'approved',
    { wages: worked(139001, 139011, 10_000_000) },
    {
      answers: { rate: '14' },
      found: fit,
    },
  ),
  asks('نرخ ۱۸ درصد با سابقهٔ قدیمی: معاینه', 'approved', { wages: worked(139001, 139212, 10_000_000) }, { found: fit }),
  asks(
    'نرخ ۱۸ درصد با ۶۰ روز در سال آخر: معاینه',
    'approved',
    { wages: worked(140201, 140311, 150_000_000) },
    {
      found: fit,
    },
  ),
  asks('کسی که در معاینه پذیرفته نشد', refusedBy('exam'), { wages: [] }, { found: unfit }),
  asks(
    'شعبه‌ای که خودش نوشت',
    'approved',
    { member: { ...member, branch: null }, branch: QOM },
    {
      answers: { branch: 'یک قم' },
    },
  ),
  asks('شعبه‌ای که نیست', refusedBy('branch'), { branch: null }, { answers: { branch: 'نیست‌آباد' } }),
  asks('کسی که هنوز شعبه‌ای ندارد', refusedBy('branch'), { member: { ...member, branch: null } }),
  asks(
    'کسی که از راه پدرش بیمه است',
    'approved',
    { cover: { ...cover, dependantOf: STRANGER } },
    {
      answers: { leaving: true },
      pages: [...PAGES.slice(0, 5), 'leaving', 'truth'],
    },
  ),
  asks(
    'رانندهٔ درون‌شهری با کف ۱٫۱ برابر',
    'approved',
    {},
    {
      answers: { trade: 'urban-driver', job: 'تاکسی', base: '114300648' },
    },
  ),
  asks(
    'یک ریال کمتر از کف راننده',
    refusedBy('base'),
    {},
    {
      answers: { trade: 'urban-driver', job: 'تاکسی', base: '114300647' },
    },
  ),
  asks('بیش از سقف', refusedBy('base'), {}, { answers: { base: '727367761' } }),
  asks('هفده‌ساله', refusedBy('age'), { self: applicant({ birthDate: jalali('1387/02/01') }), wages: [], spells: [] }),
  asks('کسی که ثبت احوال او را پیدا نمی‌کند', refusedBy('recognised'), { self: null }),
  asks('کسی که بیمهٔ اختیاری دارد', refusedBy('one'), { contracts: [contract] }),
  asks('قرارداد پیشین که دیروز پایان یافت', 'approved', {
    contracts: [{ ...contract, until: jalali('1404/10/19'), endedBecause: 'لغو' }],
  }),
  asks('کسی که کارفرما بیمه‌اش کرده است', refusedBy('employer'), { spells: [spell('1402/04/01')] }),
  asks('بازنشسته', refusedBy('free'), { member: { ...member, standing: 'retiree' } }),
  asks('بیمه‌شدهٔ صندوق دیگر', refusedBy('free'), { cover: { ...cover, otherFund: true } }),
  asks('پنجاه‌وپنج‌ساله با دو سال سابقه', refusedBy('entry'), {
    self: applicant({ birthDate: jalali('1349/02/01') }),
  }),
  asks('پنجاه‌ودوساله با سه سال سابقه', 'approved', {
    self: applicant({ birthDate: jalali('1352/02/01') }),
    wages: worked(140104, 140403, 150_000_000),
  }),
]
