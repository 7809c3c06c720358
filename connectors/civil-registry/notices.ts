import type { LifeEvent, NoticeReading } from '#ports/civil-registry.ts'
import { personOf } from '#ports/crvs-person.ts'
import { publicKeyFrom, verifyMessage } from '#ports/crvs-signature.ts'
import {
  ack,
  CallbackHeader,
  Envelope,
  type ErrorCode,
  eventKindOf,
  httpError,
  Instant,
  newId,
  NotifyEventRequest,
  SearchResponse,
  SubscribeResponse,
  TxnStatusResponse,
  UnsubscribeResponse,
} from '#ports/crvs-wire.ts'
import { z } from 'zod'
import { SYSTEM } from './exchange.ts'

/** on-subscribe and on-unsubscribe come under the header of a request, the others under that of a callback. */
const RequestHeader = z.looseObject({
  message_id: z.string().min(1),
  message_ts: Instant,
  action: z.string(),
  sender_id: z.string().min(1),
  total_count: z.number().int(),
})

const CALLBACKS = {
  'on-search': [CallbackHeader, SearchResponse],
  'on-subscribe': [RequestHeader, SubscribeResponse],
  'on-unsubscribe': [RequestHeader, UnsubscribeResponse],
  'txn-on-status': [CallbackHeader, TxnStatusResponse],
  notify: [CallbackHeader, NotifyEventRequest],
} as const
export type CallbackAction = keyof typeof CALLBACKS

export type CallbackReading<A extends CallbackAction> =
  | {
      readonly ok: true
      readonly header: { readonly message_id: string; readonly message_ts: string }
      readonly message: z.infer<(typeof CALLBACKS)[A][1]>
      readonly ack: unknown
    }
  | { readonly ok: false; readonly status: number; readonly body: unknown }

/**
 * Checks a message that the registry sends of its own accord: form, action, and signature where the registry's public key
 * (PEM) is given. Answers what it says and the acknowledgement, or the standard's refusal.
 */
export function readCallback<A extends CallbackAction>(
  action: A,
  body: unknown,
  registryPublicKey: string | undefined,
  now: number = Date.now(),
): CallbackReading<A> {
  const refuse = (status: number, code: ErrorCode, text: string) => ({
    ok: false as const,
    status,
    body: { ...ack(newId(), now, { code, message: text }), ...httpError(code, text) },
  })
  const envelope = Envelope.safeParse(body)
  if (!envelope.success) return refuse(400, 'err.request.bad', 'the body must be {signature, header, message}')
  if (registryPublicKey !== undefined) {
    const verdict = verifyMessage(envelope.data, publicKeyFrom(registryPublicKey), now)
    if (verdict === 'missing') return refuse(401, 'err.signature.missing', 'the message is not signed')
    if (verdict !== 'valid') return refuse(401, 'err.signature.invalid', `the signature is ${verdict}`)
  }
  const [Header, Message] = CALLBACKS[action]
  const header = Header.safeParse(envelope.data.header)
  if (!header.success) return refuse(400, 'err.request.bad', 'the header is not as the standard says')
  if (header.data.action !== action) return refuse(400, 'err.request.bad', `the action of this address is ${action}`)
  if (envelope.data.header.is_msg_encrypted === true) {
    return refuse(400, 'err.encryption.invalid', 'encrypted messages are not supported')
  }
  const message = Message.safeParse(envelope.data.message)
  if (!message.success) return refuse(400, 'err.request.bad', 'the message is not as the standard says')
  type Content = z.infer<(typeof CALLBACKS)[A][1]>
  return { ok: true, header: header.data, message: message.data as Content, ack: ack(newId(), now) }
}

/**
 * The life events in a `registry/notify` message. An event of a kind that is none of ours, or with a record that cannot be
 * read, is acknowledged and counted in `skipped`: sent again it would be no better.
 *
 * Without the registry's public key anybody could have written the message; then it is no more than a hint to look.
 */
export function readNotice(
  body: unknown,
  registryPublicKey: string | undefined,
  now: number = Date.now(),
): NoticeReading & { readonly skipped?: number } {
  const read = readCallback('notify', body, registryPublicKey, now)
  if (!read.ok) return read
  const at = new Date(Date.parse(read.header.message_ts)).toISOString()
  const records = read.message.notify_event.flatMap((event) => {
    const list = Array.isArray(event.data.reg_records) ? event.data.reg_records : [event.data.reg_records]
    const several = list.length > 1
    return list.map((record, index) => ({
      event,
      record,
      noticeId: several ? `${event.reference_id}/${index + 1}` : event.reference_id,
    }))
  })
  const events = records.flatMap(({ event, record, noticeId }): LifeEvent[] => {
    const kind = eventKindOf(event.data.reg_event_type ?? '')
    const person = personOf(record)
    if (kind === null || !person.ok) return []
    return [{ noticeId, kind, person: person.person, source: SYSTEM, replyId: read.header.message_id, at }]
  })
  return { ok: true, events, ack: read.ack, skipped: records.length - events.length }
}
