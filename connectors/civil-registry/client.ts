import type { IsoDate } from '#kernel/dates.ts'
import type { CivilRegistry, CivilRegistryReply, PersonalNumber } from '#ports/civil-registry.ts'
import { personOf } from '#ports/crvs-person.ts'
import { publicKeyFrom, type Signable, signingKeyFrom, signMessage, verifyMessage } from '#ports/crvs-signature.ts'
import {
  Ack,
  CallbackHeader,
  Envelope,
  type Header,
  newId,
  SearchResponse,
  SubscribeResponse,
  TxnStatusResponse,
  UnsubscribeResponse,
  VERSION,
} from '#ports/crvs-wire.ts'
import type { Provenance } from '#ports/outside.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Exchange, post, SYSTEM, unavailable } from './exchange.ts'
import {
  type Action,
  byNumber,
  byNumberAndBirthDate,
  callbackDoor,
  type Query,
  searchRequest,
  subscribeRequest,
} from './requests.ts'

export type CivilRegistryOptions = {
  /** Base address; the standard's paths (`registry/…`) are under it. */
  readonly url: string
  readonly token?: string | undefined
  readonly senderId: string
  /** The address of our portal, or of one of its callback doors; `subscribe` gives its own. */
  readonly senderUri?: string | undefined
  /** Default: the host of the registry. */
  readonly receiverId?: string | undefined
  /** PEM, Ed25519. Given, our messages are signed. */
  readonly signingKey?: string | undefined
  /** PEM, Ed25519. Given, replies that are not signed with it are not believed. */
  readonly registryPublicKey?: string | undefined
  readonly timeoutMs?: number
  /** How long `subscribe` and `unsubscribe` wait for the registry to have worked on them. */
  readonly settleMs?: number
  readonly fetch?: typeof fetch
  readonly now?: () => number
  readonly warn?: (text: string) => void
}

type Reply = { readonly header: CallbackHeader; readonly message: Record<string, unknown> | undefined }
type Found = { readonly understood: true; readonly records: readonly unknown[] } & Provenance

/** The client of a civil registry that speaks the Digital Convergence Initiative's CRVS interface 1.0.0. */
export function civilRegistry(options: CivilRegistryOptions): CivilRegistry {
  const { senderId, now = Date.now, settleMs = 10_000 } = options
  const signingKey = options.signingKey === undefined ? undefined : signingKeyFrom(options.signingKey)
  const registryKey = options.registryPublicKey === undefined ? undefined : publicKeyFrom(options.registryPublicKey)
  const exchange: Exchange = {
    url: options.url,
    token: options.token || undefined,
    timeoutMs: options.timeoutMs ?? 3_000,
    fetch: options.fetch ?? fetch,
  }
  if (registryKey === undefined) {
    const warn = options.warn ?? ((text: string) => console.warn(text))
    warn('civil registry: no public key of the registry is set, so the signatures of its messages are not checked')
  }
  /** A registry that once said so is not asked by predicate again. */
  let understandsPredicates = true

  const envelope = (
    action: Action,
    message: Record<string, unknown>,
    totalCount: number,
    senderUri = options.senderUri,
  ) => {
    const header: Header = {
      version: VERSION,
      message_id: newId(),
      message_ts: new Date(now()).toISOString(),
      action,
      sender_id: senderId,
      ...(senderUri === undefined ? {} : { sender_uri: callbackDoor(senderUri, action) }),
      receiver_id: options.receiverId ?? new URL(options.url).host,
      total_count: totalCount,
      is_msg_encrypted: false,
    }
    const signature =
      signingKey === undefined ? {} : { signature: signMessage(senderId, header, message, signingKey, now()) }
    return { ...signature, header, message }
  }

  /** A reply in the form of the standard, from the registry itself, to the action that it should answer. */
  const believed = (body: unknown, action: string): Reply => {
    const read = Envelope.safeParse(body)
    const header = CallbackHeader.safeParse(read.data?.header)
    if (!read.success || !header.success) throw unavailable('a reply that is not in the form of the standard')
    if (registryKey !== undefined) {
      const verdict = verifyMessage(read.data satisfies Signable, registryKey, now())
      if (verdict !== 'valid') throw unavailable(`a reply whose signature is ${verdict}`)
    }
    if (header.data.action !== action) throw unavailable('a reply to something else than was asked')
    return { header: header.data, message: read.data.message }
  }

  const search = async (query: Query): Promise<Found | { readonly understood: false }> => {
    const transactionId = newId()
    const request = searchRequest(query, new Date(now()).toISOString())
    const message = { transaction_id: transactionId, search_request: [request] }
    const reply = believed(await post(exchange, 'registry/sync/search', envelope('search', message, 1)), 'on-search')
    if (reply.message === undefined) {
      if (isNotUnderstood(reply.header.status_reason_code)) return { understood: false }
      throw unavailable(`no result, status ${reply.header.status}${reason(reply.header.status_reason_code)}`)
    }
    const response = SearchResponse.safeParse(reply.message)
    if (!response.success) throw unavailable('a search response that is not in the form of the standard')
    const { transaction_id, correlation_id, search_response } = response.data
    const [item] = search_response
    if (
      transaction_id !== transactionId ||
      search_response.length !== 1 ||
      item?.reference_id !== request.reference_id
    ) {
      throw unavailable('a search response to something else than was asked')
    }
    if (item.status === 'rjct' && isNotUnderstood(item.status_reason_code)) return { understood: false }
    if (item.status !== 'succ') throw unavailable(`no result, status ${item.status}${reason(item.status_reason_code)}`)
    const records = recordsIn(item.data?.reg_records, item.pagination?.total_count)
    if (records === undefined) throw unavailable('a search response without records')
    const at = new Date(Date.parse(reply.header.message_ts)).toISOString()
    return { understood: true, records, source: SYSTEM, replyId: correlation_id, at }
  }

  /** Asks what became of a message that was acknowledged, until the registry has worked on it. */
  const settled = async <T>(
    type: 'subscribe' | 'unsubscribe',
    correlationId: string,
    read: (status: unknown) => T | undefined,
  ): Promise<T> => {
    const until = now() + settleMs
    for (let wait = 50; ; wait = Math.min(wait * 2, 1_000)) {
      const transactionId = newId()
      const message = {
        transaction_id: transactionId,
        txnstatus_request: {
          reference_id: newId(),
          txn_type: type,
          attribute_type: 'correlation_id',
          attribute_value: correlationId,
          locale: 'fas',
        },
      }
      const body = await post(exchange, 'registry/sync/txn/status', envelope('txn-status', message, 1))
      const response = TxnStatusResponse.safeParse(believed(body, 'txn-on-status').message)
      if (!response.success || response.data.transaction_id !== transactionId)
        throw unavailable('an unusable status of a transaction')
      const { txn_type, txn_status } = response.data.txnstatus_response
      const result = txn_type === type ? read(txn_status) : undefined
      if (result !== undefined) return result
      if (now() + wait > until) throw unavailable(`the ${type} request was taken but not worked on in time`)
      await sleep(wait)
    }
  }

  const send = async (
    action: 'subscribe' | 'unsubscribe',
    message: Record<string, unknown>,
    total: number,
    senderUri?: string,
  ): Promise<string> => {
    const answer = Ack.safeParse(
      await post(exchange, `registry/${action}`, envelope(action, message, total, senderUri)),
    )
    if (!answer.success) throw unavailable('an acknowledgement that is not in the form of the standard')
    const { ack_status, correlation_id, error } = answer.data.message
    if (ack_status !== 'ACK')
      throw unavailable(`the ${action} request was answered ${ack_status}${reason(error?.code)}`)
    return correlation_id
  }

  return {
    async find(number, birthDate) {
      if (understandsPredicates) {
        const found = await search(byNumberAndBirthDate(number, birthDate))
        if (found.understood) return theOne(found, number, birthDate, 'wrong-answer')
        understandsPredicates = false
      }
      const found = await search(byNumber(number))
      if (!found.understood) throw unavailable('it understands neither predicate nor idtype-value queries')
      return theOne(found, number, birthDate, 'no-match')
    },

    async subscribe(kinds, about, callback) {
      if (kinds.length === 0) return []
      const transactionId = newId()
      const requests = kinds.map((kind) => subscribeRequest(kind, about, new Date(now()).toISOString()))
      const message = { transaction_id: transactionId, subscribe_request: requests }
      const correlationId = await send('subscribe', message, requests.length, callback)
      return settled('subscribe', correlationId, (status) => {
        const read = SubscribeResponse.safeParse(status)
        if (!read.success || read.data.transaction_id !== transactionId) return undefined
        return codesOf(
          read.data,
          requests.map(({ reference_id }) => reference_id),
        )
      })
    },

    async unsubscribe(subscriptionCodes) {
      if (subscriptionCodes.length === 0) return
      const transactionId = newId()
      const timestamp = new Date(now()).toISOString()
      const message = { transaction_id: transactionId, timestamp, subscription_codes: [...subscriptionCodes] }
      const correlationId = await send('unsubscribe', message, 1)
      const done = await settled('unsubscribe', correlationId, (status) => {
        const read = UnsubscribeResponse.safeParse(status)
        if (!read.success || read.data.transaction_id !== transactionId) return undefined
        return read.data.status === 'succ' || read.data.status === 'rjct' ? read.data : undefined
      })
      const ended = done.status === 'succ' || done.status_reason_code === 'rjct.event.already_unsubscribed'
      if (!ended) throw unavailable(`the subscription was not ended${reason(done.status_reason_code)}`)
    },
  }
}

/**
 * Exactly one record, and really of the number that was asked. Another birth date than the one asked for is a wrong answer
 * where the registry was asked for it, and no match where only the number was.
 */
function theOne(
  found: Found,
  number: PersonalNumber,
  birthDate: IsoDate,
  otherDay: 'wrong-answer' | 'no-match',
): CivilRegistryReply {
  const { records, source, replyId, at } = found
  const provenance = { source, replyId, at }
  if (records.length === 0) return { outcome: 'no-match', ...provenance }
  if (records.length > 1) throw unavailable('more than one record for one person')
  const read = personOf(records[0], number)
  if (!read.ok) throw unavailable(`an unusable record (${read.reason})`)
  if (read.person.number !== number) throw unavailable('the record of another person than was asked for')
  if (read.person.birthDate === birthDate) return { outcome: 'found', person: read.person, ...provenance }
  if (otherDay === 'no-match') return { outcome: 'no-match', ...provenance }
  throw unavailable('a record with another birth date than was asked for')
}

/** One code for each request, in their order; undefined while one is still worked on. Having been subscribed before is fine. */
function codesOf(response: SubscribeResponse, referenceIds: readonly string[]): string[] | undefined {
  const items = referenceIds.map((id) => response.subscribe_response.find(({ reference_id }) => reference_id === id))
  if (items.some((item) => item === undefined || item.status === 'rcvd' || item.status === 'pdng')) return undefined
  return items.map((item) => {
    const code = item?.subscriptions?.[0]?.code
    const granted = item?.status === 'succ' || item?.status_reason_code === 'rjct.event.already_subscribed'
    if (!granted || code === undefined) {
      throw unavailable(`a subscription was refused${reason(item?.status_reason_code)}`)
    }
    return code
  })
}

function recordsIn(records: unknown, totalCount: number | undefined): readonly unknown[] | undefined {
  if (Array.isArray(records)) return records
  if (records === undefined) return totalCount === 0 ? [] : undefined
  return [records]
}

function isNotUnderstood(code: string | null | undefined): boolean {
  return code === 'rjct.search_criteria.invalid' || code === 'rjct.filter.invalid'
}

/** A code of the standard's lists, for the operator; any other text of the registry stays out of our logs. */
function reason(code: string | null | undefined): string {
  return code && /^(rjct|err)\.[a-z_.]{1,60}$/.test(code) ? ` ${code}` : ''
}
