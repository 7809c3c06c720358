import type { Request } from '#kernel/request/request.ts'
import { done, type Result } from '../problem.ts'
import { actAsClerk, type RequestsApp } from './act.ts'
import { isHead, refused, type Clerk } from './clerk.ts'

/** Takes a reply back before it has gone out: whoever wrote or approved it, or a head. */
export async function undoSending(
  app: RequestsApp,
  clerk: Clerk,
  code: string,
  once: string | null,
): Promise<Result<Request>> {
  return actAsClerk(app, clerk, code, once, ({ request }) => {
    if (request.state !== 'sending') return refused('پاسخ رفته است و دیگر نمی‌توان فرستادن آن را لغو کرد.')
    const { author, approver } = request.draft!
    if (![author, approver, request.holder].includes(clerk.staffId) && !isHead(clerk))
      return refused('فرستادن پاسخ را کسی لغو می‌کند که آن را نوشته یا تأیید کرده است.')
    return done([{ kind: 'undone' }])
  })
}
