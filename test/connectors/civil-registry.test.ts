import { civilRegistry, type CivilRegistryOptions } from '#connectors/civil-registry/client.ts'
import { readCallback, readNotice } from '#connectors/civil-registry/notices.ts'
import type { ForeignNumber } from '#kernel/foreign-number.ts'
import type { CivilRegistryReply, LifeEvent } from '#ports/civil-registry.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import { type CivilRegistrySimulator, civilRegistrySimulator } from '#simulators/civil-registry/server.ts'
import type { FastifyInstance } from 'fastify'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, describe, it } from 'node:test'
import { code, day, keyPair, person } from '../simulators/civil-registry-people.ts'
import { assertStandard } from '../simulators/civil-registry-standard.ts'

/* The client against the simulator over real HTTP, both signing and verifying; every message must be the standard's. */

const ours = keyPair()
const theirs = keyPair()
const foreigner = person('123456789012' as ForeignNumber, { birthDate: day('1985-02-03'), idCardNumber: null })
const married = person(code(1), {
  father: code(10),
  mother: code(11),
  marriages: [{ spouse: code(2), marriedOn: day('2012-07-07'), ended: null, permanent: true }],
  children: [code(12), code(13)],
})
const dead = person(code(3), { diedOn: day('2023-01-01') })
const everybody = [married, person(code(2), { sex: 'male' }), dead, foreigner]

const running: FastifyInstance[] = []
after(async () => {
  await Promise.all(running.map((server) => server.close()))
})

async function start(simulator: Partial<CivilRegistrySimulator> = {}, client: Partial<CivilRegistryOptions> = {}) {
  const server = civilRegistrySimulator({
    people: everybody,
    token: 'secret',
    signingKey: theirs.signingKey,
    clientPublicKey: ours.publicKey,
    requireSignature: true,
    retryDelays: [10, 10, 10],
    ...simulator,
  })
  running.push(server)
  const url = await server.listen({ port: 0, host: '127.0.0.1' })
  /** Every message there and back, held against the standard. */
  const standardFetch: typeof fetch = async (address, init) => {
    const path = address instanceof URL ? address.pathname : String(address)
    assertStandard(path, 'request', JSON.parse(String(init?.body)))
    const reply = await fetch(address, init)
    if (reply.ok) assertStandard(path, 'response', await reply.clone().json())
    return reply
  }
  const registry = civilRegistry({
    url: `${url}/v1.0.0`,
    token: 'secret',
    senderId: 'tamin',
    signingKey: ours.privatePem,
    registryPublicKey: theirs.publicPem,
    timeoutMs: 500,
    fetch: standardFetch,
    ...client,
  })
  const admin = async (method: string, path: string, body?: unknown) => {
    const content =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const reply = await fetch(url + path, { method, ...content })
    assert.ok(reply.ok, `${method} ${path}: ${reply.status}`)
    return reply.status === 204 ? undefined : ((await reply.json()) as Record<string, any>)
  }
  return { url, registry, admin }
}

const isUnavailable = (reason: RegExp) => (error: unknown) => {
  assert.ok(error instanceof OutsideSystemUnavailable, String(error))
  assert.equal(error.system, 'civil registry')
  assert.match(error.message, reason)
  assert.doesNotMatch(error.message, /\d{10}|\d{4}-\d\d-\d\d|[آ-ی]/)
  return true
}
const personIn = (reply: CivilRegistryReply) => (reply.outcome === 'found' ? reply.person : null)

describe('finding a person', () => {
  it('gives everything the registry knows, and where and when it said so', async () => {
    const { registry } = await start()
    for (const someone of everybody) {
      const reply = await registry.find(someone.number, someone.birthDate)
      assert.deepEqual(personIn(reply), someone)
      assert.equal(reply.source, 'civil registry')
      assert.match(reply.replyId, /^[\w-]{8,}$/)
      assert.match(reply.at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    }
  })

  it('is no match for an unknown number and for another birth date alike', async () => {
    const { registry } = await start()
    assert.equal((await registry.find(code(99), day('1990-05-05'))).outcome, 'no-match')
    assert.equal((await registry.find(married.number, day('1990-05-06'))).outcome, 'no-match')
  })

  it('asks again by number alone where the registry does not understand predicates, and compares the day itself', async () => {
    let asked: string[] = []
    const { url } = await start()
    // A registry that rejects predicates, in front of the simulator.
    const modest: typeof fetch = async (address, init) => {
      const { message, header } = JSON.parse(String(init?.body)) as Record<string, any>
      const [request] = message.search_request
      asked.push(request.search_criteria.query_type)
      if (request.search_criteria.query_type !== 'predicate') return fetch(address, init)
      return Response.json({
        header: { message_id: 'm', message_ts: header.message_ts, action: 'on-search', status: 'rjct' },
        message: {
          transaction_id: message.transaction_id,
          correlation_id: 'c',
          search_response: [
            {
              reference_id: request.reference_id,
              timestamp: header.message_ts,
              status: 'rjct',
              status_reason_code: 'rjct.search_criteria.invalid',
            },
          ],
        },
      })
    }
    const registry = civilRegistry({
      url,
      token: 'secret',
      senderId: 'tamin',
      signingKey: ours.privatePem,
      fetch: modest,
      warn: () => undefined,
    })
    assert.deepEqual(personIn(await registry.find(married.number, married.birthDate)), married)
    assert.equal((await registry.find(married.number, day('1990-05-06'))).outcome, 'no-match')
    assert.deepEqual(asked, ['predicate', 'idtype-value', 'idtype-value'])
    asked = []
    assert.deepEqual(personIn(await registry.find(foreigner.number, foreigner.birthDate)), foreigner)
  })

  it('without the registry’s key says once that it does not check, and works', async () => {
    const warnings: string[] = []
    const { registry } = await start({}, { registryPublicKey: undefined, warn: (text) => warnings.push(text) })
    await registry.find(married.number, married.birthDate)
    await registry.find(dead.number, dead.birthDate)
    assert.equal(warnings.length, 1)
    assert.match(warnings[0]!, /signatures .* not checked/)
  })

  it('puts nothing about a person into an address', async () => {
    const addresses: string[] = []
    const { registry } = await start(
      {},
      {
        fetch: (address, init) => {
          addresses.push(String(address instanceof Request ? address.url : address))
          return fetch(address, init)
        },
      },
    )
    await registry.find(married.number, married.birthDate)
    assert.equal(addresses.length, 1)
    assert.doesNotMatch(addresses[0]!, new RegExp(`${married.number}|1990`))
  })
})

describe('a registry in trouble', () => {
  it('that is slow, but not too slow, is waited for', async () => {
    const { registry, admin } = await start()
    await admin('PUT', '/_faults', { kind: 'slow', ms: 100 })
    assert.equal((await registry.find(married.number, married.birthDate)).outcome, 'found')
    await admin('PUT', '/_faults', { kind: 'slow', ms: 1_000 })
    await assert.rejects(registry.find(married.number, married.birthDate), isUnavailable(/no answer within 500 ms/))
  })

  const faults: [string, object, RegExp][] = [
    ['that fails', { kind: 'error', status: 503 }, /HTTP 503/],
    ['that takes the question and never answers', { kind: 'timeout' }, /no answer within 500 ms/],
    ['that gives the record of somebody else', { kind: 'wrong' }, /the record of another person/],
    ['that hangs up', { kind: 'down' }, /no connection/],
  ]
  for (const [name, fault, reason] of faults) {
    it(`${name} is unavailable, and asked again later it answers`, async () => {
      const { registry, admin } = await start()
      await admin('PUT', '/_faults', fault)
      await assert.rejects(registry.find(married.number, married.birthDate), isUnavailable(reason))
      await admin('DELETE', '/_faults')
      assert.equal((await registry.find(married.number, married.birthDate)).outcome, 'found')
    })
  }

  it('that is not there is unavailable', async () => {
    const gone = createServer()
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
    const { port } = gone.address() as AddressInfo
    await new Promise((resolve) => gone.close(resolve))
    const registry = civilRegistry({ url: `http://127.0.0.1:${port}`, senderId: 'tamin', warn: () => undefined })
    await assert.rejects(registry.find(married.number, married.birthDate), isUnavailable(/no connection/))
  })

  it('that does not let us in says why', async () => {
    const withoutToken = await start({}, { token: '' })
    await assert.rejects(
      withoutToken.registry.find(code(1), day('1990-05-05')),
      isUnavailable(/HTTP 401 err\.request\.unauthorized/),
    )
    const unsigned = await start({}, { signingKey: undefined })
    await assert.rejects(
      unsigned.registry.find(code(1), day('1990-05-05')),
      isUnavailable(/HTTP 401 err\.signature\.missing/),
    )
    const otherKey = await start({}, { signingKey: keyPair().privatePem })
    await assert.rejects(
      otherKey.registry.find(code(1), day('1990-05-05')),
      isUnavailable(/HTTP 401 err\.signature\.invalid/),
    )
  })

  it('that signs with another key than it should, or not at all, is not believed', async () => {
    const other = await start({ signingKey: keyPair().signingKey })
    await assert.rejects(other.registry.find(code(1), day('1990-05-05')), isUnavailable(/signature is wrong/))
    const none = civilRegistrySimulator({ people: everybody })
    running.push(none)
    const url = await none.listen({ port: 0, host: '127.0.0.1' })
    const registry = civilRegistry({ url, senderId: 'tamin', registryPublicKey: theirs.publicPem })
    await assert.rejects(registry.find(code(1), day('1990-05-05')), isUnavailable(/signature is missing/))
  })
})

describe('life events', () => {
  /** A portal that reads notices as ours does. */
  async function portal(fails: () => boolean = () => false) {
    const events: LifeEvent[] = []
    const codes: string[] = []
    const refusals: number[] = []
    const server = createServer((request, response) => {
      let text = ''
      request.on('data', (chunk: Buffer) => (text += chunk.toString()))
      request.on('end', () => {
        const body: unknown = JSON.parse(text)
        assertStandard(request.url!, 'request', body)
        const send = (status: number, answer: unknown) => {
          assertStandard(request.url!, 'response', answer)
          response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
        }
        if (request.url!.endsWith('/notify')) {
          if (fails()) return void response.writeHead(500).end()
          const read = readNotice(body, theirs.publicPem)
          if (!read.ok) return (refusals.push(read.status), send(read.status, read.body))
          events.push(...read.events)
          return send(200, read.ack)
        }
        if (request.url!.endsWith('/on-subscribe')) {
          const read = readCallback('on-subscribe', body, theirs.publicPem)
          if (!read.ok) return (refusals.push(read.status), send(read.status, read.body))
          codes.push(
            ...read.message.subscribe_response.flatMap(
              ({ subscriptions }) => subscriptions?.map(({ code: of }) => of) ?? [],
            ),
          )
          return send(200, read.ack)
        }
        const read = readCallback('on-unsubscribe', body, theirs.publicPem)
        return read.ok ? send(200, read.ack) : (refusals.push(read.status), send(read.status, read.body))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const until = async (holds: () => boolean) => {
      for (let tries = 0; tries < 500 && !holds(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 10))
      assert.ok(holds(), 'it did not come')
    }
    return { url, events, codes, refusals, until, close: () => void server.close() }
  }

  it('of one person are told to a subscriber, each kind that was asked for, until it unsubscribes', async () => {
    const { registry, admin } = await start()
    const { url, events, codes, refusals, until, close } = await portal()
    const granted = await registry.subscribe(['death', 'marriage'], married.number, url)
    assert.equal(new Set(granted).size, 2)
    await until(() => codes.length === 2)
    assert.deepEqual(codes, granted)

    await admin('POST', '/_events', { kind: 'divorce', number: married.number, on: '2024-01-01' })
    const wedding = await admin('POST', '/_events', {
      kind: 'marriage',
      number: married.number,
      spouse: code(2),
      on: '2024-02-02',
    })
    await until(() => events.length === 1)
    const hers = events[0]!
    assert.deepEqual([hers.kind, hers.person.number], ['marriage', married.number])
    const notices = new Map<string, { noticeId: string; subscribers: number }>(
      wedding!.notices.map((notice: { number: string }) => [notice.number, notice]),
    )
    assert.equal(hers.noticeId, notices.get(married.number)!.noticeId)
    assert.equal(notices.get(code(2))!.subscribers, 0, 'of whom nobody asked, nobody is told')
    assert.deepEqual(hers.person.marriages?.at(-1), {
      spouse: code(2),
      marriedOn: '2024-02-02',
      ended: null,
      permanent: true,
    })
    assert.deepEqual(personIn(await registry.find(married.number, married.birthDate)), hers.person)

    await registry.unsubscribe(granted)
    await registry.unsubscribe(granted) // again is no error
    await admin('POST', '/_events', { kind: 'death', number: married.number, on: '2024-04-04' })
    const told = (await admin('GET', '/_subscriptions'))!
    assert.deepEqual(
      told.subscriptions.map((subscription: { status: string }) => subscription.status),
      ['unsubscribe', 'unsubscribe'],
    )
    assert.equal(events.length, 1)
    assert.deepEqual(refusals, [])
    close()
  })

  it('subscribed to again are the same subscriptions', async () => {
    const { registry } = await start()
    const { url, close } = await portal()
    const first = await registry.subscribe(['birth', 'death'], married.number, url)
    assert.deepEqual(await registry.subscribe(['birth', 'death'], married.number, url), first)
    assert.deepEqual(await registry.subscribe([], married.number, url), [])
    const other = await registry.subscribe(['birth', 'death'], code(2), url)
    assert.equal(new Set([...first, ...other]).size, 4, 'those of somebody else are others')
    close()
  })

  it('come again, with the same id, until they are acknowledged', async () => {
    let failures = 2
    const { registry, admin } = await start()
    const { url, events, until, close } = await portal(() => (failures -= 1) >= 0)
    await registry.subscribe(['death'], married.number, url)
    const happened = await admin('POST', '/_events', { kind: 'death', number: married.number, on: '2024-03-03' })
    await until(() => events.length === 1)
    assert.equal(events[0]!.noticeId, happened!.notices[0].noticeId)
    close()
  })

  it('cannot be subscribed to, or ended, where the registry says no', async () => {
    const { registry } = await start()
    await assert.rejects(registry.unsubscribe(['never heard of']), isUnavailable(/rjct\.subscription_code\.invalid/))
    const shut = await start({}, { token: 'other' })
    await assert.rejects(
      shut.registry.subscribe(['death'], married.number, 'https://portal.example'),
      isUnavailable(/HTTP 401/),
    )
  })
})
