import type { App } from '#app/app.ts'
import { barredBy } from '#app/requests/barring.ts'
import { filesIn } from '#app/requests/files.ts'
import { openOwnRequest, openProvedRequest } from '#app/requests/read.ts'
import { showRequest, type ShownRequest } from '#app/requests/shown.ts'
import { done, type Result } from '#app/problem.ts'
import { openAsk } from '#kernel/request/request.ts'
import type { RequestKey } from '#store/requests.ts'
import { dayWords } from '#web/pages/application/words.ts'
import { clockWords, placeWords, readers, stateWords, timeline, turnOf } from '#web/pages/request/words.ts'
import { z } from 'zod'
import { Instant, instant, JalaliDay, jalaliDay } from '../schemas.ts'

export const RequestId = z
  .string()
  .max(19)
  .meta({ description: 'The `id` of a request.', examples: ['4611686018427387904'] })
export const text = (description: string, most: number) => z.string().max(most).meta({ description })
export const KindOf = z.enum(['question', 'complaint', 'suggestion', 'oversight', 'information'])
export const AreaOf = z.enum(['insurance', 'treatment', 'pension', 'other'])

export const Turn = z
  .enum(['citizen', 'organisation'])
  .nullable()
  .meta({ description: 'Whose turn it is; null: it has ended.' })

const Past = z.array(z.strictObject({ at: Instant, text: z.string(), note: z.string().nullable() }))

export const State = z
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

/** Whose request: the person’s own, or one that was proved. */
export type Of = { readonly app: App; readonly key: RequestKey; readonly own: boolean }

/** A request as its person may see it now. */
export async function shownTo({ app, key, own }: Of): Promise<Result<z.output<typeof State>>> {
  const view = own ? await openOwnRequest(app, key.personId, key.requestId) : await openProvedRequest(app, key)
  return view.ok ? done(stateOf(await showRequest(app, view.value))) : view
}

/** The same after something was done with it. */
export const after = async (of: Of, made: Promise<Result<unknown>>) => {
  const result = await made
  return result.ok ? shownTo(of) : result
}
