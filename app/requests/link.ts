import type { Request } from '#kernel/request/request.ts'
import type { Tx } from '#store/database.ts'
import { proposeWording } from '#store/wordings.ts'
import type { App } from '../app.ts'
import { done, invalid, type Result } from '../problem.ts'
import { actAsClerk, type RequestsApp } from './act.ts'
import type { Clerk } from './clerk.ts'
import { notYours } from './take.ts'

/** Longer ones are told with more than the question. */
const LONGEST_WORDING = 200

/**
 * A clerk finds that a request is one of the organisation's questions. How the person asked is proposed as a wording of it,
 * which an editor reads before the question is found by it.
 */
export async function linkRequest(
  app: RequestsApp & Pick<App, 'questions'>,
  clerk: Clerk,
  code: string,
  questionId: number,
  once: string | null,
): Promise<Result<Request>> {
  return actAsClerk(app, clerk, code, once, async ({ tx, request, at }) => {
    if (request.holder !== clerk.staffId) return notYours
    if ((await app.questions.find(app.db, questionId)) === undefined)
      return invalid([{ field: 'questionId', message: 'پرسش را از فهرست انتخاب کنید.' }])
    await proposeTitle(tx, clerk, request, questionId, at)
    return done([{ kind: 'linked', questionId }])
  })
}

/** Proposes how a person asked as a wording of a question; of an oversight report nothing is ever passed on. */
export async function proposeTitle(
  tx: Tx,
  { staffId }: Clerk,
  { kind, title }: Request,
  questionId: number,
  at: number,
): Promise<void> {
  if (kind === 'oversight' || title.length > LONGEST_WORDING) return
  await proposeWording(tx, { questionId, wording: title, by: staffId, at: new Date(at) })
}
