import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { approveAnswer, proposeAnswer } from '#app/answers/answers.ts'
import { importCorpus } from '#app/answers/corpus.ts'
import { carryOut } from '#app/commands/carry-out.ts'
import { followDeliveries } from '#app/commands/delivery.ts'
import { receiveReport } from '#app/messages/receive-report.ts'
import { askPerson } from '#app/requests/ask.ts'
import { draftReply } from '#app/requests/draft.ts'
import type { Receipt } from '#app/requests/receive.ts'
import { takeRequest } from '#app/requests/take.ts'
import { writeToRequest } from '#app/requests/write.ts'
import { tehranDate } from '#kernel/dates.ts'
import { smsSimulator } from '#simulators/sms/server.ts'
import { takeDue } from '#store/outbox.ts'
import { smallCorpus } from '../support/answers.ts'
import { at } from '../support/jalali.ts'
import type { Sms } from '../support/portal.ts'
import { ok, requestsOf } from '../support/requests.ts'
import { requestsApp, requestsStage } from '../support/requests-app.ts'

const stage = await requestsStage({ after }, at('1404/12/02', '10:00'))
const { clock, database } = stage
const simulator = await smsSimulator({ clock, deliverAfterMs: 10 * 60_000 })
const smsUrl = await simulator.listen({ host: '127.0.0.1', port: 0 })
after(() => simulator.close())
const app = requestsApp(stage.app.db, clock, smsUrl)
const desk = requestsOf({ ...stage, app })
await desk.questions()
await desk.answer('پاسخ کهنه.')
const clerk = await desk.staff('officer')
const MINUTE = 60_000

async function work(): Promise<void> {
  for (;;) {
    const due = await takeDue(app.db, new Date(clock.now()), new Date(clock.now() + MINUTE), 50)
    if (due.length === 0) return
    for (const command of due) await carryOut(app, command)
  }
}
const inbox = async (mobile: string) => (await (await fetch(`${smsUrl}/messages?to=${mobile}`)).json()) as Sms[]
const put = (path: string, body: object) =>
  fetch(`${smsUrl}${path}`, {
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
let made = 0
/** A request in the hand of the clerk, of a person with a mobile of their own. */
async function taken(): Promise<Receipt & { mobile: string }> {
  made += 1
  const mobile = `0999222${String(1000 + made)}`
  const receipt = await desk.receive({}, { by: 'person', personId: await desk.member(1, mobile) })
  ok(await takeRequest(app, clerk, receipt.trackingCode, null))
  return { ...receipt, mobile }
}
const request = async ({ key }: Receipt) => (await desk.view(key)).request
async function ask({ trackingCode }: Receipt): Promise<void> {
  ok(await askPerson(app, clerk, trackingCode, 'کدام کارگاه؟', null))
  await work()
}

describe('the pause', () => {
  test('begins when the message has arrived, not when it was written or sent', async () => {
    const one = await taken()
    await ask(one)
    await followDeliveries(app)
    assert.equal((await request(one)).state, 'asked')
    clock.forward(11 * MINUTE)
    await followDeliveries(app)
    const { state, clocks } = await request(one)
    assert.equal(state, 'waiting')
    assert.equal(clocks[0]!.pausedAt, clock.now())
  })

  test('does not begin where the message could not be delivered: the clock goes on, and the clerk is told once', async () => {
    const one = await taken()
    await put('/_undeliverable', { mobile: one.mobile })
    await ask(one)
    clock.forward(11 * MINUTE)
    for (let n = 0; n < 2; n += 1) await followDeliveries(app)
    assert.equal((await request(one)).state, 'asked')
    const lost = await database.query(`select from staff_notice where kind = 'ask-lost' and request_id = $1`, [
      one.key.requestId,
    ])
    assert.equal(lost.length, 1)
  })

  test('is not begun by reports that come twice, late or in the wrong order, but by that of the question that is open', async () => {
    const one = await taken()
    await ask(one)
    const sent = async () =>
      await database.query<{ provider: string; messageId: string }>(
        `select provider, message_id as "messageId" from sms where person_id = $1 and template like 'request-asked%'
         order by sent_at`,
        [one.key.personId],
      )
    ok(await writeToRequest(app, one.key, { text: 'این کارگاه' }, null))
    clock.forward(11 * MINUTE)
    const [first] = await sent()
    await receiveReport(app, first!)
    assert.equal((await request(one)).state, 'in-progress', 'it was answered before')
    clock.forward(MINUTE)
    await ask(one)
    await receiveReport(app, first!)
    assert.equal((await request(one)).state, 'asked')
    const [, second] = await sent()
    await receiveReport(app, second!)
    assert.equal((await request(one)).state, 'asked', 'a report alone is not believed, the provider is asked')
    clock.forward(11 * MINUTE)
    await Promise.all([receiveReport(app, second!), receiveReport(app, second!), followDeliveries(app)])
    const { state, clocks, asks } = await request(one)
    assert.deepEqual([state, clocks[0]!.pausedAt], ['waiting', clock.now()])
    assert.deepEqual(
      asks.map(({ gotAt }) => gotAt !== null),
      [false, true],
    )
  })

  test('does not begin after the deadline', async () => {
    const one = await taken()
    await ask(one)
    desk.until(one.dueAt + 11 * MINUTE)
    await followDeliveries(app)
    const { state, clocks } = await request(one)
    assert.deepEqual([state, clocks[0]!.pausedAt], ['asked', null])
  })
})

test('a provider that is down for three days delays messages and loses none; deadlines do not wait for it', async () => {
  await put('/_faults', { kind: 'error', share: 1 })
  const many: (Receipt & { mobile: string })[] = []
  for (let n = 0; n < 8; n += 1) many.push(await taken())
  for (let n = 0; n < 6; n += 1) {
    await work()
    clock.forward(12 * 60 * MINUTE)
  }
  for (const { mobile } of many) assert.deepEqual(await inbox(mobile), [])
  await fetch(`${smsUrl}/_faults`, { method: 'DELETE' })
  clock.forward(10 * MINUTE)
  await work()
  for (const one of many) {
    assert.equal((await inbox(one.mobile)).length, 1)
    assert.equal((await request(one)).clocks[0]!.dueAt, one.dueAt)
  }
})

test('an article changes at midnight with 100 replies in flight: each cites the text in force when it goes out, none both', async () => {
  desk.until(at('1405/02/05', '09:00'))
  const day = tehranDate(at('1405/02/06'))
  const { articles } = smallCorpus()
  const text = { from: day, summary: 'متن تازه', certainty: 'A' as const, source: 'قانون اصلاح' }
  const change = { documents: [], articles: [{ ...articles[0]!, texts: [text] }], questions: [], checks: [] }
  ok(await importCorpus(app, 'nevisande', change))
  const next = { questionId: 1, caseKey: '', body: 'پاسخ نو.', from: day, until: null, articleIds: ['act-1'] }
  ok(await approveAnswer(app, 'taeed', ok(await proposeAnswer(app, 'nevisande', next))))

  const midnight = at('1405/02/06', '00:00')
  const many: Receipt[] = []
  for (let n = 0; n < 100; n += 1) many.push(await taken())
  desk.until(midnight - 30_000)
  const draft = ({ trackingCode }: Receipt) =>
    draftReply(app, clerk, trackingCode, { how: 'canonical', questionId: 1, chosen: {} }, null)
  for (const one of many) {
    ok(await draft(one))
    clock.forward(200)
  }
  // Two workers send while the day changes.
  for (let n = 0; n < 12; n += 1) {
    await Promise.all([work(), work()])
    clock.forward(3_000)
  }
  assert.ok(clock.now() > midnight)
  let outdated = 0
  for (const one of many) {
    const { state, answers } = await request(one)
    if (state === 'answered') {
      assert.ok(answers[0]!.at < midnight)
      assert.match(answers[0]!.text, /پاسخ کهنه\./)
      assert.match(answers[0]!.text, /نسخهٔ معتبر در تاریخ ۵ اردیبهشت ۱۴۰۵/)
      assert.doesNotMatch(answers[0]!.text, /پاسخ نو|۶ اردیبهشت ۱۴۰۵، نسخه/)
      continue
    }
    outdated += 1
    assert.deepEqual([state, answers.length], ['in-progress', 0])
  }
  assert.ok(outdated > 5 && outdated < 95, String(outdated))
  await desk.train(clerk.staffId)
  const left = (await Promise.all(many.map(async (one) => [one, (await request(one)).state] as const))).filter(
    ([, state]) => state === 'in-progress',
  )
  for (const [one] of left) ok(await draft(one))
  clock.forward(16_000)
  await work()
  for (const [one] of left) {
    const [answer] = (await request(one)).answers
    assert.match(answer!.text, /پاسخ نو\./)
    assert.match(answer!.text, /نسخهٔ معتبر در تاریخ ۶ اردیبهشت ۱۴۰۵/)
    assert.doesNotMatch(answer!.text, /کهنه/)
  }
})
