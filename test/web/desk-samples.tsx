import type { VNode } from 'preact'
import type { IsoDate } from '#kernel/dates.ts'
import { reviewedByBranch } from '#kernel/service/flows.ts'
import { judge } from '#kernel/service/judge.ts'
import { permitted } from '#kernel/service/permitted.ts'
import type { Service } from '#kernel/service/service.ts'
import { situation } from '#kernel/service/situation.ts'
import { CASES } from '#services/dependants/cases.ts'
import service from '#services/dependants/service.ts'
import type { CalendarAtDesk, ProposalAtDesk } from '#app/calendar/at-desk.ts'
import type { Case } from '#app/staff/case.ts'
import type { AskedQuestion } from '#app/staff/colleagues.ts'
import type { Desk, Listed } from '#app/staff/desk.ts'
import type { ApplicationRow } from '#store/applications.ts'
import { CalendarPage, ProposalPage } from '#web/pages/desk/calendar.tsx'
import { CasePage } from '#web/pages/desk/case.tsx'
import { DeskProblem, NoDesk } from '#web/pages/desk/frame.tsx'
import { Questions } from '#web/pages/desk/questions.tsx'
import { Queue, type QueueProps } from '#web/pages/desk/queue.tsx'
import { TeamPage } from '#web/pages/desk/team.tsx'
import { StaffSignIn, type AtDesk } from '#web/pages/staff.tsx'
import { Journey, actor, time } from '../support/journey.ts'
import { EVERY_SECTION } from './sheet-samples.tsx'

const token = 'gRzC1kXb-5mQ2vY0nL8sT4wP7aE3dF6hJ9'
const staff: AtDesk = { name: 'زهرا کاظمی', token, role: 'officer' }
const leader: AtDesk = { name: 'منصور راد', token, role: 'supervisor' }
const at = Date.UTC(2026, 0, 12, 8)
const mother = CASES.find(({ answers }) => answers.relation === 'mother')!

const row: ApplicationRow & Listed = {
  personId: '7' as ApplicationRow['personId'],
  applicationId: '4820917365112233',
  service: service.id,
  version: service.version,
  trackingCode: '4820917365',
  state: 'submitted',
  turn: 'organisation',
  roles: ['officer'],
  pending: 'a',
  branchId: 1,
  holder: null,
  actions: 9,
  lastHash: '',
  subject: 'طاهره قمی',
  applicantName: 'سیده مریم حسینی نژاد',
  openedAt: new Date(at),
  submittedAt: new Date(at),
  since: new Date(at),
  dueAt: new Date(at + 3 * 24 * 3600_000),
  endedAt: null,
  name: 'سیده‌مریم حسینی‌نژاد قمی',
  holderName: null,
  late: false,
}

const rows: readonly Listed[] = [
  { ...row, late: true, dueAt: new Date(at - 24 * 3600_000), holderName: 'بهرام کارآمد' },
  row,
  { ...row, trackingCode: '6736184015', name: 'محمدرضا صادقی', state: 'returned' },
  { ...row, trackingCode: '3840487392', name: 'علی‌اکبر کریمی', state: 'inquiry', holderName: 'زهرا کاظمی' },
]

const names = new Map([
  ['zahra', 'زهرا کاظمی'],
  ['bahram', 'بهرام کارآمد'],
  ['mina', 'دکتر مینا رستمی'],
])
const colleagues = [
  { staffId: 'bahram', name: 'بهرام کارآمد', role: 'officer' },
  { staffId: 'mina', name: 'دکتر مینا رستمی', role: 'medical-commission' },
]

/** The same service where every decision needs a second person. */
const fourEyes = { ...service, flow: reviewedByBranch({ days: 3, fourEyes: true }) }

function sent(of = mother, version: Service = service): Journey {
  const { person, relation, ...rest } = of.answers
  const journey = new Journey(version).answers('person', { person: person!, relation: relation! }).facts(of.facts)
  for (const page of situation(service, journey.application, journey.today).pages.slice(1)) {
    const asked = service.pages[page]!.fields.filter((name) => name in rest)
    journey.answers(page, Object.fromEntries(asked.map((name) => [name, rest[name as keyof typeof rest] as never])))
  }
  return journey
    .facts(of.facts)
    .uploads(...of.documents)
    .moves('citizen:submit')
}

function caseOf(journey: Journey, desk: Desk, more: Partial<Case> = {}): Case {
  const { service: version, application, moment, today } = journey
  const may = permitted(version, application, { role: desk.role, id: desk.staffId }, moment)
  return {
    row: { ...row, holder: application.holder, state: application.state },
    service: version,
    application,
    moment: { at: moment.at, time },
    person: {
      personId: row.personId,
      number: application.applicant,
      firstName: 'سیده‌مریم',
      lastName: 'حسینی‌نژاد قمی',
      fatherName: 'محمد',
      idCardNumber: '1245',
      placeOfIssue: 'قم',
      sex: 'female',
      birthDate: '1986-03-21' as IsoDate,
      mobile: '09123456789' as Case['person']['mobile'],
      email: null,
      branchId: 1,
      registeredAt: new Date(at),
    },
    now: situation(version, application, today),
    judgement: judge(version, application, today),
    permitted: may,
    names,
    others: rows.slice(2, 3),
    colleagues,
    takers: may.handOver || may.assign ? colleagues.slice(0, 1) : [],
    insteadOf: null,
    doubles: { same: [], sameFile: [], elsewhere: 0 },
    safety: new Map(
      Object.values(application.documents)
        .flat()
        .map(({ id }) => [id, 'پویش‌شده و سالم']),
    ),
    desk,
    ...more,
  }
}

const officer: Desk = { staffId: 'zahra', role: 'officer', scope: { branchId: 1 } }
const supervisor: Desk = { ...officer, staffId: 'mansur', role: 'supervisor' }
const zahra = actor('officer', 'zahra')
const claimed = () => sent().does(zahra, { kind: 'viewed', what: 'case' }).does(zahra, { kind: 'claimed' })

/** Approved by an officer, in the hand of the supervisor who confirms it or sends it back. */
const decided = () =>
  sent(CASES[0]!, fourEyes).moves('officer:approve').does(actor('supervisor', 'mansur'), { kind: 'claimed' })

/** Returned and sent again, with notes, a question, its answer, a destroyed file and duplicates: as long as a case gets. */
function longest(): Journey {
  const journey = claimed()
    .does(zahra, {
      kind: 'moved',
      move: 'officer:return',
      remarks: [
        { about: 'field', name: 'placeOfBirth', remark: 'با شناسنامه یکی نیست.' },
        { about: 'document', name: 'idCard', remark: 'تصویر خوانا نیست.' },
      ],
    })
    .answers('details', { placeOfBirth: 'کاشان' })
    .uploads('idCard')
    .moves('citizen:submit')
    .does(zahra, { kind: 'claimed' })
    .does(zahra, { kind: 'noted', text: 'تلفنی با متقاضی هماهنگ شد.', shownTo: 'staff' })
    .does(zahra, { kind: 'asked', to: { staff: 'mina' }, text: 'این گواهی پزشکی معتبر است؟' })
  const n = journey.application.actions.length - 1
  journey
    .does(actor('physician', 'mina'), { kind: 'replied', question: n, text: 'بله، مهر آن اصل است.' })
    .does(actor('officer', 'bahram'), { kind: 'asked', to: { role: 'officer' }, text: 'این شعبه را می‌شناسید؟' })
  const file = journey.application.documents['nationalCard']?.[0]
  return file === undefined
    ? journey
    : journey.does(actor('clock'), { kind: 'infected', document: 'nationalCard', file: file.id })
}

const queue = (more: Partial<QueueProps> = {}) => (
  <Queue
    staff={staff}
    role="کارشناس شعبه"
    scope="شعبهٔ یک قم"
    page={{
      counts: { waiting: 128, mine: 4, late: 1, today: 12, absent: 3, questions: 2 },
      rows,
      next: null,
    }}
    wish={{}}
    nextHref="/staff?after=1.2"
    search={null}
    {...more}
  />
)

const asked: AskedQuestion = {
  personId: row.personId,
  applicationId: row.applicationId,
  n: 12,
  trackingCode: row.trackingCode,
  service: service.id,
  version: service.version,
  askedBy: 'bahram',
  toStaff: 'zahra',
  toRole: null,
  askedAt: new Date(at),
  answeredAt: null,
  askedByName: 'بهرام کارآمد',
  toName: 'زهرا کاظمی',
}
const load = { staffId: '1', name: 'بهرام کارآمد', role: 'officer', inHand: 12, late: 3, nextDue: new Date(at) }
const deputy = {
  deputyId: '1',
  absentId: '1',
  staffId: '2',
  fromDay: '2026-01-10' as IsoDate,
  untilDay: '2026-01-20' as IsoDate,
  absentName: 'بهرام کارآمد',
  name: 'زهرا کاظمی',
}
const team = {
  loads: [load, { ...load, staffId: '2', name: 'زهرا کاظمی', inHand: 0, late: 0, nextDue: null }],
  members: [
    { staffId: '1', name: 'بهرام کارآمد', role: 'officer' },
    { staffId: '2', name: 'زهرا کاظمی', role: 'officer' },
    { staffId: '3', name: 'دکتر مینا رستمی', role: 'medical-commission' },
  ],
  deputies: [deputy],
  today: '2026-01-12' as IsoDate,
}

/** The pages for staff in the states that look different. */
const pollution = {
  day: '2026-01-13' as IsoDate,
  scope: { province: 'قم' },
  spans: [],
  name: 'تعطیلی به سبب آلودگی هوا',
  source: 'مصوبهٔ کارگروه شرایط اضطرار استان قم، شمارهٔ ۱۲۳',
  confirmed: true,
} as const
const ramadan = {
  day: '2026-02-19' as IsoDate,
  scope: 'nation',
  spans: [[540, 780]],
  name: 'ساعت کار ماه رمضان',
  source: 'بخشنامهٔ سازمان اداری و استخدامی',
  confirmed: false,
} as const
const waitingDays = {
  proposalId: '12',
  proposedBy: '1',
  proposedName: 'منصور راد',
  years: [],
  proposedAt: new Date(at),
  days: [pollution, { ...pollution, day: '2026-01-14' as IsoDate }],
  decidedName: null,
  decidedAt: null,
  approved: null,
}
const calendar: CalendarAtDesk = {
  places: [
    ['nation', 'همهٔ کشور'],
    ['province-تهران', 'استان تهران'],
    ['province-قم', 'استان قم'],
  ],
  anyBranch: true,
  waiting: [waitingDays],
  decided: [true, false].map((approved, n) => ({
    ...waitingDays,
    proposalId: String(n),
    days: [n === 0 ? ramadan : { ...pollution, scope: { branch: '1' } }],
    decidedName: 'شیرین دانا',
    decidedAt: new Date(at),
    approved,
  })),
  coming: [pollution, ramadan],
  branchNames: new Map([['1', 'شعبهٔ یک قم']]),
  announced: { until: '2026-03-21' as IsoDate, days: 70, soon: true },
}
const proposal: ProposalAtDesk = {
  proposal: waitingDays,
  looked: 8400,
  whole: true,
  moving: [
    { from: '2026-01-13' as IsoDate, to: '2026-01-17' as IsoDate, applications: 1020, requests: 3100 },
    { from: '2026-01-14' as IsoDate, to: '2026-01-18' as IsoDate, applications: 210, requests: 0 },
  ],
  unshortened: 0,
  proposedName: 'منصور راد',
  own: false,
  branchNames: calendar.branchNames,
}

export const DESK_SAMPLES: Readonly<Record<string, () => VNode>> = {
  'staff-calendar': () => <CalendarPage staff={leader} calendar={calendar} />,
  'staff-calendar-none': () => (
    <CalendarPage
      staff={leader}
      calendar={{
        ...calendar,
        places: [['branch-1', 'شعبهٔ یک قم']],
        anyBranch: false,
        waiting: [],
        decided: [],
        coming: [],
      }}
    />
  ),
  'staff-calendar-errors': () => (
    <CalendarPage
      staff={leader}
      calendar={calendar}
      values={{ from: '۱۴۰۵/۱۳/۰۱', how: 'hours' }}
      errors={[
        { field: 'from', message: 'ماه باید از ۱ تا ۱۲ باشد.' },
        { field: 'place', message: 'بگویید این روزها برای کجاست.' },
        { field: 'opens', message: 'ساعت آغاز و پایان را مانند ۷:۳۰ و ۱۲:۰۰ بنویسید؛ پایان پس از آغاز است.' },
      ]}
    />
  ),
  'staff-calendar-proposal': () => <ProposalPage staff={leader} of={proposal} />,
  'staff-calendar-own': () => (
    <ProposalPage
      staff={leader}
      of={{ ...proposal, own: true, moving: [], unshortened: 3100 }}
      problem="پیشنهاد خود را نمی‌توانید تأیید یا رد کنید؛ همکار دیگری باید ببیند."
    />
  ),
  'staff-sign-in': () => <StaffSignIn values={{}} errors={[]} token={token} />,
  staff: () =>
    queue({
      page: { counts: { waiting: 0, mine: 0, late: 0, today: 0, absent: 0, questions: 0 }, rows: [], next: null },
      nextHref: null,
      noneLeft: true,
    }),
  'staff-queue': () => queue({ done: '4820917365' }),
  'staff-queue-full': () =>
    queue({
      staff: leader,
      leads: true,
      page: {
        counts: { waiting: 1280, mine: 40, late: 15, today: 120, absent: 30, questions: 20 },
        rows: Array.from({ length: 25 }, (_, n) => ({
          ...rows[n % rows.length]!,
          trackingCode: String(4820917365 + n * 7919),
        })),
        next: null,
      },
    }),
  'staff-search': () => queue({ page: null, nextHref: null, search: { text: 'صادقی', found: rows.slice(2) } }),
  'staff-case-free': () => <CasePage staff={staff} of={caseOf(sent(), officer)} />,
  'staff-case-sheet': () => (
    <CasePage staff={staff} of={caseOf(sent(mother, { ...service, shows: () => EVERY_SECTION }), officer)} />
  ),
  'staff-case': () => <CasePage staff={staff} of={caseOf(claimed(), officer)} />,
  'staff-case-long': () => (
    <CasePage
      staff={staff}
      of={caseOf(longest(), officer, {
        doubles: { same: rows.slice(0, 1), sameFile: rows.slice(2, 3), elsewhere: 2 },
      })}
      typed={{ form: 'reject', values: { 'reason-tie': 'yes', 'note-tie': ' ' } }}
      errors={[{ field: 'note-tie', message: 'برای دلیل «نسبت خانوادگی» توضیحی برای شخص بنویسید.' }]}
    />
  ),
  'staff-case-supervisor': () => <CasePage staff={leader} of={caseOf(claimed(), supervisor)} />,
  'staff-case-second-person': () => <CasePage staff={leader} of={caseOf(decided(), supervisor)} />,
  'staff-questions': () => (
    <Questions staff={staff} questions={{ toMe: [asked], mine: [{ ...asked, n: 13, answeredAt: new Date(at) }] }} />
  ),
  'staff-questions-none': () => <Questions staff={staff} questions={{ toMe: [], mine: [] }} />,
  'staff-team': () => <TeamPage staff={leader} team={team} />,
  'staff-team-errors': () => (
    <TeamPage
      staff={leader}
      team={{ ...team, loads: [], deputies: [] }}
      values={{ absent: '1', from: '۱۴۰۵/۹/۲' }}
      errors={[
        { field: 'deputy', message: 'جانشین را از فهرست انتخاب کنید.' },
        { field: 'until', message: 'تاریخ را بنویسید.' },
      ]}
    />
  ),
  'staff-no-desk': () => <NoDesk staff={{ ...staff, role: 'call-centre' }} role="پاسخ‌گوی ۱۴۲۰" />,
  'staff-problem': () => (
    <DeskProblem staff={staff} heading="پیدا نشد" message="پرونده‌ای با این نشانی در میز شما نیست." />
  ),
}
