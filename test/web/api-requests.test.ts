import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { draftReply } from '#app/requests/draft.ts'
import { approveReply } from '#app/requests/approve.ts'
import { takeRequest } from '#app/requests/take.ts'
import { receiveRequest } from '#app/requests/receive.ts'
import { trackingCode } from '#kernel/tracking-code.ts'
import { photograph } from '../support/family.ts'
import { safeCode, somebody } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'
import { ok, requestsOf } from '../support/requests.ts'
import { signedUp, smsCode } from '../support/sign-up.ts'
import { ApiClient } from './api-client.ts'

const ali = somebody({ number: safeCode(830_001), firstName: 'علی' })
const portal = await startPortal({ after }, { people: [ali] })
const { app } = portal
const desk = requestsOf(portal)
const api = await ApiClient.of(portal.server)
const bearer = (await signedUp(portal, ali.form)).cookie('session')!
const words = { kind: 'complaint', area: 'insurance', title: '', body: 'سابقهٔ اسفند ۱۴۰۲ من در سامانه نیست.' }

/** A clerk writes it, the head of the branch agrees, and it goes out. */
async function answer(code: string): Promise<void> {
  const [clerk, head] = [await desk.staff('officer'), await desk.staff('supervisor')]
  ok(await takeRequest(app, clerk, code, null))
  const own = { how: 'own', text: 'افزوده شد.', reason: 'رسیدگی', questionId: null } as const
  ok(await draftReply(app, clerk, code, own, null))
  ok(await approveReply(app, head, code, null))
  portal.clock.forward(16_000)
  await portal.work()
}

test('a program asks for a person, follows it to the answer, rates it and opens it again', async () => {
  await api.refused('422 invalid', 'POST', '/requests', { bearer, body: { ...words, body: 'کم' } })
  const long = { ...words, body: 'م'.repeat(8_000) }
  assert.equal((await api.does('POST', '/requests', { bearer, body: long })).body.length, 8_000)
  const sent = await api.does('POST', '/requests', { bearer, body: words })
  assert.equal(sent.title, 'سابقهٔ اسفند ۱۴۰۲ من در سامانه نیست')
  assert.equal(sent.turn, 'organisation')
  assert.equal(sent.counted.at(-1).number, 3)
  const here = `/requests/${sent.id}`
  const { requests } = await api.does('GET', '/requests', { bearer })
  assert.equal(requests[0].id, sent.id)
  await api.does('POST', `${here}/messages`, { bearer, body: { text: 'پیگیرم' } })
  const file = await photograph()
  const withFile = await api.does('POST', `${here}/files`, {
    bearer,
    body: file,
    headers: { 'content-type': 'image/jpeg' },
  })
  assert.equal(withFile.files.length, 1)
  const back = await api.call('GET', `${here}/files/${withFile.files[0].id}`, { bearer })
  assert.equal(back.headers['content-type'], 'image/jpeg')

  await answer(sent.trackingCode)
  const answered = await api.does('GET', here, { bearer })
  assert.equal(answered.answers[0].text, 'افزوده شد.')
  const rated = await api.does('POST', `${here}/rating`, { bearer, body: { solved: false, score: 2, text: '' } })
  assert.deepEqual(rated.rating, { solved: false, score: 2, text: '' })
  await api.refused('409 wrong-step', 'POST', `${here}/rating`, { bearer, body: { solved: true, score: 5, text: '' } })
  const again = await api.does('POST', `${here}/reopen`, { bearer, body: { reason: 'نیامده است' } })
  assert.equal(again.turn, 'organisation')
  const gone = await api.does('POST', `${here}/withdraw`, { bearer, body: { reason: '' } })
  assert.equal(gone.turn, null)
})

test('the same attempt again is the same request', async () => {
  const headers = { 'idempotency-key': 'attempt-0123456789abcdef' }
  const body = { ...words, kind: 'question' }
  const first = await api.does('POST', '/requests', { bearer, body, headers })
  assert.equal((await api.does('POST', '/requests', { bearer, body, headers })).id, first.id)
})

test('without an account: tracking code, mobile and code open one request; a wrong pair goes the same way', async () => {
  const mobile = '09125556677'
  const asker = { by: 'guest', name: 'مینا کاظمی', mobile, address: '10.0.0.1' } as const
  const { trackingCode: code } = ok(await receiveRequest(app, asker, { ...words, kind: 'question' } as never, null))
  await api.refused('422 invalid', 'POST', '/request-trackings', { body: { trackingCode: '12', mobile } })
  const decoy = await api.does('POST', '/request-trackings', {
    body: { trackingCode: trackingCode(1), mobile: '09125556678' },
  })
  const begun = await api.does('POST', '/request-trackings', { body: { trackingCode: code, mobile } })
  assert.equal(decoy.trackingToken.length, begun.trackingToken.length)
  const given = { bearer: begun.trackingToken, body: { code: await smsCode(portal, mobile) } }
  const { requestToken } = await api.does('POST', '/request-trackings/current/code', given)
  const seen = await api.does('GET', '/tracked-request', { bearer: requestToken })
  assert.equal(seen.trackingCode, code)
  const wrote = await api.does('POST', '/tracked-request/messages', { bearer: requestToken, body: { text: 'پیگیرم' } })
  assert.ok(wrote.timeline.some((line: { note: string | null }) => line.note === 'پیگیرم'))
  await answer(code)
  const rating = { solved: false, score: 1, text: '' }
  await api.does('POST', '/tracked-request/rating', { bearer: requestToken, body: rating })
  await api.does('POST', '/tracked-request/reopen', { bearer: requestToken, body: { reason: 'نیامده است' } })
  const gone = await api.does('POST', '/tracked-request/withdraw', { bearer: requestToken, body: { reason: '' } })
  assert.equal(gone.turn, null)
  await api.refused('401 not-signed-in', 'GET', '/tracked-request', { bearer: begun.trackingToken })
  await api.refused('401 not-signed-in', 'GET', '/requests', { bearer: requestToken })
})

test('an anonymous report is opened by its phrase', async () => {
  const report = { kind: 'oversight', area: 'other', title: '', body: 'تخلفی دیدم.' } as const
  const receipt = ok(await receiveRequest(app, { by: 'anonymous', address: '10.0.0.2' }, report, null))
  const body = { trackingCode: receipt.trackingCode, phrase: receipt.phrase! }
  await api.refused('404 not-found', 'POST', '/request-trackings/phrase', { body: { ...body, phrase: 'آب آتش' } })
  const { requestToken } = await api.does('POST', '/request-trackings/phrase', { body })
  assert.equal((await api.does('GET', '/tracked-request', { bearer: requestToken })).kind, 'oversight')
})

test('every operation about requests was met with success above', () => {
  assert.deepEqual(
    api.unmet((tag) => tag === 'Requests'),
    [],
  )
})
