import { kavenegar, localIdOf, parseKavenegarReport } from '#connectors/sms/kavenegar.ts'
import { parseSecondReport, secondSms } from '#connectors/sms/second.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import { SmsNotTaken, type SmsProvider, SmsRefused } from '#ports/sms.ts'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test, type TestContext } from 'node:test'
import { json, mobile, must, startPhones } from './sms-support.ts'

const API_KEY = 'a-secret-api-key-that-nobody-may-read'
const to = mobile('09121234567')
const message = (key: string) => ({ to, text: 'سلام. نوبت شما ثبت شد.', idempotencyKey: key })

const kinds = {
  first: (url: string): SmsProvider => kavenegar({ url: `${url}/first`, apiKey: API_KEY, timeoutMs: 1000 }),
  second: (url: string): SmsProvider => secondSms({ url: `${url}/second`, token: API_KEY, timeoutMs: 1000 }),
} as const

/** The error of a send, checked to be of the port and to give nothing away. */
async function failure(attempt: Promise<unknown>): Promise<Error> {
  const error = await attempt.then(
    () => assert.fail('it was taken'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof OutsideSystemUnavailable || error instanceof SmsRefused, String(error))
  const told = JSON.stringify([error.message, error.stack, error.cause, Object.entries(error)])
  for (const secret of [API_KEY, to, 'نوبت']) assert.ok(!told.includes(secret), `the error tells ${secret}: ${told}`)
  return error
}

const isUnclear = (error: Error): boolean =>
  error instanceof OutsideSystemUnavailable && !(error instanceof SmsNotTaken)

for (const scope of ['first', 'second'] as const) {
  describe(`the ${scope} SMS provider`, () => {
    test('takes a message, shows it on the phone, and tells that it was delivered', async (t) => {
      const phones = await startPhones(t)
      const provider = kinds[scope](phones.url)
      const receipt = await provider.send(message('one'))
      assert.equal(receipt.provider, provider.name)
      assert.equal(await provider.delivery(receipt.messageId, receipt.provider), 'delivered')
      const [shown, ...others] = await phones.inbox(to)
      assert.equal(others.length, 0)
      assert.partialDeepStrictEqual(shown, {
        to,
        text: message('one').text,
        provider: scope,
        status: 'delivered',
        parts: 1,
      })
    })

    test('a message is pending while on its way', async (t) => {
      const phones = await startPhones(t, { deliverAfterMs: 600_000 })
      const provider = kinds[scope](phones.url)
      const receipt = await provider.send(message('one'))
      assert.equal(await provider.delivery(receipt.messageId, receipt.provider), 'pending')
    })

    test('a number that cannot be reached is told as failed', async (t) => {
      const phones = await startPhones(t)
      await must(fetch(`${phones.url}/_undeliverable`, { method: 'PUT', ...json({ mobile: to }) }))
      const provider = kinds[scope](phones.url)
      const receipt = await provider.send(message('one'))
      assert.equal(await provider.delivery(receipt.messageId, receipt.provider), 'failed')
      await must(fetch(`${phones.url}/_undeliverable`, { method: 'DELETE', ...json({ mobile: to }) }))
      assert.equal(await provider.delivery(receipt.messageId, receipt.provider), 'delivered')
    })

    test('the same key again is the same message, also from another process', async (t) => {
      const phones = await startPhones(t)
      const receipts = [
        await kinds[scope](phones.url).send(message('one')),
        await kinds[scope](phones.url).send(message('one')),
      ]
      assert.deepEqual(receipts[0], receipts[1])
      assert.equal((await phones.inbox(to)).length, 1)
      await kinds[scope](phones.url).send(message('two'))
      assert.equal((await phones.inbox(to)).length, 2)
    })

    test('repeated after it was taken but never answered, it arrives once', async (t) => {
      const phones = await startPhones(t)
      const provider = kinds[scope](phones.url)
      await phones.fault({ kind: 'timeout', count: 1 }, scope)
      assert.ok(isUnclear(await failure(provider.send(message('one')))))
      assert.equal((await phones.inbox(to)).length, 1, 'the provider had taken it')
      const receipt = await provider.send(message('one'))
      assert.equal((await phones.inbox(to)).length, 1)
      assert.equal(await provider.delivery(receipt.messageId, receipt.provider), 'delivered')
    })

    test('slow but in time is well; too slow is unclear, and again it arrives once', async (t) => {
      const phones = await startPhones(t)
      const provider = kinds[scope](phones.url)
      await phones.fault({ kind: 'slow', ms: 50, count: 1 }, scope)
      await provider.send(message('one'))
      await phones.fault({ kind: 'slow', ms: 2500, count: 1 }, scope)
      assert.ok(isUnclear(await failure(provider.send(message('two')))))
      await provider.send(message('two'))
      assert.equal((await phones.inbox(to)).length, 2)
    })

    test('503 says that it was not taken; another server error leaves it unclear', async (t) => {
      const phones = await startPhones(t)
      const provider = kinds[scope](phones.url)
      await phones.fault({ kind: 'error', status: 503, count: 1 }, scope)
      assert.ok((await failure(provider.send(message('one')))) instanceof SmsNotTaken)
      await phones.fault({ kind: 'error', status: 502, count: 1 }, scope)
      assert.ok(isUnclear(await failure(provider.send(message('one')))))
      await provider.send(message('one'))
      assert.equal((await phones.inbox(to)).length, 1)
    })

    test('a cut connection is unclear; nobody listening means not taken', async (t) => {
      const phones = await startPhones(t)
      const provider = kinds[scope](phones.url)
      await phones.fault({ kind: 'down', count: 1 }, scope)
      assert.ok(isUnclear(await failure(provider.send(message('one')))))
      const nobody = await startPhones(t)
      await nobody.close()
      assert.ok((await failure(kinds[scope](nobody.url).send(message('one')))) instanceof SmsNotTaken)
    })

    test('an answer about somebody else is not believed', async (t) => {
      const phones = await startPhones(t)
      const provider = kinds[scope](phones.url)
      await phones.fault({ kind: 'wrong', count: 1 }, scope)
      assert.ok(isUnclear(await failure(provider.send(message('one')))))
      const receipt = await provider.send(message('one'))
      assert.equal((await phones.inbox(to)).length, 1)
      await phones.fault({ kind: 'wrong' }, scope)
      await failure(provider.delivery(receipt.messageId, receipt.provider))
    })

    test('a wrong key is told as not taken, so that the other provider may help', async (t) => {
      const phones = await startPhones(t, { firstKey: 'another', secondToken: 'another' })
      assert.ok((await failure(kinds[scope](phones.url).send(message('one')))) instanceof SmsNotTaken)
    })

    test('a number or text that can never be taken is refused for good', async (t) => {
      const phones = await startPhones(t)
      const provider = kinds[scope](phones.url)
      const landline = { ...message('one'), to: '02537777777' as typeof to }
      assert.ok((await failure(provider.send(landline))) instanceof SmsRefused)
      const tooLong = { ...message('two'), text: 'ا'.repeat(1001) }
      assert.ok((await failure(provider.send(tooLong))) instanceof SmsRefused)
    })

    test('a body that is not JSON, or not of the agreed form, is no receipt', async (t) => {
      for (const body of [
        '',
        '<html>',
        'null',
        '[]',
        '{}',
        '{"id":7,"to":"x"}',
        '{"return":{"status":200},"entries":[]}',
      ]) {
        const url = await oddServer(t, body)
        assert.ok(isUnclear(await failure(kinds[scope](url).send(message('one')))), body)
      }
    })
  })
}

/** Answers everything with one body. */
async function oddServer(t: TestContext, body: string, seen: IncomingMessage[] = []): Promise<string> {
  const server = createServer((request, response) => {
    seen.push(request)
    request.resume().on('end', () => response.end(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('after an unclear attempt Kavenegar is asked what it has before anything is sent again', async (t) => {
  const seen: IncomingMessage[] = []
  const url = await oddServer(t, 'nonsense', seen)
  const provider = kavenegar({ url, apiKey: API_KEY })
  await failure(provider.send(message('one')))
  await failure(provider.send(message('one')))
  await failure(provider.send(message('two')))
  const methods = seen.map((request) => request.url!.split('/').at(-1))
  assert.deepEqual(methods, ['send.json', 'statuslocalmessageid.json', 'send.json'])
})

test('while that cannot be asked, the earlier attempt stays unclear', async (t) => {
  const phones = await startPhones(t)
  const provider = kinds.first(phones.url)
  await phones.fault({ kind: 'timeout', count: 1 }, 'first')
  await failure(provider.send(message('one')))
  await phones.fault({ kind: 'error', status: 503, count: 1 }, 'first')
  assert.ok(isUnclear(await failure(provider.send(message('one')))))
})

test('a redirect is not followed, as it would hand on the key', async (t) => {
  const seen: IncomingMessage[] = []
  const elsewhere = await oddServer(t, '{}', seen)
  const server = createServer((_, response) => response.writeHead(307, { location: elsewhere }).end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  for (const kind of Object.values(kinds)) await failure(kind(url).send(message('one')))
  assert.equal(seen.length, 0)
})

test('localids are whole numbers that fit in 63 bits, the same for the same key', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      assert.match(localIdOf(one), /^\d{1,19}$/)
      assert.ok(BigInt(localIdOf(one)) < 2n ** 63n)
      assert.equal(localIdOf(one) === localIdOf(other), one === other)
    }),
  )
})

test('webhooks of both shapes are read, and nothing else', () => {
  assert.deepEqual(parseKavenegarReport({ messageid: '85463238', status: '10' }), {
    messageId: '85463238',
    status: 'delivered',
  })
  assert.deepEqual(parseKavenegarReport({ messageid: 85463238, status: 14 }), {
    messageId: '85463238',
    status: 'failed',
  })
  assert.deepEqual(parseKavenegarReport({ messageid: '1', status: '4' }), { messageId: '1', status: 'pending' })
  const event = { event: 'message.status', id: 'm-7', status: 'undelivered' }
  assert.deepEqual(parseSecondReport(event), { messageId: 'm-7', status: 'failed' })
  assert.deepEqual(parseSecondReport({ ...event, status: 'delivered' }), { messageId: 'm-7', status: 'delivered' })
  assert.deepEqual(parseSecondReport({ ...event, status: 'a new word' }), { messageId: 'm-7', status: 'pending' })
  fc.assert(
    fc.property(fc.anything(), (anything) => {
      assert.equal(parseSecondReport(anything), null)
      assert.equal(parseKavenegarReport(anything), null)
    }),
  )
})

test('the simulator reports deliveries to a webhook in the shape the parser reads', async (t) => {
  const arrived = Promise.withResolvers<[string, string]>()
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      response.end()
      arrived.resolve([request.headers['content-type'] ?? '', body])
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const hook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  const phones = await startPhones(t, { secondWebhook: hook })
  const receipt = await kinds.second(phones.url).send(message('one'))
  const [type, body] = await arrived.promise
  assert.match(type, /json/)
  assert.deepEqual(parseSecondReport(JSON.parse(body)), { messageId: receipt.messageId, status: 'delivered' })
})
