import { type CivilPerson, type LifeEventKind } from '#ports/civil-registry.ts'
import { canonicalJson } from '#ports/crvs-signature.ts'
import {
  eventKindOf,
  Instant,
  Locale,
  newId,
  ReferenceId,
  type SubscribeReason,
  SubscriptionCode,
  TransactionId,
  type UnsubscribeReason,
} from '#ports/crvs-wire.ts'
import { z } from 'zod'
import { filterOf, QueryInvalid } from './query.ts'

export type Subscription = {
  readonly code: string
  readonly senderId: string
  readonly senderUri: string | undefined
  readonly transactionId: string
  readonly kind: LifeEventKind
  /** What was asked, for recognising it again and for telling it back. */
  readonly criteria: Record<string, unknown>
  readonly since: number
  status: 'subscribe' | 'unsubscribe'
  delivered: number
  undelivered: number
}

const SubscribeCriteria = z.looseObject({
  reg_type: z.string().optional(),
  reg_event_type: z.string(),
  filter_type: z.enum(['idtype-value', 'expression', 'predicate', 'graphql']).optional(),
  filter: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]),
  frequency: z.looseObject({ start_time: Instant, end_time: Instant, frequency: z.string() }).optional(),
  notify_record_type: z.string(),
})

/** A subscribe_request item as the schema of the standard has it. */
export const SubscribeItem = z.looseObject({
  reference_id: ReferenceId,
  timestamp: Instant,
  subscribe_criteria: SubscribeCriteria,
  locale: Locale.optional(),
})
type SubscribeItem = z.infer<typeof SubscribeItem>

export const UnsubscribeMessage = z.looseObject({
  transaction_id: TransactionId,
  timestamp: Instant,
  subscription_codes: z.array(SubscriptionCode),
})

type Subscriber = { readonly senderId: string; readonly senderUri: string | undefined; readonly transactionId: string }

type Told = ReturnType<typeof told>
type Subscribed = { status: 'succ' | 'rjct'; reference_id: string; subscriptions?: Told[] }
type Unsubscribed = { status: 'succ' | 'rjct'; subscription_status: { code: string; status: string }[] }

export type Subscriptions = {
  all(): Subscription[]
  subscribe(items: readonly SubscribeItem[], by: Subscriber, now: number): Subscribed[]
  unsubscribe(codes: readonly string[], senderId: string): Unsubscribed
  /** Who asked to be told of this event of this person. */
  interested(kind: LifeEventKind, person: CivilPerson, now: number): Subscription[]
}

export function subscriptions(): Subscriptions {
  const byCode = new Map<string, Subscription>()
  const active = () => [...byCode.values()].filter(({ status }) => status === 'subscribe')

  const accept = (item: SubscribeItem, by: Subscriber, now: number): Omit<Subscribed, 'reference_id'> => {
    const criteria = item.subscribe_criteria
    const kind = eventKindOf(criteria.reg_event_type)
    if (kind === null)
      return rejected('rjct.notify_types.invalid', 'the event types here are LiveBirth, Marriage, Divorce, Death')
    const window = criteria.frequency
    if (window !== undefined && Date.parse(window.end_time) <= Date.parse(window.start_time)) {
      return rejected('rjct.notify_details.invalid', 'frequency: end_time must be after start_time')
    }
    try {
      filterOf(criteria.filter_type, criteria.filter, now)
    } catch (error) {
      if (error instanceof QueryInvalid) return rejected('rjct.notify_details.invalid', error.message)
      throw error
    }
    const same = active().find(
      (s) =>
        s.senderId === by.senderId &&
        s.senderUri === by.senderUri &&
        s.kind === kind &&
        canonicalJson(s.criteria.filter) === canonicalJson(criteria.filter),
    )
    if (same !== undefined) {
      const answer = rejected('rjct.event.already_subscribed', 'this subscription exists already')
      return { ...answer, subscriptions: [told(same)] }
    }
    const subscription: Subscription = {
      ...by,
      code: newId(),
      kind,
      criteria,
      since: now,
      status: 'subscribe',
      delivered: 0,
      undelivered: 0,
    }
    byCode.set(subscription.code, subscription)
    return { status: 'succ', subscriptions: [told(subscription)] }
  }

  return {
    all: () => [...byCode.values()],
    subscribe(items, by, now) {
      const seen = new Set<string>()
      return items.map((item) => {
        const base = { reference_id: item.reference_id, timestamp: new Date(now).toISOString() }
        if (seen.has(item.reference_id)) {
          return { ...base, ...rejected('rjct.reference_id.duplicate', 'reference_id is twice in the message') }
        }
        seen.add(item.reference_id)
        return { ...base, ...accept(item, by, now) }
      })
    },
    unsubscribe(codes, senderId) {
      const known = codes.map((code) => byCode.get(code)).filter((found) => found !== undefined)
      const fault = faultOf(codes, known, senderId)
      if (fault === undefined) for (const subscription of known) subscription.status = 'unsubscribe'
      const own = known.filter((subscription) => subscription.senderId === senderId)
      return {
        status: fault === undefined ? 'succ' : 'rjct',
        ...(fault === undefined ? {} : { status_reason_code: fault[0], status_reason_message: fault[1] }),
        subscription_status: own.map(({ code, status }) => ({ code, status })),
      }
    },
    interested(kind, person, now) {
      return active().filter((subscription) => {
        if (subscription.kind !== kind) return false
        const { filter, filter_type, frequency } = subscription.criteria as z.infer<typeof SubscribeCriteria>
        if (frequency !== undefined && (now < Date.parse(frequency.start_time) || now > Date.parse(frequency.end_time)))
          return false
        return filterOf(filter_type, filter, now).test(person)
      })
    },
  }
}

/** All codes are ended or none is. */
function faultOf(
  codes: readonly string[],
  known: readonly Subscription[],
  senderId: string,
): [UnsubscribeReason, string] | undefined {
  if (codes.length === 0 || known.length < codes.length)
    return ['rjct.subscription_code.invalid', 'a subscription code is not known here']
  if (known.some((subscription) => subscription.senderId !== senderId))
    return ['rjct.requester.invalid', 'a subscription is of somebody else']
  if (known.some(({ status }) => status === 'unsubscribe'))
    return ['rjct.event.already_unsubscribed', 'a subscription has ended before']
  return undefined
}

function rejected(code: SubscribeReason, message: string) {
  return { status: 'rjct' as const, status_reason_code: code, status_reason_message: message }
}

function told({ code, status, since, criteria }: Subscription) {
  const { reg_type, reg_event_type, frequency, filter_type, filter, notify_record_type } = criteria
  const asked = { reg_type, reg_event_type, frequency, filter_type, filter, notify_record_type }
  return {
    version: '1.0.0',
    code,
    status,
    timestamp: new Date(since).toISOString(),
    ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
  }
}
