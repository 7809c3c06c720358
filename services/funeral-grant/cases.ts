import { APPLICANT, type Case as CaseOf, jalali } from '../case.ts'
import { SPOUSE, STRANGER, applicant, registered, spell } from '../samples.ts'
import type { CivilRecord } from '../sources.ts'
import type service from './service.ts'

type Case = CaseOf<typeof service>

const DIED = jalali('1404/09/12')
const BORN = jalali('1320/03/04')
const father = (more: Partial<CivilRecord> = {}): CivilRecord =>
  applicant({ number: STRANGER, firstName: 'علی', birthDate: BORN, diedOn: DIED, children: [APPLICANT], ...more })
const member = registered({ insuranceNumber: '12345678', branch: null })
const pension = {
  pensionNumber: '900100',
  kind: 'old-age',
  from: jalali('1390/01/01'),
  until: null,
  monthly: '90000000',
  edicts: [],
} as const
const paid = {
  benefitId: '1',
  kind: 'funeral',
  about: STRANGER,
  from: null,
  until: null,
  rials: '103909680',
  grantedOn: jalali('1404/09/20'),
  paidOn: null,
} as const

const funeral = (
  title: string,
  ends: Case['ends'],
  said: Case['facts'] = {},
  more: Partial<Pick<Case, 'answers' | 'found'>> = {},
): Case => ({
  title,
  ends,
  pages: ['deceased', 'truth'],
  documents: ['deathPaper'],
  ...more,
  answers: { deceased: { number: STRANGER, birthDate: BORN }, kinship: 'child', truth: true, ...more.answers },
  facts: {
    self: applicant({ father: STRANGER }),
    member,
    own: [],
    account: { iban: 'IR820540102680020817909002', since: jalali('1400/01/01') },
    civil: father(),
    spells: [],
    contracts: [],
    pensions: [pension],
    unemployment: [],
    ...said,
  },
})
const refusedBy = (rule: string) => ({ refusedBy: rule })
const wife: Case['facts'] = {
  civil: father({
    number: SPOUSE,
    sex: 'female',
    marriages: [{ spouse: APPLICANT, ended: { on: DIED, by: 'death' } }],
  }),
  pensions: [],
}
const asSpouse = { answers: { deceased: { number: SPOUSE, birthDate: BORN }, kinship: 'spouse' } } as const

export const CASES: readonly Case[] = [
  funeral('پدر بازنشسته', 'approved'),
  funeral('پدر شاغل', 'approved', { pensions: [], spells: [spell('1399/01/01')] }),
  funeral('همسر بیمه‌شده', 'approved', wife, asSpouse),
  funeral(
    'نسبتی که ثبت احوال نمی‌گوید و در مدارک دیده می‌شود',
    'approved',
    { civil: father({ children: null }), self: applicant() },
    { found: { papers: { shown: true } } },
  ),
  funeral(
    'متقاضی‌ای که ثبت احوال او را پیدا نمی‌کند: نسبت در مدارک دیده می‌شود',
    'approved',
    { civil: father({ children: null }), self: null },
    { found: { papers: { shown: true } } },
  ),
  funeral('کسی که پیدا نشد', refusedBy('found'), { civil: null }),
  funeral('درگذشتی که ثبت نشده است', refusedBy('died'), { civil: father({ diedOn: null }) }),
  funeral('درگذشتی در سالی که حداقل مزدش را نداریم', refusedBy('reckonable'), {
    civil: father({ diedOn: jalali('1369/02/21') }),
  }),
  funeral('فرزند کس دیگر', refusedBy('kin'), { civil: father({ children: [SPOUSE] }) }),
  funeral('کاری که پیش از درگذشت پایان یافته بود', refusedBy('entitled'), {
    pensions: [],
    spells: [spell('1399/01/01', '1404/09/11')],
  }),
  funeral('همسر کسی که خود بیمه نیست', refusedBy('entitled'), { ...wife, member: null }, asSpouse),
  funeral('بار دوم', refusedBy('once'), { own: [paid] }),
]
