import { createHash } from 'node:crypto'
import type { App } from '#app/app.ts'

/** A provider that takes every message and notes under which key. */
export function notingProvider(messages: string[]): App['sms'] {
  const known = new Set(messages)
  return {
    name: 'noting',
    async send({ idempotencyKey }) {
      // The number under which the first provider knows a command (docs/outside/sms.md).
      const key = (createHash('sha256').update(idempotencyKey).digest().readBigUInt64BE() >> 2n).toString()
      if (known.has(key)) return { provider: 'noting', messageId: key }
      known.add(key)
      messages.push(key)
      return { provider: 'noting', messageId: key }
    },
    async delivery() {
      return 'delivered'
    },
  } as App['sms']
}
