import type { Request } from '#kernel/request/request.ts'
import type { RequestKey } from '#store/requests.ts'
import { done, type Result } from '../problem.ts'
import { actOnRequest, citizenOf, type RequestsApp } from './act.ts'

/** The person takes a request back, from any state in which an answer is owed. */
export async function withdrawRequest(
  app: RequestsApp,
  key: RequestKey,
  reason: string,
  once: string | null,
): Promise<Result<Request>> {
  return actOnRequest(app, key, citizenOf(key), once, () =>
    done([{ kind: 'withdrawn', reason: reason.trim().slice(0, 1_000) }]),
  )
}
