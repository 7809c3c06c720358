import { LEAST_PROMPT, MOST_PROMPT } from '#kernel/request/promptness.ts'
import type { Request } from '#kernel/request/request.ts'
import { done, invalid, type Result } from '../problem.ts'
import { actAsClerk, type RequestsApp } from './act.ts'
import { isHead, type Clerk } from './clerk.ts'
import { notYours } from './take.ts'

/** Changes how prompt an answer ought to be, with a reason. Orders the queue; the deadline stays. */
export async function setPromptness(
  app: RequestsApp,
  clerk: Clerk,
  code: string,
  { value, reason }: { readonly value: number; readonly reason: string },
  once: string | null,
): Promise<Result<Request>> {
  const words = reason.trim()
  if (!Number.isInteger(value) || value < LEAST_PROMPT || value > MOST_PROMPT)
    return invalid([{ field: 'value', message: 'فوریت عددی از ۱ تا ۲۷ است.' }])
  if (words === '') return invalid([{ field: 'reason', message: 'دلیل تغییر فوریت را بنویسید.' }])
  return actAsClerk(app, clerk, code, once, ({ request }) =>
    request.holder === clerk.staffId || isHead(clerk)
      ? done([{ kind: 'promptness-set', value, reason: words.slice(0, 1_000) }])
      : notYours,
  )
}
