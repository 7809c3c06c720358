import type { VNode } from 'preact'
import { foldRequest } from '#kernel/request/fold.ts'
import type { Draft, RequestDeed, RequestEvent } from '#kernel/request/request-event.ts'
import type { FileId } from '#kernel/fields/file.ts'
import { answerStart, citizenStart, closingStart } from '#kernel/request/policy.ts'
import { newPromise } from '#kernel/request/ladder.ts'
import type { Kind } from '#kernel/request/request.ts'
import { dueIfResumed } from '#kernel/request/clock.ts'
import { dayAt, workingTime } from '#kernel/working-time/working-time.ts'
import { countedDays } from '#kernel/working-time/due.ts'
import { IRAN } from '#kernel/working-time/iran.ts'
import { mayReopen } from '#app/requests/reopen.ts'
import type { ShownRequest } from '#app/requests/shown.ts'
import type { KeptFile } from '#store/files.ts'
import type { PersonId } from '#store/ids.ts'
import type { DraftWords } from '#store/request-drafts.ts'
import type { RequestRow } from '#store/requests.ts'
import { visitor, type FormProps, type Shell } from '#web/components/shell.ts'
import { AskPage, SimilarPage } from '#web/pages/request/ask.tsx'
import { AnonymousForm, InformationForm, RequestForm } from '#web/pages/request/form.tsx'
import { MyRequests, type RequestLine } from '#web/pages/request/mine.tsx'
import { RequestPage } from '#web/pages/request/request.tsx'
import { RequestCode, ReviewPage } from '#web/pages/request/review.tsx'
import { AnonymousSent, TrackPage } from '#web/pages/request/track.tsx'
import { organisationAnswers } from '../support/answers.ts'

const token = 'gRzC1kXb-5mQ2vY0nL8sT4wP7aE3dF6hJ9'
const shell: Shell = { signedIn: { name: 'سیده‌مریم حسینی‌نژاد', token } }
const form: FormProps = { values: {}, errors: [], token }
const time = workingTime(IRAN)
const hour = 3600_000
const day = 24 * hour
/** Wednesday 27 Esfand 1404: Nowruz lies within the limit. */
const start = Date.UTC(2026, 2, 18, 6, 45)
const id = '4611686018427387904'
const key = { personId: id as PersonId, requestId: id }
const branches: ReadonlyMap<number, string> = new Map([
  [1, 'شعبهٔ یک قم'],
  [2, 'شعبهٔ دو قم'],
])
const options = [...branches].map(([value, name]) => [String(value), name] as const)
const policy = {
  policyId: 1,
  kind: 'question',
  area: null,
  days: 3,
  unit: 'working-day',
  pausable: true,
  maxPauses: 2,
  citizenDays: 5,
  from: '2025-03-21',
  until: null,
} as never as Parameters<typeof answerStart>[2]
const file = {
  id: 'aaaaaaaaaaaaaaaaaaaaaa' as FileId,
  name: 'لیست اسفند.jpg',
  bytes: 412_000,
  type: 'image/jpeg',
  sha256: 'a'.repeat(64),
}
const title = 'سابقهٔ سال ۱۴۰۲ من ناقص است'
const body = 'کارفرما لیست اسفند ۱۴۰۲ را داده است ولی در سابقهٔ من نیست.\nلطفاً بررسی کنید.'

type Lived = readonly (readonly [afterMs: number, role: string, deed: RequestDeed])[]

/** A request of which this has happened, as it is shown at an instant after its receipt. */
function shown(lived: Lived, nowAfter: number, kind: Kind = 'complaint', anonymous = false): ShownRequest {
  const limit = { days: kind === 'information' ? 10 : 3, unit: 'working-day' } as const
  const by = (role: string) => ({ role, id: role === 'citizen' ? id : '71' })
  const clock = answerStart(time, start, { ...policy, ...limit })
  const events: RequestEvent[] = [
    {
      kind: 'received',
      what: kind,
      area: kind === 'information' ? 'other' : 'insurance',
      topic: null,
      title,
      body,
      files: [file],
      channel: 'web',
      contact: null,
      anonymous,
      aboutBranch: null,
      applicationId: null,
      questionId: null,
      promptness: 4,
      clock,
      at: start,
      by: by('citizen'),
    },
    { kind: 'routed', branchId: 1, province: 'قم', at: start, by: by('clock') },
    ...lived.map(([afterMs, role, deed]) => ({ ...deed, at: start + afterMs, by: by(role) })),
  ]
  const request = foldRequest(events)
  const now = start + nowAfter
  const answer = request.clocks.findLast((one) => one.kind === 'answer')!
  const isLate = answer.stoppedAt === null && answer.pausedAt === null && now > answer.dueAt
  return {
    key,
    row: { ...key, trackingCode: '4820917365' } as RequestRow,
    request,
    events,
    days: countedDays(time, answer.startedAt, limit),
    breaches: [],
    now,
    limit,
    branches,
    late: isLate ? { whom: 'مدیریت استان قم', promise: newPromise(time, now) } : null,
    mayReopen: mayReopen(request, now),
    files: new Map([[file.id, 'clean']]),
  }
}

const taken = [hour, 'officer', { kind: 'taken' }] as const
const viewed = [hour, 'officer', { kind: 'viewed', what: 'درخواست' }] as const
const asked = [2 * hour, 'officer', { kind: 'asked', text: 'نام یا کد کارگاه را بنویسید.' }] as const
const got = [
  3 * hour,
  'clock',
  { kind: 'ask-got', n: 1, how: 'sms', clock: citizenStart(time, start + 3 * hour, policy) },
] as const
const paused = { ...answerStart(time, start, policy), pausedAt: start + 3 * hour }
const wrote = [
  5 * hour,
  'citizen',
  { kind: 'wrote', text: 'کارگاه نمونهٔ قم', files: [], due: dueIfResumed(time, paused, start + 5 * hour) },
] as const
const text =
  'لیست اسفند ۱۴۰۲ کارگاه شما رسید و سابقه‌اش افزوده شد.\nاگر تا فردا آن را ندیدید، همین درخواست را دوباره باز کنید.'
const answered = (draft: Draft): Lived => [
  taken,
  viewed,
  [20 * hour, 'officer', { kind: 'drafted', draft }],
  [21 * hour, 'supervisor', { kind: 'approved' }],
  [21 * hour, 'supervisor', { kind: 'sending', goesAt: start + 21 * hour }],
  [
    21 * hour,
    'clock',
    { kind: 'sent', text: draft.text, digest: 'x', answerId: null, clock: closingStart(start + 21 * hour, 1) },
  ],
]
const own: Draft = { how: 'own', text, reason: 'رسیدگی', questionId: null }
const refusal: Draft = { how: 'refusal', text: 'فهرست نام بازنشستگان را نمی‌توانیم بدهیم.', articles: [14, 15] }
const partial: Draft = { how: 'partial', text: 'شمار بازنشستگان به تفکیک جنس پیوست است.', articles: [15] }

const page = (one: ShownRequest, more: Partial<Parameters<typeof RequestPage>[0]> = {}) => (
  <RequestPage {...form} shell={shell} shown={one} base={`/requests/${id}`} formKey="k" sent={false} {...more} />
)

const words: DraftWords = {
  form: 'request',
  title,
  body,
  kind: 'complaint',
  area: 'insurance',
  branchId: 2,
  aboutBranch: true,
  applicationId: null,
  questionId: null,
  name: 'مینا کاظمی',
  number: '9901234565',
  mobile: '09123456789',
}
const kept = { ...file, state: 'clean' } as KeptFile
const review = (more: Partial<Parameters<typeof ReviewPage>[0]>) => (
  <ReviewPage
    {...{ shell: visitor, token, words, files: [], branches: options, errors: [], needsCode: true }}
    {...more}
  />
)
const line: RequestLine = {
  requestId: id,
  trackingCode: '4820917365',
  kind: 'complaint',
  title,
  state: 'in-progress',
  dueAt: start + 4 * day,
  late: false,
  receivedAt: start,
}
const lines = (['in-progress', 'waiting', 'answered', 'closed', 'withdrawn'] as const).map((state, n) => ({
  ...line,
  state,
  requestId: `${n}${id.slice(1)}`,
}))
const { questions, answers } = organisationAnswers()
const found = [2, 1, 3].map((number) => ({
  question: questions.find(({ questionId }) => questionId === number)!,
  beginning: number === 1 ? null : answers.find((one) => one.questionId === number)!.body.split('\n')[0]!,
  since: number === 1 ? null : dayAt(time, '2025-03-21' as never).date,
}))
const receipt = {
  key,
  trackingCode: '4820917365',
  receivedAt: start,
  dueAt: answerStart(time, start, policy).dueAt,
  days: countedDays(time, start, { days: 3, unit: 'working-day' }),
  limit: { days: 3, unit: 'working-day' },
  phrase: 'کبوتر انار پنجره باران قلم گندم ستاره',
} as const

export const REQUEST_SAMPLES: Readonly<Record<string, () => VNode>> = {
  ask: () => <AskPage {...form} shell={visitor} />,
  'ask-about-application': () => (
    <AskPage {...form} shell={shell} values={{ title: 'دربارهٔ نتیجهٔ «افراد تبعی»', applicationId: id }} />
  ),
  'ask-empty': () => (
    <AskPage
      {...form}
      shell={visitor}
      errors={[{ field: 'title', message: 'پرسش یا مشکل خود را در چند کلمه بنویسید.' }]}
    />
  ),
  'ask-similar': () => <SimilarPage {...{ shell: visitor, token, found }} title="<b>کارم سخته</b> کی بازنشسته میشم" />,
  'request-form': () => <RequestForm {...form} shell={shell} branches={options} application="افراد تبعی" />,
  'request-form-guest-errors': () => (
    <RequestForm
      token={token}
      shell={visitor}
      branches={options}
      application={null}
      values={{ title, kind: 'complaint', branchId: '2' }}
      errors={[
        { field: 'area', message: 'بگویید درخواست شما دربارهٔ چیست.' },
        { field: 'body', message: 'درخواست خود را در چند کلمه بنویسید.' },
        { field: 'name', message: 'نام و نام خانوادگی را بنویسید.' },
        { field: 'mobile', message: 'شماره همراه را یازده رقم و با صفر اول بنویسید، مانند ۰۹۱۲۳۴۵۶۷۸۹.' },
      ]}
    />
  ),
  'information-form': () => <InformationForm {...form} shell={visitor} />,
  'information-form-signed-in': () => <InformationForm {...form} shell={shell} />,
  'anonymous-form': () => <AnonymousForm {...form} shell={visitor} branches={options} signedIn />,
  'request-review': () =>
    review({ files: [kept, { ...kept, id: 'b' as FileId, name: 'نامه.pdf', state: 'infected' }] }),
  'request-review-information': () => review({ words: { ...words, form: 'information' } }),
  'request-review-anonymous': () => review({ words: { ...words, form: 'anonymous', title: '' }, needsCode: false }),
  'request-review-error': () =>
    review({
      shell,
      needsCode: false,
      errors: [{ field: 'file', message: 'پروندهٔ «عکس.jpg» خالی است. پروندهٔ دیگری انتخاب کنید.' }],
    }),
  'request-code': () => (
    <RequestCode {...form} shell={visitor} maskedMobile="۰۹۱۲•••۶۷۸۹" resendSeconds={45} to="send" />
  ),
  'track-code-error': () => (
    <RequestCode
      {...form}
      shell={visitor}
      maskedMobile="۰۹۱۲•••۶۷۸۹"
      resendSeconds={0}
      to="track"
      errors={[{ field: 'code', message: 'این کد درست نیست. کد شش‌رقمی آخرین پیامک را وارد کنید.' }]}
    />
  ),
  track: () => <TrackPage {...form} shell={visitor} by="mobile" />,
  'track-errors': () => (
    <TrackPage
      token={token}
      shell={visitor}
      by="phrase"
      values={{ reportCode: '482091736' }}
      errors={[{ field: 'reportCode', message: 'شما ۹ رقم نوشته‌اید. کد رهگیری ده رقم است.' }]}
    />
  ),
  'anonymous-sent': () => <AnonymousSent shell={visitor} token={token} receipt={receipt} />,
  'my-requests': () => <MyRequests shell={shell} lines={[{ ...line, late: true }, ...lines]} next={id} />,
  'my-requests-none': () => <MyRequests shell={shell} lines={[]} next={null} />,
  'request-sent': () => page(shown([], hour), { sent: true }),
  'request-sent-information': () => page(shown([], hour, 'information'), { sent: true }),
  'request-in-hand': () => page(shown([taken, viewed], 2 * hour)),
  'request-asks': () => page(shown([taken, viewed, asked, got], 4 * hour)),
  'request-asks-error': () =>
    page(shown([taken, asked, got], 4 * hour), {
      errors: [{ field: 'text', message: 'متن خود را بنویسید یا پیوستی بفرستید.' }],
    }),
  'request-wrote': () => page(shown([taken, viewed, asked, got, wrote], 6 * hour)),
  'request-late': () => page(shown([taken, viewed], 22 * day)),
  'request-answered': () => page(shown(answered(own), 2 * day)),
  'request-refused': () => page(shown(answered(refusal), 2 * day, 'information')),
  'request-partial': () =>
    page(shown(answered(partial), 2 * day, 'information'), { base: '/requests/tracked', shell: visitor }),
  'request-rated': () =>
    page(
      shown(
        [...answered(own), [2 * day, 'citizen', { kind: 'rated', solved: false, score: 2, text: 'هنوز نه' }]],
        3 * day,
      ),
    ),
  'request-referred': () =>
    page(
      shown(
        [taken, [day, 'officer', { kind: 'referred', where: 'مرکز آمار ایران', reason: 'این آمار نزد آن‌جاست.' }]],
        2 * day,
      ),
    ),
  'request-merged': () =>
    page(shown([taken, [day, 'officer', { kind: 'merged', into: { ...key, trackingCode: '4829130585' } }]], 2 * day)),
  'request-anonymous': () =>
    page(shown([taken, viewed, asked, got], 4 * hour, 'oversight', true), {
      base: '/requests/tracked',
      shell: visitor,
    }),
}
