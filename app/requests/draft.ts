import { tehranDate } from '#kernel/dates.ts'
import { UNDO_MS } from '#kernel/request/policy.ts'
import type { Request } from '#kernel/request/request.ts'
import { BARRING_ARTICLES, needsSecondPerson, type Draft, type RequestDeed } from '#kernel/request/request-event.ts'
import { findAnswer, findQuestion, type Answer, type Question } from '#store/answers.ts'
import type { Tx } from '#store/database.ts'
import { listToLearn } from '#store/training.ts'
import { caseKeyOf } from '../answers/case-key.ts'
import { render, type Rendered } from '../answers/render.ts'
import { done, invalid, type Result } from '../problem.ts'
import { actAsClerk, type RequestsApp } from './act.ts'
import { refused, type Clerk } from './clerk.ts'
import { proposeTitle } from './link.ts'
import { notYours } from './take.ts'
import { resumedDue } from './write.ts'

/** What a clerk drafts. `chosen`: the facts of the person's case, by name. */
export type DraftValues =
  | { readonly how: 'canonical'; readonly questionId: number; readonly chosen: Readonly<Record<string, string>> }
  | { readonly how: 'own'; readonly text: string; readonly reason: string; readonly questionId: number | null }
  | { readonly how: 'refusal' | 'partial'; readonly text: string; readonly articles: readonly number[] }

const LONGEST = 20_000

/**
 * Drafts the reply. The organisation's approved answer, unchanged, goes out by itself in fifteen seconds; everything else,
 * and every reply to a complaint or report, waits for a second person.
 */
export async function draftReply(
  app: RequestsApp,
  clerk: Clerk,
  code: string,
  values: DraftValues,
  once: string | null,
): Promise<Result<Request>> {
  return actAsClerk(app, clerk, code, once, async (seen) => {
    const { request, tx, at } = seen
    if (request.holder !== clerk.staffId) return notYours
    const draft = await draftOf(tx, request, values, at)
    if (!draft.ok) return draft
    const untrained = await mustLearn(tx, clerk, draft.value, at)
    if (untrained !== null) return refused(untrained)
    // Whoever answers a question knows that it is one.
    const { value } = draft
    if (value.how === 'canonical' && value.questionId !== request.questionId)
      seen.beside(proposeTitle(tx, clerk, request, value.questionId, at))
    const drafted: RequestDeed = { kind: 'drafted', draft: draft.value, ...resumedDue(seen) }
    return done(needsSecondPerson(request.kind, draft.value) ? [drafted] : [drafted, sendingFrom(at)])
  })
}

export const sendingFrom = (at: number): RequestDeed => ({ kind: 'sending', goesAt: at + UNDO_MS })

async function draftOf(tx: Tx, { kind }: Request, values: DraftValues, at: number): Promise<Result<Draft>> {
  if (values.how === 'canonical') {
    const question = await findQuestion(tx, values.questionId)
    if (question === undefined) return invalid([{ field: 'questionId', message: 'پرسش را از فهرست انتخاب کنید.' }])
    const caseKey = caseKeyOf(question.facts, values.chosen)
    if (caseKey === null)
      return invalid([{ field: 'chosen', message: 'همهٔ مشخصاتی را که پاسخ به آن‌ها بستگی دارد انتخاب کنید.' }])
    const found = await answerTo(tx, question, caseKey, at)
    if (found === null)
      return refused('برای این پرسش امروز پاسخ تأییدشده‌ای نیست. پاسخ خود را با دلیل بنویسید تا همکار دیگری تأیید کند.')
    const { text, digest } = found.rendered
    const { answerId } = found.answer
    return done({ how: 'canonical', questionId: values.questionId, caseKey, answerId, text, digest })
  }
  const text = values.text.trim()
  if (text === '') return invalid([{ field: 'text', message: 'متن پاسخ را بنویسید.' }])
  if (text.length > LONGEST) return invalid([{ field: 'text', message: 'متن پاسخ خیلی بلند است.' }])
  if (values.how === 'own') {
    const reason = values.reason.trim()
    if (kind === 'question' && reason === '')
      return invalid([{ field: 'reason', message: 'بنویسید چرا از پاسخ‌های تأییدشده استفاده نمی‌کنید.' }])
    return done({ how: 'own', text, reason, questionId: values.questionId })
  }
  if (kind !== 'information') return refused('فقط درخواست اطلاعات را می‌توان با استناد به قانون رد کرد.')
  const articles = [...new Set(values.articles)].toSorted((one, other) => one - other)
  const barring: readonly number[] = BARRING_ARTICLES
  if (articles.length === 0 || !articles.every((article) => barring.includes(article)))
    return invalid([{ field: 'articles', message: 'دست‌کم یکی از مادهٔ ۱۳ تا ۱۷ قانون را انتخاب کنید.' }])
  return done({ how: values.how, text, articles })
}

/** What a member of staff must still learn before a reply that cites it can go out by their hand; null: nothing. */
export async function mustLearn(tx: Tx, { staffId }: Clerk, draft: Draft, at: number): Promise<string | null> {
  if (draft.how !== 'canonical') return null
  const documents = await listToLearn(tx, staffId, draft.answerId, tehranDate(at))
  if (documents.length === 0) return null
  const titles = documents.map(({ title }) => `«${title}»`).join(' و ')
  return `این پاسخ به ${titles} استناد می‌کند. اول در «آموزش» به سه پرسش کوتاه آن پاسخ دهید.`
}

/** The approved answer to a question in a case at an instant, as it is given on that day; null: none is in force. */
export async function canonicalAnswer(
  tx: Tx,
  questionId: number,
  caseKey: string,
  at: number,
): Promise<{ answer: Answer; rendered: Rendered } | null> {
  const day = tehranDate(at)
  const [question, answer] = await Promise.all([findQuestion(tx, questionId), findAnswer(tx, questionId, caseKey, day)])
  return question === undefined || answer === undefined ? null : { answer, rendered: render(question, answer, day) }
}

/** The same of a question that was found. */
async function answerTo(tx: Tx, question: Question, caseKey: string, at: number) {
  const day = tehranDate(at)
  const answer = await findAnswer(tx, question.questionId, caseKey, day)
  return answer === undefined ? null : { answer, rendered: render(question, answer, day) }
}
