import type { WageRecord } from '#kernel/register.ts'
import type { Route } from '#law/parameters/old-age.ts'
import { type Case as CaseOf, jalali } from '../case.ts'
import { applicant, registered, spell, worked } from '../samples.ts'
import type service from './service.ts'

type Case = CaseOf<typeof service>

export const member = registered({ idCardOnFile: false })
const pension = {
  pensionNumber: '100000000001',
  kind: 'old-age',
  from: jalali('1400/01/01'),
  until: null,
  monthly: '120000000',
  edicts: [],
} as const

const WAGE = 300_000_000
const PAGES = ['estimate', 'identity', 'work', 'record', 'route', 'truth']
const confirmed = { check: { confirmed: true, report: 'با لیست‌ها سنجیده شد.' } }
const refusedBy = (rule: string) => ({ refusedBy: rule })

type Person = { born: string; sex?: 'male' | 'female'; wages: readonly WageRecord[] }
const OLD: Person = { born: '1343/02/01', wages: worked(138001, 140409, WAGE) }
const YOUNG: Person = { born: '1365/02/01', wages: worked(139001, 140409, WAGE) }

function request(
  title: string,
  ends: Case['ends'],
  route: Route,
  { born, sex = 'male', wages }: Person,
  more: Partial<Case> = {},
): Case {
  return {
    title,
    ends,
    pages: PAGES,
    documents: ['idCard'],
    found: confirmed,
    ...more,
    answers: {
      moreYears: null,
      otherWage: null,
      address: { province: 'قم', city: 'قم', street: 'خیابان ساحلی، پلاک ۴', postalCode: '3713614475' },
      leaveOn: jalali('1404/11/30'),
      workshopNote: null,
      record: 'whole',
      route,
      account: 'IR150130000000000012345678',
      truth: true,
      ...more.answers,
    },
    facts: {
      member,
      self: applicant({ sex, birthDate: jalali(born) }),
      wages,
      spells: [spell('1380/01/01')],
      pensions: [],
      bank: { iban: 'IR820540102680020817909002', since: jalali('1400/01/01') },
      ...more.facts,
    },
  }
}

export const CASES: readonly Case[] = [
  request('مرد ۶۱ ساله با بیست‌وچهار سال سابقه', 'approved', 'ordinary', OLD),
  request('بدون حساب اعلام‌شده: شبا پرسیده می‌شود', 'approved', 'ordinary', OLD, {
    pages: ['estimate', 'identity', 'work', 'record', 'route', 'account', 'truth'],
    facts: { bank: null },
  }),
  request('پس از دیدن «اگر پنج سال دیگر کار کنم»', 'approved', 'ordinary', OLD, {
    answers: { moreYears: 5, otherWage: '400000000', workshopNote: 'کارگاه پیشین من تعطیل شده است.' },
  }),
  request('سی‌وپنج سال سابقه در ۵۶ سالگی', 'approved', 'any-age', {
    born: '1348/02/01',
    wages: worked(136801, 140409, WAGE),
  }),
  request('سی‌ویک سال سابقه در ۶۲ سالگی', 'approved', 'thirty-years', {
    born: '1342/02/01',
    wages: worked(137301, 140409, WAGE),
  }),
  request('بیست سال پیوسته کار سخت و زیان‌آور', 'approved', 'hard', {
    born: '1360/02/01',
    wages: worked(138301, 140409, WAGE, { hard: true }),
  }),
  request('زن کارگر ۴۳ ساله با بیست سال سابقه', 'approved', 'working-woman', {
    born: '1361/05/01',
    sex: 'female',
    wages: worked(138301, 140409, WAGE),
  }),
  request('چهارده سال سابقه در ۶۱ سالگی: به نسبت', 'approved', 'short', {
    born: '1343/02/01',
    wages: worked(139001, 140409, WAGE),
  }),
  request('کسی که سابقه‌ای ندارد', refusedBy('insured'), 'ordinary', { ...OLD, wages: [] }, { pages: [] }),
  request('کسی که ثبت احوال او را پیدا نمی‌کند', refusedBy('recognised'), 'ordinary', OLD, {
    pages: [],
    facts: { self: null },
  }),
  request('کسی که بازنشسته است', refusedBy('noPension'), 'ordinary', OLD, {
    pages: [],
    facts: { pensions: [pension] },
  }),
  request('ترک کار در دو سال دیگر', refusedBy('leaving'), 'ordinary', OLD, {
    answers: { leaveOn: jalali('1406/10/30') },
  }),
  request('سابقه‌ای که کامل نیست', refusedBy('wholeRecord'), 'ordinary', OLD, { answers: { record: 'missing' } }),
  request('شصت‌سالگی که نرسیده است', refusedBy('ordinary'), 'ordinary', YOUNG),
  request('سی‌وپنج سالی که پر نشده است', refusedBy('anyAge'), 'any-age', OLD),
  request('سی سالی که پر نشده است', refusedBy('thirtyYears'), 'thirty-years', OLD),
  request('کار سختی که ثبت نشده است', refusedBy('hard'), 'hard', OLD),
  request('مردی که راه زنان کارگر را برمی‌گزیند', refusedBy('workingWoman'), 'working-woman', OLD),
  request('راه سابقهٔ کوتاه پیش از سن آن', refusedBy('short'), 'short', YOUNG),
  request('سابقه‌ای که واحد مستمری‌ها تأیید نکرد', refusedBy('checked'), 'ordinary', OLD, {
    found: { check: { confirmed: false, report: 'دو سال از لیست‌ها به نام دیگری است.' } },
  }),
]
