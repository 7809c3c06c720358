import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { composeCopy, proposeCopy } from '#app/copies/compose.ts'
import { decideAboutCopy } from '#app/copies/copies.ts'
import { publishedAnswers } from '#app/copies/register.ts'
import type { Result } from '#app/problem.ts'
import { approveReply } from '#app/requests/approve.ts'
import { draftReply, type DraftValues } from '#app/requests/draft.ts'
import type { NewRequest } from '#app/requests/receive.ts'
import { takeRequest } from '#app/requests/take.ts'
import type { StaffSignedIn } from '#app/staff/sign-in-staff.ts'
import { startPortal } from '../support/portal.ts'
import { ok, problemOf, requestsOf } from '../support/requests.ts'
import { member } from '../support/staff.ts'

// What the organisation knows, at work on requests: training as permission, and copies for everybody.

const portal = await startPortal({ after })
const desk = requestsOf(portal)
const { app } = desk
await desk.questions()
const answerId = await desk.answer('فیش را از «خدمات من» بگیرید.')
const canonical: DraftValues = { how: 'canonical', questionId: 1, chosen: {} }
const saidOf = (result: Result<unknown>) => (result.ok ? '' : result.problem.message)

/** Lets the fifteen seconds pass. */
async function sent(): Promise<void> {
  portal.clock.forward(16_000)
  await portal.work()
}

/** A request taken, answered and sent by one, approved by another where that must be. */
async function answered(
  values: Partial<NewRequest>,
  draft: DraftValues,
  role: 'officer' | 'information-officer' = 'officer',
) {
  const receipt = await desk.receive(values)
  const scope = role === 'officer' ? { branchId: 1 } : 'everywhere'
  const [clerk, second] = [
    await desk.staff(role, scope),
    await desk.staff(role === 'officer' ? 'supervisor' : role, scope),
  ]
  ok(await takeRequest(app, clerk, receipt.trackingCode, null))
  const drafted = ok(await draftReply(app, clerk, receipt.trackingCode, draft, null))
  if (drafted.state === 'pending-approval') ok(await approveReply(app, second, receipt.trackingCode, null))
  await sent()
  assert.equal((await desk.view(receipt.key)).row.state, 'answered')
  return receipt
}

describe('training as permission', () => {
  test('who has not passed the check on what an answer cites neither sends nor approves it; others may', async () => {
    const clerk = await desk.staff('officer')
    const [untrained, head, untrainedHead] = [
      await member(app, 'officer', { branchId: 1 }),
      await desk.staff('supervisor'),
      await member(app, 'supervisor', { branchId: 1 }),
    ]
    const receipt = await desk.receive()
    ok(await takeRequest(app, untrained, receipt.trackingCode, null))
    const refusal = await draftReply(app, untrained, receipt.trackingCode, canonical, null)
    assert.equal(problemOf(refusal), 'wrong-step')
    assert.match(saidOf(refusal), /«قانون آزمایش».*آموزش/)
    assert.equal((await desk.view(receipt.key)).request.draft, null)

    const complaint = await desk.receive({ kind: 'complaint' })
    ok(await takeRequest(app, clerk, complaint.trackingCode, null))
    ok(await draftReply(app, clerk, complaint.trackingCode, canonical, null))
    assert.match(saidOf(await approveReply(app, untrainedHead, complaint.trackingCode, null)), /آموزش/)
    ok(await approveReply(app, head, complaint.trackingCode, null))
    await sent()
    assert.equal((await desk.view(complaint.key)).request.answers[0]?.answerId, answerId)
  })
})

describe('a copy of an answered request', () => {
  const officer = () => member(app, 'information-officer', 'everywhere', 'مینا آگاه')
  const information = { kind: 'information', title: 'شمار شعبه‌ها', body: 'شمار شعبه‌ها در هر استان چند است؟' } as const
  const own: DraftValues = { how: 'own', text: 'چهارصد و هشتاد شعبه.', reason: 'پاسخ از گزارش سالانه', questionId: null }

  test('is made of what was asked and answered, and published when a second person agrees', async () => {
    const receipt = await answered(information, own, 'information-officer')
    const [mina, omid] = [await officer(), await officer()]
    const draft = ok(await composeCopy(app, mina, receipt.trackingCode))
    assert.deepEqual(
      [draft.question, draft.answer, draft.canonical],
      ['شمار شعبه‌ها\nشمار شعبه‌ها در هر استان چند است؟', 'چهارصد و هشتاد شعبه.', false],
    )
    const id = ok(
      await proposeCopy(app, mina, receipt.trackingCode, { question: draft.question, answer: draft.answer }),
    )
    ok(await decideAboutCopy(app, omid, id, { decision: 'publish', read: 'yes' }))
    assert.equal((await publishedAnswers(app, 'شعبه', null)).rows.length, 1)
    const kept = JSON.stringify(await portal.database.query('select * from public_case'))
    for (const secret of [receipt.trackingCode, receipt.key.personId, receipt.key.requestId])
      assert.ok(!kept.includes(secret), 'nothing leads back')
    const viewed = (await desk.view(receipt.key)).events.filter(({ kind }) => kind === 'viewed')
    assert.ok(viewed.length > 0, 'that it was looked at is written down')
  })

  test('of a canonical answer is the canonical question with it: nothing personal was ever in them', async () => {
    const receipt = await answered({ body: 'من علی هستم، فیشم کو؟' }, canonical)
    const director = await member(app, 'director')
    const draft = ok(await composeCopy(app, director, receipt.trackingCode))
    assert.deepEqual(
      [draft.question, draft.answer, draft.canonical],
      ['فیش حقوقی را از کجا بگیرم؟', 'فیش را از «خدمات من» بگیرید.', true],
    )
  })

  test('must not name who asked, nor who worked on it', async () => {
    const guest = { by: 'guest', name: 'سیمین بهرامی', mobile: '09121234567', address: '127.0.0.1' } as const
    const receipt = await desk.receive(information, guest)
    const [clerk, second] = [
      await desk.staff('information-officer', 'everywhere', 'بهمن کارگشا'),
      await desk.staff('information-officer', 'everywhere'),
    ]
    ok(await takeRequest(app, clerk, receipt.trackingCode, null))
    ok(await draftReply(app, clerk, receipt.trackingCode, own, null))
    ok(await approveReply(app, second, receipt.trackingCode, null))
    await sent()
    const mina = await officer()
    for (const name of ['سيمين  بهرامی', 'خانم بهرامی', 'بهمن کارگشا'])
      assert.equal(
        problemOf(
          await proposeCopy(app, mina, receipt.trackingCode, {
            question: information.body,
            answer: `پاسخ به ${name} داده شد.`,
          }),
        ),
        'invalid',
        name,
      )
  })

  test('is not made of complaints, of what is not answered, nor by whoever may not see the request', async () => {
    const waiting = await desk.receive(information)
    const complaint = await answered({ kind: 'complaint' }, canonical)
    const compose = async (who: StaffSignedIn, code: string) => problemOf(await composeCopy(app, who, code))
    const [mina, director] = [await officer(), await member(app, 'director')]
    assert.equal(await compose(mina, waiting.trackingCode), 'wrong-step')
    assert.equal(await compose(director, complaint.trackingCode), 'wrong-step')
    assert.equal(await compose(mina, complaint.trackingCode), 'not-found', 'complaints are not theirs to see')
    assert.equal(await compose(mina, '0000000000'), 'not-found')
    assert.equal(await compose(await member(app, 'editor'), waiting.trackingCode), 'not-found')
    assert.equal(await compose(await member(app, 'officer', { branchId: 1 }), waiting.trackingCode), 'not-found')
  })
})
