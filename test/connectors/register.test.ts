import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, describe, test } from 'node:test'
import { coreRegister, EntryRefused } from '#connectors/register/client.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import type { Entry } from '#ports/register.ts'
import { registerSimulator } from '#simulators/register/server.ts'
import { known, registerContract } from '../support/register-contract.ts'

const TOKEN = 'a-secret-token'
const { number } = known

async function start() {
  const server = registerSimulator({ token: TOKEN })
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  after(() => server.close())
  const put = async (path: string, body: unknown) => {
    const init = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const { ok } = await fetch(`${url}${path}`, init)
    assert.ok(ok)
  }
  return { url, put, register: coreRegister({ url, token: TOKEN, timeoutMs: 800 }) }
}

registerContract('the register of a core system', async (line) => {
  const { put, register } = await start()
  await put('/_people', line)
  return register
})

/** No usable answer, and an error that names neither the person nor the token. */
const unusable = (asked: Promise<unknown>) =>
  assert.rejects(asked, (error: Error) => {
    assert.ok(error instanceof OutsideSystemUnavailable, String(error))
    const told = JSON.stringify([error.message, error.stack, error.cause, Object.entries(error)])
    for (const secret of [number, TOKEN, 'funeral']) assert.ok(!told.includes(secret), told)
    return true
  })

describe('a core system in trouble', () => {
  test('that is down, slow, wrong, or errs gives no answer; then it does again', async () => {
    const { put, register } = await start()
    await put('/_people', known)
    for (const kind of ['down', 'error', 'timeout', 'wrong', 'slow']) {
      await put('/_faults', { kind, count: 1, ms: 2_000 })
      await unusable(register.member(number))
    }
    assert.deepEqual(await register.member(number), known.member)
  })

  test('that wrote an entry whose answer was lost has it once after the second try', async () => {
    const { put, register } = await start()
    const granted = { kind: 'marriage', about: null, from: null, until: null, rials: '5' } as const
    const entry: Entry = { entry: 'benefit.grant', data: { ...granted, grantedOn: '2025-06-01' as IsoDate } }
    await put('/_faults', { kind: 'timeout', count: 1 })
    await unusable(register.enter(number, entry, 'a:1:0'))
    assert.equal(await register.enter(number, entry, 'a:1:0'), 'known')
    assert.equal((await register.benefits(number)).length, 1)
  })

  test('that refuses an entry says why; without the token nothing is told', async () => {
    const { url, register } = await start()
    const data = { contractId: '1', until: '2025-06-01' as IsoDate, because: 'x' }
    await assert.rejects(register.enter(number, { entry: 'contract.end', data }, 'k'), (error: Error) => {
      assert.ok(error instanceof EntryRefused)
      assert.match(error.message, /no-such-contract-runs/)
      return true
    })
    await unusable(coreRegister({ url, token: 'another' }).member(number))
  })

  test('that answers otherwise than agreed is not believed', async () => {
    const odd = [
      () => 'not JSON',
      () => JSON.stringify({ answer: [] }),
      (requestId: string) => JSON.stringify({ requestId, answer: [{ month: 140413 }] }),
      (requestId: string) => JSON.stringify({ requestId, answer: [{ ...known.wages![0], wage: 1.5 }] }),
      (requestId: string) => JSON.stringify({ requestId, answer: { list: [] } }),
    ]
    for (const body of odd) {
      const server = createServer((request, response) => {
        let text = ''
        request.on('data', (chunk: Buffer) => (text += chunk.toString()))
        request.on('end', () => response.end(body((JSON.parse(text) as { requestId: string }).requestId)))
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as AddressInfo
      await unusable(coreRegister({ url: `http://127.0.0.1:${port}`, token: TOKEN }).wages(number))
      server.close()
    }
  })
})
