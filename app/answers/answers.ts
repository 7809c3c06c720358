import type { IsoDate } from '#kernel/dates.ts'
import {
  addAnswer,
  approveAnswer as approveInStore,
  endAnswer as endInStore,
  findProposed,
  findQuestion,
  listProposed,
  type NewAnswer,
} from '#store/answers.ts'
import { findStaff } from '#store/staff.ts'
import { createHash } from 'node:crypto'
import { nowOf, type App } from '../app.ts'
import { done, type Result } from '../problem.ts'
import { casesOf } from './case-key.ts'
import { inWords, REFUSALS, refused } from './refusals.ts'

/** What the use cases of answers touch. */
export type AnswersApp = Pick<App, 'db' | 'clock'>

export const noStaff = (userName: string) => refused(`کارمند فعالی با نام کاربری «${userName}» نیست.`)

/** What makes two answers the same: their words and what they cite. Hex. */
export function answerDigest(body: string, articleIds: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([body, articleIds]))
    .digest('hex')
}

/** Proposes an answer; answers its number. Nobody reads it before a second person has approved it. */
export async function proposeAnswer(
  app: AnswersApp,
  userName: string,
  answer: Omit<NewAnswer, 'author' | 'digest'>,
): Promise<Result<string>> {
  const staff = await findStaff(app.db, userName)
  return staff === undefined ? noStaff(userName) : proposeAs(app, staff.staffId, answer)
}

/** As `proposeAnswer`, of somebody whose id is known. */
export async function proposeAs(
  app: AnswersApp,
  author: string,
  answer: Omit<NewAnswer, 'author' | 'digest'>,
): Promise<Result<string>> {
  const { questionId, caseKey, body, articleIds, from, until } = answer
  const question = await findQuestion(app.db, questionId)
  if (question === undefined) return refused('پرسشی با این شماره نیست.')
  if (!casesOf(question.facts).includes(caseKey)) return refused('این پرسش چنین حالتی ندارد.')
  if (body.trim() === '') return refused('متن پاسخ خالی است.')
  if (articleIds.length === 0) return refused('پاسخ باید دست‌کم به یک ماده استناد کند.')
  if (until !== null && until <= from) return refused('آخرین روز پاسخ پیش از نخستین روز آن است.')
  const written = { ...answer, author, digest: answerDigest(body, articleIds) }
  const answerId = await app.db.transaction((tx) => addAnswer(tx, written, nowOf(app)))
  return answerId === null ? refused('ماده‌ای که نام برده شده، در نخستین روز پاسخ متن معتبری ندارد.') : done(answerId)
}

/** Approves what somebody else proposed. From its first day on it is the one answer; the one before ends. */
export async function approveAnswer(app: AnswersApp, userName: string, answerId: string): Promise<Result<void>> {
  const staff = await findStaff(app.db, userName)
  return staff === undefined ? noStaff(userName) : approveAs(app, staff.staffId, answerId)
}

/** As `approveAnswer`, by somebody whose id is known. */
export async function approveAs(app: AnswersApp, approver: string, answerId: string): Promise<Result<void>> {
  return inWords(() =>
    app.db.transaction(async (tx) => {
      const answer = await findProposed(tx, answerId)
      if (answer === undefined) return refused('پاسخی با این شماره در انتظار تأیید نیست.')
      if (answer.author === approver) return refused(REFUSALS.approved_by_a_second_person)
      const founded = await approveInStore(tx, answer, approver, nowOf(app))
      return founded ? done(undefined) : refused('ماده‌ای که به آن استناد شده، تا نخستین روز این پاسخ عوض شده است.')
    }),
  )
}

/** What came of approving many: how many hold now, and why the others do not. */
export type Approved = {
  readonly approved: number
  readonly refused: readonly { readonly answerId: string; readonly message: string }[]
}

/** Approves all that others, or one other, proposed; what cannot be approved goes on waiting. */
export async function approveAll(app: AnswersApp, userName: string, author?: string): Promise<Result<Approved>> {
  const staff = await findStaff(app.db, userName)
  if (staff === undefined) return noStaff(userName)
  const from = author === undefined ? undefined : await findStaff(app.db, author)
  if (author !== undefined && from === undefined) return noStaff(author)
  const waiting = (await listProposed(app.db)).filter((one) =>
    from === undefined ? one.author !== staff.staffId : one.author === from.staffId,
  )
  const refused: { answerId: string; message: string }[] = []
  for (const { answerId } of waiting) {
    const result = await approveAnswer(app, userName, answerId)
    if (!result.ok) refused.push({ answerId, message: result.problem.message })
  }
  return done({ approved: waiting.length - refused.length, refused })
}

/** Ends an approved answer from a day on, without another in its place: then the desk answers case by case. */
export async function endAnswer(
  app: AnswersApp,
  userName: string,
  answerId: string,
  day: IsoDate,
): Promise<Result<void>> {
  if ((await findStaff(app.db, userName)) === undefined) return noStaff(userName)
  const ended = await app.db.transaction((tx) => endInStore(tx, answerId, day))
  return ended ? done(undefined) : refused('پاسخ تأییدشده‌ای با این شماره نیست که در آن روز هنوز معتبر باشد.')
}
