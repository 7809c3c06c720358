import type { Request } from '#kernel/request/request.ts'
import type { RequestDeed } from '#kernel/request/request-event.ts'
import type { RequestKey } from '#store/requests.ts'
import { done, invalid, type Result } from '../problem.ts'
import { actOnRequest, citizenOf, type RequestsApp } from './act.ts'
import { refused } from './clerk.ts'

/** The person says whether it was solved, and how satisfied they are (1 to 5). What was solved is closed. */
export async function rateRequest(
  app: RequestsApp,
  key: RequestKey,
  { solved, score, text }: { readonly solved: boolean; readonly score: number; readonly text: string },
  once: string | null,
): Promise<Result<Request>> {
  if (!Number.isInteger(score) || score < 1 || score > 5)
    return invalid([{ field: 'score', message: 'رضایت خود را از ۱ تا ۵ انتخاب کنید.' }])
  return actOnRequest(app, key, citizenOf(key), once, ({ request }) => {
    if (request.rating?.cycle === request.cycle) return refused('نظر شما دربارهٔ این پاسخ ثبت شده است. سپاسگزاریم.')
    const rated: RequestDeed = { kind: 'rated', solved, score, text: text.trim().slice(0, 2_000) }
    return done(solved ? [rated, { kind: 'closed' }] : [rated])
  })
}
