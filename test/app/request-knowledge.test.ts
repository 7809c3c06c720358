import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { composeCopy, proposeCopy } from '#app/copies/compose.ts'
import { decideAboutCopy } from '#app/copies/copies.ts'
import { publishedAnswers } from '#app/copies/register.ts'
import type { Result } from '#app/problem.ts'
import { approveReply } from '#app/requests/approve.ts'
import { draftReply, type DraftValues } from '#app/requests/draft.ts'
import { gapsOfWeek } from '#app/answers/gaps.ts'
import { tehranDate } from '#kernel/dates.ts'
import { receiversOf, sendCorrections } from '#app/answers/correct.ts'
import { searchRequests } from '#app/requests/archive.ts'
import type { Clerk } from '#app/requests/clerk.ts'
import { staffRoles, type StaffRole } from '#app/staff/staff.ts'
import type { ArchiveEnd } from '#store/archive.ts'
import type { Asker, NewRequest } from '#app/requests/receive.ts'
import { countPassedOver, passedOver } from '#app/requests/routing.ts'
import { openAtDesk } from '#app/requests/at-desk.ts'
import { releaseRequest, takeNextRequest, takeRequest } from '#app/requests/take.ts'
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
  asker?: Asker,
) {
  const receipt = await desk.receive(values, asker)
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
  test('next in line passes over what one has not learnt to answer, and says why; once learnt it comes', async () => {
    const scope = { branchId: 2 }
    const untrained = await member(app, 'officer', scope)
    const trained = await desk.staff('officer', scope)
    const asker = async (): Promise<Asker> => ({ by: 'person', personId: await desk.member(2) })
    const known = await desk.receive({ questionId: 1 }, await asker())
    portal.clock.forward(1000)
    const unknown = await desk.receive({}, await asker())
    const next = async (clerk: Clerk) => ok(await takeNextRequest(app, clerk, null))?.trackingCode ?? null
    assert.equal(await next(untrained), unknown.trackingCode, 'what nobody has recognised yet is for everybody')
    assert.equal(await next(untrained), null)
    const over = await passedOver(app, untrained)
    assert.deepEqual(over?.questions, [1])
    assert.ok((over?.documents.length ?? 0) > 0)
    assert.equal(await countPassedOver(app, untrained, over), 1)
    assert.deepEqual(
      ok(await openAtDesk(app, untrained, known.trackingCode)).toLearn.map(({ documentId }) => documentId),
      over?.documents.map(({ documentId }) => documentId),
    )
    assert.equal(await passedOver(app, trained), null)
    assert.equal(await next(trained), known.trackingCode)
    ok(await releaseRequest(app, trained, known.trackingCode, null))
    await desk.train(untrained.staffId)
    assert.equal(await passedOver(app, untrained), null)
    assert.equal(await next(untrained), known.trackingCode)
  })

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

describe('a correction', () => {
  test('reaches everybody who got the answer lately, once each, in their request and by SMS; nobody else', async () => {
    const editor = await member(app, 'editor')
    const old = await desk.answer('پاسخی که عوض می‌شود.', '1404/02/01')
    const twice = await desk.member(1, '09121110001')
    const person = { by: 'person', personId: twice } as const
    const guest = { by: 'guest', name: 'سیمین بهرامی', mobile: '09121110002', address: '127.0.0.1' } as const
    const own: DraftValues = { how: 'own', text: 'پاسخ دیگری.', reason: 'مورد او فرق دارد', questionId: null }
    const receipts = [
      await answered({}, canonical, 'officer', person),
      await answered({}, canonical, 'officer', person),
    ]
    receipts.push(await answered({}, canonical, 'officer', guest), await answered({}, canonical, 'officer', guest))
    const other = await answered({}, own)
    portal.clock.forward(40 * 86_400_000)
    const late = await answered({}, canonical)
    const count = async (days: number) => ok(await receiversOf(app, editor, old, days)).waiting
    assert.deepEqual([await count(10), await count(60)], [1, 3])

    const text = 'مهلت از ده روز به بیست روز عوض شد.'
    const wrong = await sendCorrections(app, editor, old, { days: '60', text: 'نه' })
    assert.deepEqual(wrong.ok ? [] : wrong.problem.errors?.map(({ field }) => field), ['text', 'sure'])
    const form = { days: '60', text, sure: 'yes' }
    const [one, again] = await Promise.all([
      sendCorrections(app, editor, old, form),
      sendCorrections(app, editor, old, form),
    ])
    assert.equal(ok(one) + ok(again), 3, 'of two who press at once')
    assert.equal(ok(await sendCorrections(app, editor, old, form)), 0)
    await portal.work()
    await portal.work()
    const corrected = async (of: (typeof receipts)[number]) =>
      (await desk.view(of.key)).events.filter(({ kind }) => kind === 'corrected')
    const counts = await Promise.all([...receipts, late, other].map(async (one_) => (await corrected(one_)).length))
    assert.deepEqual([counts[0]! + counts[1]!, counts[2]! + counts[3]!, counts[4], counts[5]], [1, 1, 1, 0])
    assert.deepEqual((await corrected(late))[0], { ...(await corrected(late))[0]!, answerId: old, text })
    for (const mobile of ['09121110001', '09121110002']) {
      const messages = (await portal.outside.inbox(mobile)).filter(({ text: words }) => words.includes('عوض شد'))
      assert.equal(messages.length, 1, mobile)
    }
    for (const role of ['officer', 'director', 'administrator'] as const) {
      const who = await member(app, role)
      assert.equal(problemOf(await receiversOf(app, who, old, 30)), 'not-found')
      assert.equal(problemOf(await sendCorrections(app, who, old, form)), 'not-found')
    }
  })
})

describe('what nobody has answered', () => {
  test('is put together week by week with people’s own words, for editors and the director alone', async () => {
    const director = await member(app, 'director')
    const week = tehranDate(app.clock.now())
    for (const [n, body] of [
      'کارت اعتباری سلامت چطور صادر می‌شود؟',
      'كارت اعتباري سلامت ميخوام',
      'کارت سلامت اعتباری ۰۹۱۲۳۴۵۶۷۸۹',
    ].entries())
      await desk.receive(
        { title: '', body },
        { by: 'guest', name: 'مهمان', mobile: `0912555000${n}`, address: `10.4.0.${n}` },
      )
    await desk.receive({ title: '', body: 'فیش حقوقی را از کجا بگیرم؟' })
    await answered({}, { how: 'own', text: 'پاسخ دیگری.', reason: 'مورد او فرق دارد', questionId: 1 })
    const { clusters, deviations } = ok(await gapsOfWeek(app, director, week))
    const card = clusters.find(({ words }) => words.includes('سلامت'))!
    assert.deepEqual(
      [card.count, card.wordings.length],
      [3, 2],
      'counted all the same, shown without a number of somebody',
    )
    assert.ok(!clusters.some(({ wordings }) => wordings.some((one) => one.includes('فیش'))), 'that one has an answer')
    assert.ok(
      deviations.some(
        ({ branchId, questionId, reasons }) =>
          branchId === 1 && questionId === 1 && reasons.includes('مورد او فرق دارد'),
      ),
    )
    for (const role of Object.keys(staffRoles) as StaffRole[]) {
      const seen = await gapsOfWeek(app, await member(app, role), week)
      assert.equal(seen.ok, role === 'editor' || role === 'director', role)
    }
  })
})

describe('the archive', () => {
  test('finds by words in any form and spelling, newest first, page by page, within a scope', async () => {
    const clerk = await desk.staff('officer', { branchId: 1 })
    const codes: string[] = []
    for (let n = 0; n < 30; n += 1) {
      portal.clock.forward(60_000)
      const guest = { by: 'guest', name: 'مهمان', mobile: `0912333${1000 + n}`, address: `10.0.0.${n}` } as const
      codes.push(
        (await desk.receive({ title: `پرونده ${n}`, body: 'كسري سوابق‌ام در كارگاه ژرفا', branchId: 1 }, guest))
          .trackingCode,
      )
    }
    const pageOf = (text: string, after: ArchiveEnd | null = null, who: Clerk = clerk, filters = {}) =>
      searchRequests(app, who, text, filters, after)
    const first = await pageOf('سابقه ژرفا')
    const second = await pageOf('سابقه ژرفا', first.next)
    assert.equal(second.next, null)
    assert.deepEqual(
      [...first.rows, ...second.rows].map(({ trackingCode }) => trackingCode),
      codes.toReversed(),
    )
    assert.equal((await pageOf('ژرفا ققنوس')).rows.length, 0)
    assert.equal((await pageOf('')).rows.length, 0)
    assert.equal((await pageOf("ژرفا ' & | ! <-> :*")).rows.length, 25, 'what is no word is left out')
    assert.equal((await pageOf('ژرفا ۱۷')).rows.length, 1)
    assert.equal((await pageOf('ژرفا', null, clerk, { kind: 'complaint' })).rows.length, 0)
    assert.equal((await pageOf('ژرفا', null, await desk.staff('officer', { branchId: 2 }))).rows.length, 0)
    assert.equal((await pageOf('ژرفا', null, await desk.staff('province-head', { province: 'قم' }))).rows.length, 25)
  })

  test('shows reports of oversight only to those who investigate them', async () => {
    await desk.receive(
      { kind: 'oversight', title: 'گزارش', body: 'رشوه زمردین در شعبه' },
      { by: 'anonymous', address: '10.1.1.1' },
    )
    const seen: string[] = []
    for (const role of Object.keys(staffRoles) as StaffRole[])
      if ((await searchRequests(app, await desk.staff(role, 'everywhere'), 'زمردین')).rows.length > 0) seen.push(role)
    assert.deepEqual(seen.toSorted(), ['director', 'oversight-officer'])
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
      ['فیش حقوقی را از کجا بگیرم؟', 'پاسخی که عوض می‌شود.', true],
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
