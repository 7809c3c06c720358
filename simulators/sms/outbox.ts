import type { Clock } from '#ports/clock.ts'
import { smsParts } from '#ports/sms-parts.ts'
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

export type ProviderName = 'first' | 'second'

const Message = z.object({
  id: z.string(),
  provider: z.enum(['first', 'second']),
  /** What the sender told it by: localid or idempotency key; empty for none. */
  key: z.string(),
  to: z.string(),
  from: z.string(),
  text: z.string(),
  /** Milliseconds since 1970 UTC. */
  at: z.number(),
})
const Line = z.union([
  z.object({ message: Message }),
  z.object({ undeliverable: z.string() }),
  z.object({ deliverable: z.string() }),
])
export type Message = z.infer<typeof Message>
type Line = z.infer<typeof Line>
export type Delivery = 'pending' | 'delivered' | 'failed'

export type OutboxOptions = {
  readonly clock: Clock
  /** File the messages are appended to, so that a restart keeps them. */
  readonly stateFile?: string | undefined
  /** How long a message is on its way, milliseconds. */
  readonly deliverAfterMs?: number
  /** Numbers with this ending never get a message; empty for none. */
  readonly undeliverableSuffix?: string
  /** Called for each message when its fate is known. */
  readonly onDelivery?: (message: Message) => void
}

export type Outbox = {
  /** The message already known under this key, or the new one. */
  take(message: Omit<Message, 'id' | 'at'>): Message
  byId(provider: ProviderName, id: string): Message | undefined
  byKey(provider: ProviderName, key: string): Message | undefined
  delivery(message: Message): Delivery
  /** Newest first. */
  list(filter?: { to?: string; since?: number }): Message[]
  setDeliverable(mobile: string, deliverable: boolean): void
}

/** Kept over a restart; older messages are forgotten. */
const MOST_KEPT = 10_000

/** What both providers have taken, in memory and in a file of one JSON line a change. */
export function openOutbox(options: OutboxOptions): Outbox {
  const { clock, stateFile, deliverAfterMs = 3000, undeliverableSuffix = '', onDelivery } = options
  const messages: Message[] = []
  const ids = new Map<string, Message>()
  const keys = new Map<string, Message>()
  const undeliverable = new Set<string>()
  let lastId = 100_000

  function apply(line: Line): void {
    if ('undeliverable' in line) return void undeliverable.add(line.undeliverable)
    if ('deliverable' in line) return void undeliverable.delete(line.deliverable)
    const { message } = line
    messages.push(message)
    ids.set(`${message.provider} ${message.id}`, message)
    if (message.key !== '') keys.set(`${message.provider} ${message.key}`, message)
    lastId = Math.max(lastId, Number(message.id.replace(/^m-/, '')))
  }
  function record(line: Line): void {
    if (stateFile !== undefined) appendFileSync(stateFile, `${JSON.stringify(line)}\n`)
    apply(line)
  }
  if (stateFile !== undefined && existsSync(stateFile)) {
    const lines = readLines(stateFile)
    for (const line of lines) apply(line)
    writeFileSync(stateFile, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  }

  return {
    take(given) {
      const known = given.key === '' ? undefined : keys.get(`${given.provider} ${given.key}`)
      if (known !== undefined) return known
      const id = `${given.provider === 'second' ? 'm-' : ''}${lastId + 1}`
      const message = { ...given, id, at: clock.now() }
      record({ message })
      if (onDelivery !== undefined) setTimeout(() => onDelivery(message), deliverAfterMs).unref()
      return message
    },
    byId: (provider, id) => ids.get(`${provider} ${id}`),
    byKey: (provider, key) => keys.get(`${provider} ${key}`),
    delivery(message) {
      if (clock.now() - message.at < deliverAfterMs) return 'pending'
      const lost =
        undeliverable.has(message.to) || (undeliverableSuffix !== '' && message.to.endsWith(undeliverableSuffix))
      return lost ? 'failed' : 'delivered'
    },
    list({ to, since = -1 } = {}) {
      return messages.filter((each) => each.at >= since && (to === undefined || each.to === to)).toReversed()
    },
    setDeliverable(mobile, deliverable) {
      record(deliverable ? { deliverable: mobile } : { undeliverable: mobile })
    },
  }
}

/** A line cut short by a killed process is left out; so are the oldest messages beyond what is kept. */
function readLines(file: string): Line[] {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text): Line[] => {
      try {
        return [Line.parse(JSON.parse(text))]
      } catch {
        return []
      }
    })
  return lines.slice(-MOST_KEPT)
}

export const partsOf = (message: Message): number => smsParts(message.text).parts
