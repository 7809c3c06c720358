import { openPass } from '#app/requests/pass.ts'
import { proveTracking, startTracking, trackByPhrase, trackingCodeWait, type Ticket } from '#app/requests/track.ts'
import { done, failed, type Result } from '#app/problem.ts'
import { z } from 'zod'
import { operation } from '../operation.ts'
import { fields, Instant, instant, NextCodeIn } from '../schemas.ts'
import { shownTo, State, text } from './shape.ts'

const TrackingStep = z
  .strictObject({
    trackingToken: z.string().meta({ description: 'Bearer token for the code of the SMS.' }),
    expiresAt: Instant,
    nextCodeInSeconds: NextCodeIn,
  })
  .meta({ id: 'RequestTracking' })
export const Opened = z
  .strictObject({
    requestToken: z.string().meta({ description: 'Bearer token that opens this one request.' }),
    expiresAt: Instant,
  })
  .meta({ id: 'TrackedRequest' })

/** What opens a request, for who has proved that it is theirs. */
export const opened = ({ token, until }: Ticket): z.output<typeof Opened> => ({
  requestToken: token,
  expiresAt: instant(until),
})

/** Following a request without signing in: by tracking code and mobile, or by the phrase of an anonymous report. */
export const trackingOperations = [
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
    tag: 'Requests',
    who: 'request',
    method: 'GET',
    path: '/tracked-request',
    id: 'getTrackedRequest',
    summary: 'The request that was tracked',
    status: 200,
    answer: State,
    refuses: ['not-found'],
    handle: ({ app, caller }) => shownTo({ app, key: caller, own: false }),
  }),
]

/** The use case calls the field `code`; here it is `trackingCode`. */
function namingCode(result: Extract<Result<unknown>, { ok: false }>): Result<never> {
  const errors = result.problem.errors?.map((error) =>
    error.field === 'code' ? { ...error, field: 'trackingCode' } : error,
  )
  return failed({ ...result.problem, ...(errors === undefined ? {} : { errors }) })
}
