import { publicKeyFrom, type Signable, signMessage, verifyMessage } from '#ports/crvs-signature.ts'
import { type CivilRegistrySimulator, civilRegistrySimulator } from '#simulators/civil-registry/server.ts'
import type { FastifyInstance } from 'fastify'
import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { code, day, keyPair, person } from './civil-registry-people.ts'
import { assertHttpError, assertStandard } from './civil-registry-standard.ts'

/* The simulator as a consumer of the standard sees it: plain HTTP, no client of ours, an independent reading of the schema. */

const everybody = Array.from({ length: 25 }, (_, n) =>
  person(code(n + 1), { birthDate: day(`19${60 + n}-01-02`), sex: n % 2 === 0 ? 'male' : 'female' }),
)
type Body = Record<string, any>
let next = 0
const id = () => `id-${(next += 1)}`
const timestamp = () => new Date().toISOString()

const header = (action: string, more: Body = {}): Body => ({
  version: '1.0.0',
  message_id: id(),
  message_ts: timestamp(),
  action,
  sender_id: 'consumer',
  receiver_id: 'civil-registry',
  total_count: 1,
  is_msg_encrypted: false,
  ...more,
})
const item = (criteria: Body, more: Body = {}): Body => ({
  reference_id: id(),
  timestamp: timestamp(),
  search_criteria: criteria,
  ...more,
})
const search = (...items: Body[]): Body => ({
  header: header('search', { total_count: items.length }),
  message: { transaction_id: id(), search_request: items },
})
const byNumber = (value: string) => ({ query_type: 'idtype-value', query: { type: 'UIN', value } })
const by = (attribute_name: string, operator: string, attribute_value: string) => ({
  query_type: 'predicate',
  query: [{ seq_num: 1, expression1: { attribute_name, operator, attribute_value } }],
})

const running: FastifyInstance[] = []
async function start(options: Partial<CivilRegistrySimulator> = {}) {
  const server = civilRegistrySimulator({ people: everybody, retryDelays: [10, 10, 10], ...options })
  running.push(server)
  const url = await server.listen({ port: 0, host: '127.0.0.1' })
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const reply = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    assert.match(reply.headers.get('content-type') ?? '', /^application\/json\b/)
    return { status: reply.status, body: (await reply.json()) as Body }
  }
  /** Posts, and proves that the reply is in the form of the standard. */
  const ask = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
    const reply = await post(path, body, headers)
    assertStandard(path, 'response', reply.body)
    return reply
  }
  return { url, post, ask }
}

/** A consumer that keeps what it is called back with and answers `reply()`. */
async function consumer(reply: () => { status: number; body: unknown } = acknowledged) {
  const heard: { path: string; body: Body; authorization: string | undefined }[] = []
  const server: Server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      heard.push({ path: request.url!, body: JSON.parse(text) as Body, authorization: request.headers.authorization })
      const { status, body } = reply()
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const hears = async (count: number, path = '') => {
    for (let tries = 0; tries < 400; tries += 1) {
      const those = heard.filter((call) => call.path.endsWith(path))
      if (those.length >= count) return those
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    assert.fail(`only ${heard.length} of ${count} callbacks came`)
  }
  return { url, heard, hears, close: () => void server.close() }
}
const acknowledged = () => ({
  status: 200,
  body: { message: { ack_status: 'ACK', timestamp: timestamp(), correlation_id: 'c' } },
})

after(async () => {
  await Promise.all(running.map((server) => server.close()))
})

describe('a synchronous search', () => {
  let registry: Awaited<ReturnType<typeof start>>
  before(async () => {
    registry = await start()
  })
  const answered = async (...items: Body[]) => (await registry.ask('/registry/sync/search', search(...items))).body
  const only = async (criteria: Body, more: Body = {}) =>
    (await answered(item(criteria, more))).message.search_response[0]
  const numbersOf = (answer: Body) => answer.data.reg_records.map((record: Body) => record.identifier.identifier_value)

  it('answers the record, echoing transaction_id and reference_id', async () => {
    const asked = search(item(byNumber(code(3))))
    const { status, body } = await registry.ask('/registry/sync/search', asked)
    assert.equal(status, 200)
    assert.equal(body.message.transaction_id, asked.message.transaction_id)
    assert.equal(body.message.search_response[0].reference_id, asked.message.search_request[0].reference_id)
    assert.equal(body.header.receiver_id, 'consumer')
    assert.deepEqual([body.header.status, body.header.total_count, body.header.completed_count], ['succ', 1, 1])
    assert.deepEqual(numbersOf(body.message.search_response[0]), [code(3)])
  })

  it('is served under the version too, and with a slash at the end', async () => {
    for (const path of ['/v1.0.0/registry/sync/search', '/registry/sync/search/']) {
      const { status, body } = await registry.post(path, search(item(byNumber(code(3)))))
      assert.equal(status, 200)
      assert.equal(body.header.status, 'succ')
    }
  })

  it('succeeds with an empty list when nobody is found', async () => {
    const answer = await only(byNumber('0000000000'))
    assert.equal(answer.status, 'succ')
    assert.deepEqual(answer.data.reg_records, [])
    assert.equal(answer.pagination.total_count, 0)
  })

  it('sorts and gives pages, counting from 1', async () => {
    const pages = []
    for (const page_number of [1, 2, 3, 4]) {
      const criteria = {
        ...by('birth_date', 'ge', '1970-01-01'),
        sort: [{ attribute_name: 'birth_date', sort_order: 'desc' }],
        pagination: { page_size: 6, page_number },
      }
      const answer = await only(criteria)
      assert.deepEqual(answer.pagination, { page_size: 6, page_number, total_count: 15 })
      pages.push(numbersOf(answer))
    }
    assert.deepEqual(
      pages.map((page) => page.length),
      [6, 6, 3, 0],
    )
    assert.deepEqual(
      pages.flat(),
      everybody
        .slice(10)
        .map(({ number }) => number)
        .toReversed(),
    )
  })

  it('answers several requests of one message, each for itself', async () => {
    const good = item(byNumber(code(1)))
    const body = await answered(good, item({ query_type: 'graphql', query: {} }), item(byNumber(code(2))), { ...good })
    const answers = body.message.search_response
    assert.deepEqual(
      answers.map((answer: Body) => [answer.status, answer.status_reason_code]),
      [
        ['succ', undefined],
        ['rjct', 'rjct.search_criteria.invalid'],
        ['succ', undefined],
        ['rjct', 'rjct.reference_id.duplicate'],
      ],
    )
    assert.deepEqual([body.header.status, body.header.completed_count], ['succ', 4])
  })

  it('rejects a request with the standard’s reason', async () => {
    const find = byNumber(code(1))
    const cases: [string, Body][] = [
      ['rjct.search_criteria.invalid', item(by('birth_date', 'gte', '1970-01-01'))],
      ['rjct.search_criteria.invalid', item({ query_type: 'telepathy', query: {} })],
      ['rjct.search_criteria.invalid', { reference_id: id(), timestamp: timestamp() }],
      ['rjct.search_criteria.invalid', item(find, { locale: 'EN' })],
      ['rjct.timestamp.invalid', item(find, { timestamp: '2024-01-01T00:00:00' })],
      ['rjct.timestamp.invalid', item(find, { timestamp: '2024-02-30T00:00:00Z' })],
      ['rjct.reference_id.invalid', item(find, { reference_id: '' })],
      ['rjct.sort.invalid', item({ ...find, sort: [{ attribute_name: 'salary' }] })],
      ['rjct.sort.invalid', item({ ...find, sort: [{ attribute_name: 'UIN', sort_order: 'up' }] })],
      ['rjct.pagination.invalid', item({ ...find, pagination: { page_size: 0 } })],
      ['rjct.pagination.invalid', item({ ...find, pagination: { page_size: 5, page_number: 0 } })],
      ['rjct.pagination.invalid', item({ ...find, pagination: { page_number: 1 } })],
    ]
    for (const [reason, request] of cases) {
      const { header: answer, message } = await answered(request)
      assert.deepEqual(
        [message.search_response[0].status, message.search_response[0].status_reason_code],
        ['rjct', reason],
      )
      assert.equal(answer.status, 'rjct')
    }
  })

  it('rejects a message in the header of its answer', async () => {
    const cases: [string, Body][] = [
      ['rjct.version.invalid', { version: '2.0.0' }],
      ['rjct.message_ts.invalid', { message_ts: '2024-01-01 10:00' }],
      ['rjct.action.not_supported', { action: 'sing' }],
      ['rjct.action.invalid', { action: 'subscribe' }],
      ['rjct.total_count.invalid', { total_count: 2 }],
      ['rjct.total_count.invalid', { total_count: 0 }],
      ['rjct.total_count.invalid', { total_count: '1' }],
      ['rjct.total_count.limit_exceeded', { total_count: 21800 }],
    ]
    for (const [reason, change] of cases) {
      const asked = search(item(byNumber(code(1))))
      const { status, body } = await registry.ask('/registry/sync/search', {
        ...asked,
        header: { ...asked.header, ...change },
      })
      assert.equal(status, 200)
      assert.deepEqual([body.header.status, body.header.status_reason_code, body.message], ['rjct', reason, undefined])
    }
  })

  it('is answered once for one message', async () => {
    const asked = search(item(byNumber(code(1))))
    assert.equal((await registry.ask('/registry/sync/search', asked)).body.header.status, 'succ')
    const again = (await registry.ask('/registry/sync/search', asked)).body
    assert.equal(again.header.status_reason_code, 'rjct.message_id.duplicate')
  })

  it('that is not in the form of the standard is an HTTP error, with a header that says rejected', async () => {
    const asked = search(item(byNumber(code(1))))
    const without = (part: Body, member: string) =>
      Object.fromEntries(Object.entries(part).filter(([name]) => name !== member))
    const broken: unknown[] = [
      without(asked, 'message'),
      without(asked, 'header'),
      ...['message_id', 'message_ts', 'action', 'sender_id', 'total_count'].map((member) => ({
        ...asked,
        header: without(asked.header, member),
      })),
      ...['transaction_id', 'search_request'].map((member) => ({ ...asked, message: without(asked.message, member) })),
      { ...asked, message: { ...asked.message, transaction_id: 'x'.repeat(100) } },
      { ...asked, header: header('search', { sender_uri: 'not a uri' }) },
      { ...asked, header: header('search', { is_msg_encrypted: true }) },
      { ...asked, header: header('search'), message: { ciphertext: 'x' } },
      [],
      'null',
      '"text"',
      '{"header":',
    ]
    for (const body of broken) {
      if (typeof body === 'object' && body !== null && 'header' in body) (body.header as Body).message_id &&= id()
      const reply = await registry.ask('/registry/sync/search', body)
      assert.equal(reply.status, 400, JSON.stringify(body))
      assert.equal(reply.body.header.status, 'rjct')
      assertHttpError(reply.body)
    }
  })

  it('takes no other content type, address or method', async () => {
    assert.equal((await registry.post('/registry/sync/search', search(), { 'content-type': 'text/plain' })).status, 415)
    assert.equal((await registry.post('/registry/sync/find', search())).status, 404)
    const got = await fetch(`${registry.url}/registry/sync/search`)
    assert.equal(got.status, 404)
    assertHttpError(await got.json())
  })

  it('refuses too many records at once', async () => {
    const many = Array.from({ length: 2_001 }, (_, n) => person(code(n + 1)))
    const full = await start({ people: many })
    const { body } = await full.ask('/registry/sync/search', search(item(by('sex', 'eq', 'female'))))
    assert.equal(body.message.search_response[0].status_reason_code, 'rjct.search.too_many_records_found')
    const page = { ...by('sex', 'eq', 'female'), pagination: { page_size: 1 } }
    const paged = await full.ask('/registry/sync/search', search(item(page)))
    assert.equal(paged.body.message.search_response[0].pagination.total_count, 2_001)
  })
})

describe('who may ask', () => {
  it('with a token set: whoever shows it as a bearer', async () => {
    const { post, ask } = await start({ token: 'open sesame'.replace(' ', '-') })
    for (const path of ['/registry/sync/search', '/registry/search', '/registry/notify']) {
      for (const authorization of ['', 'Bearer', 'Bearer other', 'Basic open-sesame']) {
        const reply = await post(path, search(item(byNumber(code(1)))), { authorization })
        assert.equal(reply.status, 401)
        assertHttpError(reply.body)
      }
    }
    const let_in = await ask('/registry/sync/search', search(item(byNumber(code(1)))), {
      authorization: 'bearer open-sesame',
    })
    assert.equal(let_in.status, 200)
  })

  const client = keyPair()
  const registryKey = keyPair()
  const signed = (body: Body, key = client) => ({
    ...body,
    signature: signMessage(body.header.sender_id, body.header, body.message, key.signingKey, Date.now()),
  })
  const asked = () => search(item(byNumber(code(1))))

  it('with signatures required: only the holder of the client’s key', async () => {
    const { ask, post } = await start({ clientPublicKey: client.publicKey, requireSignature: true })
    assert.equal((await ask('/registry/sync/search', signed(asked()))).status, 200)
    const cases: [string, Body][] = [
      ['err.signature.missing', asked()],
      ['err.signature.missing', { ...asked(), signature: '' }],
      ['err.signature.missing', { ...asked(), signature: 'unsigned-stub' }],
      ['err.signature.invalid', { ...asked(), signature: 'invalid-signature' }],
      ['err.signature.invalid', signed(asked(), keyPair())],
      ['err.signature.invalid', { ...signed(asked()), message: asked().message }],
    ]
    for (const [error, body] of cases) {
      for (const path of ['/registry/sync/search', '/registry/search']) {
        const reply = await post(path, body)
        assert.equal(reply.status, 401)
        assertHttpError(reply.body)
        assert.equal(reply.body.errors[0].code, error)
      }
    }
  })

  it('without: an unsigned message passes, a signature that is there must be in the form, and right where the key is known', async () => {
    const open = await start()
    const knowing = await start({ clientPublicKey: client.publicKey })
    const status = async (registry: typeof open, body: Body) =>
      (await registry.post('/registry/sync/search', body)).status
    for (const signature of [undefined, '', 'unsigned-stub']) {
      assert.equal(await status(open, { ...asked(), signature }), 200)
      assert.equal(await status(knowing, { ...asked(), signature }), 200)
    }
    assert.equal(await status(open, signed(asked(), keyPair())), 200)
    assert.equal(await status(knowing, signed(asked())), 200)
    assert.equal(await status(knowing, signed(asked(), keyPair())), 401)
    assert.equal(await status(open, { ...asked(), signature: 'invalid-signature' }), 401)
  })

  it('is answered under the registry’s own signature, rejections too', async () => {
    const { ask } = await start({ signingKey: registryKey.signingKey })
    for (const body of [
      asked(),
      { ...asked(), header: header('search', { version: '9' }) },
      { header: header('search') },
    ]) {
      const reply = await ask('/registry/sync/search', body)
      assert.equal(verifyMessage(reply.body as Signable, publicKeyFrom(registryKey.publicPem), Date.now()), 'valid')
    }
  })

  it('cannot be required without a key to check with', () => {
    assert.throws(() => civilRegistrySimulator({ people: [], requireSignature: true }), /REQUIRE_SIGNATURE/)
  })
})

describe('the asynchronous doors', () => {
  const subscribe = (senderUri: string | undefined, criteria: Body = {}, more: Body = {}): Body => ({
    header: header('subscribe', { sender_uri: senderUri, ...more }),
    message: {
      transaction_id: id(),
      subscribe_request: [
        {
          reference_id: id(),
          timestamp: timestamp(),
          subscribe_criteria: {
            reg_event_type: 'spdci-common:RegistryEventType:Death',
            filter_type: 'predicate',
            filter: [{ expression1: { attribute_name: 'birth_date', operator: 'ge', attribute_value: '1800-01-01' } }],
            notify_record_type: 'spdci-extensions-dci:Person',
            ...criteria,
          },
        },
      ],
    },
  })
  const unsubscribe = (codes: string[], senderUri: string | undefined, more: Body = {}): Body => ({
    header: header('unsubscribe', { sender_uri: senderUri, ...more }),
    message: { transaction_id: id(), timestamp: timestamp(), subscription_codes: codes },
  })
  const statusOf = (txn_type: string, attribute_type: string, attribute_value: unknown, senderUri?: string): Body => ({
    header: header('txn-status', { sender_uri: senderUri }),
    message: {
      transaction_id: id(),
      txnstatus_request: { reference_id: id(), txn_type, attribute_type, attribute_value },
    },
  })

  it('acknowledge a search and call back with its answer, under the same transaction and correlation ids', async () => {
    const { ask } = await start({ callbackToken: 'ours' })
    const { url, hears, close } = await consumer()
    const asked = search(item(byNumber(code(4))))
    asked.header.sender_uri = `${url}/ns/callback/on-search`
    const { body } = await ask('/registry/search', asked)
    assert.equal(body.message.ack_status, 'ACK')
    const [call] = await hears(1)
    assert.equal(call!.path, '/ns/callback/on-search')
    assert.equal(call!.authorization, 'Bearer ours')
    assertStandard('/registry/on-search', 'request', call!.body)
    assert.equal(call!.body.message.transaction_id, asked.message.transaction_id)
    assert.equal(call!.body.message.correlation_id, body.message.correlation_id)
    assert.equal(call!.body.message.search_response[0].data.reg_records.length, 1)

    const status = statusOf('search', 'correlation_id', body.message.correlation_id)
    const told = await ask('/registry/sync/txn/status', status)
    const { txn_status } = told.body.message.txnstatus_response
    assert.equal(told.body.message.transaction_id, status.message.transaction_id)
    assert.equal(txn_status.search_response[0].data.reg_records.identifier.identifier_value, code(4))
    close()
  })

  it('answer ERR to what is not as the schema says', async () => {
    const { ask } = await start()
    const find = byNumber(code(1))
    const long = 'x'.repeat(100)
    const cases: [string, Body][] = [
      ['/registry/search', search(item(find, { timestamp: 'not-a-timestamp' }))],
      ['/registry/search', search(item(find, { locale: 'en' }))],
      ['/registry/search', search(item(find, { pagination: { page_size: -1, page_number: 1 } }))],
      ['/registry/search', search(item({ ...find, pagination: { page_size: 1, page_number: 0 } }))],
      ['/registry/search', { ...search(item(find)), message: { transaction_id: long, search_request: [item(find)] } }],
      ['/registry/search', { header: header('search') }],
      ['/registry/search', { ...search(item(find)), header: header('search', { version: '3.1' }) }],
      ['/registry/subscribe', { ...subscribe(undefined), header: header('search') }],
      ['/registry/subscribe', { header: header('subscribe'), message: { transaction_id: id() } }],
      ['/registry/subscribe', subscribe(undefined, { filter: undefined })],
      ['/registry/unsubscribe', unsubscribe([long], undefined)],
      [
        '/registry/unsubscribe',
        { header: header('unsubscribe'), message: { transaction_id: id(), subscription_codes: [] } },
      ],
      ['/registry/txn/status', statusOf('payment', 'transaction_id', 'x')],
      ['/registry/notify', { header: { ...header('notify'), status: 'succ' } }],
      ['/registry/on-search', { header: header('on-search'), message: {} }],
    ]
    for (const [path, body] of cases) {
      const reply = await ask(path, body)
      assert.equal(reply.body.message.ack_status, 'ERR', `${path} ${JSON.stringify(body)}`)
    }
  })

  it('subscribe, notify of a life event, and unsubscribe', async () => {
    const { ask, post, url: registryUrl } = await start()
    const { url, hears, heard, close } = await consumer()
    const door = `${url}/registry/on-subscribe`
    const asked = subscribe(door)
    const taken = await ask('/registry/subscribe', asked)
    const [answer] = await hears(1, '/on-subscribe')
    assertStandard('/registry/on-subscribe', 'request', answer!.body)
    assert.equal(answer!.body.message.correlation_id, taken.body.message.correlation_id)
    const { code: subscription } = answer!.body.message.subscribe_response[0].subscriptions[0]

    const happened = await post('/_events', { kind: 'death', number: code(9), on: '2024-03-20' })
    assert.equal(happened.body.notices[0].subscribers, 1)
    const [notice] = await hears(1, '/registry/notify')
    assertStandard('/registry/notify', 'request', notice!.body)
    const [event] = notice!.body.message.notify_event
    assert.equal(event.reference_id, happened.body.notices[0].noticeId)
    assert.equal(event.data.reg_event_type, 'spdci-common:RegistryEventType:Death')
    assert.equal(event.data.reg_records.death_date, '2024-03-20')

    const again = await ask('/registry/subscribe', subscribe(door))
    const repeated = await ask(
      '/registry/sync/txn/status',
      statusOf('subscribe', 'correlation_id', again.body.message.correlation_id),
    )
    const [refused] = repeated.body.message.txnstatus_response.txn_status.subscribe_response
    assert.deepEqual(
      [refused.status, refused.status_reason_code, refused.subscriptions[0].code],
      ['rjct', 'rjct.event.already_subscribed', subscription],
    )

    const ended = async (codes: string[], more: Body = {}) => {
      const { body } = await ask('/registry/unsubscribe', unsubscribe(codes, door, more))
      const status = await ask(
        '/registry/sync/txn/status',
        statusOf('unsubscribe', 'correlation_id', body.message.correlation_id),
      )
      const result = status.body.message.txnstatus_response.txn_status
      return result.status_reason_code ?? result.status
    }
    assert.equal(await ended([subscription], { sender_id: 'somebody else' }), 'rjct.requester.invalid')
    assert.equal(await ended(['sub-test-001']), 'rjct.subscription_code.invalid')
    assert.equal(await ended([subscription]), 'succ')
    assert.equal(await ended([subscription]), 'rjct.event.already_unsubscribed')
    const calls = await hears(4, '/registry/on-unsubscribe')
    for (const call of calls) assertStandard('/registry/on-unsubscribe', 'request', call.body)

    const before = heard.length
    assert.equal(
      (await post('/_events', { kind: 'death', number: code(10), on: '2024-03-20' })).body.notices[0].subscribers,
      0,
    )
    const told = (await (await fetch(`${registryUrl}/_subscriptions`)).json()) as Body
    assert.deepEqual([told.subscriptions[0].status, told.subscriptions[0].delivered], ['unsubscribe', 1])
    assert.equal(heard.length, before)
    close()
  })

  it('refuse a subscription to an event or by a filter that is not known here', async () => {
    const { ask } = await start()
    const outcome = async (criteria: Body) => {
      const { body } = await ask('/registry/subscribe', subscribe(undefined, criteria))
      assert.equal(body.message.ack_status, 'ACK')
      const status = await ask(
        '/registry/sync/txn/status',
        statusOf('subscribe', 'correlation_id', body.message.correlation_id),
      )
      return status.body.message.txnstatus_response.txn_status.subscribe_response[0].status_reason_code
    }
    assert.equal(await outcome({ reg_event_type: 'REGISTER' }), 'rjct.notify_types.invalid')
    assert.equal(await outcome({ filter_type: 'graphql', filter: {} }), 'rjct.notify_details.invalid')
    const byIdentifier = { filter_type: undefined, filter: { type: 'UIN', value: code(1) } }
    assert.equal(await outcome({ reg_event_type: 'BIRTH', ...byIdentifier }), undefined)
  })

  it('notify only of what was asked for, and again until it is acknowledged', async () => {
    const { ask, post } = await start()
    let refusals = 2
    const { url, hears, heard, close } = await consumer(() => {
      if (!heard.at(-1)!.path.endsWith('/notify') || (refusals -= 1) < 0) return acknowledged()
      return refusals === 1
        ? { status: 503, body: {} }
        : { status: 200, body: { message: { ...acknowledged().body.message, ack_status: 'ERR' } } }
    })
    const filter = [{ expression1: { attribute_name: 'UIN', operator: 'eq', attribute_value: code(12) } }]
    await ask('/registry/subscribe', subscribe(`${url}/registry/on-subscribe`, { filter }))
    await post('/_events', { kind: 'death', number: code(13), on: '2024-03-20' })
    await post('/_events', { kind: 'death', number: code(12), on: '2024-03-20' })
    const notices = await hears(3, '/notify')
    const ids = notices.map(({ body }) => body.message.notify_event[0].reference_id)
    assert.equal(new Set(ids).size, 1)
    assert.equal(notices[0]!.body.message.notify_event[0].data.reg_records.identifier.identifier_value, code(12))
    close()
  })

  it('tell the status of a transaction by callback, and of none that they know none', async () => {
    const { ask } = await start()
    const { url, hears, close } = await consumer()
    for (const type of ['search', 'subscribe', 'unsubscribe']) {
      const asked = statusOf(type, 'transaction_id', 'never heard of', `${url}/registry/on-search`)
      const { body } = await ask('/registry/txn/status', asked)
      assert.equal(body.message.ack_status, 'ACK')
      const now = await ask('/registry/sync/txn/status', statusOf(type, 'reference_id_list', ['r']))
      assert.equal(now.body.header.status, 'rjct')
    }
    for (const { path, body } of await hears(3)) {
      assert.equal(path, '/registry/txn/on-status')
      assertStandard('/registry/txn/on-status', 'request', body)
    }
    close()
  })

  it('hear the callbacks of other registries and acknowledge them', async () => {
    const { ask } = await start()
    const ids = { transaction_id: 't', correlation_id: 'c' }
    const doors: [string, string, Body][] = [
      ['/registry/on-search', 'on-search', { ...ids, search_response: [] }],
      ['/registry/on-subscribe', 'on-subscribe', { ...ids, subscribe_response: [] }],
      ['/registry/on-unsubscribe', 'on-unsubscribe', { ...ids, timestamp: timestamp(), status: 'succ' }],
      [
        '/registry/txn/on-status',
        'txn-on-status',
        { ...ids, txnstatus_response: { txn_type: 'search', txn_status: { ...ids, search_response: [] } } },
      ],
      [
        '/registry/notify',
        'notify',
        {
          ...ids,
          notify_event: [
            { reference_id: 'r', timestamp: timestamp(), data: { reg_record_type: 'Person', reg_records: {} } },
          ],
        },
      ],
    ]
    for (const [path, action, message] of doors) {
      const { body } = await ask(path, { header: header(action, { status: 'succ' }), message })
      assert.equal(body.message.ack_status, 'ACK', path)
    }
  })
})

describe('life events', () => {
  const find = async (registry: Awaited<ReturnType<typeof start>>, number: string): Promise<Body> => {
    const { body } = await registry.ask('/registry/sync/search', search(item(byNumber(number))))
    return body.message.search_response[0].data.reg_records[0]
  }

  it('change what the registry says of everybody they touch', async () => {
    const registry = await start()
    const happen = async (event: Body) => (await registry.post('/_events', event)).status
    const [him, her, child] = [code(1), code(2), code(500)]
    assert.equal(await happen({ kind: 'marriage', number: him, spouse: her, on: '2010-05-01' }), 200)
    assert.equal((await find(registry, her)).marital_status, 'M')
    assert.equal(
      await happen({
        kind: 'birth',
        number: child,
        firstName: 'سارا',
        sex: 'female',
        father: him,
        mother: her,
        on: '2012-01-01',
      }),
      200,
    )
    const born = await find(registry, child)
    assert.equal(born.parent1_identifier.identifier_value, him)
    assert.equal(born['tamin:fatherName'], 'مریم')
    assert.equal((await find(registry, her))['tamin:children'][0].identifier_value, child)
    assert.equal(await happen({ kind: 'divorce', number: her, on: '2015-01-01' }), 200)
    assert.deepEqual(
      [(await find(registry, him)).marital_status, (await find(registry, him)).divorce_date],
      ['D', '2015-01-01'],
    )
    assert.equal(
      await happen({ kind: 'marriage', number: him, spouse: code(4), on: '2016-01-01', permanent: false }),
      200,
    )
    assert.equal(await happen({ kind: 'death', number: him, on: '2020-02-02' }), 200)
    assert.equal((await find(registry, him)).death_date, '2020-02-02')
    assert.equal((await find(registry, code(4))).marital_status, 'W')
  })

  it('that cannot have happened are refused', async () => {
    const registry = await start()
    const refused: [number, Body][] = [
      [400, { kind: 'coronation', number: code(1) }],
      [400, { kind: 'death', number: code(1), on: 'yesterday' }],
      [409, { kind: 'death', number: code(900), on: '2020-01-01' }],
      [409, { kind: 'divorce', number: code(1), on: '2020-01-01' }],
      [409, { kind: 'marriage', number: code(1), spouse: code(1), on: '2020-01-01' }],
      [409, { kind: 'birth', number: code(1), firstName: 'سارا', lastName: 'احمدی', sex: 'female', on: '2020-01-01' }],
    ]
    for (const [status, event] of refused) assert.equal((await registry.post('/_events', event)).status, status)
  })

  it('and people can be put in by hand', async () => {
    const registry = await start()
    const put = async (body: unknown) =>
      (
        await fetch(`${registry.url}/_people`, {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).status
    assert.equal(await put(person(code(700), { firstName: 'نرگس' })), 200)
    assert.equal((await find(registry, code(700))).name.given_name, 'نرگس')
    assert.equal(await put({ number: code(701) }), 400)
  })
})
