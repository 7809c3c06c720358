import type { Request } from '#kernel/request/request.ts'
import { done, invalid, type Result } from '../problem.ts'
import { actAsClerk, type RequestsApp } from './act.ts'
import type { Clerk } from './clerk.ts'

/** A word for colleagues; the person does not see it. */
export async function noteOnRequest(
  app: RequestsApp,
  clerk: Clerk,
  code: string,
  text: string,
  once: string | null,
): Promise<Result<Request>> {
  const words = text.trim()
  if (words === '') return invalid([{ field: 'text', message: 'متن یادداشت را بنویسید.' }])
  return actAsClerk(app, clerk, code, once, () => done([{ kind: 'noted', text: words.slice(0, 4_000) }]))
}
