import { mobileOwnership } from '#connectors/mobile-ownership/client.ts'
import { parseForeignNumber } from '#kernel/foreign-number.ts'
import { parseNationalCode } from '#kernel/national-code.ts'
import { type Parsed } from '#kernel/parsed.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import type { PopulationLine } from '#ports/population.ts'
import { mobileOwnershipSimulator } from '#simulators/mobile-ownership/server.ts'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test, type TestContext } from 'node:test'
import { json, mobile, must } from './sms-support.ts'

const TOKEN = 'a-secret-token'
const value = <T>(result: Parsed<T>): T => (result.ok ? result.value : assert.fail(result.error))
const maryam = value(parseNationalCode('9901234565'))
const reza = value(parseNationalCode('9951234569'))
const ahmad = value(parseForeignNumber('612345678901'))
const hers = mobile('09121234567')
const hersToo = mobile('09351234567')
const his = mobile('09191234567')
const ahmads = mobile('09901234567')
const nobodys = mobile('09129999999')

const line = (number: string, mobiles: string[]): PopulationLine => ({ person: { number }, mobiles }) as never
const population = [line(maryam, [hers, hersToo]), line(reza, [his]), line(ahmad, [ahmads])]

async function start(t: TestContext) {
  const server = mobileOwnershipSimulator({ population, token: TOKEN })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  t.after(() => server.close())
  const put = (path: string, body: unknown, method = 'PUT') => must(fetch(`${url}${path}`, { method, ...json(body) }))
  return { url, put, service: mobileOwnership({ url, token: TOKEN, timeoutMs: 1000 }) }
}

/** Answers every inquiry with what `body` makes of it. */
async function oddService(
  t: TestContext,
  body: (inquiry: Record<string, unknown>) => string,
  status = 200,
): Promise<string> {
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => response.writeHead(status).end(body(JSON.parse(text) as Record<string, unknown>)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** No usable answer, and an error that names neither the person, nor the mobile, nor the token. */
async function unusable(check: Promise<unknown>, why?: string): Promise<void> {
  await assert.rejects(
    check,
    (error: Error) => {
      assert.ok(error instanceof OutsideSystemUnavailable, String(error))
      const told = JSON.stringify([error.message, error.stack, error.cause, Object.entries(error)])
      for (const secret of [maryam, hers, TOKEN])
        assert.ok(!told.includes(secret), `the error tells ${secret}: ${told}`)
      return true
    },
    why,
  )
}

describe('mobile ownership', () => {
  test('yes for each own SIM, no for a SIM of somebody else or of nobody, or of a person not known', async (t) => {
    const { service } = await start(t)
    const owner = async (...[number, sim]: Parameters<typeof service.check>) => (await service.check(number, sim)).owner
    assert.equal(await owner(maryam, hers), 'yes')
    assert.equal(await owner(maryam, hersToo), 'yes')
    assert.equal(await owner(ahmad, ahmads), 'yes')
    assert.equal(await owner(maryam, his), 'no')
    assert.equal(await owner(maryam, nobodys), 'no')
    assert.equal(await owner(value(parseNationalCode('9911234568')), hers), 'no')
  })

  test('says where, when and under which id it was answered', async (t) => {
    const { service } = await start(t)
    const [one, other] = [await service.check(maryam, hers), await service.check(maryam, hers)]
    assert.equal(one.source, 'mobile ownership')
    assert.ok(Math.abs(Date.parse(one.at) - Date.now()) < 60_000)
    assert.notEqual(one.replyId, other.replyId)
  })

  test('a number just ported is unknown for now, and known again later', async (t) => {
    const { service, put } = await start(t)
    await put('/_unknown', { mobile: hers })
    assert.equal((await service.check(maryam, hers)).owner, 'unknown')
    assert.equal((await service.check(maryam, hersToo)).owner, 'yes')
    await put('/_unknown', { mobile: hers }, 'DELETE')
    assert.equal((await service.check(maryam, hers)).owner, 'yes')
  })

  for (const fault of ['error', 'timeout', 'wrong', 'down'] as const) {
    test(`never fails open: ${fault} is no answer, and the next time is well`, async (t) => {
      const { service, put } = await start(t)
      await put('/_faults', { kind: fault, count: 2 })
      await unusable(service.check(maryam, hers))
      await unusable(service.check(maryam, his))
      assert.equal((await service.check(maryam, hers)).owner, 'yes')
    })
  }

  test('slow but in time is an answer, too slow is none', async (t) => {
    const { service, put } = await start(t)
    await put('/_faults', { kind: 'slow', ms: 50, count: 1 })
    assert.equal((await service.check(maryam, hers)).owner, 'yes')
    await put('/_faults', { kind: 'slow', ms: 2500, count: 1 })
    await unusable(service.check(maryam, hers))
  })

  test('a wrong token, or nobody listening, is no answer', async (t) => {
    const { url } = await start(t)
    await unusable(mobileOwnership({ url, token: 'guessed' }).check(maryam, hers))
    await unusable(mobileOwnership({ url: 'http://127.0.0.1:1', token: TOKEN }).check(maryam, hers))
  })

  test('a yes to another request is not believed', async (t) => {
    const url = await oddService(t, () => JSON.stringify({ requestId: 'another', response: 200, id: '1' }))
    await unusable(mobileOwnership({ url, token: TOKEN }).check(maryam, hers))
  })

  test('only the agreed codes in the agreed form are answers; a yes with an error status is none', async (t) => {
    const reply = { response: 200 as unknown, id: '1' as unknown }
    for (const [changed, why] of [
      [{ response: '200' }, 'a code that is a text'],
      [{ response: true }, 'a truth instead of a code'],
      [{ response: 201 }, 'a code nobody agreed on'],
      [{ response: 0 }, 'zero'],
      [{ id: '' }, 'no id to keep'],
      [{ id: undefined }, 'no id at all'],
    ] as const) {
      const url = await oddService(t, ({ requestId }) => JSON.stringify({ ...reply, ...changed, requestId }))
      await unusable(mobileOwnership({ url, token: TOKEN }).check(maryam, hers), why)
    }
    const url = await oddService(t, ({ requestId }) => JSON.stringify({ ...reply, requestId }), 502)
    await unusable(mobileOwnership({ url, token: TOKEN }).check(maryam, hers))
  })

  test('whatever comes back without naming this request is no answer', async (t) => {
    let body: unknown
    const url = await oddService(t, () => JSON.stringify(body) ?? '')
    const service = mobileOwnership({ url, token: TOKEN })
    const replies = fc.oneof(
      fc.jsonValue(),
      fc.record({ requestId: fc.uuid(), response: fc.constantFrom(200, 600, 601, 1), id: fc.string() }),
    )
    await fc.assert(
      fc.asyncProperty(replies, async (given) => {
        body = given
        await unusable(service.check(maryam, hers))
      }),
      { numRuns: 50 },
    )
  })

  test('the inquiry is of the agreed form and asks for each kind of number by its own type', async (t) => {
    const inquiries: Record<string, unknown>[] = []
    const url = await oddService(t, (inquiry) => {
      inquiries.push(inquiry)
      return JSON.stringify({ requestId: inquiry['requestId'], response: 600, id: '1' })
    })
    const service = mobileOwnership({ url, token: '' })
    await service.check(maryam, hers)
    await service.check(ahmad, ahmads)
    const [national, foreign] = inquiries
    assert.partialDeepStrictEqual(national, { identificationType: 0, identificationNo: maryam, serviceNumber: hers })
    assert.partialDeepStrictEqual(foreign, { identificationType: 6, identificationNo: ahmad, serviceNumber: ahmads })
    assert.notEqual(national!['requestId'], foreign!['requestId'])
  })
})
