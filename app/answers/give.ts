import { tehranDate, type IsoDate } from '#kernel/dates.ts'
import { countUse, findAnswer, listInForce, type Answer, type Question } from '#store/answers.ts'
import { nowOf, type App } from '../app.ts'
import { failed, done, type Result } from '../problem.ts'
import { caseKeyOf } from './case-key.ts'
import { render, type Rendered } from './render.ts'

/** A question, and what is answered today: asked first for the facts that the answer depends on. */
export type Given = {
  readonly question: Question
  readonly day: IsoDate
  /** The case that was chosen; null while a fact is not. */
  readonly caseKey: string | null
  /** Null while the case is not known, and where nothing approved is in force today. */
  readonly answer: (Rendered & Pick<Answer, 'citations' | 'from' | 'until'>) | null
  readonly similar: readonly Question[]
}

/** What is answered today to a question in the chosen case: to everybody the same, on the page and to programs. */
export async function giveAnswer(
  app: Pick<App, 'db' | 'clock' | 'questions'>,
  questionId: number,
  chosen: Readonly<Record<string, unknown>>,
): Promise<Result<Given>> {
  const question = await app.questions.find(app.db, questionId)
  if (question === undefined)
    return failed({ code: 'not-found', message: 'چنین پرسشی نیست. آن را در «پرسش و پاسخ» جست‌وجو کنید.' })
  const day = tehranDate(nowOf(app).getTime())
  const caseKey = caseKeyOf(question.facts, chosen)
  const answer = caseKey === null ? undefined : await findAnswer(app.db, questionId, caseKey, day)
  const like = await app.questions.like(app.db, question.canonical, 5)
  const similar = like.filter((other) => other.questionId !== questionId)
  const { citations = [], from = day, until = null } = answer ?? {}
  const given = answer === undefined ? null : { ...render(question, answer, day), citations, from, until }
  return done({ question, day, caseKey, answer: given, similar })
}

/** A question that was found, with the beginning of today's answer where it does not depend on facts. */
export type Found = { readonly question: Question; readonly beginning: string | null; readonly since: IsoDate | null }

/** The questions most like what a person typed, best first, each with the beginning of its answer. */
export async function searchQuestions(
  app: Pick<App, 'db' | 'clock' | 'questions'>,
  text: string,
  most: number,
): Promise<readonly Found[]> {
  const found = await app.questions.like(app.db, text, most)
  if (found.length === 0) return []
  const ids = found.map(({ questionId }) => questionId)
  const answers = await listInForce(app.db, tehranDate(nowOf(app).getTime()), ids)
  const byQuestion = new Map(answers.filter(({ caseKey }) => caseKey === '').map((one) => [one.questionId, one]))
  return found.map((question) => {
    const answer = byQuestion.get(question.questionId)
    return { question, beginning: answer?.body.split('\n')[0] ?? null, since: answer?.from ?? null }
  })
}

/** Counts that an answer helped, or was not about the person's case: by day, of nobody in particular. */
export async function noteUse(
  app: Pick<App, 'db' | 'clock' | 'questions' | 'limits'>,
  questionId: number,
  use: 'solved' | 'not-mine',
  address: string,
): Promise<Result<void>> {
  if ((await app.questions.find(app.db, questionId)) === undefined)
    return failed({ code: 'not-found', message: 'چنین پرسشی نیست.' })
  const allowed = await app.limits.count('answer-use', address)
  if (!allowed.ok) return allowed
  await countUse(app.db, tehranDate(nowOf(app).getTime()), questionId, use)
  return done(undefined)
}
