import { randomBytes } from 'node:crypto'
import type { App } from '#app/app.ts'
import { claimApiKey, keepApiAnswer, releaseApiKey } from '#store/api-keys.ts'
import { Refusal, type ApiProblemCode } from './problems.ts'

/** What is sent: with the code when it is a problem. */
export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly problem?: ApiProblemCode
}

/** Milliseconds. An answer is kept for a day; a first request that has not answered within the lease is taken for dead. */
export const answerKeptFor = 24 * 3600_000
export const lease = 60_000

/** Problems after which the very same request may succeed: they are not kept, so that repeating it is of use. */
const passing: ReadonlySet<ApiProblemCode> = new Set(['limited', 'busy', 'unavailable', 'lacking'])

export type KeyedRequest = {
  readonly key: string
  readonly bearer: string | undefined
  readonly method: string
  readonly path: string
  readonly body: unknown
}

/** Under this name use cases know an attempt for as long as there is what it did. */
export const requestKeyOf = (app: App, { key, bearer = '', method, path, body }: KeyedRequest): string =>
  app.secrets.mac('api', JSON.stringify(['act', bearer, key, method, path, body ?? null])).toString('hex')

/** The `Idempotency-Key` of a request, undefined when there is none. Throws the refusal of one that could be guessed. */
export function idempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined
  if (typeof header === 'string' && /^[\x21-\x7e]{16,255}$/.test(header)) return header
  throw new Refusal({
    code: 'idempotency-key-invalid',
    message: 'کلید تکرار این درخواست پذیرفته نیست. برنامه باید کلیدی تصادفی با دست‌کم ۱۶ نویسهٔ لاتین بفرستد.',
  })
}

/**
 * Carries out a request at most once a day for its key, whatever the process, and answers repetitions with the first answer.
 * A key belongs to the bearer that shows it; before sign-in to nobody, so it must not be guessable. Neither the key
 * nor the body is stored: their hash is keyed, and salted by the key itself.
 */
export async function onlyOnce(
  app: App,
  request: KeyedRequest,
  work: () => Promise<Answer>,
  log: (error: unknown) => void,
): Promise<Answer> {
  const { key, bearer = '', method, path, body } = request
  const now = app.clock.now()
  const claim = {
    keyHash: app.secrets.mac('api', JSON.stringify(['key', bearer, key])),
    requestHash: app.secrets.mac('api', JSON.stringify(['request', bearer, key, method, path, body ?? null])),
    holder: randomBytes(16),
    now: new Date(now),
    leaseUntil: new Date(now + lease),
    expiresAt: new Date(now + answerKeptFor),
  }
  const found = await claimApiKey(app.db, claim)
  switch (found.state) {
    case 'answered': {
      const first = JSON.parse(app.secrets.open('api', found.answer).toString()) as Answer
      return { ...first, headers: { ...first.headers, 'idempotency-replayed': 'true' } }
    }
    case 'reused':
      throw new Refusal({
        code: 'idempotency-key-reused',
        message:
          'این کلید تکرار پیش‌تر برای درخواست دیگری به کار رفته است. برنامه باید برای هر درخواست تازه کلید تازه بسازد.',
      })
    case 'running':
      throw new Refusal({
        code: 'idempotency-in-progress',
        message: 'همین درخواست هنوز در حال انجام است. کمی صبر کنید و دوباره آن را بفرستید.',
        retryAfter: Math.min(2, Math.max(1, Math.ceil((found.leaseUntil.getTime() - now) / 1000))),
      })
    case 'held':
      return holding()
  }

  async function holding(): Promise<Answer> {
    let answer: Answer
    try {
      answer = await work()
    } catch (error) {
      // The lease gives the key back when even this fails.
      await releaseApiKey(app.db, claim).catch(log)
      throw error
    }
    const keep = answer.problem === undefined || !passing.has(answer.problem)
    // What was done is done: the answer goes out even when it could not be kept.
    if (keep)
      await keepApiAnswer(app.db, claim, app.secrets.seal('api', Buffer.from(JSON.stringify(answer)))).catch(log)
    else await releaseApiKey(app.db, claim).catch(log)
    return answer
  }
}
