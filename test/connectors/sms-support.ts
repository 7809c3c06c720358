import { parseMobile, type Mobile } from '#kernel/mobile.ts'
import { smsSimulator, type SmsSimulatorOptions } from '#simulators/sms/server.ts'
import type { TestContext } from 'node:test'

export type InboxMessage = {
  to: string
  text: string
  at: string
  provider: string
  key: string
  status: string
  parts: number
}

/** A running simulator of both providers, with what a test does to it and reads from it. */
export type Phones = {
  readonly url: string
  fault(fault: object, scope?: 'first' | 'second'): Promise<void>
  noFault(scope?: 'first' | 'second'): Promise<void>
  inbox(mobile: string, since?: string): Promise<InboxMessage[]>
  close(): Promise<void>
}

export async function startPhones(t: Pick<TestContext, 'after'>, options: SmsSimulatorOptions = {}): Promise<Phones> {
  const server = await smsSimulator({ deliverAfterMs: 0, ...options })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  t.after(() => server.close())
  const scoped = (scope?: string) => `${url}/_faults${scope === undefined ? '' : `?scope=${scope}`}`
  return {
    url,
    async fault(fault, scope) {
      await must(fetch(scoped(scope), { method: 'PUT', ...json(fault) }))
    },
    async noFault(scope) {
      await must(fetch(scoped(scope), { method: 'DELETE' }))
    },
    async inbox(mobile, since) {
      const query = new URLSearchParams({ to: mobile, ...(since !== undefined && { since }) })
      return (await (await must(fetch(`${url}/messages?${query}`))).json()) as InboxMessage[]
    },
    async close() {
      await server.close()
    },
  }
}

export const json = (body: unknown) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

export async function must(response: Promise<Response>): Promise<Response> {
  const got = await response
  if (!got.ok) throw new Error(`HTTP ${got.status}: ${await got.text()}`)
  return got
}

export function mobile(text: string): Mobile {
  const result = parseMobile(text)
  if (!result.ok) throw new Error(result.error)
  return result.value
}
