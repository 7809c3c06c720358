import { type Case as CaseOf, APPLICANT, jalali } from '../case.ts'
import { SPOUSE, STRANGER, applicant } from '../samples.ts'
import type { CivilRecord, GivenCover } from '../sources.ts'
import type service from './service.ts'

type Case = CaseOf<typeof service>

const ON = jalali('1404/09/12')
const BORN = jalali('1368/03/04')
const FROM = jalali('1395/05/01')

const wife: GivenCover = { name: 'زهرا آزمونی', relation: 'wife', from: FROM }
const child = (relation: GivenCover['relation']): GivenCover => ({ name: 'سارا آزمونی', relation, from: FROM })

/** The covered person as the registry tells it. */
const civil = (more: Partial<CivilRecord> = {}): CivilRecord =>
  applicant({ number: SPOUSE, firstName: 'زهرا', sex: 'female', birthDate: BORN, ...more })
const divorced = civil({ marriages: [{ spouse: APPLICANT, ended: { on: ON, by: 'divorce' } }] })
const seen = { found: { proof: { shown: true } } } as const

const end = (
  title: string,
  ends: Case['ends'],
  reason: string,
  said: Case['facts'],
  more: Partial<Pick<Case, 'answers' | 'found' | 'pages'>> = {},
): Case => ({
  title,
  ends,
  pages: ['person', 'event', 'truth'],
  documents: ['proof'],
  ...more,
  answers: { person: { number: SPOUSE, birthDate: BORN }, reason, on: ON, truth: true, ...more.answers },
  facts: { cover: wife, civil: civil(), ...said },
})
const refusedBy = (rule: string) => ({ refusedBy: rule })
const bond = { spouse: APPLICANT, ended: null } as const
const byDivorce = { on: ON, by: 'divorce' } as const

export const CASES: readonly Case[] = [
  end('پسری که شاغل شده است و قرارداد کار دارد', 'approved', 'job', { cover: child('son') }, seen),
  end('جدایی که در ثبت احوال ثبت شده است', 'approved', 'divorce', { civil: divorced }),
  end(
    'جدایی که ثبت احوال از آن خبر ندارد و در سند طلاق دیده می‌شود',
    'approved',
    'divorce',
    { civil: civil({ marriages: null }) },
    seen,
  ),
  end(
    'دوباره با هم ازدواج کرده‌اند و سند طلاق بار دوم دیده می‌شود',
    'approved',
    'divorce',
    { civil: civil({ marriages: [{ spouse: APPLICANT, ended: byDivorce }, bond] }) },
    seen,
  ),
  end('درگذشت پدر', 'approved', 'death', { cover: child('father'), civil: civil({ sex: 'male', diedOn: ON }) }),
  end('ازدواج دختر', 'approved', 'marriage', {
    cover: child('daughter'),
    civil: civil({ marriages: [{ spouse: STRANGER, ended: null, marriedOn: ON }] }),
  }),
  end('همسری که خودش بیمه شده است', 'approved', 'own-insurance', {}, seen),
  end(
    'مادری که با فرزند دیگری زندگی می‌کند',
    'approved',
    'other',
    { cover: child('mother') },
    {
      ...seen,
      pages: ['person', 'event', 'other', 'truth'],
      answers: { explanation: 'مخارج مادرم را اکنون برادرم می‌دهد.' },
    },
  ),
  end('روز نخست پوشش', 'approved', 'job', { cover: { ...child('son'), from: ON } }, seen),
  end('کسی که تحت پوشش درخواست‌کننده نیست', refusedBy('covered'), 'divorce', { cover: null }),
  end('تاریخ تولد نادرست', refusedBy('found'), 'divorce', { civil: null }),
  end('جدایی از پدر', refusedBy('fits'), 'divorce', { cover: child('father') }),
  end('ازدواج پسرخوانده', refusedBy('fits'), 'marriage', { cover: child('adopted'), civil: civil({ sex: 'male' }) }),
  end('اشتغال همسر', refusedBy('fits'), 'job', {}),
  end(
    'روزی که هنوز نرسیده است',
    refusedBy('day'),
    'job',
    { cover: child('son') },
    {
      answers: { on: jalali('1404/10/21') },
    },
  ),
  end(
    'یک روز پیش از آغاز پوشش',
    refusedBy('day'),
    'job',
    { cover: child('son') },
    {
      answers: { on: jalali('1395/04/31') },
    },
  ),
  end(
    'تاریخی جز تاریخ ثبت احوال',
    refusedBy('confirmed'),
    'divorce',
    { civil: divorced },
    {
      answers: { on: jalali('1404/09/13') },
    },
  ),
  end(
    'قراردادی که اشتغال را نشان نمی‌دهد',
    refusedBy('confirmed'),
    'job',
    { cover: child('son') },
    {
      found: { proof: { shown: false } },
    },
  ),
]
