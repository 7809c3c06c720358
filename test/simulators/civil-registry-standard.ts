import assert from 'node:assert/strict'

/*
 * An independent reading of the standard, written from its text and not from our code: required members and enumerations
 * of every message of the CRVS interface 1.0.0. `assertStandard(path, direction, body)` throws with what is wrong.
 */

type Check = (value: unknown, at: string) => void
type Members = Record<string, Check>

const text: Check = (value, at) => assert.equal(typeof value, 'string', `${at} is not a text`)
const filled: Check = (value, at) => assert.ok(typeof value === 'string' && value !== '', `${at} is empty`)
const id99: Check = (value, at) => assert.ok(typeof value === 'string' && value !== '' && value.length <= 99, `${at}`)
const text999: Check = (value, at) => assert.ok(typeof value === 'string' && value.length <= 999, `${at}`)
const integer: Check = (value, at) => assert.ok(Number.isInteger(value), `${at} is not an integer`)
const flag: Check = (value, at) => assert.equal(typeof value, 'boolean', `${at} is not true or false`)
const instant: Check = (value, at) =>
  assert.match(String(value), /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/, `${at} has no zone`)
const locale: Check = (value, at) => assert.match(String(value), /^[a-z]{3}$/, `${at} is not ISO 639-3`)
const uri: Check = (value, at) => assert.ok(URL.canParse(String(value)), `${at} is not a URI`)
const anything: Check = () => undefined
const dictionary: Check = (value, at) =>
  assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value), `${at} is not an object`)
const among =
  (...words: string[]): Check =>
  (value, at) =>
    assert.ok(words.includes(value as string), `${at} is ${String(value)}, not one of ${words.join(', ')}`)
const list =
  (item: Check): Check =>
  (value, at) => {
    assert.ok(Array.isArray(value), `${at} is not a list`)
    value.forEach((element, index) => item(element, `${at}[${index}]`))
  }
const object =
  (required: Members, optional: Members = {}): Check =>
  (value, at) => {
    dictionary(value, at)
    const given = value as Record<string, unknown>
    for (const [name, check] of Object.entries(required)) {
      assert.ok(given[name] !== undefined, `${at}.${name} is missing`)
      check(given[name], `${at}.${name}`)
    }
    for (const [name, check] of Object.entries(optional))
      if (given[name] !== undefined) check(given[name], `${at}.${name}`)
  }
const either =
  (...checks: Check[]): Check =>
  (value, at) => {
    const faults = checks.flatMap((check) => {
      try {
        check(value, at)
        return []
      } catch (error) {
        return [(error as Error).message]
      }
    })
    assert.equal(
      faults.length,
      checks.length - 1,
      `${at} fits ${checks.length - faults.length} forms: ${faults.join('; ')}`,
    )
  }

const status = among('rcvd', 'pdng', 'succ', 'rjct')
const queryType = among('idtype-value', 'expression', 'predicate', 'graphql')
const headerReason = among(
  'rjct.version.invalid',
  'rjct.message_id.duplicate',
  'rjct.message_ts.invalid',
  'rjct.action.invalid',
  'rjct.action.not_supported',
  'rjct.total_count.invalid',
  'rjct.total_count.limit_exceeded',
  'rjct.errors.too_many',
)
const searchReason = among(
  'rjct.reference_id.invalid',
  'rjct.reference_id.duplicate',
  'rjct.timestamp.invalid',
  'rjct.search_criteria.invalid',
  'rjct.filter.invalid',
  'rjct.sort.invalid',
  'rjct.pagination.invalid',
  'rjct.search.too_many_records_found',
)
const subscribeReason = among(
  'rjct.reference_id.invalid',
  'rjct.reference_id.duplicate',
  'rjct.timestamp.invalid',
  'rjct.notify_types.invalid',
  'rjct.notify_details.invalid',
  'rjct.person_id.invalid',
  'rjct.event.already_subscribed',
)
const unsubscribeReason = among(
  'rjct.reference_id.invalid',
  'rjct.reference_id.duplicate',
  'rjct.timestamp.invalid',
  'rjct.subscription_code.invalid',
  'rjct.requester.invalid',
  'rjct.event.already_unsubscribed',
)
const errorCode = among(
  'err.request.bad',
  'err.request.unauthorized',
  'err.request.forbidden',
  'err.request.not_found',
  'err.request.timeout',
  'err.version.not_supported',
  'err.request.too_many_requests',
  'err.sender_id.invalid',
  'err.sender_uri.invalid',
  'err.receiver_id.invalid',
  'err.signature.missing',
  'err.signature.invalid',
  'err.encryption.invalid',
  'err.service.unavailable',
)

const requestHeader = (action: string): Check =>
  object(
    { message_id: filled, message_ts: instant, action: among(action), sender_id: filled, total_count: integer },
    { version: among('1.0.0'), sender_uri: uri, receiver_id: text, is_msg_encrypted: flag, meta: dictionary },
  )
const callbackHeader = (action: string): Check =>
  object(
    { message_id: filled, message_ts: instant, action: among(action), status },
    {
      version: among('1.0.0'),
      status_reason_code: headerReason,
      status_reason_message: text999,
      total_count: integer,
      completed_count: integer,
      sender_id: text,
      receiver_id: text,
      is_msg_encrypted: flag,
    },
  )

const expression = object({
  attribute_name: text,
  operator: among('gt', 'lt', 'eq', 'ge', 'le', 'in'),
  attribute_value: text,
})
const predicates = list(
  object(
    { expression1: expression },
    { seq_num: integer, condition: among('and', 'or', 'not'), expression2: expression },
  ),
)
const identifier = object({ type: text, value: anything })
const query: Check = (value, at) => (Array.isArray(value) ? predicates(value, at) : identifier(value, at))

const searchRequest = object({
  transaction_id: id99,
  search_request: list(
    object(
      {
        reference_id: filled,
        timestamp: instant,
        search_criteria: object(
          { query_type: queryType, query },
          {
            version: among('1.0.0'),
            reg_type: text,
            reg_record_type: text,
            sort: list(object({}, { attribute_name: text, sort_order: among('asc', 'desc') })),
            pagination: object({ page_size: integer }, { page_number: integer }),
          },
        ),
      },
      { locale },
    ),
  ),
})
const pagination = object({ page_size: integer, page_number: integer, total_count: integer })
const searchItem = (records: Check) =>
  object(
    { reference_id: text, timestamp: instant, status },
    {
      status_reason_code: searchReason,
      status_reason_message: text999,
      data: object({ reg_records: records }, { version: among('1.0.0'), reg_type: text, reg_record_type: text }),
      pagination,
      locale,
    },
  )
const searchResponse = (records: Check) =>
  object({ transaction_id: id99, correlation_id: id99, search_response: list(searchItem(records)) })

const eventType = among(
  'spdci-common:RegistryEventType:LiveBirth',
  'spdci-common:RegistryEventType:Marriage',
  'spdci-common:RegistryEventType:Divorce',
  'spdci-common:RegistryEventType:Death',
)
const subscribeRequest = object({
  transaction_id: id99,
  subscribe_request: list(
    object(
      {
        reference_id: filled,
        timestamp: instant,
        subscribe_criteria: object(
          { reg_event_type: eventType, filter: query, notify_record_type: text },
          { version: among('1.0.0'), reg_type: text, filter_type: queryType },
        ),
      },
      { locale },
    ),
  ),
})
const subscribeResponse = object({
  transaction_id: id99,
  correlation_id: id99,
  subscribe_response: list(
    object(
      { reference_id: text, timestamp: instant, status },
      {
        status_reason_code: subscribeReason,
        status_reason_message: text999,
        subscriptions: list(object({ code: id99, status: among('subscribe', 'unsubscribe'), timestamp: instant })),
      },
    ),
  ),
})
const unsubscribeRequest = object({ transaction_id: id99, timestamp: instant, subscription_codes: list(id99) })
const unsubscribeResponse = object(
  { transaction_id: id99, correlation_id: id99, timestamp: instant, status },
  {
    status_reason_code: unsubscribeReason,
    status_reason_message: text999,
    subscription_status: list(object({ code: id99, status: among('subscribe', 'unsubscribe') })),
  },
)
const transactionType = among('search', 'subscribe', 'unsubscribe')
const statusRequest = object({
  transaction_id: id99,
  txnstatus_request: object(
    {
      reference_id: text,
      txn_type: transactionType,
      attribute_type: among('transaction_id', 'reference_id_list', 'correlation_id', 'subscription_code_list'),
      attribute_value: anything,
    },
    { locale },
  ),
})
const statusResponse = object({
  transaction_id: id99,
  correlation_id: id99,
  txnstatus_response: object({
    txn_type: transactionType,
    // In the status of a search the records are an object, in its answer a list.
    txn_status: either(searchResponse(dictionary), subscribeResponse, unsubscribeResponse),
  }),
})
const notifyRequest = object({
  transaction_id: id99,
  notify_event: list(
    object(
      {
        reference_id: filled,
        timestamp: instant,
        data: object(
          { reg_record_type: text, reg_records: dictionary },
          { version: among('1.0.0'), reg_type: text, reg_event_type: eventType },
        ),
      },
      { locale },
    ),
  ),
})
const acknowledgement = object({
  message: object(
    { ack_status: among('ACK', 'NACK', 'ERR'), timestamp: instant, correlation_id: id99 },
    { error: object({}, { code: errorCode, message: text999 }) },
  ),
})

const request = (action: string, message: Check) =>
  object({ header: requestHeader(action), message }, { signature: text })
/** The standard requires the header alone: a message that could not be let in is answered without one. */
const callback = (action: string, message: Check) =>
  object({ header: callbackHeader(action) }, { signature: text, message })
const records = list(dictionary)

const INTERFACE: Record<string, { request: Check; response: Check }> = {
  '/registry/search': { request: request('search', searchRequest), response: acknowledgement },
  '/registry/on-search': { request: callback('on-search', searchResponse(records)), response: acknowledgement },
  '/registry/subscribe': { request: request('subscribe', subscribeRequest), response: acknowledgement },
  '/registry/on-subscribe': { request: request('on-subscribe', subscribeResponse), response: acknowledgement },
  '/registry/notify': { request: callback('notify', notifyRequest), response: acknowledgement },
  '/registry/unsubscribe': { request: request('unsubscribe', unsubscribeRequest), response: acknowledgement },
  '/registry/on-unsubscribe': { request: request('on-unsubscribe', unsubscribeResponse), response: acknowledgement },
  '/registry/txn/status': { request: request('txn-status', statusRequest), response: acknowledgement },
  '/registry/txn/on-status': { request: callback('txn-on-status', statusResponse), response: acknowledgement },
  '/registry/sync/search': {
    request: request('search', searchRequest),
    response: callback('on-search', searchResponse(records)),
  },
  '/registry/sync/txn/status': {
    request: request('txn-status', statusRequest),
    response: callback('txn-on-status', statusResponse),
  },
}

export function assertStandard(path: string, direction: 'request' | 'response', body: unknown): void {
  const place = /\/registry\/.*$/.exec(path)?.[0] ?? path
  const operation = INTERFACE[place]
  assert.ok(operation !== undefined, `${path} is no address of the standard`)
  operation[direction](body, `${direction} ${place}`)
}

/** The standard's body of HTTP 401, 403 and 500. */
export function assertHttpError(body: unknown): void {
  object({ errors: list(object({ code: errorCode, message: text })) })(body, 'HTTP error')
}
