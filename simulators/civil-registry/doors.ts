import type { Faults } from '#simulators/faults.ts'
import {
  ack,
  type ErrorCode,
  type HeaderReason,
  Locale,
  newId,
  NotifyEventRequest,
  SearchResponse,
  type Status,
  SubscribeResponse,
  TransactionId,
  TxnStatusResponse,
  UnsubscribeResponse,
} from '#ports/crvs-wire.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import { addressOf, type Callbacks } from './callbacks.ts'
import { type Incoming, receive } from './intake.ts'
import type { People } from './people.ts'
import type { AnswerAction, Replies } from './replies.ts'
import { answerSearch, SearchItem } from './search.ts'
import { SubscribeItem, type Subscriptions, UnsubscribeMessage } from './subscriptions.ts'
import { asStatus, type Transaction, type Transactions } from './transactions.ts'

export type Registry = {
  readonly people: People
  readonly subscriptions: Subscriptions
  readonly transactions: Transactions
  readonly callbacks: Callbacks
  readonly replies: Replies
  readonly faults: Faults
  readonly clientPublicKey: KeyObject | undefined
  readonly requireSignature: boolean
  readonly isReplay: (key: string) => boolean
  readonly now: () => number
}

/** Longer answers, in characters, are not kept for the status doors. */
const KEPT_ANSWER = 100_000

/** The doors of the standard, to be mounted at the root and under a version. */
export function doors(registry: Registry): (at: FastifyInstance) => Promise<void> {
  const { replies, callbacks, now } = registry

  const remember = (transaction: Transaction) => {
    if (JSON.stringify(transaction.answer).length < KEPT_ANSWER) registry.transactions.remember(transaction)
  }

  /** Answers later, to the address that the sender gave. */
  const callBack = (incoming: Incoming, action: AnswerAction, status: Status, message: Record<string, unknown>) => {
    if (incoming.senderUri === undefined) return
    const address = addressOf(incoming.senderUri, action)
    const { totalCount: total, senderId: receiver } = incoming
    const header = replies.header(action, { status, receiver, total, completed: total })
    setImmediate(() => void callbacks.send(address, () => replies.signed(header, message)))
  }

  const search = (incoming: Incoming, { transaction_id, search_request }: SearchMessage, wrong: boolean) => {
    if (search_request.length !== incoming.totalCount) throw new BadMessage(MISCOUNTED, 'rjct.total_count.invalid')
    const answers = answerSearch(search_request, registry.people, now(), wrong)
    const correlationId = newId()
    const message = { transaction_id, correlation_id: correlationId, search_response: answers }
    remember({
      type: 'search',
      transactionId: transaction_id,
      correlationId,
      referenceIds: answers.map(({ reference_id }) => String(reference_id)),
      subscriptionCodes: [],
      answer: message,
    })
    return { message, status: statusOf(answers) }
  }

  const statusOfTransaction = (incoming: Incoming) => {
    const { transaction_id, txnstatus_request: asked } = read(StatusMessage, incoming.message)
    const found = registry.transactions.find(asked.txn_type, asked.attribute_type, asked.attribute_value)
    const ids = { transaction_id, correlation_id: newId() }
    const txn_status =
      found === undefined ? nothingFound(asked.txn_type, ids, new Date(now()).toISOString()) : asStatus(found.answer)
    return {
      status: found === undefined ? ('rjct' as const) : ('succ' as const),
      ...(found === undefined ? { text: 'no such transaction is known here' } : {}),
      message: { ...ids, txnstatus_response: { txn_type: asked.txn_type, txn_status } },
    }
  }

  return async (at) => {
    type Work = (incoming: Incoming, request: FastifyRequest) => unknown
    const door = (path: string, action: string, work: Work) => {
      const syncAction = syncActionOf(path)
      at.post(path, async (request, reply) => {
        const hasStatus = STATUS_HEADERS.has(action)
        const received = receive(request.body, { ...registry, action, hasStatus, now: now() })
        if (!received.ok) return replies.refuse(reply, received.refusal, syncAction)
        try {
          return await work(received.incoming, request)
        } catch (error) {
          if (!(error instanceof BadMessage)) throw error
          const { header } = received.incoming
          const reason = error.reason === undefined ? {} : { reason: error.reason }
          return replies.refuse(
            reply,
            { http: 400, error: error.code, text: error.message, header, ...reason },
            syncAction,
          )
        }
      })
    }

    door('/registry/sync/search', 'search', (incoming, request) => {
      const { message, status } = search(
        incoming,
        read(SearchMessage, incoming.message),
        registry.faults.wrong(request),
      )
      const header = replies.header('on-search', {
        status,
        receiver: incoming.senderId,
        total: incoming.totalCount,
        completed: incoming.totalCount,
        ...(status === 'rjct'
          ? { reason: 'rjct.errors.too_many', text: 'no request of the message could be answered' }
          : {}),
      })
      return replies.signed(header, message)
    })

    door('/registry/search', 'search', (incoming, request) => {
      const asked = read(SearchMessage.extend({ search_request: z.array(SearchItem) }), incoming.message)
      const { message, status } = search(incoming, asked, registry.faults.wrong(request))
      callBack(incoming, 'on-search', status, message)
      return ack(message.correlation_id, now())
    })

    door('/registry/subscribe', 'subscribe', (incoming) => {
      const { transaction_id: transactionId, subscribe_request: items } = read(SubscribeMessage, incoming.message)
      if (items.length !== incoming.totalCount) throw new BadMessage(MISCOUNTED, 'rjct.total_count.invalid')
      const { senderId, senderUri } = incoming
      const answers = registry.subscriptions.subscribe(items, { senderId, senderUri, transactionId }, now())
      const correlationId = newId()
      const message = { transaction_id: transactionId, correlation_id: correlationId, subscribe_response: answers }
      remember({
        type: 'subscribe',
        transactionId,
        correlationId,
        referenceIds: items.map(({ reference_id }) => reference_id),
        subscriptionCodes: answers.flatMap(({ subscriptions }) => subscriptions?.map(({ code }) => code) ?? []),
        answer: message,
      })
      callBack(incoming, 'on-subscribe', statusOf(answers), message)
      return ack(correlationId, now())
    })

    door('/registry/unsubscribe', 'unsubscribe', (incoming) => {
      const { transaction_id: transactionId, subscription_codes: codes } = read(UnsubscribeMessage, incoming.message)
      const answer = registry.subscriptions.unsubscribe(codes, incoming.senderId)
      const correlationId = newId()
      const timestamp = new Date(now()).toISOString()
      const message = { transaction_id: transactionId, correlation_id: correlationId, timestamp, ...answer }
      remember({
        type: 'unsubscribe',
        transactionId,
        correlationId,
        referenceIds: [],
        subscriptionCodes: codes,
        answer: message,
      })
      callBack(incoming, 'on-unsubscribe', answer.status, message)
      return ack(correlationId, now())
    })

    door('/registry/txn/status', 'txn-status', (incoming) => {
      const { status, message } = statusOfTransaction(incoming)
      callBack(incoming, 'txn-on-status', status, message)
      return ack(message.correlation_id, now())
    })

    door('/registry/sync/txn/status', 'txn-status', (incoming) => {
      const { message, ...answer } = statusOfTransaction(incoming)
      const counted = { ...answer, receiver: incoming.senderId, total: 1, completed: 1 }
      return replies.signed(replies.header('txn-on-status', counted), message)
    })

    // The doors of a consumer, which the standard describes in the same breath: heard and acknowledged.
    for (const [path, action, content] of CONSUMER_DOORS) {
      door(path, action, (incoming) => {
        read(content, incoming.message)
        return ack(newId(), now())
      })
    }
  }
}

/** The action of the answer at a door that answers at once; undefined at the others, which acknowledge. */
export function syncActionOf(path: string): AnswerAction | undefined {
  if (/\/registry\/sync\/search\/?$/.test(path)) return 'on-search'
  return /\/registry\/sync\/txn\/status\/?$/.test(path) ? 'txn-on-status' : undefined
}

const CONSUMER_DOORS: readonly (readonly [path: string, action: string, content: z.ZodType])[] = [
  ['/registry/on-search', 'on-search', SearchResponse],
  ['/registry/on-subscribe', 'on-subscribe', SubscribeResponse],
  ['/registry/on-unsubscribe', 'on-unsubscribe', UnsubscribeResponse],
  ['/registry/txn/on-status', 'txn-on-status', TxnStatusResponse],
  ['/registry/notify', 'notify', NotifyEventRequest],
]

/** Messages under the standard's callback header. on-subscribe and on-unsubscribe come under that of a request. */
const STATUS_HEADERS = new Set(['on-search', 'txn-on-status', 'notify'])

const MISCOUNTED = 'total_count is not the number of requests in the message'

const SearchMessage = z.looseObject({ transaction_id: TransactionId, search_request: z.array(z.unknown()) })
type SearchMessage = z.infer<typeof SearchMessage>
const SubscribeMessage = z.looseObject({ transaction_id: TransactionId, subscribe_request: z.array(SubscribeItem) })
const StatusMessage = z.looseObject({
  transaction_id: TransactionId,
  txnstatus_request: z.looseObject({
    reference_id: z.string(),
    txn_type: z.enum(['search', 'subscribe', 'unsubscribe']),
    attribute_type: z.enum(['transaction_id', 'reference_id_list', 'correlation_id', 'subscription_code_list']),
    attribute_value: z.union([z.string(), z.array(z.string())]),
    locale: Locale.optional(),
  }),
})

/** A message whose content is not as the schema says, or whose header does not fit it. */
class BadMessage extends Error {
  readonly code: ErrorCode = 'err.request.bad'
  readonly reason: HeaderReason | undefined
  constructor(message: string, reason?: HeaderReason) {
    super(message)
    this.reason = reason
  }
}

function read<T>(schema: z.ZodType<T>, message: unknown): T {
  const given = schema.safeParse(message)
  if (given.success) return given.data
  const place = ['message', ...(given.error.issues[0]?.path ?? [])].join('.')
  throw new BadMessage(`${place} is missing or not as the standard says`)
}

function statusOf(answers: readonly { readonly status: string }[]): 'succ' | 'rjct' {
  return answers.every(({ status }) => status === 'rjct') ? 'rjct' : 'succ'
}

function nothingFound(type: Transaction['type'], ids: Record<string, string>, timestamp: string) {
  if (type === 'search') return { ...ids, search_response: [] }
  if (type === 'subscribe') return { ...ids, subscribe_response: [] }
  return { ...ids, timestamp, status: 'rjct', status_reason_code: 'rjct.reference_id.invalid', subscription_status: [] }
}
