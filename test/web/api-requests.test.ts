import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { decideAboutCopy, proposeCopyOf } from '#app/copies/copies.ts'
import { draftReply } from '#app/requests/draft.ts'
import { approveReply } from '#app/requests/approve.ts'
import { takeRequest } from '#app/requests/take.ts'
import { receiveRequest } from '#app/requests/receive.ts'
import { trackingCode } from '#kernel/tracking-code.ts'
import { photograph } from '../support/family.ts'
import { safeCode, somebody } from '../support/people.ts'
import { member } from '../support/staff.ts'
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

test('a guest asks: nothing is received before the mobile is proved, then once, however often it is sent', async () => {
  const mobile = '09125556699'
  const body = { form: 'request', ...words, kind: 'question', name: 'مینا کاظمی', mobile }
  const wrong = await api.refused('422 invalid', 'POST', '/request-drafts', {
    body: { ...body, mobile: '12', body: 'کم' },
  })
  assert.deepEqual(wrong.errors.map(({ field }: { field: string }) => field).toSorted(), ['body', 'mobile'])
  const unnumbered = {
    form: 'information',
    title: '',
    body: words.body,
    name: 'مینا کاظمی',
    mobile,
    personalNumber: '12',
  }
  const information = await api.refused('422 invalid', 'POST', '/request-drafts', { body: unnumbered })
  assert.deepEqual(
    information.errors.map(({ field }: { field: string }) => field),
    ['personalNumber'],
  )

  const { draftToken, needsCode, nextCodeInSeconds } = await api.does('POST', '/request-drafts', { body })
  assert.equal(needsCode, true)
  assert.ok(nextCodeInSeconds > 0)
  const here = '/request-drafts/current'
  const bearer = draftToken as string
  const headers = { 'content-type': 'image/jpeg' }
  await api.does('POST', `${here}/files`, { bearer, body: await photograph(), headers })
  const first = await smsCode(portal, mobile)
  await api.refused('422 invalid', 'POST', `${here}/send`, { bearer, body: {} })
  await api.refused('422 invalid', 'POST', `${here}/send`, {
    bearer,
    body: { code: first === '111111' ? '222222' : '111111' },
  })
  await api.refused('429 limited', 'POST', `${here}/code`, { bearer })
  await portal.forward(61_000)
  await api.does('POST', `${here}/code`, { bearer })
  assert.equal((await received(mobile)).length, 0, 'nothing is received yet')
  const code = await smsCode(portal, mobile)
  const sent = await api.does('POST', `${here}/send`, { bearer, body: { code } })
  assert.equal(sent.phrase, null)
  assert.equal(sent.request.files.length, 1)
  const again = await api.does('POST', `${here}/send`, { bearer, body: {} })
  assert.equal(again.request.id, sent.request.id)
  assert.equal((await received(mobile)).length, 1)
  await api.refused('409 wrong-step', 'POST', `${here}/files`, { bearer, body: await photograph(), headers })
  const seen = await api.does('GET', '/tracked-request', { bearer: sent.requestToken })
  assert.equal(seen.trackingCode, sent.request.trackingCode)
  await api.refused('401 not-signed-in', 'POST', `${here}/send`, { bearer: sent.requestToken, body: {} })
  await api.refused('401 not-signed-in', 'GET', '/tracked-request', { bearer })
})

const received = (mobile: string) => portal.database.query('select from request where contact_mobile = $1', [mobile])

test('an anonymous report is sent without a name; its phrase is shown to its sender alone, and opens it', async () => {
  const body = { form: 'anonymous', title: '', body: 'در شعبه پول خواستند.', branch: 1 }
  await api.refused('422 invalid', 'POST', '/request-drafts', { body: { ...body, body: '' } })
  const { draftToken: bearer, needsCode } = await api.does('POST', '/request-drafts', { body })
  assert.equal(needsCode, false)
  const sent = await api.does('POST', '/request-drafts/current/send', { bearer, body: {} })
  assert.equal(sent.phrase.trim().split(/\s+/).length, 7)
  assert.equal(sent.request.kind, 'oversight')
  const proof = { trackingCode: sent.request.trackingCode, phrase: sent.phrase }
  const { requestToken } = await api.does('POST', '/request-trackings/phrase', { body: proof })
  const seen = await api.does('GET', '/tracked-request', { bearer: requestToken })
  assert.equal(seen.id, sent.request.id)
  assert.equal((await api.does('POST', '/request-drafts/current/send', { bearer, body: {} })).phrase, sent.phrase)
  portal.clock.forward(31 * 60_000)
  assert.equal((await api.does('POST', '/request-drafts/current/send', { bearer, body: {} })).phrase, null)
  const kept = await portal.database.query('select * from request where request_id = $1', [sent.request.id])
  assert.ok(!JSON.stringify(kept).includes(sent.phrase))
})

test('an anonymous report is opened by its phrase', async () => {
  const report = { kind: 'oversight', area: 'other', title: '', body: 'تخلفی دیدم.' } as const
  const receipt = ok(await receiveRequest(app, { by: 'anonymous', address: '10.0.0.2' }, report, null))
  const body = { trackingCode: receipt.trackingCode, phrase: receipt.phrase! }
  await api.refused('404 not-found', 'POST', '/request-trackings/phrase', { body: { ...body, phrase: 'آب آتش' } })
  const { requestToken } = await api.does('POST', '/request-trackings/phrase', { body })
  assert.equal((await api.does('GET', '/tracked-request', { bearer: requestToken })).kind, 'oversight')
})

test('everybody reads published answers, page by page and by words, and the statistics', async () => {
  const [maker, checker] = [await member(app, 'information-officer'), await member(app, 'information-officer')]
  for (let n = 0; n < 22; n += 1) {
    const texts = { question: `شمار شعبه‌های استان ${'آبپتث'[n % 5]} چند است؟`, answer: 'شمار آن‌ها در سایت است.' }
    const caseId = ok(await proposeCopyOf(app, maker, 'information', texts, []))
    ok(await decideAboutCopy(app, checker, caseId, { decision: 'publish', read: 'yes' }))
    portal.clock.forward(1000)
  }
  const first = await api.does('GET', '/published-answers')
  assert.equal(first.answers.length, 20)
  const rest = await api.does('GET', `/published-answers?after=${first.next}`)
  assert.deepEqual([rest.answers.length, rest.next], [2, null])
  const [newest] = first.answers
  assert.deepEqual(await api.does('GET', `/published-answers/${newest.id}`), newest)
  const found = await api.does('GET', `/published-answers?q=${encodeURIComponent('شعبه')}`)
  assert.equal(found.answers.length, 20)
  await api.refused('404 not-found', 'GET', '/published-answers/999999')
  await api.refused('422 invalid', 'GET', '/published-answers?after=x')
  const { lines } = await api.does('GET', '/statistics')
  assert.ok(lines.length > 0)
})

test('every operation about requests was met with success above', () => {
  assert.deepEqual(
    api.unmet((tag) => tag === 'Requests' || tag === 'Published'),
    [],
  )
})
