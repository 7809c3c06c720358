import type { Clock } from '#ports/clock.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import { SmsNotTaken, type SmsMessage, type SmsProvider, type SmsReceipt, SmsRefused } from '#ports/sms.ts'
import { type ErrorWindow, errorWindow } from './error-window.ts'
import { RecentMap } from './recent-map.ts'

export type FailOverOptions = {
  readonly clock: Clock
  /** Length of the sliding window, milliseconds. */
  readonly windowMs: number
  /** A provider with fewer attempts than this in the window is not judged; nor is one with a single error, ever. */
  readonly minSamples: number
  /** Share of errors (above 0, to 1) from which a provider is bad. */
  readonly threshold: number
  /** A bad provider is tried with one message this often, milliseconds; when it takes it, it is good again. */
  readonly probeEveryMs: number
  /** For this long a message whose attempt was unclear stays with its provider; one that fails longer moves on. Milliseconds. */
  readonly stayMs?: number
}

export type FailOver = SmsProvider & {
  /** For the operator: each provider in order of preference, and since when it is bad (milliseconds since 1970, or null). */
  state(): { name: string; badSince: number | null; attempts: number; errors: number }[]
}

type Candidate = {
  readonly provider: SmsProvider
  readonly window: ErrorWindow
  badSince: number | null
  probedAt: number
}
/** A message that failed with a provider: since when, and whether that provider may have it all the same. */
type Failing = { readonly candidate: Candidate; readonly since: number; readonly unclear: boolean }

const MOST_REMEMBERED = 10_000

/**
 * Several providers as one, in order of preference. The first good one is used; which is good is judged by its error rate
 * over a window, never by a single error. An error is thrown on to the caller, who sends again with the same key; only
 * when the window calls the provider bad, and the message was certainly not taken, does the next one get it at once.
 * A message whose attempt was unclear stays with its provider for `stayMs`, so that a person does not get it twice; one
 * that still fails then goes to the others first, so that it arrives although too few are sent to judge a provider by.
 * What is remembered lives in this process: see docs/outside/sms.md for what that can and cannot promise.
 */
export function failOver(providers: readonly SmsProvider[], options: FailOverOptions): FailOver {
  const { clock, windowMs, minSamples, threshold, probeEveryMs, stayMs = 30_000 } = options
  if (providers.length === 0) throw new RangeError('fail-over needs a provider')
  if (new Set(providers.map((each) => each.name)).size < providers.length)
    throw new RangeError('two providers of one name')
  if (!(threshold > 0 && threshold <= 1)) throw new RangeError('the threshold is a share above 0, to 1')
  const candidates = providers.map((provider): Candidate => ({
    provider,
    window: errorWindow(clock, windowMs),
    badSince: null,
    probedAt: 0,
  }))
  const failing = new RecentMap<Failing>(MOST_REMEMBERED)
  const taken = new RecentMap<SmsReceipt>(MOST_REMEMBERED)

  /** The first that is good or due for a probe; when there is none, the one with the fewest errors. */
  function choose(among: readonly Candidate[]): Candidate {
    const now = clock.now()
    const usable = among.find((each) => each.badSince === null || now - each.probedAt >= probeEveryMs)
    return usable ?? among.reduce((best, each) => (each.window.errorRate() < best.window.errorRate() ? each : best))
  }

  const isBad = (window: ErrorWindow): boolean =>
    window.attempts() >= minSamples && window.errors() >= 2 && window.errorRate() >= threshold

  function judge(candidate: Candidate, ok: boolean): void {
    candidate.window.add(ok)
    if (candidate.badSince !== null) {
      if (!ok) return
      candidate.badSince = null
      candidate.window.clear()
    } else if (isBad(candidate.window)) {
      candidate.badSince = candidate.probedAt = clock.now()
    }
  }

  async function attempt(candidate: Candidate, message: SmsMessage): Promise<SmsReceipt> {
    if (candidate.badSince !== null) candidate.probedAt = clock.now()
    try {
      const receipt = await candidate.provider.send(message)
      judge(candidate, true)
      failing.delete(message.idempotencyKey)
      taken.set(message.idempotencyKey, receipt)
      return receipt
    } catch (error) {
      // A message refused for its own sake was answered well; it is no error of the provider.
      judge(candidate, error instanceof SmsRefused)
      if (!(error instanceof SmsRefused)) remember(message.idempotencyKey, candidate, !(error instanceof SmsNotTaken))
      throw error
    }
  }

  /** The time of the first failure counts: each retry must not prolong the stay. */
  function remember(key: string, candidate: Candidate, unclear: boolean): void {
    const before = failing.get(key)
    const same = before?.candidate === candidate ? before : { since: clock.now(), unclear: false }
    failing.set(key, { candidate, since: same.since, unclear: unclear || same.unclear })
  }

  async function send(message: SmsMessage): Promise<SmsReceipt> {
    const known = taken.get(message.idempotencyKey)
    if (known !== undefined) return known
    const before = failing.get(message.idempotencyKey)
    const staying = before !== undefined && clock.now() - before.since < stayMs
    if (staying && before.unclear) return attempt(before.candidate, message)

    // After the stay its provider comes last, whatever the window says of it: this one message it could not get through.
    let left = candidates
    if (before !== undefined && !staying)
      left = [...candidates.filter((each) => each !== before.candidate), before.candidate]
    for (;;) {
      const candidate = choose(left)
      left = left.filter((each) => each !== candidate)
      try {
        return await attempt(candidate, message)
      } catch (error) {
        const onward = error instanceof SmsNotTaken && candidate.badSince !== null && left.length > 0
        if (!onward) throw error
      }
    }
  }

  return {
    name: candidates.map((each) => each.provider.name).join('+'),
    send,
    async delivery(messageId, provider) {
      const one = providers.find((each) => each.name === provider)
      if (one === undefined) throw new OutsideSystemUnavailable(provider, 'is no longer among the SMS providers')
      return one.delivery(messageId, provider)
    },
    state: () =>
      candidates.map(({ provider, window, badSince }) => ({
        name: provider.name,
        badSince,
        attempts: window.attempts(),
        errors: window.errors(),
      })),
  }
}
