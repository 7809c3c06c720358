import { createHash } from 'node:crypto'
import { z } from 'zod'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import {
  type DeliveryReport,
  type DeliveryStatus,
  type SmsMessage,
  SmsNotTaken,
  type SmsProvider,
  type SmsReceipt,
  SmsRefused,
} from '#ports/sms.ts'
import { ask, NoAnswer } from '../ask.ts'
import { RecentMap } from './recent-map.ts'

const Envelope = z.object({ return: z.object({ status: z.number().int() }), entries: z.unknown() })
const Id = z.union([z.string().min(1), z.number().int()]).transform(String)
const Sent = z.array(z.object({ messageid: Id, status: z.number().int(), receptor: z.string() })).length(1)
const Status = z.array(z.object({ messageid: Id, status: z.number().int() })).length(1)
const Webhook = z.object({ messageid: Id, status: z.coerce.number().int() })

/** Status of a message that the provider does not know. */
const NO_SUCH_MESSAGE = 100

/** Codes of `return.status` by which a send was certainly not taken: key, credit, sender line, rights, or too busy. */
const NOT_TAKEN = new Set([400, 401, 403, 404, 405, 407, 409, 412, 414, 417, 418, 429, 503])
/** Receiver not valid; text empty or too long. */
const REFUSED = new Set([411, 413])

export type KavenegarOptions = {
  readonly name?: string
  /** Base address, without the version: https://api.kavenegar.com */
  readonly url: string
  readonly apiKey: string
  /** Line to send from; empty for the account's default. */
  readonly sender?: string
  readonly timeoutMs?: number
}

/**
 * Client of Kavenegar's REST interface, version 1. Repeats are held off by `localid`: the provider answers a known one with
 * the message it already has. After an unclear attempt it is first asked whether it has the message.
 * The API key is part of the address, so no error tells an address.
 */
export function kavenegar(options: KavenegarOptions): SmsProvider {
  const { name = 'kavenegar', url, apiKey, sender = '', timeoutMs = 5000 } = options
  const base = `${url.replace(/\/+$/, '')}/v1/${encodeURIComponent(apiKey)}`
  const unclear = new RecentMap<true>(10_000)

  /** Entries of a good reply. Throws OutsideSystemUnavailable or one of its kin. */
  async function call(method: string, fields: Record<string, string>): Promise<unknown> {
    const answer = await ask(
      `${base}/${method}.json`,
      { method: 'POST', body: new URLSearchParams(fields) },
      timeoutMs,
    ).catch((error: unknown) => {
      if (!(error instanceof NoAnswer)) throw error
      throw error.reached ? new OutsideSystemUnavailable(name, error.message) : new SmsNotTaken(name, error.message)
    })
    const envelope = Envelope.safeParse(answer.body)
    const code = envelope.success ? envelope.data.return.status : answer.status
    if (REFUSED.has(code)) throw new SmsRefused(name, `code ${code}`)
    if (NOT_TAKEN.has(code)) throw new SmsNotTaken(name, `code ${code}`)
    if (!envelope.success || code !== 200 || answer.status !== 200)
      throw new OutsideSystemUnavailable(name, `code ${code}`)
    return envelope.data.entries
  }

  /** The message taken before under this localid, if any. While that cannot be asked, the earlier attempt stays unclear. */
  async function findTaken(localid: string): Promise<string | null> {
    const entries = await call('sms/statuslocalmessageid', { localid }).catch((error: unknown) => {
      throw error instanceof SmsNotTaken
        ? new OutsideSystemUnavailable(name, 'an earlier attempt is still unclear')
        : error
    })
    const found = Status.safeParse(entries)
    if (!found.success || found.data[0]!.status === NO_SUCH_MESSAGE) return null
    return found.data[0]!.messageid
  }

  async function post(message: SmsMessage, localid: string): Promise<string> {
    const line = sender === '' ? {} : { sender }
    const sent = Sent.safeParse(
      await call('sms/send', { receptor: message.to, message: message.text, localid, ...line }),
    )
    if (!sent.success) throw new OutsideSystemUnavailable(name, 'the reply is not of the agreed form')
    const entry = sent.data[0]!
    if (!sameReceptor(entry.receptor, message.to)) {
      throw new OutsideSystemUnavailable(name, 'the reply speaks of another receiver')
    }
    return entry.messageid
  }

  return {
    name,
    async send(message): Promise<SmsReceipt> {
      const localid = localIdOf(message.idempotencyKey)
      const taken = unclear.has(localid) ? await findTaken(localid) : null
      if (taken !== null) {
        unclear.delete(localid)
        return { provider: name, messageId: taken }
      }
      try {
        const messageId = await post(message, localid)
        unclear.delete(localid)
        return { provider: name, messageId }
      } catch (error) {
        if (error instanceof OutsideSystemUnavailable && !(error instanceof SmsNotTaken)) unclear.set(localid, true)
        throw error
      }
    },
    async delivery(messageId): Promise<DeliveryStatus> {
      const found = Status.safeParse(await call('sms/status', { messageid: messageId }))
      if (!found.success || found.data[0]!.messageid !== messageId) {
        throw new OutsideSystemUnavailable(name, 'the reply is not of the agreed form')
      }
      return deliveryOf(found.data[0]!.status)
    },
  }
}

/** Reads what Kavenegar calls a webhook with (query or form fields); null when it is not of that form. */
export function parseKavenegarReport(fields: unknown): DeliveryReport | null {
  const report = Webhook.safeParse(fields)
  return report.success ? { messageId: report.data.messageid, status: deliveryOf(report.data.status) } : null
}

/** 1 queued, 2 scheduled, 4 and 5 with the operator; 10 delivered; 6 failed, 11 undelivered, 13 cancelled, 14 blocked. */
function deliveryOf(status: number): DeliveryStatus {
  if (status === 10) return 'delivered'
  return [6, 11, 13, 14].includes(status) ? 'failed' : 'pending'
}

/** `localid` is a 64-bit whole number, our keys are texts: 62 bits of their hash. */
export function localIdOf(key: string): string {
  return (createHash('sha256').update(key).digest().readBigUInt64BE() >> 2n).toString()
}

const sameReceptor = (told: string, ours: string): boolean => told.slice(-10) === ours.slice(-10)
