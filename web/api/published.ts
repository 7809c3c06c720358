import { publishedAnswer, publishedAnswers } from '#app/copies/register.ts'
import { done, invalid } from '#app/problem.ts'
import { StatisticsBook } from '#app/statistics/statistics.ts'
import type { App } from '#app/app.ts'
import { personIdFrom } from '#store/ids.ts'
import type { PublishedCase, PublishedEnd } from '#store/published-cases.ts'
import { z } from 'zod'
import { operation } from './operation.ts'
import { Instant, instant } from './schemas.ts'

const Published = z
  .strictObject({
    id: z.string().meta({ examples: ['12'] }),
    kind: z.enum(['question', 'information']),
    question: z.string(),
    answer: z.string(),
    publishedAt: Instant,
  })
  .meta({
    id: 'PublishedAnswer',
    description: 'A copy of an answered request, checked by two people; nothing in it leads to a person.',
  })

const PublishedPage = z
  .strictObject({
    answers: z.array(Published).meta({ description: 'Newest first.' }),
    next: z
      .string()
      .nullable()
      .meta({ description: 'For `after`, to get the ones before these; null: there are none.' }),
  })
  .meta({ id: 'PublishedAnswers' })

const Figure = (description: string) =>
  z
    .number()
    .nullable()
    .meta({ description: `${description} Null: too few to be shown.` })

const Line = z
  .strictObject({
    month: z.string().meta({ description: 'A Jalali month.', examples: ['1405-09'] }),
    branchId: z.int().nullable().meta({ description: 'Null: of no branch.' }),
    branch: z.string(),
    received: Figure('Requests received.'),
    inTime: Figure('Percent answered in time.'),
    medianHours: Figure('Median of working hours to the answer.'),
    slowHours: Figure('95th percentile of them.'),
    openLate: Figure('Open and past their deadline.'),
    reopened: Figure('Percent opened again.'),
    solved: Figure('Percent said to be solved.'),
    deviations: Figure('Percent answered in other words than the approved ones.'),
    pauses: Figure('Percent in which our clock stood still.'),
  })
  .meta({ id: 'StatisticsLine' })

const Statistics = z
  .strictObject({ countedAt: Instant, lines: z.array(Line).meta({ description: 'Newest month first, by branch.' }) })
  .meta({
    id: 'Statistics',
    description: 'Requests of the people by branch and month, counted by one documented query.',
  })

const shared = { method: 'GET', tag: 'Published', who: 'anybody', status: 200, keepFor: 300 } as const

const shown = ({ caseId, publishedAt, ...rest }: PublishedCase): z.output<typeof Published> => ({
  id: caseId,
  ...rest,
  publishedAt: instant(publishedAt),
})

const nameOf = (end: PublishedEnd | null): string | null =>
  end === null ? null : `${end.publishedAt.getTime()}.${end.caseId}`

function endOf(text: string): PublishedEnd | null {
  const [, at = '', caseId = ''] = /^(\d{1,14})\.(\d{1,19})$/.exec(text) ?? []
  return personIdFrom(caseId) === null ? null : { publishedAt: new Date(Number(at)), caseId }
}

/** Counting is dear: it is kept for a while, for each portal of this process. */
const books = new WeakMap<App, StatisticsBook>()
function bookOf(app: App): StatisticsBook {
  const book = books.get(app) ?? new StatisticsBook()
  books.set(app, book)
  return book
}

/** What the organisation publishes of its answering: copies of answers, and the numbers. */
export const publishedOperations = [
  operation({
    ...shared,
    path: '/published-answers',
    id: 'listPublishedAnswers',
    summary: 'The public register of answered requests, or those with all of some words',
    query: z.strictObject({
      q: z
        .string()
        .max(200)
        .optional()
        .meta({ description: 'Words. Never a number or name of a person.', examples: ['شعبه'] }),
      after: z.string().max(40).optional().meta({ description: '`next` of the list before.' }),
    }),
    answer: PublishedPage,
    refuses: [],
    handle: async ({ app, query: { q = '', after } }) => {
      const end = after === undefined ? null : endOf(after)
      if (after !== undefined && end === null)
        return invalid([{ field: 'after', message: 'این نشانه پذیرفته نیست. مقدار next فهرست پیشین را بفرستید.' }])
      const { rows, next } = await publishedAnswers(app, q, end)
      return done({ answers: rows.map(shown), next: nameOf(next) })
    },
  }),
  operation({
    ...shared,
    path: '/published-answers/:id',
    id: 'getPublishedAnswer',
    summary: 'One published answer',
    params: z.strictObject({
      id: z
        .string()
        .max(19)
        .meta({ description: 'The `id` of a published answer.', examples: ['12'] }),
    }),
    answer: Published,
    refuses: ['not-found'],
    handle: async ({ app, params }) => {
      const found = await publishedAnswer(app, personIdFrom(params.id) ?? '0')
      return found.ok ? done(shown(found.value)) : found
    },
  }),
  operation({
    ...shared,
    path: '/statistics',
    id: 'getStatistics',
    summary: 'How requests of the last twelve months were answered, by branch',
    answer: Statistics,
    refuses: [],
    handle: async ({ app }) => {
      const { countedAt, lines } = await bookOf(app).read(app)
      return done({ countedAt: instant(new Date(countedAt)), lines: [...lines] })
    },
  }),
]
