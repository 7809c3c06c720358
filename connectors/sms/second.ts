import { z } from 'zod'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import { type DeliveryReport, type DeliveryStatus, SmsNotTaken, type SmsProvider, SmsRefused } from '#ports/sms.ts'
import { type Answer, ask, NoAnswer } from '../ask.ts'

const Accepted = z.object({ id: z.string().min(1), to: z.string() })
const Known = z.object({ id: z.string().min(1), status: z.string() })
const Webhook = z.object({ event: z.literal('message.status'), id: z.string().min(1), status: z.string() })
const Problem = z.object({ code: z.string().regex(/^[a-z-]{1,40}$/) })

/** Answers by which a message was certainly not taken: token, money, rights, too many, not serving now. */
const NOT_TAKEN = new Set([400, 401, 402, 403, 404, 405, 415, 429, 503])

export type SecondSmsOptions = {
  readonly name?: string
  /** Base address; messages are posted to its /messages. */
  readonly url: string
  readonly token: string
  /** Line to send from; empty for the account's default. */
  readonly sender?: string
  readonly timeoutMs?: number
}

/**
 * Client of the second SMS provider (docs/outside/sms.md): JSON, bearer token, `Idempotency-Key`, 202 with an id.
 * The same key again is answered with the same id and sends nothing.
 */
export function secondSms({
  name = 'second',
  url,
  token,
  sender = '',
  timeoutMs = 5000,
}: SecondSmsOptions): SmsProvider {
  const messages = `${url.replace(/\/+$/, '')}/messages`
  const authorization = `Bearer ${token}`

  async function call(address: string, init: RequestInit): Promise<Answer> {
    const answer = await ask(address, init, timeoutMs).catch((error: unknown) => {
      if (!(error instanceof NoAnswer)) throw error
      throw error.reached ? new OutsideSystemUnavailable(name, error.message) : new SmsNotTaken(name, error.message)
    })
    const problem = Problem.safeParse(answer.body)
    const reason = `HTTP ${answer.status}${problem.success ? ` ${problem.data.code}` : ''}`
    if (answer.status === 422) throw new SmsRefused(name, reason)
    if (NOT_TAKEN.has(answer.status)) throw new SmsNotTaken(name, reason)
    if (answer.status !== 200 && answer.status !== 202) throw new OutsideSystemUnavailable(name, reason)
    return answer
  }

  return {
    name,
    async send(message) {
      const answer = await call(messages, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json', 'idempotency-key': message.idempotencyKey },
        body: JSON.stringify({ to: message.to, text: message.text, ...(sender !== '' && { from: sender }) }),
      })
      const accepted = Accepted.safeParse(answer.body)
      if (!accepted.success) throw new OutsideSystemUnavailable(name, 'the reply is not of the agreed form')
      if (accepted.data.to !== message.to)
        throw new OutsideSystemUnavailable(name, 'the reply speaks of another receiver')
      return { provider: name, messageId: accepted.data.id }
    },
    async delivery(messageId) {
      const answer = await call(`${messages}/${encodeURIComponent(messageId)}`, { headers: { authorization } })
      const known = Known.safeParse(answer.body)
      if (!known.success || known.data.id !== messageId) {
        throw new OutsideSystemUnavailable(name, 'the reply is not of the agreed form')
      }
      return deliveryOf(known.data.status)
    },
  }
}

/** Reads the JSON body the provider posts to a webhook; null when it is not of that form. */
export function parseSecondReport(body: unknown): DeliveryReport | null {
  const report = Webhook.safeParse(body)
  return report.success ? { messageId: report.data.id, status: deliveryOf(report.data.status) } : null
}

function deliveryOf(status: string): DeliveryStatus {
  if (status === 'delivered') return 'delivered'
  return ['undelivered', 'expired', 'rejected'].includes(status) ? 'failed' : 'pending'
}
