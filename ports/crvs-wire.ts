import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { isIsoDate } from '#kernel/dates.ts'
import type { LifeEventKind } from './civil-registry.ts'

/**
 * The wire format of the Digital Convergence Initiative's CRVS interface 1.0.0 (standards.spdci.org): envelope
 * {signature, header, message}, the messages in it, and the reason codes. Members that the standard leaves open pass through.
 */
export const VERSION = '1.0.0'
export const REGISTRY_TYPE = 'ns:org:RegistryType:Civil'
export const RECORD_TYPE = 'spdci-extensions-dci:Person'

export const Status = z.enum(['rcvd', 'pdng', 'succ', 'rjct'])
export type Status = z.infer<typeof Status>

export type HeaderReason =
  | 'rjct.version.invalid'
  | 'rjct.message_id.duplicate'
  | 'rjct.message_ts.invalid'
  | 'rjct.action.invalid'
  | 'rjct.action.not_supported'
  | 'rjct.total_count.invalid'
  | 'rjct.total_count.limit_exceeded'
  | 'rjct.errors.too_many'

export type SearchReason =
  | 'rjct.reference_id.invalid'
  | 'rjct.reference_id.duplicate'
  | 'rjct.timestamp.invalid'
  | 'rjct.search_criteria.invalid'
  | 'rjct.filter.invalid'
  | 'rjct.sort.invalid'
  | 'rjct.pagination.invalid'
  | 'rjct.search.too_many_records_found'

export type SubscribeReason =
  | 'rjct.reference_id.invalid'
  | 'rjct.reference_id.duplicate'
  | 'rjct.timestamp.invalid'
  | 'rjct.notify_types.invalid'
  | 'rjct.notify_details.invalid'
  | 'rjct.person_id.invalid'
  | 'rjct.event.already_subscribed'

export type UnsubscribeReason =
  | 'rjct.reference_id.invalid'
  | 'rjct.reference_id.duplicate'
  | 'rjct.timestamp.invalid'
  | 'rjct.subscription_code.invalid'
  | 'rjct.requester.invalid'
  | 'rjct.event.already_unsubscribed'

/** Of the communication layer: what an acknowledgement or an HTTP error says. */
export type ErrorCode =
  | 'err.request.bad'
  | 'err.request.unauthorized'
  | 'err.request.forbidden'
  | 'err.request.not_found'
  | 'err.request.timeout'
  | 'err.version.not_supported'
  | 'err.request.too_many_requests'
  | 'err.sender_id.invalid'
  | 'err.sender_uri.invalid'
  | 'err.receiver_id.invalid'
  | 'err.signature.missing'
  | 'err.signature.invalid'
  | 'err.encryption.invalid'
  | 'err.service.unavailable'

/** An instant as the standard wants it: ISO 8601 with date, time and zone. */
export function isInstant(text: string): boolean {
  const day = /^(\d{4}-\d\d-\d\d)[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.exec(text)?.[1]
  return day !== undefined && isIsoDate(day) && !Number.isNaN(Date.parse(text))
}

export const Instant = z.string().refine(isInstant, 'not ISO 8601 with a time zone')
/** ISO 639-3, three small letters. */
export const Locale = z.string().regex(/^[a-z]{3}$/)
export const TransactionId = z.string().min(1).max(99)
export const CorrelationId = z.string().min(1).max(99)
export const SubscriptionCode = z.string().min(1).max(99)
export const ReferenceId = z.string().min(1)

export type Header = {
  version: string
  message_id: string
  message_ts: string
  action: string
  sender_id: string
  sender_uri?: string
  receiver_id?: string
  total_count: number
  is_msg_encrypted: boolean
}

export const CallbackHeader = z.looseObject({
  version: z.string().optional(),
  message_id: z.string().min(1),
  message_ts: Instant,
  action: z.string(),
  status: Status,
  status_reason_code: z.string().nullish(),
  status_reason_message: z.string().max(999).nullish(),
  sender_id: z.string().nullish(),
})
export type CallbackHeader = z.infer<typeof CallbackHeader>

/** The envelope as far as it must be understood before the signature is checked. */
export const Envelope = z.looseObject({
  signature: z.unknown().optional(),
  header: z.record(z.string(), z.unknown()),
  message: z.record(z.string(), z.unknown()).optional(),
})
export type Envelope = z.infer<typeof Envelope>

/** How the receiver of an asynchronous message acknowledges it. */
export const Ack = z.looseObject({
  message: z.looseObject({
    ack_status: z.enum(['ACK', 'NACK', 'ERR']),
    timestamp: z.string(),
    correlation_id: z.string(),
    error: z.looseObject({ code: z.string().optional(), message: z.string().optional() }).nullish(),
  }),
})
export type Ack = z.infer<typeof Ack>

const Pagination = z.looseObject({ page_size: z.number(), page_number: z.number(), total_count: z.number() })

const Reason = { status_reason_code: z.string().nullish(), status_reason_message: z.string().nullish() }

export const SearchResponse = z.looseObject({
  transaction_id: TransactionId,
  correlation_id: CorrelationId,
  search_response: z.array(
    z.looseObject({
      reference_id: z.string(),
      timestamp: z.string(),
      status: Status,
      ...Reason,
      data: z
        .looseObject({ reg_records: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]) })
        .nullish(),
      pagination: Pagination.nullish(),
    }),
  ),
})
export type SearchResponse = z.infer<typeof SearchResponse>

export const SubscribeResponse = z.looseObject({
  transaction_id: TransactionId,
  correlation_id: CorrelationId,
  subscribe_response: z.array(
    z.looseObject({
      reference_id: z.string(),
      timestamp: z.string(),
      status: Status,
      ...Reason,
      subscriptions: z
        .array(
          z.looseObject({
            code: SubscriptionCode,
            status: z.enum(['subscribe', 'unsubscribe']),
            timestamp: z.string(),
          }),
        )
        .nullish(),
    }),
  ),
})
export type SubscribeResponse = z.infer<typeof SubscribeResponse>

export const UnsubscribeResponse = z.looseObject({
  transaction_id: TransactionId,
  correlation_id: CorrelationId,
  timestamp: z.string(),
  status: Status,
  ...Reason,
  subscription_status: z
    .array(z.looseObject({ code: SubscriptionCode, status: z.enum(['subscribe', 'unsubscribe']) }))
    .nullish(),
})
export type UnsubscribeResponse = z.infer<typeof UnsubscribeResponse>

export const TxnStatusResponse = z.looseObject({
  transaction_id: TransactionId,
  correlation_id: CorrelationId,
  txnstatus_response: z.looseObject({
    txn_type: z.enum(['search', 'subscribe', 'unsubscribe']),
    txn_status: z.unknown(),
  }),
})
export type TxnStatusResponse = z.infer<typeof TxnStatusResponse>

export const NotifyEventRequest = z.looseObject({
  transaction_id: TransactionId,
  notify_event: z.array(
    z.looseObject({
      reference_id: ReferenceId,
      timestamp: Instant,
      data: z.looseObject({
        reg_event_type: z.string().nullish(),
        reg_record_type: z.string(),
        reg_records: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]),
      }),
      locale: Locale.optional(),
    }),
  ),
})
export type NotifyEventRequest = z.infer<typeof NotifyEventRequest>

export type Expression = {
  readonly attribute_name: string
  readonly operator: 'gt' | 'lt' | 'eq' | 'ge' | 'le' | 'in'
  readonly attribute_value: string
}

/** One line of a `predicate` query. */
export type Predicate = {
  readonly seq_num: number
  readonly expression1: Expression
  readonly condition?: 'and' | 'or' | 'not'
  readonly expression2?: Expression
}

const EVENT_TYPES: Readonly<Record<LifeEventKind, string>> = {
  birth: 'LiveBirth',
  marriage: 'Marriage',
  divorce: 'Divorce',
  death: 'Death',
}

export function eventTypeOf(kind: LifeEventKind): string {
  return `spdci-common:RegistryEventType:${EVENT_TYPES[kind]}`
}

/** The life event that a `reg_event_type` names, in whatever namespace and spelling; null where it names none of ours. */
export function eventKindOf(eventType: string): LifeEventKind | null {
  const word = lastPart(eventType)
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
  if (word === 'livebirth') return 'birth'
  return Object.hasOwn(EVENT_TYPES, word) ? (word as LifeEventKind) : null
}

/** `UIN` of `ns:org:IdType:UIN`. */
export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1)
}

/** The acknowledgement of an asynchronous message. */
export function ack(correlationId: string, now: number, error?: { code: ErrorCode; message: string }): Ack {
  return {
    message: {
      ack_status: error === undefined ? 'ACK' : 'ERR',
      timestamp: new Date(now).toISOString(),
      correlation_id: correlationId,
      ...(error === undefined ? {} : { error }),
    },
  }
}

/** What goes wrong at the HTTP layer, as the standard says it. */
export function httpError(code: ErrorCode, message: string) {
  return { errors: [{ code, message }], error: { code, message } }
}

export function newId(): string {
  return randomUUID()
}
