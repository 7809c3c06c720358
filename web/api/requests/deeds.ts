import { rateRequest } from '#app/requests/rate.ts'
import { reopenRequest } from '#app/requests/reopen.ts'
import { withdrawRequest } from '#app/requests/withdraw.ts'
import { writeToRequest } from '#app/requests/write.ts'
import { z } from 'zod'
import { operation } from '../operation.ts'
import { keyOf, ofOne } from './own.ts'
import { after, State, text, type Of } from './shape.ts'

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

/** What one does with a request: the same for its owner and for who has tracked it. */
const deeds = {
  messages: { body: Message, summary: 'Write more, or answer the question that is asked' },
  withdraw: { body: Reason, summary: 'Take a request back' },
  reopen: { body: Reason, summary: 'Open an answered request again, within 20 days and twice at most' },
  rating: { body: Rating, summary: 'Say whether it was solved, once for every answer' },
} as const

/** For each thing that is done with a request one operation for its owner, and one for who has tracked it. */
export const deedOperations = (['messages', 'withdraw', 'reopen', 'rating'] as const).flatMap((name) => {
  const { body: shape, summary } = deeds[name]
  const shared = { tag: 'Requests', method: 'POST', status: 200, answer: State, longText: true, body: shape } as const
  const work = (of: Of, body: unknown, once: string | null) => after(of, carryOut(name, of, body, once))
  return [
    operation({
      ...shared,
      who: 'session',
      path: `/requests/:id/${name}`,
      id: `${name}OfRequest`,
      summary,
      params: ofOne,
      refuses: ['not-found', 'wrong-step'],
      handle: ({ app, caller, params, body, requestKey }) =>
        work({ app, key: keyOf(caller, params), own: true }, body, requestKey),
    }),
    operation({
      ...shared,
      who: 'request',
      path: `/tracked-request/${name}`,
      id: `${name}OfTrackedRequest`,
      summary: `${summary}: of the request that was tracked`,
      refuses: ['not-found', 'wrong-step'],
      handle: ({ app, caller, body, requestKey }) => work({ app, key: caller, own: false }, body, requestKey),
    }),
  ]
})

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
