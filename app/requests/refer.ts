import type { Request } from '#kernel/request/request.ts'
import { done, invalid, type Result } from '../problem.ts'
import { actAsClerk, type RequestsApp } from './act.ts'
import type { Clerk } from './clerk.ts'
import { notYours } from './take.ts'

/** The answer is with somebody else by law: the person is told where, and why. */
export async function referRequest(
  app: RequestsApp,
  clerk: Clerk,
  code: string,
  { where, reason }: { readonly where: string; readonly reason: string },
  once: string | null,
): Promise<Result<Request>> {
  const [place, why] = [where.trim(), reason.trim()]
  if (place === '') return invalid([{ field: 'where', message: 'نام دستگاهی را که باید پاسخ دهد بنویسید.' }])
  if (why === '') return invalid([{ field: 'reason', message: 'دلیل قانونی ارجاع را بنویسید.' }])
  return actAsClerk(app, clerk, code, once, ({ request }) =>
    request.holder === clerk.staffId
      ? done([{ kind: 'referred', where: place.slice(0, 150), reason: why.slice(0, 2_000) }])
      : notYours,
  )
}
