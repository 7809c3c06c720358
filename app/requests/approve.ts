import type { Request } from '#kernel/request/request.ts'
import { done, invalid, type Result } from '../problem.ts'
import { actAsClerk, type RequestsApp } from './act.ts'
import { refused, type Clerk } from './clerk.ts'
import { mustLearn, sendingFrom } from './draft.ts'

/** A second person approves a draft: it goes out in fifteen seconds. */
export async function approveReply(
  app: RequestsApp,
  clerk: Clerk,
  code: string,
  once: string | null,
): Promise<Result<Request>> {
  return actAsClerk(app, clerk, code, once, async ({ tx, request, at }) => {
    if (request.state !== 'pending-approval') return refused('پاسخی منتظر تأیید نیست.')
    if (request.draft?.author === clerk.staffId)
      return refused('پاسخی را که خودتان نوشته‌اید نمی‌توانید تأیید کنید؛ همکار دیگری باید ببیند.')
    if (clerk.role === 'call-centre') return refused('تأیید پاسخ با شعبه است.')
    const untrained = await mustLearn(tx, clerk, request.draft!.draft, at)
    return untrained === null ? done([{ kind: 'approved' }, sendingFrom(at)]) : refused(untrained)
  })
}

/** A second person gives a draft back with a reason, or its author takes it back. */
export async function refuseReply(
  app: RequestsApp,
  clerk: Clerk,
  code: string,
  reason: string,
  once: string | null,
): Promise<Result<Request>> {
  const words = reason.trim()
  return actAsClerk(app, clerk, code, once, ({ request }) => {
    if (words === '' && request.draft?.author !== clerk.staffId)
      return invalid([{ field: 'reason', message: 'بنویسید چه چیزی در پاسخ باید عوض شود.' }])
    return done([{ kind: 'draft-refused', reason: words.slice(0, 2_000) }])
  })
}
