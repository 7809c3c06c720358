import { tehranDate } from '#kernel/dates.ts'
import { needsSecondPerson } from '#kernel/request/request-event.ts'
import { type Question } from '#store/answers.ts'
import { findRequestInScope } from '#store/request-desk.ts'
import type { RequestRow } from '#store/requests.ts'
import { listToLearn } from '#store/training.ts'
import type { App } from '../app.ts'
import { giveAnswer, type Given } from '../answers/give.ts'
import { caseKeyOf } from '../answers/case-key.ts'
import { done, type Result } from '../problem.ts'
import { requestNotFound, viewerOf, type Clerk } from './clerk.ts'
import { canonicalAnswer } from './draft.ts'

/** An answer to a request while it is composed from a canonical one. */
export type Composing = {
  readonly row: RequestRow
  readonly given: Given
  /** Documents that the reader has to learn before sending this answer. */
  readonly toLearn: readonly { readonly documentId: string; readonly title: string }[]
  /** It waits for a colleague before it goes out. */
  readonly needsSecond: boolean
}

type ComposeApp = Pick<App, 'db' | 'clock' | 'questions'>

/**
 * What would be answered to a request from one canonical question, in the case that was chosen: facts that are not known
 * are asked for, never guessed; then the text as it would go out today.
 */
export async function composeAnswer(
  app: ComposeApp,
  clerk: Clerk,
  code: string,
  questionId: number,
  chosen: Readonly<Record<string, string>>,
): Promise<Result<Composing>> {
  const row = await findRequestInScope(app.db, viewerOf(clerk), code)
  if (row === undefined) return requestNotFound
  const given = await giveAnswer(app, questionId, chosen)
  if (!given.ok) return given
  const { question } = given.value
  const caseKey = caseKeyOf(question.facts, chosen)
  const now = app.clock.now()
  const answer = caseKey === null ? null : await canonicalAnswer(app.db, questionId, caseKey, now)
  const toLearn =
    answer === null ? [] : await listToLearn(app.db, clerk.staffId, answer.answer.answerId, tehranDate(now))
  const draft = { how: 'canonical', questionId, caseKey: '', answerId: '', text: '', digest: '' } as const
  return done({ row, given: given.value, toLearn, needsSecond: needsSecondPerson(row.kind, draft) })
}

const MOST = 8

/** Questions to answer a request from: those like what a clerk types, else those like the request itself. */
export async function questionsFor(
  app: ComposeApp,
  clerk: Clerk,
  code: string,
  text: string,
): Promise<Result<{ row: RequestRow; questions: readonly Question[] }>> {
  const row = await findRequestInScope(app.db, viewerOf(clerk), code)
  if (row === undefined) return requestNotFound
  const words = text.trim() === '' ? row.title : text
  return done({ row, questions: await app.questions.like(app.db, words, MOST) })
}
