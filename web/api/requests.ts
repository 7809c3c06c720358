import { filesIn, openRequestFile, sendFileToRequest } from '#app/requests/files.ts'
import type { App } from '#app/app.ts'
import { barredBy } from '#app/requests/barring.ts'
import { rateRequest } from '#app/requests/rate.ts'
import { listOwnRequests, openOwnRequest, openProvedRequest } from '#app/requests/read.ts'
import { receiveRequest } from '#app/requests/receive.ts'
import { reopenRequest } from '#app/requests/reopen.ts'
import { showRequest, type ShownRequest } from '#app/requests/shown.ts'
import { proveTracking, startTracking, trackByPhrase, trackingCodeWait, type Ticket } from '#app/requests/track.ts'
import { openPass } from '#app/requests/pass.ts'
import { withdrawRequest } from '#app/requests/withdraw.ts'
import { writeToRequest } from '#app/requests/write.ts'
import { done, failed, invalid, type Result } from '#app/problem.ts'
import { openAsk } from '#kernel/request/request.ts'
import type { RequestKey } from '#store/requests.ts'
import { personIdFrom } from '#store/ids.ts'
import { dayWords } from '#web/pages/application/words.ts'
import { clockWords, placeWords, readers, stateWords, timeline, turnOf } from '#web/pages/request/words.ts'
import { z } from 'zod'
import { operation } from './operation.ts'
import { fields, Instant, instant, JalaliDay, jalaliDay, NextCodeIn } from './schemas.ts'

const RequestId = z
  .string()
  .max(19)
  .meta({ description: 'The `id` of a request.', examples: ['4611686018427387904'] })
const text = (description: string, most: number) => z.string().max(most).meta({ description })
const KindOf = z.enum(['question', 'complaint', 'suggestion', 'oversight', 'information'])
const AreaOf = z.enum(['insurance', 'treatment', 'pension', 'other'])

const NewRequest = z
  .strictObject({
    kind: KindOf.exclude(['oversight']).meta({
      description: 'information: by the Act on Free Access to Information; no reason is asked, ten working days.',
    }),
    area: AreaOf,
    title: text('May be empty: then the first words of `body`.', 150),
    body: text('What the person writes.', 8_000),
    branch: z
      .int()
      .nullable()
      .optional()
      .meta({ description: 'Who shall answer; the person’s own branch without it.' }),
    aboutBranch: z.boolean().optional().meta({
      description: 'Of a complaint: it is about `branch` itself, which then does not see it.',
    }),
  })
  .meta({ id: 'NewRequest' })

const Turn = z
  .enum(['citizen', 'organisation'])
  .nullable()
  .meta({ description: 'Whose turn it is; null: it has ended.' })

const Line = z
  .strictObject({
    id: RequestId,
    trackingCode: z.string(),
    kind: KindOf,
    title: z.string(),
    state: z.string().meta({ examples: ['in-progress'] }),
    stateText: z.string(),
    turn: Turn,
    receivedAt: Instant,
    dueAt: Instant,
    late: z.boolean(),
  })
  .meta({ id: 'RequestLine' })

const Lines = z
  .strictObject({
    requests: z.array(Line).meta({ description: 'Newest first.' }),
    next: z
      .string()
      .nullable()
      .meta({ description: 'For `after`, to get the ones before these; null: there are none.' }),
  })
  .meta({ id: 'Requests' })

const Past = z.array(z.strictObject({ at: Instant, text: z.string(), note: z.string().nullable() }))

const State = z
  .strictObject({
    id: RequestId,
    trackingCode: z.string().meta({ description: 'Ten digits.', examples: ['0000000017'] }),
    kind: KindOf,
    area: AreaOf,
    title: z.string(),
    body: z.string(),
    state: z.string().meta({ examples: ['waiting'] }),
    stateText: z.string(),
    turn: Turn,
    clockText: z.string().nullable().meta({ description: 'The clock that staff see too, as a Persian sentence.' }),
    place: z.string().meta({ description: 'Where it lies, in Persian.' }),
    receivedAt: Instant,
    dueAt: Instant.meta({ description: 'Of the answer; it moves by the time for which it stood still.' }),
    counted: z
      .array(z.strictObject({ day: JalaliDay, number: z.int().nullable(), why: z.string(), certain: z.boolean() }))
      .meta({ description: 'Every day from the receipt to the last.' }),
    late: z
      .strictObject({ whom: z.string(), promisedAt: Instant })
      .nullable()
      .meta({ description: 'Past the deadline: who looks after it now, and the new promise.' }),
    question: z.string().nullable().meta({ description: 'What the person is asked and has not answered.' }),
    answers: z.array(
      z.strictObject({
        at: Instant,
        text: z.string(),
        how: z.enum(['canonical', 'own', 'refusal', 'partial']),
        barredBy: z
          .array(z.strictObject({ cite: z.string(), says: z.string() }))
          .meta({ description: 'Of information that was refused: articles 13 to 17 of the Act.' }),
      }),
    ),
    referred: z.strictObject({ where: z.string(), reason: z.string() }).nullable(),
    mayReopen: z.boolean(),
    rating: z.strictObject({ solved: z.boolean(), score: z.int(), text: z.string() }).nullable(),
    timeline: Past,
    readers: Past.meta({ description: 'Who of the organisation has looked into it.' }),
    files: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        bytes: z.int(),
        state: z.enum(['clean', 'quarantine', 'infected']),
      }),
    ),
  })
  .meta({ id: 'Request', description: 'A request as the person may see it now. Texts are Persian.' })

const Message = z
  .strictObject({ text: text('What the person writes, or answers to our question.', 8_000) })
  .meta({ id: 'RequestMessage' })
const Reason = z.strictObject({ reason: text('In the person’s words.', 4_000) }).meta({ id: 'RequestReason' })
const Rating = z
  .strictObject({
    solved: z.boolean(),
    score: z.int().meta({ description: '1 to 5.' }),
    text: text('May be empty.', 2_000),
  })
  .meta({ id: 'RequestRating' })

const TrackingStep = z
  .strictObject({
    trackingToken: z.string().meta({ description: 'Bearer token for the code of the SMS.' }),
    expiresAt: Instant,
    nextCodeInSeconds: NextCodeIn,
  })
  .meta({ id: 'RequestTracking' })
const Opened = z
  .strictObject({
    requestToken: z.string().meta({ description: 'Bearer token that opens this one request.' }),
    expiresAt: Instant,
  })
  .meta({ id: 'TrackedRequest' })

const at = (ms: number): string => instant(new Date(ms))

function stateOf(shown: ShownRequest): z.output<typeof State> {
  const { request, row, key, late } = shown
  const clock = request.clocks.findLast(({ kind }) => kind === 'answer')!
  const past = (lines: ReturnType<typeof timeline>) =>
    lines.map((line) => ({ at: at(line.at), text: line.text, note: line.note ?? null }))
  return {
    id: key.requestId,
    trackingCode: row.trackingCode,
    kind: request.kind,
    area: request.area,
    title: request.title,
    body: request.body,
    state: request.state,
    stateText: stateWords(request.state),
    turn: turnOf(request.state),
    clockText: clockWords(request, late !== null),
    place: placeWords(request, shown.branches),
    receivedAt: at(request.receivedAt),
    dueAt: at(clock.dueAt),
    counted: shown.days.map((line) => ({
      day: jalaliDay(line.date),
      number: line.counted,
      why: dayWords(line),
      certain: line.confirmed,
    })),
    late: late === null ? null : { whom: late.whom, promisedAt: at(late.promise) },
    question: openAsk(request)?.text ?? null,
    answers: request.answers.map((answer) => ({
      at: at(answer.at),
      text: answer.text,
      how: answer.how,
      barredBy: barredBy(shown.events, answer).map(({ cite, says }) => ({ cite, says })),
    })),
    referred: request.referred,
    mayReopen: shown.mayReopen,
    rating:
      request.rating === null
        ? null
        : { solved: request.rating.solved, score: request.rating.score, text: request.rating.text },
    timeline: past(timeline(shown.events, shown.branches)),
    readers: past(readers(shown.events)),
    files: filesIn(shown.events).map(({ id, name, bytes }) => ({
      id,
      name,
      bytes,
      state: shown.files.get(id) ?? ('infected' as const),
    })),
  }
}

type Of = { readonly app: App; readonly key: RequestKey; readonly own: boolean }

async function shownTo({ app, key, own }: Of): Promise<Result<z.output<typeof State>>> {
  const view = own ? await openOwnRequest(app, key.personId, key.requestId) : await openProvedRequest(app, key)
  return view.ok ? done(stateOf(await showRequest(app, view.value))) : view
}

const after = async (of: Of, made: Promise<Result<unknown>>) => {
  const result = await made
  return result.ok ? shownTo(of) : result
}

const own = { tag: 'Requests', who: 'session' } as const
const tracked = { tag: 'Requests', who: 'request' } as const
const ofOne = z.strictObject({ id: RequestId })
const keyOf = (caller: { personId: RequestKey['personId'] }, { id }: { id: string }): RequestKey => ({
  personId: caller.personId,
  requestId: personIdFrom(id) ?? '0',
})

const opened = ({ token, until }: Ticket): z.output<typeof Opened> => ({
  requestToken: token,
  expiresAt: instant(until),
})

/** What one does with a request: the same for its owner and for who has tracked it. */
const deeds = {
  messages: { body: Message, summary: 'Write more, or answer the question that is asked' },
  withdraw: { body: Reason, summary: 'Take a request back' },
  reopen: { body: Reason, summary: 'Open an answered request again, within 20 days and twice at most' },
  rating: { body: Rating, summary: 'Say whether it was solved, once for every answer' },
} as const

export const requestOperations = [
  operation({
    ...own,
    method: 'POST',
    path: '/requests',
    id: 'sendRequest',
    summary: 'Ask, complain, suggest, or ask for information',
    description: 'The receipt with its tracking code and the promised day goes out by SMS. Files follow one by one.',
    body: NewRequest,
    longText: true,
    status: 201,
    answer: State,
    refuses: [],
    handle: async ({ app, caller, body, requestKey }) => {
      const { branch = null, aboutBranch = false, ...values } = body
      const about = aboutBranch && body.kind === 'complaint' ? branch : null
      const by = { by: 'person', personId: caller.personId } as const
      const received = await receiveRequest(app, by, { ...values, branchId: branch, aboutBranch: about }, requestKey)
      return received.ok ? shownTo({ app, key: received.value.key, own: true }) : received
    },
  }),
  operation({
    ...own,
    method: 'GET',
    path: '/requests',
    id: 'listRequests',
    summary: 'The person’s requests, newest first',
    query: z.strictObject({ after: RequestId.optional().meta({ description: '`next` of the list before.' }) }),
    status: 200,
    answer: Lines,
    refuses: [],
    handle: async ({ app, caller, query }) => {
      if (query.after !== undefined && personIdFrom(query.after) === null)
        return invalid([{ field: 'after', message: 'این نشانه پذیرفته نیست. مقدار next فهرست پیشین را بفرستید.' }])
      const { rows, next } = await listOwnRequests(app, caller.personId, query.after ?? null)
      return done({
        requests: rows.map((row) => ({
          id: row.requestId,
          trackingCode: row.trackingCode,
          kind: row.kind,
          title: row.title,
          state: row.state,
          stateText: stateWords(row.state),
          turn: turnOf(row.state),
          receivedAt: instant(row.receivedAt),
          dueAt: instant(row.dueAt),
          late: row.late,
        })),
        next,
      })
    },
  }),
  operation({
    ...own,
    method: 'GET',
    path: '/requests/:id',
    id: 'getRequest',
    summary: 'A request: its clock, its answers, all that happened',
    params: ofOne,
    status: 200,
    answer: State,
    refuses: ['not-found'],
    handle: ({ app, caller, params }) => shownTo({ app, key: keyOf(caller, params), own: true }),
  }),
  operation({
    ...own,
    method: 'POST',
    path: '/requests/:id/files',
    id: 'sendRequestFile',
    summary: 'Send a file with a request',
    params: ofOne,
    takes: 'file',
    status: 201,
    answer: State,
    refuses: ['not-found', 'wrong-step'],
    handle: ({ app, caller, params, file, requestKey }) => {
      const key = keyOf(caller, params)
      return after({ app, key, own: true }, sendFileToRequest(app, key, { text: '', ...file! }, requestKey))
    },
  }),
  operation({
    ...own,
    method: 'GET',
    path: '/requests/:id/files/:file',
    id: 'getRequestFile',
    summary: 'A file that was sent with a request',
    params: ofOne.extend({ file: text('The `id` of the file.', 64) }),
    gives: 'file',
    status: 200,
    refuses: ['not-found', 'wrong-step'],
    handle: ({ app, caller, params }) => openRequestFile(app, keyOf(caller, params), params.file),
  }),
  operation({
    method: 'POST',
    path: '/request-trackings',
    id: 'beginTracking',
    tag: 'Requests',
    who: 'anybody',
    summary: 'Follow a request without signing in; a code is sent to its mobile',
    description: 'Answers the same whether or not code and mobile belong together; only then a code is sent.',
    body: z.strictObject({ trackingCode: text('Ten digits.', 25), mobile: fields.mobile }).meta({ id: 'NewTracking' }),
    status: 201,
    answer: TrackingStep,
    refuses: ['limited'],
    handle: async ({ app, body, origin }) => {
      const started = await startTracking(app, { code: body.trackingCode, mobile: body.mobile }, origin.address)
      if (!started.ok) return namingCode(started)
      const { token, until } = started.value
      const pass = openPass(app, token, 'asked')!
      const nextCodeInSeconds = await trackingCodeWait(app, pass)
      return done({ trackingToken: token, expiresAt: instant(until), nextCodeInSeconds })
    },
  }),
  operation({
    method: 'POST',
    path: '/request-trackings/current/code',
    id: 'proveTracking',
    tag: 'Requests',
    who: 'tracking',
    summary: 'Prove the mobile by the code of the SMS',
    body: z.strictObject({ code: fields.code }).meta({ id: 'TrackingCodeProof' }),
    status: 200,
    answer: Opened,
    refuses: ['limited', 'wrong-step'],
    handle: async ({ app, caller, body }) => {
      const proved = await proveTracking(app, caller, body.code)
      return proved.ok ? done(opened(proved.value)) : proved
    },
  }),
  operation({
    method: 'POST',
    path: '/request-trackings/phrase',
    id: 'trackByPhrase',
    tag: 'Requests',
    who: 'anybody',
    summary: 'Open an anonymous report by its tracking code and phrase',
    body: z
      .strictObject({ trackingCode: text('Ten digits.', 25), phrase: text('Seven words.', 150) })
      .meta({ id: 'PhraseProof' }),
    status: 200,
    answer: Opened,
    refuses: ['limited', 'not-found'],
    handle: async ({ app, body, origin }) => {
      const found = await trackByPhrase(app, { code: body.trackingCode, phrase: body.phrase }, origin.address)
      return found.ok ? done(opened(found.value)) : namingCode(found)
    },
  }),
  operation({
    ...tracked,
    method: 'GET',
    path: '/tracked-request',
    id: 'getTrackedRequest',
    summary: 'The request that was tracked',
    status: 200,
    answer: State,
    refuses: ['not-found'],
    handle: ({ app, caller }) => shownTo({ app, key: caller, own: false }),
  }),
  ...(['messages', 'withdraw', 'reopen', 'rating'] as const).flatMap((name) => {
    const { body: shape, summary } = deeds[name]
    const shared = { method: 'POST', status: 200, answer: State, longText: true, body: shape } as const
    const work = (of: Of, body: unknown, once: string | null) => after(of, carryOut(name, of, body, once))
    return [
      operation({
        ...own,
        ...shared,
        path: `/requests/:id/${name}`,
        id: `${name}OfRequest`,
        summary,
        params: ofOne,
        refuses: ['not-found', 'wrong-step'],
        handle: ({ app, caller, params, body, requestKey }) =>
          work({ app, key: keyOf(caller, params), own: true }, body, requestKey),
      }),
      operation({
        ...tracked,
        ...shared,
        path: `/tracked-request/${name}`,
        id: `${name}OfTrackedRequest`,
        summary: `${summary}: of the request that was tracked`,
        refuses: ['not-found', 'wrong-step'],
        handle: ({ app, caller, body, requestKey }) => work({ app, key: caller, own: false }, body, requestKey),
      }),
    ]
  }),
]

function carryOut(name: keyof typeof deeds, { app, key }: Of, body: unknown, once: string | null) {
  switch (name) {
    case 'messages':
      return writeToRequest(app, key, body as z.output<typeof Message>, once)
    case 'withdraw':
      return withdrawRequest(app, key, (body as z.output<typeof Reason>).reason, once)
    case 'reopen':
      return reopenRequest(app, key, (body as z.output<typeof Reason>).reason, once)
    case 'rating':
      return rateRequest(app, key, body as z.output<typeof Rating>, once)
  }
}

/** The use case calls the field `code`; here it is `trackingCode`. */
function namingCode(result: Extract<Result<unknown>, { ok: false }>): Result<never> {
  const errors = result.problem.errors?.map((error) =>
    error.field === 'code' ? { ...error, field: 'trackingCode' } : error,
  )
  return failed({ ...result.problem, ...(errors === undefined ? {} : { errors }) })
}
