import { answerStart, closingStart, MOST_REOPENINGS, policyOn } from '#kernel/request/policy.ts'
import { tehranDate } from '#kernel/dates.ts'
import type { Request } from '#kernel/request/request.ts'
import type { RequestKey } from '#store/requests.ts'
import { done, invalid, type Result } from '../problem.ts'
import { actOnRequest, citizenOf, type RequestsApp } from './act.ts'
import { refused } from './clerk.ts'

/** Whether the person can still open an answered request again: within twenty days, twice at most. */
export function mayReopen(request: Request, at: number): boolean {
  if (request.state !== 'answered' && request.state !== 'closed') return false
  return request.cycle <= MOST_REOPENINGS && at < closingStart(request.answeredAt!, 0).dueAt
}

/** The person was not helped: a new cycle with a new clock. What became of the one before stays as it was. */
export async function reopenRequest(
  app: RequestsApp,
  key: RequestKey,
  reason: string,
  once: string | null,
): Promise<Result<Request>> {
  const words = reason.trim()
  if (words === '') return invalid([{ field: 'reason', message: 'بنویسید چه چیزی هنوز حل نشده است.' }])
  return actOnRequest(app, key, citizenOf(key), once, ({ request, row, policies, time, at }) => {
    if (!mayReopen(request, at)) return refused(tooLate(request))
    const policy = policyOn(policies, row.kind, row.area, tehranDate(at))
    return done([{ kind: 'reopened', reason: words.slice(0, 4_000), clock: answerStart(time, at, policy) }])
  })
}

const tooLate = ({ cycle, state }: Request): string =>
  state !== 'answered' && state !== 'closed'
    ? 'این درخواست هنوز باز است و لازم نیست دوباره باز شود.'
    : cycle > MOST_REOPENINGS
      ? 'این درخواست دو بار باز شده است. اگر هنوز مشکل دارید درخواست تازه‌ای بدهید.'
      : 'بیست روز پس از پاسخ گذشته است. اگر هنوز مشکل دارید درخواست تازه‌ای بدهید.'
