import type { FileRef } from '#kernel/fields/file.ts'
import { answerClock, type Request } from '#kernel/request/request.ts'
import { dueIfResumed } from '#kernel/request/clock.ts'
import type { RequestKey } from '#store/requests.ts'
import { done, invalid, type Result } from '../problem.ts'
import { actOnRequest, citizenOf, type RequestsApp, type Seen } from './act.ts'

const LONGEST = 8_000

/** The person writes more, or answers our question: then our clock goes on, its deadline moved by the time it stood still. */
export async function writeToRequest(
  app: RequestsApp,
  key: RequestKey,
  { text, files = [] }: { readonly text: string; readonly files?: readonly FileRef[] },
  once: string | null,
): Promise<Result<Request>> {
  const words = text.trim()
  if (words === '' && files.length === 0)
    return invalid([{ field: 'text', message: 'متن خود را بنویسید یا پیوستی بفرستید.' }])
  const long = tooLong(words)
  if (long !== null) return long
  return actOnRequest(app, key, citizenOf(key), once, (seen) =>
    done([{ kind: 'wrote', text: words, files, ...resumedDue(seen) }]),
  )
}

/** The deadline after a pause that ends now, where the clock stands still. */
export function resumedDue({ request, time, at }: Pick<Seen, 'request' | 'time' | 'at'>): { due?: number } {
  const clock = answerClock(request)
  return clock === null || clock.pausedAt === null ? {} : { due: dueIfResumed(time, clock, at) }
}

/** The refusal of a text that is too long. */
export const tooLong = (words: string): Result<never> | null =>
  words.length <= LONGEST
    ? null
    : invalid([{ field: 'text', message: 'متن از ۸٬۰۰۰ نویسه بلندتر است. آن را کوتاه‌تر کنید.' }])
