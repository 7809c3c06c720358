import { Ack } from '#ports/crvs-wire.ts'

export type Callbacks = {
  /** Posts to the consumer, again after each delay until it acknowledges. `body` is asked anew for each try, to be signed afresh. */
  send(address: string, body: () => unknown): Promise<boolean>
  pending(): number
  close(): void
}

const TIMEOUT_MS = 5_000

export function callbacks(retryDelays: readonly number[], token: string | undefined): Callbacks {
  const closing = new AbortController()
  let pending = 0

  const attempt = async (address: string, body: unknown): Promise<boolean> => {
    try {
      const reply = await fetch(address, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      })
      const text = await reply.text()
      if (!reply.ok) return false
      const ack = Ack.safeParse(parsed(text))
      return !ack.success || ack.data.message.ack_status !== 'ERR'
    } catch {
      return false
    }
  }

  return {
    async send(address, body) {
      pending += 1
      try {
        for (const delay of [0, ...retryDelays]) {
          if (!(await slept(delay, closing.signal))) return false
          if (await attempt(address, body())) return true
        }
        return false
      } finally {
        pending -= 1
      }
    },
    pending: () => pending,
    close: () => closing.abort(),
  }
}

const PLACES: Readonly<Record<string, string>> = {
  'on-search': 'on-search',
  'on-subscribe': 'on-subscribe',
  'on-unsubscribe': 'on-unsubscribe',
  'txn-on-status': 'txn/on-status',
  notify: 'notify',
}

/**
 * Where a callback goes. A sender_uri that names one of the standard's callback doors stands for all of them, so that a
 * subscriber at …/registry/on-subscribe is notified at …/registry/notify; any other takes every callback as it is.
 */
export function addressOf(senderUri: string, action: string): string {
  const url = new URL(senderUri)
  url.pathname = url.pathname.replace(
    /\/(on-search|on-subscribe|on-unsubscribe|txn\/on-status|notify)\/?$/,
    `/${PLACES[action]}`,
  )
  return url.href
}

/** False if it was closed meanwhile. The timer keeps no process alive. */
function slept(ms: number, closing: AbortSignal): Promise<boolean> {
  if (closing.aborted) return Promise.resolve(false)
  if (ms === 0) return Promise.resolve(true)
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), ms)
    timer.unref()
    closing.addEventListener('abort', () => (clearTimeout(timer), resolve(false)), { once: true })
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
