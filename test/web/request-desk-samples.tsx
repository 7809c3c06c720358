import type { VNode } from 'preact'
import type { IsoDate } from '#kernel/dates.ts'
import { foldRequest } from '#kernel/request/fold.ts'
import { promptnessOf } from '#kernel/request/promptness.ts'
import type { By, RequestDeed, RequestEvent } from '#kernel/request/request-event.ts'
import type { FileId } from '#kernel/fields/file.ts'
import { countedDays } from '#kernel/working-time/due.ts'
import { organisationAnswers } from '../support/answers.ts'
import { time } from '../support/journey.ts'
import { render } from '#app/answers/render.ts'
import type { RequestAtDesk, May } from '#app/requests/at-desk.ts'
import type { Composing } from '#app/requests/compose.ts'
import type { HeadsView } from '#app/requests/heads.ts'
import type { InboxListed } from '#app/requests/inbox.ts'
import type { Person } from '#store/people.ts'
import type { RequestRow } from '#store/requests.ts'
import { CallDone, CallFound, CallPage } from '#web/pages/desk/calls.tsx'
import { ArchivePage } from '#web/pages/desk/archive.tsx'
import { ChooseAnswer, PreviewAnswer } from '#web/pages/desk/request-answer.tsx'
import { HeadsPage } from '#web/pages/desk/request-heads.tsx'
import { RequestPage } from '#web/pages/desk/request.tsx'
import { Inbox, type InboxProps } from '#web/pages/desk/requests.tsx'
import type { AtDesk } from '#web/pages/staff.tsx'

const token = 'gRzC1kXb-5mQ2vY0nL8sT4wP7aE3dF6hJ9'
const staff: AtDesk = { name: 'زهرا کاظمی', token, role: 'officer' }
const leader: AtDesk = { name: 'منصور راد', token, role: 'supervisor' }
const at = Date.UTC(2026, 0, 12, 8)
const HOUR = 3600_000
const due = at + 3 * 24 * HOUR
const { questions, answers } = organisationAnswers()
const question = questions.find(({ facts }) => facts.length === 0)!
const asking = questions.find(({ facts }) => facts.length > 1) ?? question
const answer = answers.find(({ questionId }) => questionId === question.questionId)!

const listed: InboxListed = {
  personId: '7' as InboxListed['personId'],
  requestId: '70',
  trackingCode: '4820917365',
  kind: 'question',
  area: 'insurance',
  channel: 'web',
  state: 'assigned',
  open: true,
  title: 'سابقهٔ بیمهٔ سال ۱۴۰۲ من در سامانه دیده نمی‌شود',
  contactName: null,
  holder: null,
  promptness: 6,
  cycle: 1,
  dueAt: new Date(due),
  late: false,
  receivedAt: new Date(at),
  standing: 'on-time',
  name: 'سیده‌مریم حسینی‌نژاد قمی',
  holderName: null,
}
const rows: readonly InboxListed[] = [
  {
    ...listed,
    trackingCode: '6736184015',
    kind: 'complaint',
    area: 'treatment',
    title: 'تاریخ عمل نزدیک است و معرفی‌نامه صادر نشده',
    promptness: 18,
    late: true,
    standing: 'late',
    state: 'in-progress',
    holderName: 'بهرام کارآمد',
  },
  { ...listed, trackingCode: '3840487392', standing: 'due-today', state: 'pending-approval', channel: 'phone' },
  listed,
  {
    ...listed,
    trackingCode: '5930172846',
    standing: 'waiting',
    state: 'waiting',
    holderName: 'زهرا کاظمی',
    name: null,
  },
]

const zahra: By = { role: 'officer', id: 'zahra' }
const clock: By = { role: 'clock', id: 'clock' }
const person: By = { role: 'citizen', id: '7' }
const started = { policyId: 1, dueAt: due, allotted: 24 * 3600 }
const body = 'از فروردین تا شهریور ۱۴۰۲ در کارگاهی کار کرده‌ام و حق بیمه از مزدم کم شده است، ولی در سوابق من نیست.'
const picture = { id: 'f' as FileId, name: 'فیش مزد.jpg', bytes: 1200, type: 'image/jpeg', sha256: 'x' }

const received: RequestDeed = {
  kind: 'received',
  what: 'question',
  area: 'insurance',
  topic: null,
  title: listed.title,
  body,
  files: [picture],
  channel: 'web',
  contact: null,
  anonymous: false,
  aboutBranch: null,
  applicationId: null,
  questionId: null,
  promptness: 6,
  clock: started,
}

/** A request with these deeds behind it, an hour between one and the next. */
function eventsOf(...deeds: readonly (readonly [By, RequestDeed])[]): RequestEvent[] {
  const all: (readonly [By, RequestDeed])[] = [
    [person, received],
    [clock, { kind: 'routed', branchId: 1, province: 'قم' }],
    ...deeds,
  ]
  return all.map(([by, deed], n) => ({ ...deed, by, at: at + n * HOUR }))
}

const own = { how: 'own', text: 'سابقهٔ شما در کارگاه پیدا شد.', reason: 'دو کارفرما دارد.', questionId: null } as const
const member: Person = {
  personId: listed.personId,
  number: '0013428815' as Person['number'],
  firstName: 'سیده‌مریم',
  lastName: 'حسینی‌نژاد قمی',
  fatherName: 'محمد',
  idCardNumber: '1245',
  placeOfIssue: 'قم',
  sex: 'female',
  birthDate: '1986-03-21' as IsoDate,
  mobile: '09123456789' as Person['mobile'],
  email: null,
  branchId: 1,
  registeredAt: new Date(at),
}
const nothing: May = {
  holds: false,
  take: false,
  release: false,
  ask: false,
  draft: false,
  decide: false,
  takeBack: false,
  undo: false,
  transfer: false,
  hand: false,
  merge: false,
  refer: false,
  promptness: false,
  link: false,
  explain: false,
}
const everything: May = {
  ...nothing,
  holds: true,
  release: true,
  ask: true,
  draft: true,
  transfer: true,
  hand: true,
  merge: true,
  refer: true,
  promptness: true,
  link: true,
}
const branch = {
  branchId: 1,
  name: 'شعبهٔ یک قم',
  province: 'قم',
  city: 'قم',
  address: 'خیابان نمونهٔ یک',
  phone: '۰۲۵',
  hours: '۷ تا ۱۴',
} as unknown as RequestAtDesk['branches'][number]

function atDesk(events: RequestEvent[], may: May, more: Partial<RequestAtDesk> = {}): RequestAtDesk {
  const request = foldRequest(events)
  const row = { ...listed, state: request.state } as unknown as RequestRow
  return {
    key: { personId: listed.personId, requestId: '70' },
    row,
    request,
    events,
    days: countedDays(time, at, { days: 3, unit: 'working-day' }),
    breaches: [],
    clerk: { staffId: 'zahra', role: 'officer', scope: { branchId: 1 } },
    at: at + 9 * HOUR,
    standing: 'on-time',
    policy: {
      policyId: 1,
      kind: 'question',
      area: null,
      unit: 'working-day',
      days: 3,
      pausable: true,
      maxPauses: 2,
      citizenDays: 5,
      from: '2025-03-21' as IsoDate,
      until: null,
    },
    names: new Map([
      ['zahra', 'زهرا کاظمی'],
      ['bahram', 'بهرام کارآمد'],
    ]),
    branchNames: new Map([[1, 'شعبهٔ یک قم']]),
    person: member,
    readers: [],
    requests: rows.slice(1, 3),
    applications: [],
    twins: rows.slice(1, 2),
    candidates: questions.slice(0, 4),
    linked: null,
    toLearn: [],
    colleagues: [{ staffId: 'bahram', name: 'بهرام کارآمد', role: 'officer' }],
    branches: [branch, { ...branch, branchId: 2, name: 'شعبهٔ دو قم' }],
    safety: new Map([['f', 'پویش‌شده و سالم']]),
    pausesLeft: 2,
    promptness: promptnessOf('question', 'insurance', listed.title),
    insteadOf: null,
    may,
    ...more,
  }
}

const taken = [zahra, { kind: 'taken' }] as const
const long = eventsOf(
  taken,
  [zahra, { kind: 'asked', text: 'نام کارگاه را بنویسید.' }],
  [clock, { kind: 'ask-got', n: 1, how: 'sms', clock: started }],
  [person, { kind: 'wrote', text: 'کارگاه نمونهٔ قم، شمارهٔ ۱۲.', files: [], due: due + 4 * HOUR }],
  [zahra, { kind: 'noted', text: 'با کارفرما تماس گرفتم.' }],
  [zahra, { kind: 'promptness-set', value: 12, reason: 'بازنشستگی‌اش در راه است.' }],
  [clock, { kind: 'breached' }],
)

const counts = { open: 128, late: 3, dueToday: 14, onTime: 96, waiting: 15, mine: 4 }
const notice = {
  staffId: 'zahra',
  noticeId: '91',
  at: new Date(at),
  kind: 'warned',
  personId: listed.personId,
  requestId: '70',
  body: { trackingCode: '6736184015', step: 2 },
  seenAt: null,
}
const inbox = (more: Partial<InboxProps> = {}) => (
  <Inbox
    staff={staff}
    role="کارشناس شعبه"
    scope="شعبهٔ یک قم"
    page={{ kinds: ['question', 'complaint', 'suggestion'], counts, rows, next: null }}
    wish={{}}
    nextHref="/staff/requests?after=1.2.3"
    search={null}
    notices={[notice, { ...notice, noticeId: '92', kind: 'late' }]}
    leads={false}
    {...more}
  />
)

const day = '2026-01-12' as IsoDate
const rendered = render(question, answer, day)
const given: Composing['given'] = {
  question,
  day,
  caseKey: '',
  answer: { ...rendered, citations: answer.citations, from: answer.from, until: answer.until },
  similar: [],
}
const composing: Composing = { row: listed as unknown as RequestRow, given, toLearn: [], needsSecond: false }

const late = {
  personId: listed.personId,
  requestId: '70',
  trackingCode: '6736184015',
  kind: 'complaint',
  title: 'تاریخ عمل نزدیک است و معرفی‌نامه صادر نشده',
  cycle: 1,
  at: new Date(at),
  dueAt: new Date(at),
  holderName: 'بهرام کارآمد',
  branchName: 'شعبهٔ یک قم',
} as const
const heads: HeadsView = {
  unexplained: [late, { ...late, trackingCode: '3840487392', holderName: null }],
  causes: [
    { cause: 'no-staff', count: 4 },
    { cause: null, count: 2 },
  ],
  ladders: [{ ...late, nextStep: 5, nextFireAt: new Date(at + 24 * HOUR) }],
  notEverybody: true,
  loads: [{ staffId: '12', name: 'بهرام کارآمد', role: 'officer', inHand: 12, late: 3, nextDue: new Date(at) }],
  faults: [
    {
      kind: 'replay',
      trackingCode: '6736184015',
      title: listed.title,
      what: 'state clock answer',
      foundAt: new Date(at),
    },
    { kind: 'replies', trackingCode: '6736184023', title: listed.title, what: 'digest', foundAt: new Date(at) },
  ],
  uniformity: {
    answered: 214,
    deviations: [{ ...late, reason: 'دو کارفرما دارد.', authorName: 'زهرا کاظمی', questionId: null }],
  },
  days: 30,
}
const none: HeadsView = {
  unexplained: [],
  causes: [],
  ladders: [],
  loads: [],
  notEverybody: false,
  faults: [],
  uniformity: { answered: 0, deviations: [] },
  days: 30,
}
const agent: AtDesk = { name: 'پری نوری', token, role: 'call-centre' }
const found = [
  { question, beginning: answer.body.split('\n')[0]!, since: answer.from },
  { question: asking, beginning: null, since: null },
]

/** The pages of requests for staff in the states that look different. */
export const REQUEST_DESK_SAMPLES: Readonly<Record<string, () => VNode>> = {
  'staff-requests': () => inbox(),
  'staff-requests-none': () =>
    inbox({
      page: {
        kinds: ['information'],
        counts: { open: 0, late: 0, dueToday: 0, onTime: 0, waiting: 0, mine: 0 },
        rows: [],
        next: null,
      },
      nextHref: null,
      notices: [],
      noneLeft: true,
    }),
  'staff-archive': () => (
    <ArchivePage
      staff={staff}
      archive={{ kinds: ['question', 'complaint', 'suggestion'], found: { rows: rows.slice(0, 4), next: null } }}
      values={{ q: 'کسری سابقه', from: '۱۴۰۵/۰۷/۰۱' }}
      nextHref="/staff/requests/archive?q=x"
    />
  ),
  'staff-archive-errors': () => (
    <ArchivePage
      staff={staff}
      archive={{ kinds: ['question'], found: null }}
      values={{ q: 'کسری', from: '۱۴۰۵/۱۳/۰۱' }}
      nextHref={null}
      errors={[{ field: 'from', message: 'ماه باید از ۱ تا ۱۲ باشد.' }]}
    />
  ),
  'staff-requests-untrained': () =>
    inbox({
      noneLeft: true,
      keptBack: 12,
      passedOver: {
        questions: [1, 2],
        documents: ['قانون تأمین اجتماعی', 'بخشنامهٔ ۱۴ درآمد', 'آیین‌نامهٔ اجرایی مادهٔ ۹۶', 'قانون بیمهٔ بیکاری'].map(
          (title) => ({
            documentId: title,
            title,
          }),
        ),
      },
    }),
  'staff-requests-full': () =>
    inbox({
      staff: leader,
      leads: true,
      done: '4820917365',
      wish: { standing: 'late', kind: 'complaint' },
      notices: Array.from({ length: 20 }, (_, n) => ({ ...notice, noticeId: String(100 + n) })),
      page: {
        kinds: ['question', 'complaint', 'suggestion'],
        counts: { open: 10_001, late: 3_120, dueToday: 10_000, onTime: 10_001, waiting: 8_430, mine: 40 },
        rows: Array.from({ length: 25 }, (_, n) => ({
          ...rows[n % rows.length]!,
          trackingCode: String(4820917365 + n * 7919),
        })),
        next: null,
      },
    }),
  'staff-requests-search': () =>
    inbox({ nextHref: null, notices: [], search: { text: 'معرفی‌نامه', found: rows.slice(0, 1) } }),
  'staff-request-free': () => <RequestPage staff={staff} of={atDesk(eventsOf(), { ...nothing, take: true })} />,
  'staff-request': () => (
    <RequestPage
      staff={staff}
      of={atDesk(long, everything, {
        readers: ['بهرام کارآمد'],
        standing: 'late',
        breaches: [
          {
            personId: listed.personId,
            requestId: '70',
            kind: 'question',
            cycle: 1,
            at: new Date(at),
            dueAt: new Date(at),
            holder: 'zahra',
            branchId: 1,
            province: 'قم',
            cause: null,
            causeBy: null,
            causeAt: null,
          },
        ],
        pausesLeft: 1,
      })}
      typed={{ form: 'own', values: { text: 'سابقهٔ شما پیدا شد.', reason: '' } }}
      errors={[{ field: 'own-reason', message: 'بنویسید چرا از پاسخ‌های تأییدشده استفاده نمی‌کنید.' }]}
    />
  ),
  'staff-request-draft': () => (
    <RequestPage
      staff={leader}
      of={atDesk(eventsOf(taken, [zahra, { kind: 'drafted', draft: own }]), {
        ...nothing,
        decide: true,
        hand: true,
        transfer: true,
        promptness: true,
      })}
    />
  ),
  'staff-request-sending': () => (
    <RequestPage
      staff={staff}
      of={atDesk(
        eventsOf(
          taken,
          [zahra, { kind: 'drafted', draft: own }],
          [zahra, { kind: 'approved' }],
          [zahra, { kind: 'sending', goesAt: at + 5 * HOUR + 15_000 }],
        ),
        { ...nothing, holds: true, undo: true },
      )}
    />
  ),
  'staff-request-information': () => (
    <RequestPage
      staff={{ ...staff, role: 'information-officer' }}
      of={atDesk(
        [
          { ...(received as RequestEvent), what: 'information', at, by: person } as RequestEvent,
          ...eventsOf(taken).slice(1),
        ],
        { ...everything, merge: false },
        { pausesLeft: 0, policy: { ...atDesk(long, nothing).policy, pausable: false } },
      )}
      typed={{ form: 'refusal', values: { text: '' } }}
      errors={[{ field: 'refusal-articles', message: 'دست‌کم یکی از مادهٔ ۱۳ تا ۱۷ قانون را انتخاب کنید.' }]}
    />
  ),
  'staff-request-answer': () => (
    <ChooseAnswer staff={staff} row={composing.row} query="" questions={questions.slice(0, 5)} />
  ),
  'staff-request-answer-preview': () => <PreviewAnswer staff={staff} composing={composing} chosen={{}} />,
  'staff-request-answer-facts': () => (
    <PreviewAnswer
      staff={staff}
      composing={{ ...composing, given: { ...given, question: asking, caseKey: null, answer: null } }}
      chosen={{}}
      problem="همهٔ مشخصاتی را که پاسخ به آن‌ها بستگی دارد انتخاب کنید."
    />
  ),
  'staff-request-answer-untrained': () => (
    <PreviewAnswer
      staff={staff}
      composing={{ ...composing, toLearn: [{ documentId: 'ssa', title: 'قانون تأمین اجتماعی' }] }}
      chosen={{}}
    />
  ),
  'staff-request-heads': () => (
    <HeadsPage
      staff={leader}
      scope="شعبهٔ یک قم"
      view={heads}
      typed={{ form: 'cause-6736184015-1', values: {} }}
      errors={[{ field: 'cause-6736184015-1', message: 'یکی از دلیل‌ها را انتخاب کنید.' }]}
    />
  ),
  'staff-request-heads-none': () => <HeadsPage staff={leader} scope="استان قم" view={none} />,
  'staff-calls': () => (
    <CallPage
      staff={agent}
      channel="phone"
      values={{ who: '۱۲۳', body: '' }}
      errors={[{ field: 'who', message: 'کد ملی ده‌رقمی یا شماره همراه یازده‌رقمی او را بنویسید.' }]}
    />
  ),
  'staff-calls-found': () => (
    <CallFound
      staff={agent}
      channel="phone"
      values={{ who: '۰۹۱۲۳۳۳۴۴۵۵', body: 'فیش حقوقی‌ام را از کجا بگیرم؟' }}
      errors={[{ field: 'name', message: 'نام و نام خانوادگی را بنویسید.' }]}
      caller={{ person: null, mobile: '09123334455' as Person['mobile'], requests: rows.slice(0, 2) }}
      found={found}
      branches={[branch]}
    />
  ),
  'staff-calls-member': () => (
    <CallFound
      staff={agent}
      channel="counter"
      values={{ who: '0013428815', body: 'سابقهٔ من کم است' }}
      errors={[]}
      caller={{ person: member, mobile: null, requests: [] }}
      found={[]}
      branches={[branch]}
    />
  ),
  'staff-calls-done': () => (
    <CallDone
      staff={agent}
      channel="phone"
      receipt={{
        key: { personId: listed.personId, requestId: '70' },
        trackingCode: '4820917365',
        receivedAt: at,
        dueAt: due,
        days: countedDays(time, at, { days: 3, unit: 'working-day' }),
        limit: { days: 3, unit: 'working-day' },
        phrase: null,
      }}
    />
  ),
}
