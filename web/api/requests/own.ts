import { openRequestFile, sendFileToRequest } from '#app/requests/files.ts'
import { listOwnRequests } from '#app/requests/read.ts'
import { receiveRequest } from '#app/requests/receive.ts'
import { done, invalid } from '#app/problem.ts'
import { personIdFrom } from '#store/ids.ts'
import type { RequestKey } from '#store/requests.ts'
import { stateWords, turnOf } from '#web/pages/request/words.ts'
import { z } from 'zod'
import { operation } from '../operation.ts'
import { Instant, instant } from '../schemas.ts'
import { after, AreaOf, KindOf, RequestId, shownTo, State, text, Turn } from './shape.ts'

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

const own = { tag: 'Requests', who: 'session' } as const
/** The address of one request. */
export const ofOne = z.strictObject({ id: RequestId })
export const keyOf = (caller: { personId: RequestKey['personId'] }, { id }: { id: string }): RequestKey => ({
  personId: caller.personId,
  requestId: personIdFrom(id) ?? '0',
})

/** What a person does who is signed in: ask, list, look, and send files. */
export const ownRequestOperations = [
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
]
