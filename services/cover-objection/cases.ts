import type { Held } from '#law/dependants.ts'
import { type Case as CaseOf, APPLICANT, jalali } from '../case.ts'
import { SPOUSE, STRANGER, applicant } from '../samples.ts'
import type { CivilRecord, EndedCover, RegisteredCover } from '../sources.ts'
import type service from './service.ts'

type Case = CaseOf<typeof service>

const ON = jalali('1404/08/12')
const FROM = jalali('1395/05/01')
const BORN = jalali('1368/03/04')

const held = (more: Partial<Held> = {}): Held => ({
  relation: 'wife',
  sex: 'female',
  birth: BORN,
  from: FROM,
  ground: 'tie',
  since: FROM,
  studyUntil: null,
  commitmentAskedOn: null,
  committedOn: null,
  ...more,
})
const ended = (because: EndedCover['because'], more: Partial<Held> = {}, on = ON): EndedCover => ({
  name: 'زهرا آزمونی',
  held: held(more),
  on,
  because,
  note: because === 'branch' ? 'در بازدید شعبه معلوم شد که جدا زندگی می‌کنند.' : null,
  endedBy: because === 'branch' ? 'zahra' : null,
})
const civil = (more: Partial<CivilRecord> = {}): CivilRecord =>
  applicant({
    number: SPOUSE,
    firstName: 'زهرا',
    sex: 'female',
    birthDate: BORN,
    marriages: [{ spouse: APPLICANT, ended: null, marriedOn: FROM }],
    ...more,
  })
const nothing: RegisteredCover = {
  insured: false,
  pension: false,
  otherFund: false,
  working: false,
  dependantOf: null,
  coveredUntil: null,
  firstBirthDate: null,
  idCardOnFile: true,
}
const child = (birth: string, more: Partial<CivilRecord> = {}) =>
  civil({ birthDate: jalali(birth), marriages: [], father: APPLICANT, ...more })

/** A student whose year of study was over, by the day on which it was last shown. */
const student: Partial<Held> = {
  relation: 'son',
  sex: 'male',
  birth: jalali('1383/02/01'),
  from: jalali('1390/01/01'),
  ground: 'study',
  since: jalali('1403/08/12'),
}
/** A daughter who came of age, whose father was asked for the commitment and did not give it. */
const daughter: Partial<Held> = {
  relation: 'daughter',
  birth: jalali('1386/05/12'),
  from: jalali('1390/01/01'),
  commitmentAskedOn: jalali('1404/04/12'),
}

const objection = (
  title: string,
  ends: Case['ends'],
  said: Case['facts'] = {},
  more: Partial<Pick<Case, 'answers' | 'found' | 'pages'>> = {},
): Case => ({
  title,
  ends,
  pages: ['person', 'objection', 'truth'],
  documents: ['proof'],
  found: { review: { takenBack: true, report: 'مدارک نشان می‌دهد که زندگی مشترک ادامه دارد.' } },
  ...more,
  answers: {
    person: { number: SPOUSE, birthDate: said.civil?.birthDate ?? BORN },
    why: 'ما جدا نشده‌ایم و با هم زندگی می‌کنیم.',
    studyCode: 'AB-1404',
    commitment: true,
    truth: true,
    ...more.answers,
  },
  facts: {
    membership: { standing: 'insured', branch: { code: '1', name: 'شعبهٔ یک قم' } },
    self: applicant(),
    ended: ended('branch'),
    civil: civil(),
    cover: nothing,
    ...said,
  },
})
const refusedBy = (rule: string) => ({ refusedBy: rule })
const divorced = civil({
  marriages: [{ spouse: APPLICANT, ended: { on: ON, by: 'divorce' }, marriedOn: FROM }],
})
const son = child('1383/02/01', { firstName: 'امیر', sex: 'male' })

export const CASES: readonly Case[] = [
  objection('تصمیم شعبه که درست نبوده است', 'approved'),
  objection('جدایی‌ای که ثبت احوال آن را اصلاح کرده است', 'approved', { ended: ended('divorce') }),
  objection(
    'دانشجویی که سال پیش کد نداده است',
    'approved',
    { ended: ended('study-proof-due', student), civil: son, study: { university: 'دانشگاه قم', until: null } },
    { pages: ['person', 'objection', 'study', 'truth'] },
  ),
  objection(
    'دختری که برای او تعهد داده نشده بود',
    'approved',
    { ended: ended('commitment', daughter), civil: child('1386/05/12') },
    { pages: ['person', 'objection', 'daughter', 'truth'] },
  ),
  objection('ثبت احوالی که پیوند را نمی‌گوید', 'approved', { civil: civil({ marriages: null }) }),
  objection('پسری که پس از آن روز به سن قانونی رسید', 'approved', {
    ended: ended('branch', { relation: 'son', sex: 'male', birth: jalali('1385/09/01'), ground: 'age' }),
    civil: child('1385/09/01', { sex: 'male' }),
  }),
  objection('کسی که ثبت احوال او را پیدا نمی‌کند', refusedBy('recognised'), { self: null }),
  objection('بازمانده', refusedBy('standing'), { membership: { standing: 'survivor', branch: null } }),
  objection('کسی که پوششش پایان نیافته است', refusedBy('ended'), { ended: null }),
  objection('تاریخ تولد نادرست', refusedBy('found'), { civil: null }),
  objection('کسی که دوباره تحت پوشش است', refusedBy('free'), { cover: { ...nothing, dependantOf: STRANGER } }),
  objection(
    'کد تحصیلی که پیدا نشد',
    refusedBy('studies'),
    { ended: ended('study-proof-due', student), civil: son, study: null },
    { pages: ['person', 'objection', 'study', 'truth'] },
  ),
  objection('جدایی‌ای که هنوز ثبت است', refusedBy('lasts'), { ended: ended('divorce'), civil: divorced }),
  objection('پسری که هنوز شاغل است', refusedBy('lasts'), {
    ended: ended('job', { relation: 'son', sex: 'male', birth: jalali('1390/01/01'), ground: 'age' }),
    civil: child('1390/01/01', { sex: 'male' }),
    cover: { ...nothing, working: true },
  }),
  objection(
    'پایانی که شعبه پس از رسیدگی درست می‌داند',
    refusedBy('review'),
    {},
    { found: { review: { takenBack: false, report: 'همسایه‌ها گفتند جدا زندگی می‌کنند.' } } },
  ),
]
