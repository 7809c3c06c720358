import { formatJalali, parseJalali, type IsoDate } from '#kernel/dates.ts'
import { toPersianDigits } from '#kernel/text.ts'
import {
  addAnswer,
  addWording,
  listEverProposed,
  listQuestions,
  listWordings,
  lockQuestions,
  saveQuestion,
  type Answer,
  type Question,
} from '#store/answers.ts'
import { addArticle, addArticleText, addDocument, listArticleTexts, type ArticleText } from '#store/articles.ts'
import { addCheck, listCheckSets, type CheckQuestion } from '#store/training.ts'
import type { Tx } from '#store/database.ts'
import { findStaff } from '#store/staff.ts'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { nowOf } from '../app.ts'
import { done, failed, type Result } from '../problem.ts'
import { answerDigest, noStaff, type AnswersApp } from './answers.ts'
import { caseKeyOf, casesOf } from './case-key.ts'
import { REFUSALS } from './refusals.ts'

const id = z.string().regex(/^[a-z][a-z0-9-]*$/)
const text = z.string().trim().min(1)
/** A Jalali day, 1404/01/01. */
const day = z.string().transform((typed, context): IsoDate => {
  const read = parseJalali(typed)
  if (read.ok) return read.value
  context.addIssue({ code: 'custom', message: read.error })
  return z.NEVER
})

/** A file of what the organisation answers, and of the articles it rests on. */
export const Corpus = z.strictObject({
  documents: z
    .array(
      z.strictObject({
        id,
        kind: z.enum(['law', 'regulation', 'circular']),
        number: text.nullable().default(null),
        title: text,
        issuer: text,
        issuedOn: day.nullable().default(null),
      }),
    )
    .default([]),
  articles: z
    .array(
      z.strictObject({
        id,
        document: id,
        cite: text,
        texts: z
          .array(
            z.strictObject({
              from: day.nullable().default(null),
              summary: text,
              certainty: z.enum(['A', 'B', 'C', 'U']),
              source: text,
            }),
          )
          .min(1),
      }),
    )
    .default([]),
  questions: z
    .array(
      z.strictObject({
        id: z.int().positive(),
        topic: text,
        canonical: text,
        aliases: z.array(text).default([]),
        facts: z
          .array(z.strictObject({ name: id, label: text, options: z.record(id, text) }))
          .max(5)
          .default([]),
        answers: z
          .array(
            z.strictObject({
              case: z.record(id, id).default({}),
              from: day,
              until: day.nullable().default(null),
              /** A paragraph each; «- » begins a point of a list. */
              body: z.array(text.regex(/^[^\n]*$/)).min(1),
              cites: z.array(id).min(1),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
  checks: z
    .array(
      z.strictObject({
        document: id,
        /** The texts from this day on are what is asked about. */
        since: day.nullable().default(null),
        questions: z
          .array(
            z.strictObject({
              article: id,
              question: text,
              options: z.array(text).min(2).max(4),
              /** The place of the right option, from 1. */
              right: z.int().min(1).max(4),
              because: text,
            }),
          )
          .length(3),
      }),
    )
    .default([]),
})
export type Corpus = z.output<typeof Corpus>

export type Imported = {
  readonly texts: number
  readonly questions: number
  readonly wordings: number
  readonly answers: number
}

/**
 * Takes in what is not there yet: articles and questions at once, answers as proposals of the member of staff. The same
 * file again changes nothing. All or nothing; the problem names the first thing that is wrong.
 */
export async function importCorpus(app: AnswersApp, userName: string, corpus: Corpus): Promise<Result<Imported>> {
  const staff = await findStaff(app.db, userName)
  if (staff === undefined) return noStaff(userName)
  try {
    return done(
      await app.db.transaction(async (tx) => {
        await lockQuestions(tx)
        const taken = { tx, by: staff.staffId, at: nowOf(app) }
        const texts = await takeInLaw(taken, corpus)
        await takeInChecks(taken, corpus)
        return { texts, ...(await takeInQuestions(taken, corpus)) }
      }),
    )
  } catch (error) {
    if (error instanceof WrongCorpus) return failed({ code: 'invalid', message: error.message })
    const { constraint } = error as { constraint?: unknown }
    if (constraint === 'training_set_whole') return failed({ code: 'invalid', message: REFUSALS.training_set_whole })
    if (constraint === 'one_version_a_day')
      return failed({ code: 'invalid', message: `یکی از مواد: ${REFUSALS.one_version_a_day}` })
    throw error
  }
}

/** What makes two texts of an article the same. Hex. */
export const textDigest = ({
  summary,
  certainty,
  source,
}: Pick<ArticleText, 'summary' | 'certainty' | 'source'>): string =>
  createHash('sha256')
    .update(JSON.stringify([summary, certainty, source]))
    .digest('hex')

/** Something in a corpus contradicts itself or what is there. */
class WrongCorpus extends Error {}

type Taking = { readonly tx: Tx; readonly by: string; readonly at: Date }

async function takeInLaw({ tx, by, at }: Taking, { documents, articles }: Corpus): Promise<number> {
  for (const { id: documentId, ...document } of documents) await addDocument(tx, { documentId, ...document })
  const known = new Map((await listArticleTexts(tx)).map((one) => [`${one.articleId} ${one.from ?? ''}`, one.digest]))
  let added = 0
  for (const { id: articleId, document, cite, texts } of articles) {
    let entered = false
    for (const one of texts) {
      const digest = textDigest(one)
      const there = known.get(`${articleId} ${one.from ?? ''}`)
      if (there === digest) continue
      if (there !== undefined) {
        const since = one.from === null ? 'از آغاز' : `از ${formatJalali(one.from, 'numeric')}`
        throw new WrongCorpus(`${cite}: ${since} متن دیگری ثبت شده است. متن تازه را با روز تازه‌ای بنویسید.`)
      }
      if (!entered) await addArticle(tx, articleId, document, cite)
      entered = true
      await addArticleText(tx, { articleId, ...one }, digest, by, at)
      added += 1
    }
  }
  return added
}

async function takeInChecks({ tx, by, at }: Taking, { checks }: Corpus): Promise<void> {
  const sets = checks.length === 0 ? [] : await listCheckSets(tx)
  const known = new Map(sets.map((one) => [`${one.documentId} ${one.since ?? ''}`, one.questions]))
  for (const { document, since, questions } of checks) {
    const set = questions.map(({ article, ...rest }) => ({ articleId: article, ...rest }))
    const there = known.get(`${document} ${since ?? ''}`)
    if (there === undefined) await addCheck(tx, document, since, set, by, at)
    else if (!same(there.map(setParts), set.map(setParts)))
      throw new WrongCorpus(`برای سند ${document} از همین روز پرسش‌های دیگری ثبت شده است. روز تازه‌ای بنویسید.`)
  }
}

const setParts = ({ articleId, question, options, right, because }: CheckQuestion) => [
  articleId,
  question,
  options,
  right,
  because,
]

async function takeInQuestions(taking: Taking, { questions }: Corpus): Promise<Omit<Imported, 'texts'>> {
  const { tx, by, at } = taking
  const known = new Map((await listQuestions(tx)).map((question) => [question.questionId, question]))
  const wordings = new Map((await listWordings(tx)).map((one) => [one.questionId, new Set(one.wordings)]))
  const proposed = await listEverProposed(tx)
  const answered = new Set(proposed.map(({ questionId }) => questionId))
  const there = new Set(proposed.map(({ questionId, ...answer }) => keyOf(questionId, answer)))
  const added = { questions: 0, wordings: 0, answers: 0 }
  for (const { id: questionId, canonical, topic, facts, aliases, answers } of questions) {
    const question = { questionId, canonical, topic, facts }
    const before = known.get(questionId)
    if (!same(before, question)) {
      if (before !== undefined && answered.has(questionId) && !same(casesOf(before.facts), casesOf(facts)))
        throw wrong(questionId, 'آنچه پیش از پاسخ می‌پرسد عوض شده، ولی پاسخ‌های پیشین آن بر پایهٔ پرسش‌های پیشین است.')
      await saveQuestion(tx, question)
      added.questions += 1
    }
    for (const wording of aliases) {
      if (wordings.get(questionId)?.has(wording)) continue
      await addWording(tx, questionId, wording, by, at)
      added.wordings += 1
    }
    added.answers += await takeInAnswers(taking, question, answers, there)
  }
  return added
}

async function takeInAnswers(
  { tx, by, at }: Taking,
  { questionId, facts }: Question,
  answers: Corpus['questions'][number]['answers'],
  there: ReadonlySet<string>,
): Promise<number> {
  let added = 0
  for (const { case: chosen, body: lines, from, until, cites } of answers) {
    const caseKey = caseKeyOf(facts, chosen)
    if (caseKey === null || Object.keys(chosen).length !== facts.length)
      throw wrong(questionId, 'حالتی که برای پاسخ نوشته شده با پرسش نمی‌خواند.')
    const body = lines.join('\n')
    const digest = answerDigest(body, cites)
    if (there.has(keyOf(questionId, { caseKey, from, digest }))) continue
    const answer = { questionId, caseKey, body, digest, from, until, author: by, articleIds: cites }
    if ((await addAnswer(tx, answer, at)) === null)
      throw wrong(questionId, `یکی از مواد ${cites.join('، ')} در نخستین روز پاسخ متنی ندارد.`)
    added += 1
  }
  return added
}

const wrong = (questionId: number, what: string) => new WrongCorpus(toPersianDigits(`پرسش ${questionId}: `) + what)

const keyOf = (questionId: number, { caseKey, from, digest }: Pick<Answer, 'caseKey' | 'from' | 'digest'>): string =>
  [questionId, caseKey, from, digest].join(' ')

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
