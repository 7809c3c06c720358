import type { Json } from '#kernel/fields/field.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { AnswersOf, FactsOf } from '#kernel/service/service.ts'
import { APPLICANT, jalali, type Case as CaseOf } from '../case.ts'
import type { CivilRecord, RegisteredCover } from '../sources.ts'
import type service from './service.ts'

type Said = FactsOf<typeof service>
type Given = AnswersOf<typeof service>

export { APPLICANT, CASES_ON } from '../case.ts'
export type Case = CaseOf<typeof service>

const DEPENDANT = '9901234565' as PersonalNumber
const OTHER = '9911234568' as PersonalNumber
const FATHER = '9951234569' as PersonalNumber

const person = (more: Partial<CivilRecord>): CivilRecord => ({
  number: DEPENDANT,
  firstName: 'زهرا',
  lastName: 'آزمونی',
  fatherName: 'علی',
  sex: 'female',
  birthDate: jalali('1370/01/05'),
  placeOfBirth: 'قم',
  idCardNumber: '12',
  placeOfIssue: 'قم',
  father: null,
  mother: null,
  marriages: [],
  children: [],
  diedOn: null,
  ...more,
})

const man = person({ number: APPLICANT, firstName: 'حسین', sex: 'male', birthDate: jalali('1350/02/01') })
const woman = person({ number: APPLICANT, firstName: 'مریم', birthDate: jalali('1352/02/01') })
const couple = [{ spouse: APPLICANT, ended: null }] as const

const nothing: RegisteredCover = {
  insured: false,
  pension: false,
  otherFund: false,
  working: false,
  dependantOf: null,
  firstBirthDate: null,
  idCardOnFile: true,
}

const details = { placeOfBirth: 'قم', placeOfIssue: 'قم', branch: null }
const kept = { supported: true, livelihood: 'با من زندگی می‌کند و درآمدی ندارد.' }
const branch = { code: '0371', name: 'شعبهٔ یک قم' }

type Sketch = {
  relation: Given['relation']
  self?: CivilRecord | null
  civil: Partial<CivilRecord> | null
  cover?: Partial<RegisteredCover>
  more?: Readonly<Record<string, Json>>
  facts?: Partial<Said>
  pages?: readonly string[]
  documents?: readonly string[]
  found?: Partial<Said>
}

function enrolment(title: string, ends: Case['ends'], sketch: Sketch): Case {
  const { relation, self = man, more = {}, pages = [], documents = [], found = {} } = sketch
  const civil = sketch.civil === null ? null : person(sketch.civil)
  const birthDate = civil?.birthDate ?? jalali('1370/01/05')
  const number = civil?.number ?? DEPENDANT
  return {
    title,
    ends,
    documents,
    found,
    pages: civil === null ? ['person'] : ['person', 'details', ...pages, 'truth'],
    answers: { person: { number, birthDate }, relation, ...details, truth: true, ...more },
    facts: {
      membership: { standing: 'insured', branch },
      self,
      civil,
      cover: { ...nothing, ...sketch.cover },
      ...sketch.facts,
    },
  }
}

const wife = {
  civil: { marriages: couple },
  relation: 'wife',
  documents: ['idCard', 'spousePage', 'marriageDeed'],
} as const
const sonOf = (birthDate: string, more: Partial<CivilRecord> = {}) =>
  ({ firstName: 'امیر', sex: 'male', father: APPLICANT, birthDate: jalali(birthDate), ...more }) as const
const daughterOf = (birthDate: string, more: Partial<CivilRecord> = {}) =>
  ({ father: APPLICANT, birthDate: jalali(birthDate), ...more }) as const
const motherOf = (birthDate: string) => ({ firstName: 'فاطمه', birthDate: jalali(birthDate) }) as const
const childOfMother = { ...man, mother: DEPENDANT, father: FATHER }
const kefalat = { more: kept, pages: ['livelihood'], documents: ['idCard', 'nationalCard'] } as const
const supported = { livelihood: { supported: true, report: 'گزارش ۱' } } as const
const student = { more: { sonGround: 'student', studyCode: 'ST-1' }, pages: ['son', 'study'] } as const
const refusedBy = (rule: string) => ({ refusedBy: rule }) as const

export const CASES: readonly Case[] = [
  enrolment('همسر', 'approved', wife),
  enrolment('همسر دوم', 'approved', {
    ...wife,
    self: {
      ...man,
      marriages: [
        { spouse: OTHER, ended: null },
        { spouse: DEPENDANT, ended: null },
      ],
    },
  }),
  enrolment('همسری که خود بیمه است', 'approved', { ...wife, cover: { insured: true, working: true } }),
  enrolment('بازنشسته همسرش را معرفی می‌کند', 'approved', {
    ...wife,
    facts: { membership: { standing: 'retiree', branch } },
  }),
  enrolment('بازمانده همسری را معرفی می‌کند', refusedBy('standing'), {
    ...wife,
    facts: { membership: { standing: 'survivor', branch } },
  }),
  enrolment('کسی که خود تحت پوشش است', refusedBy('standing'), {
    ...wife,
    facts: { membership: { standing: 'dependant', branch: null } },
  }),
  enrolment('ازدواج ثبت نشده', refusedBy('tie'), { ...wife, civil: { marriages: [] } }),
  enrolment('جدا شده‌اند', refusedBy('tie'), {
    ...wife,
    civil: { marriages: [{ spouse: APPLICANT, ended: { on: jalali('1403/01/01'), by: 'divorce' } }] },
  }),
  enrolment('زنی زن دیگری را همسر می‌نامد', refusedBy('sex'), { ...wife, self: woman }),
  enrolment('مردی شوهر معرفی می‌کند', refusedBy('sex'), {
    ...wife,
    relation: 'husband',
    civil: { ...sonOf('1340/01/01'), marriages: couple },
    ...kefalat,
    documents: ['idCard', 'spousePage', 'marriageDeed', 'nationalCard'],
  }),
  enrolment('کد ملی و تاریخ تولد با هم نمی‌خواند', refusedBy('found'), { relation: 'wife', civil: null }),
  enrolment('بیمه‌شده‌ای که ثبت احوال او را پیدا نمی‌کند', refusedBy('recognised'), { ...wife, self: null }),
  enrolment('خودش', refusedBy('self'), { ...wife, civil: { number: APPLICANT, marriages: couple } }),
  enrolment('درگذشته', refusedBy('alive'), { ...wife, civil: { marriages: couple, diedOn: jalali('1404/05/01') } }),
  enrolment('تحت پوشش بیمه‌شدهٔ دیگر', refusedBy('free'), {
    relation: 'daughter',
    civil: daughterOf('1395/01/01'),
    cover: { dependantOf: OTHER },
  }),
  enrolment('پسر یک روز مانده به ۱۹ سال', 'approved', { relation: 'son', civil: sonOf('1385/10/21') }),
  enrolment('پسری که شناسنامه‌اش در پرونده نیست', 'approved', {
    relation: 'son',
    civil: sonOf('1395/01/01'),
    cover: { idCardOnFile: false },
    documents: ['idCard'],
  }),
  enrolment('پسر ۱۹ سالهٔ دانشجو', 'approved', {
    relation: 'son',
    civil: sonOf('1385/10/20'),
    ...student,
    facts: { study: { university: 'دانشگاه قم', until: jalali('1408/06/31') } },
  }),
  enrolment('پسر تحت پوشش، یک ماه مانده به ۱۹ سال، که دانشجوست', 'approved', {
    relation: 'son',
    civil: sonOf('1385/11/20'),
    cover: { dependantOf: APPLICANT, coveredUntil: jalali('1404/11/20') },
    ...student,
    facts: { study: { university: 'دانشگاه قم', until: jalali('1408/06/31') } },
  }),
  enrolment('پسر تحت پوشش، یک ماه مانده به ۱۹ سال، که درس نمی‌خواند', refusedBy('sonAge'), {
    relation: 'son',
    civil: sonOf('1385/11/20'),
    cover: { dependantOf: APPLICANT, coveredUntil: jalali('1404/11/20') },
    more: { sonGround: 'neither' },
    pages: ['son'],
  }),
  enrolment('پسر تحت پوشش، بیش از یک ماه مانده به ۱۹ سال', refusedBy('free'), {
    relation: 'son',
    civil: sonOf('1385/11/21'),
    cover: { dependantOf: APPLICANT, coveredUntil: jalali('1404/11/21') },
  }),
  enrolment('پسر ۱۹ ساله با کد نادرست', refusedBy('sonAge'), {
    relation: 'son',
    civil: sonOf('1385/10/20'),
    ...student,
    facts: { study: null },
  }),
  enrolment('پسر ۲۲ ساله که درس نمی‌خواند', refusedBy('sonAge'), {
    relation: 'son',
    civil: sonOf('1382/01/01'),
    more: { sonGround: 'neither' },
    pages: ['son'],
  }),
  enrolment('پسر ازکارافتاده با رأی کمیسیون', 'approved', {
    relation: 'son',
    civil: sonOf('1380/01/01'),
    more: { sonGround: 'disabled' },
    pages: ['son'],
    found: { commission: { disabled: true, vote: 'رأی ۷' } },
  }),
  enrolment('پسری که کمیسیون ازکارافتاده نشناخت', refusedBy('sonAge'), {
    relation: 'son',
    civil: sonOf('1380/01/01'),
    more: { sonGround: 'disabled' },
    pages: ['son'],
    found: { commission: { disabled: false, vote: 'رأی ۸' } },
  }),
  enrolment('پسری که سنش را کوچک کرده است', refusedBy('sonAge'), {
    relation: 'son',
    civil: sonOf('1387/01/01'),
    cover: { firstBirthDate: jalali('1383/01/01') },
    more: { sonGround: 'neither' },
    pages: ['son'],
  }),
  enrolment('پسر شاغل', refusedBy('work'), { relation: 'son', civil: sonOf('1388/01/01'), cover: { working: true } }),
  enrolment('پسر بیمه', refusedBy('free'), { relation: 'son', civil: sonOf('1388/01/01'), cover: { insured: true } }),
  enrolment('پسر کس دیگر', refusedBy('tie'), { relation: 'son', civil: sonOf('1395/01/01', { father: OTHER }) }),
  enrolment('دختر خردسال', 'approved', { relation: 'daughter', civil: daughterOf('1395/01/01') }),
  enrolment('دختر زادهٔ ۳۰ اسفند، ۱۸ سال تمام', 'approved', {
    relation: 'daughter',
    civil: daughterOf('1379/12/30'),
    more: { daughterCommitment: true },
    pages: ['daughter'],
  }),
  enrolment('دختر ۱۹ ساله', 'approved', {
    relation: 'daughter',
    civil: daughterOf('1385/05/01'),
    more: { daughterCommitment: true },
    pages: ['daughter'],
  }),
  enrolment('دختر شوهردار', refusedBy('husband'), {
    relation: 'daughter',
    civil: daughterOf('1380/01/01', { marriages: [{ spouse: OTHER, ended: null }] }),
    more: { daughterCommitment: true },
    pages: ['daughter'],
  }),
  enrolment('دختری که شوهرش درگذشته است', 'approved', {
    relation: 'daughter',
    civil: daughterOf('1380/01/01', {
      marriages: [{ spouse: OTHER, ended: { on: jalali('1403/01/01'), by: 'death' } }],
    }),
    more: { daughterCommitment: true },
    pages: ['daughter'],
  }),
  enrolment('پسری که دختر خوانده شده', refusedBy('sex'), { relation: 'daughter', civil: sonOf('1395/01/01') }),
  enrolment('فرزندخوانده', 'approved', {
    relation: 'adopted',
    civil: { father: OTHER, birthDate: jalali('1398/01/01') },
    documents: ['adoptionRuling'],
    found: { papers: { shown: true } },
  }),
  enrolment('فرزندخوانده بدون حکم درست', refusedBy('tie'), {
    relation: 'adopted',
    civil: { father: OTHER, birthDate: jalali('1398/01/01') },
    documents: ['adoptionRuling'],
    found: { papers: { shown: false } },
  }),
  enrolment('فرزند مادر بیمه‌شده، پدر بی‌کار و بی‌بیمه', 'approved', {
    relation: 'son',
    self: woman,
    civil: sonOf('1395/01/01', { father: FATHER, mother: APPLICANT }),
    facts: { fatherCover: nothing },
  }),
  enrolment('فرزند مادر بیمه‌شده، پدر بیمه', refusedBy('father'), {
    relation: 'son',
    self: woman,
    civil: sonOf('1395/01/01', { father: FATHER, mother: APPLICANT }),
    facts: { fatherCover: { ...nothing, insured: true } },
    more: { custody: false },
    pages: ['custody'],
  }),
  enrolment('فرزندی که حضانتش با مادر است', 'approved', {
    relation: 'daughter',
    self: woman,
    civil: daughterOf('1395/01/01', { father: FATHER, mother: APPLICANT }),
    facts: { fatherCover: { ...nothing, insured: true } },
    more: { custody: true },
    pages: ['custody'],
    documents: ['custodyRuling'],
  }),
  enrolment('مادر ۵۵ ساله', 'approved', {
    relation: 'mother',
    self: childOfMother,
    civil: motherOf('1349/10/20'),
    ...kefalat,
    found: supported,
  }),
  enrolment('مادری که تحقیق، تکفل او را تأیید نکرد', refusedBy('support'), {
    relation: 'mother',
    self: childOfMother,
    civil: motherOf('1349/10/20'),
    ...kefalat,
    found: { livelihood: { supported: false, report: 'گزارش ۲' } },
  }),
  enrolment('مادر یک روز مانده به ۵۵ سال', refusedBy('age'), {
    relation: 'mother',
    self: childOfMother,
    civil: motherOf('1349/10/21'),
    ...kefalat,
    more: { ...kept, disabled: false },
    pages: ['livelihood', 'disability'],
  }),
  enrolment('مادر ۵۰ سالهٔ ازکارافتاده', 'approved', {
    relation: 'mother',
    self: childOfMother,
    civil: motherOf('1354/01/01'),
    ...kefalat,
    more: { ...kept, disabled: true },
    pages: ['livelihood', 'disability'],
    found: { ...supported, commission: { disabled: true, vote: 'رأی ۹' } },
  }),
  enrolment('مادر مستمری‌بگیر', refusedBy('means'), {
    relation: 'mother',
    self: childOfMother,
    civil: motherOf('1340/01/01'),
    cover: { pension: true },
    ...kefalat,
  }),
  enrolment('مادری که مخارجش با دیگری است', refusedBy('support'), {
    relation: 'mother',
    self: childOfMother,
    civil: motherOf('1340/01/01'),
    ...kefalat,
    more: { ...kept, supported: false },
  }),
  enrolment('پدر ۶۰ ساله', 'approved', {
    relation: 'father',
    self: { ...man, father: DEPENDANT },
    civil: { sex: 'male', firstName: 'علی', birthDate: jalali('1344/10/20') },
    ...kefalat,
    found: supported,
  }),
  enrolment('پدر یک روز مانده به ۶۰ سال', refusedBy('age'), {
    relation: 'father',
    self: { ...man, father: DEPENDANT },
    civil: { sex: 'male', birthDate: jalali('1344/10/21') },
    ...kefalat,
    more: { ...kept, disabled: false },
    pages: ['livelihood', 'disability'],
  }),
  enrolment('شوهر ۶۲ ساله', 'approved', {
    relation: 'husband',
    self: woman,
    civil: { sex: 'male', firstName: 'کریم', birthDate: jalali('1342/01/01'), marriages: couple },
    ...kefalat,
    documents: ['idCard', 'spousePage', 'marriageDeed', 'nationalCard'],
    found: supported,
  }),
  enrolment('شوهر بیمهٔ صندوق دیگر', refusedBy('means'), {
    relation: 'husband',
    self: woman,
    civil: { sex: 'male', birthDate: jalali('1342/01/01'), marriages: couple },
    cover: { otherFund: true },
    ...kefalat,
    documents: ['idCard', 'spousePage', 'marriageDeed', 'nationalCard'],
  }),
  enrolment('ثبت احوالی که پیوند را نمی‌گوید', 'approved', {
    ...wife,
    civil: { marriages: null },
    self: { ...man, marriages: null },
    found: { papers: { shown: true } },
  }),
]
