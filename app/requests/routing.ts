import { tehranDate } from '#kernel/dates.ts'
import type { Tx } from '#store/database.ts'
import { countFreeAbout } from '#store/request-desk.ts'
import { listUnlearnt } from '#store/training.ts'
import type { App } from '../app.ts'
import { kindsOf, viewerOf, type Clerk } from './clerk.ts'

/** Which canonical questions a clerk may not answer at an instant, for want of training: they are not given such requests. */
export async function barredQuestions(tx: Tx, { staffId }: Clerk, at: number): Promise<readonly number[]> {
  return [...new Set((await listUnlearnt(tx, staffId, tehranDate(at))).map(({ questionId }) => questionId))]
}

/** Why some requests do not come to a clerk. */
export type PassedOver = {
  /** What they have to learn first. */
  readonly documents: readonly { readonly documentId: string; readonly title: string }[]
  readonly questions: readonly number[]
}

/** Null: nothing is kept from this clerk. */
export async function passedOver(app: Pick<App, 'db' | 'clock'>, clerk: Clerk): Promise<PassedOver | null> {
  if (kindsOf(clerk.role).length === 0) return null
  const unlearnt = await listUnlearnt(app.db, clerk.staffId, tehranDate(app.clock.now()))
  if (unlearnt.length === 0) return null
  const documents = [...new Map(unlearnt.map((one) => [one.documentId, one])).values()]
  return { documents, questions: [...new Set(unlearnt.map(({ questionId }) => questionId))] }
}

export const MOST_COUNTED = 100

/** How many requests that a clerk may see are in nobody's hand and kept from them, counted up to `MOST_COUNTED`. */
export async function countPassedOver(app: Pick<App, 'db'>, clerk: Clerk, over: PassedOver | null): Promise<number> {
  return over === null ? 0 : countFreeAbout(app.db, viewerOf(clerk), over.questions, MOST_COUNTED)
}

/** What a clerk has to learn before answering a question that a request is known to ask. */
export async function toLearnFor(
  app: Pick<App, 'db' | 'clock'>,
  { staffId }: Clerk,
  questionId: number | null,
): Promise<PassedOver['documents']> {
  if (questionId === null) return []
  const unlearnt = await listUnlearnt(app.db, staffId, tehranDate(app.clock.now()))
  return unlearnt.filter((one) => one.questionId === questionId)
}
