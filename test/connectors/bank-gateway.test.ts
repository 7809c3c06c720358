import { bankGateway } from '#connectors/bank-gateway/client.ts'
import { rial } from '#kernel/rial.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import { bankGatewaySimulator } from '#simulators/bank-gateway/server.ts'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test, type TestContext } from 'node:test'
import { json, must } from './sms-support.ts'

const KEY = 'a-secret-key'
const orderId = '4611686018427387905'
const rials = rial(41_563_875)
const returnTo = 'http://127.0.0.1:1/back'

async function start(t: TestContext, verifyWithinMs = 60_000) {
  let now = Date.UTC(2026, 10, 22)
  const clock = { now: () => now }
  const server = await bankGatewaySimulator({ clock, terminal: '7', key: KEY, verifyWithinMs })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  t.after(() => server.close())
  const gateway = bankGateway({ url, terminal: '7', key: KEY, timeoutMs: 1000 })
  const press = (payAt: string, what: string) =>
    must(fetch(payAt, { method: 'POST', body: new URLSearchParams({ do: what }), redirect: 'manual' }))
  const fault = (scope: string, body: object) =>
    must(fetch(`${url}/_faults?scope=${scope}`, { method: 'PUT', ...json(body) }))
  return { url, gateway, press, fault, forward: (ms: number) => (now += ms) }
}

/** A gateway that answers everything with the same. */
async function oddGateway(t: TestContext, body: string, status = 200) {
  const server = createServer((_, response) => response.writeHead(status).end(body))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return bankGateway({ url, terminal: '7', key: KEY, timeoutMs: 500 })
}

/** No usable answer, and an error that names neither key, order nor amount. */
const unusable = (work: Promise<unknown>, why?: string) =>
  assert.rejects(
    work,
    (error: Error) => {
      assert.ok(error instanceof OutsideSystemUnavailable, String(error))
      const told = JSON.stringify([error.message, error.stack, error.cause, Object.entries(error)])
      for (const secret of [KEY, orderId, String(rials)]) assert.ok(!told.includes(secret), told)
      return true
    },
    why,
  )

describe('the way of an order', () => {
  test('asked for, paid on the gateway’s page, verified, settled; each step again changes nothing', async (t) => {
    const { gateway, press } = await start(t)
    const states = async () => (await gateway.inquire(orderId)).state
    assert.equal(await states(), 'unknown')
    const payAt = await gateway.request({ orderId, rials, returnTo })
    assert.ok(payAt.startsWith(`${gateway.origin}/pay/`))
    assert.equal(await gateway.request({ orderId, rials, returnTo }), payAt, 'the same order is the same')
    assert.deepEqual(await gateway.inquire(orderId), { orderId, state: 'waiting', rials, reference: null })
    const page = await (await fetch(payAt)).text()
    assert.match(page, /۴۱٬۵۶۳٬۸۷۵ ریال/)
    assert.equal((await gateway.verify(orderId)).state, 'waiting', 'nothing is verified that was not paid')
    await press(payAt, 'pay')
    const paid = await gateway.inquire(orderId)
    assert.equal(paid.state, 'paid')
    assert.match(paid.reference ?? '', /^\d{12}$/)
    await press(payAt, 'pay')
    assert.deepEqual(await gateway.inquire(orderId), paid, 'nobody pays twice')
    assert.equal((await gateway.settle(orderId)).state, 'paid', 'nothing is settled that was not verified')
    assert.deepEqual(await gateway.verify(orderId), { ...paid, state: 'verified' })
    assert.deepEqual(await gateway.verify(orderId), { ...paid, state: 'verified' })
    assert.deepEqual(await gateway.settle(orderId), { ...paid, state: 'settled' })
    assert.equal((await gateway.reverse(orderId)).state, 'settled', 'what is settled is not given back here')
  })

  test('whoever refuses comes back by an address, whoever paid by a form; both to where we asked', async (t) => {
    const { gateway, press } = await start(t)
    const payAt = await gateway.request({ orderId, rials, returnTo })
    const form = await (await press(payAt, 'pay')).text()
    assert.match(form, /<form method="post" action="http:\/\/127\.0\.0\.1:1\/back">/)
    const other = await gateway.request({ orderId: '7', rials, returnTo })
    const refused = await fetch(other, {
      method: 'POST',
      body: new URLSearchParams({ do: 'refuse' }),
      redirect: 'manual',
    })
    assert.equal(refused.headers.get('location'), `${returnTo}?orderId=7`)
    assert.equal((await gateway.inquire('7')).state, 'refused')
  })

  test('what is not verified in time goes back by itself, and what we give back stays given back', async (t) => {
    const { gateway, press, forward } = await start(t)
    await press(await gateway.request({ orderId, rials, returnTo }), 'pay')
    forward(60_001)
    assert.equal((await gateway.verify(orderId)).state, 'reversed')
    await press(await gateway.request({ orderId: '8', rials, returnTo }), 'pay')
    await gateway.verify('8')
    assert.equal((await gateway.reverse('8')).state, 'reversed')
    assert.equal((await gateway.settle('8')).state, 'reversed')
  })
})

describe('no usable answer', () => {
  test('down, error, too slow, another key, the same order with another amount', async (t) => {
    const { url, gateway, fault } = await start(t)
    await gateway.request({ orderId, rials, returnTo })
    for (const kind of ['down', 'error', 'timeout']) {
      await fault('inquire', { kind, count: 1 })
      await unusable(gateway.inquire(orderId), kind)
    }
    await unusable(bankGateway({ url, terminal: '7', key: 'another' }).inquire(orderId))
    await unusable(bankGateway({ url, terminal: '8', key: KEY }).inquire(orderId))
    await unusable(gateway.request({ orderId, rials: rial(5_000), returnTo }))
  })

  test('a verification that times out may have been done: asking tells', async (t) => {
    const { gateway, press, fault } = await start(t)
    await press(await gateway.request({ orderId, rials, returnTo }), 'pay')
    await fault('verify', { kind: 'timeout', count: 1 })
    await unusable(gateway.verify(orderId))
    assert.equal((await gateway.inquire(orderId)).state, 'verified')
  })

  test('anything but an answer about this very order', async (t) => {
    const good = { orderId, state: 'paid', amount: '5', reference: 'r' }
    for (const bad of [
      '<html>',
      '{}',
      JSON.stringify({ ...good, orderId: '9' }),
      JSON.stringify({ ...good, state: 'ok' }),
      JSON.stringify({ ...good, amount: '5.5' }),
      JSON.stringify({ ...good, amount: null }),
      JSON.stringify({ ...good, reference: null }),
    ])
      await unusable((await oddGateway(t, bad)).inquire(orderId), bad)
    await unusable((await oddGateway(t, JSON.stringify(good), 500)).inquire(orderId))
    const token = JSON.stringify({ orderId, token: '../../elsewhere' })
    await unusable((await oddGateway(t, token)).request({ orderId, rials, returnTo }))
  })
})
