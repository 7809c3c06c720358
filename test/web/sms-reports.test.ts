import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { z } from 'zod'
import { smsReports } from '#connectors/sms/reports.ts'
import { randomPersonId } from '#store/ids.ts'
import { buildServer } from '#web/server.ts'
import { startPortal } from '../support/portal.ts'

const KEY = 'first-report-key-of-tests'
const SECOND = 'second-report-key-of-tests'
const portal = await startPortal({ after })
const app = { ...portal.app, readSmsReport: smsReports({ first: KEY, second: SECOND }) }
const server = await buildServer(app, { secure: false, trustProxy: 0, logLevel: 'silent' })
const url = await server.listen({ host: '127.0.0.1', port: 0 })
after(() => server.close())

const TakenByFirst = z.object({ entries: z.tuple([z.object({ messageid: z.number().int() })]) })
const TakenBySecond = z.object({ id: z.string().min(1) })

/** A message that the provider took, as the worker notes it. */
async function sent(provider: 'kavenegar' | 'second'): Promise<string> {
  const text = 'تأمین من: آزمایش'
  const to = '09990001122' as Parameters<typeof app.sms.send>[0]['to']
  const path = provider === 'second' ? '/second/messages' : `/first/v1/first-key/sms/send.json`
  const body =
    provider === 'second'
      ? JSON.stringify({ to, text })
      : new URLSearchParams({ receptor: to, message: text, localid: randomPersonId() })
  const headers =
    provider === 'second'
      ? { authorization: 'Bearer second-key', 'content-type': 'application/json', 'idempotency-key': randomPersonId() }
      : {}
  const answer = await (await fetch(`${portal.outside.smsUrl}${path}`, { method: 'POST', body, headers })).json()
  const messageId =
    provider === 'second' ? TakenBySecond.parse(answer).id : String(TakenByFirst.parse(answer).entries[0].messageid)
  await portal.database.query(
    `insert into sms (person_id, command_id, template, provider, message_id, sent_at) values ($1, $1, 'x@1', $2, $3, now())`,
    [randomPersonId(), provider, messageId],
  )
  return messageId
}
const stateOf = async (messageId: string) =>
  (await portal.database.query<{ delivery: string }>('select delivery from sms where message_id = $1', [messageId]))[0]!
    .delivery
/** The simulator delivers three seconds after it took a message. */
const delivered = async (messageId: string, report: () => Promise<Response>) => {
  for (let tries = 0; tries < 200 && (await stateOf(messageId)) === 'pending'; tries += 1) {
    assert.equal((await report()).status, 204)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return stateOf(messageId)
}
const json = (body: unknown) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

test('the first provider reports by query or form: the provider is asked, and what it answers is stored', async () => {
  const messageId = await sent('kavenegar')
  const form = { method: 'POST', body: new URLSearchParams({ messageid: messageId, status: '10' }) }
  // A report that runs ahead of the truth is not believed: the provider itself says that it is still on its way.
  assert.equal((await fetch(`${url}/sms-reports/first/${KEY}`, form)).status, 204)
  const byQuery = () => fetch(`${url}/sms-reports/first/${KEY}?messageid=${messageId}&status=10`)
  assert.equal(await delivered(messageId, byQuery), 'delivered')
})

test('the second provider reports by JSON', async () => {
  const messageId = await sent('second')
  const event = json({ event: 'message.status', id: messageId, status: 'delivered' })
  assert.equal(await delivered(messageId, () => fetch(`${url}/sms-reports/second/${SECOND}`, event)), 'delivered')
})

test('without the key of the door, or at a door without a key, nothing is there', async () => {
  const messageId = await sent('second')
  const event = json({ event: 'message.status', id: messageId, status: 'delivered' })
  for (const path of [`second/${KEY}`, 'second/x', `third/${SECOND}`, `first/${SECOND}`, 'constructor/x'])
    assert.equal((await fetch(`${url}/sms-reports/${path}`, event)).status, 404, path)
  assert.equal((await fetch(`${portal.url}/sms-reports/second/${SECOND}`, event)).status, 404, 'shut when not set')
})

test('what is not in the form is refused; an unknown message and a silent provider are no error', async () => {
  assert.equal((await fetch(`${url}/sms-reports/second/${SECOND}`, json({ hello: 1 }))).status, 400)
  assert.equal((await fetch(`${url}/sms-reports/first/${KEY}`)).status, 400)
  const unknown = json({ event: 'message.status', id: 'm-999999', status: 'delivered' })
  assert.equal((await fetch(`${url}/sms-reports/second/${SECOND}`, unknown)).status, 204)
  const messageId = await sent('second')
  await portal.outside.fault('sms', { kind: 'down' })
  const event = json({ event: 'message.status', id: messageId, status: 'delivered' })
  assert.equal((await fetch(`${url}/sms-reports/second/${SECOND}`, event)).status, 204)
  assert.equal(await stateOf(messageId), 'pending')
  await portal.outside.fault('sms', null)
})
