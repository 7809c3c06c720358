import { giveAnswer, searchQuestions, type Given } from '#app/answers/give.ts'
import { done } from '#app/problem.ts'
import type { Question as Asked } from '#store/answers.ts'
import { z } from 'zod'
import { operation } from './operation.ts'
import { JalaliDay, jalaliDay } from './schemas.ts'

const Question = z
  .strictObject({
    id: z.int().meta({ examples: [8] }),
    question: z.string().meta({ description: 'In the organisation’s words.' }),
    topic: z.string().meta({ examples: ['بیمهٔ بیکاری'] }),
    facts: z
      .array(
        z.strictObject({
          name: z.string().meta({ examples: ['family'] }),
          label: z.string(),
          options: z.record(z.string(), z.string()).meta({ description: 'Value by value what it is called.' }),
        }),
      )
      .meta({ description: 'What must be known before it can be answered; often nothing.' }),
  })
  .meta({ id: 'Question' })

const Questions = z.strictObject({ questions: z.array(Question) }).meta({ id: 'Questions' })

const Answer = z
  .strictObject({
    text: z.string().meta({ description: 'All that people read, line by line; the same bytes everywhere.' }),
    digest: z.string().meta({ description: 'SHA-256 of the text, in hex.' }),
    grounds: z.string(),
    caution: z.string().nullable().meta({ description: 'Said where a source is weak.' }),
    validFrom: JalaliDay,
    validUntil: JalaliDay.nullable().meta({ description: 'The first day on which it holds no more.' }),
    articles: z.array(
      z.strictObject({
        id: z.string().meta({ examples: ['ssa-76'] }),
        cite: z.string(),
        summary: z.string().meta({ description: 'Our own short account, not the wording of the law.' }),
        certainty: z.enum(['A', 'B', 'C', 'U']).meta({
          description: 'A: its wording was read; B: an official statement or several sources; C: one source; U: none.',
        }),
      }),
    ),
  })
  .meta({ id: 'Answer' })

const QuestionDetails = z
  .strictObject({
    question: Question,
    day: JalaliDay.meta({ description: 'The day for which it is answered: today in Tehran.' }),
    case: z
      .string()
      .nullable()
      .meta({ description: 'The chosen facts; null while one is not chosen, empty where none is asked.' }),
    answer: Answer.nullable().meta({
      description: 'Null while the case is not known, and where nothing is in force today.',
    }),
    similar: z.array(Question),
  })
  .meta({ id: 'QuestionDetails', description: 'A question and the one answer to it today. Texts are Persian.' })

const shared = { method: 'GET', tag: 'Questions', who: 'anybody', status: 200, keepFor: 60 } as const

export const questionOperations = [
  operation({
    ...shared,
    path: '/questions',
    id: 'listQuestions',
    summary: 'All questions that the organisation answers, or those most like a text, best first',
    refuses: [],
    query: z.strictObject({
      q: z
        .string()
        .max(200)
        .optional()
        .meta({
          description: 'A question as people ask it; misspellings are forgiven. Never a number or name of a person.',
          examples: ['بیمه بیکاری چند ماه میدن'],
        }),
    }),
    answer: Questions,
    handle: async ({ app, query: { q = '' } }) => {
      const questions =
        q.trim() === ''
          ? await app.questions.all(app.db)
          : (await searchQuestions(app, q, 8)).map(({ question }) => question)
      return done({ questions: questions.map(questionOf) })
    },
  }),
  operation({
    ...shared,
    path: '/questions/:id',
    id: 'getQuestion',
    summary: 'A question and the one answer to it today',
    params: z.strictObject({
      id: z
        .string()
        .regex(/^\d{1,9}$/)
        .meta({ description: 'The `id` in the list of questions.', examples: ['8'] }),
    }),
    query: z.strictObject({
      case: z
        .string()
        .max(300)
        .optional()
        .meta({
          description: 'The chosen value of every fact: `name=value;name=value`.',
          examples: ['family=single;months=m6'],
        }),
    }),
    refuses: ['not-found'],
    answer: QuestionDetails,
    handle: async ({ app, params, query }) => {
      const pairs = (query.case ?? '').split(';').flatMap((part) => {
        const [name, value] = part.split('=')
        return name === undefined || value === undefined ? [] : [[name, value] as const]
      })
      const given = await giveAnswer(app, Number(params.id), Object.fromEntries(pairs))
      return given.ok ? done(detailsOf(given.value)) : given
    },
  }),
]

function questionOf({ questionId, canonical, topic, facts }: Asked): z.output<typeof Question> {
  return {
    id: questionId,
    question: canonical,
    topic,
    facts: facts.map(({ name, label, options }) => ({ name, label, options: { ...options } })),
  }
}

function detailsOf({ question, day, caseKey, answer, similar }: Given): z.output<typeof QuestionDetails> {
  return {
    question: questionOf(question),
    day: jalaliDay(day),
    case: caseKey,
    answer:
      answer === null
        ? null
        : {
            text: answer.text,
            digest: answer.digest,
            grounds: answer.grounds,
            caution: answer.caution,
            validFrom: jalaliDay(answer.from),
            validUntil: answer.until === null ? null : jalaliDay(answer.until),
            articles: answer.citations.map(({ articleId, cite, summary, certainty }) => ({
              id: articleId,
              cite,
              summary,
              certainty,
            })),
          },
    similar: similar.map(questionOf),
  }
}
