import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { decideDays, proposeDays } from '#app/calendar/change-calendar.ts'
import { previewProposal } from '#app/calendar/preview.ts'
import { addStaff } from '#app/staff/add-staff.ts'
import { approveReply, refuseReply } from '#app/requests/approve.ts'
import { askPerson } from '#app/requests/ask.ts'
import { faultOfRequest } from '#app/health/self-check.ts'
import { giveCause } from '#app/requests/cause.ts'
import { draftReply } from '#app/requests/draft.ts'
import { handRequest } from '#app/requests/hand.ts'
import { mergeRequests } from '#app/requests/merge.ts'
import { noteOnRequest } from '#app/requests/note.ts'
import { setPromptness } from '#app/requests/promptness.ts'
import { rateRequest } from '#app/requests/rate.ts'
import { openOwnRequest, openRequestAtDesk, proveRequest } from '#app/requests/read.ts'
import { receiveRequest } from '#app/requests/receive.ts'
import { referRequest } from '#app/requests/refer.ts'
import { reopenRequest } from '#app/requests/reopen.ts'
import { sweepClocks } from '#app/requests/sweep.ts'
import { releaseRequest, takeNextRequest, takeRequest } from '#app/requests/take.ts'
import { transferRequest } from '#app/requests/transfer.ts'
import { undoSending } from '#app/requests/undo.ts'
import { withdrawRequest } from '#app/requests/withdraw.ts'
import { writeToRequest } from '#app/requests/write.ts'
import { brokenLink } from '#kernel/hash-chain.ts'
import { digest } from '#app/applications/act.ts'
import { foldRequest } from '#kernel/request/fold.ts'
import { formatJalali, tehranDate } from '#kernel/dates.ts'
import { listEvents, type RequestKey } from '#store/requests.ts'
import { listNotices } from '#store/staff-notices.ts'
import { randomId } from '#store/ids.ts'
import { startPortal } from '../support/portal.ts'
import { at } from '../support/jalali.ts'
import { ok, problemOf, requestsOf } from '../support/requests.ts'

const portal = await startPortal({ after })
const desk = requestsOf(portal)
const { app, view, receive } = desk
await desk.questions()
await desk.answer('فیش را از «خدمات من» بگیرید.')
const clerk = await desk.staff('officer')
const head = await desk.staff('supervisor')
const province = await desk.staff('province-head', { province: 'قم' })
const canonical = { how: 'canonical', questionId: 1, chosen: {} } as const
const own = { how: 'own', text: 'پاسخ ما', reason: 'مورد ویژه', questionId: null } as const
const day = (instant: number) => formatJalali(tehranDate(instant - 1), 'numeric')
const minute = 60_000

/** A request in the hand of the clerk. */
async function inHand(...given: Parameters<typeof receive>) {
  const receipt = await receive(...given)
  ok(await takeRequest(app, clerk, receipt.trackingCode, null))
  return receipt
}
const state = async ({ key }: Awaited<ReturnType<typeof receive>>) => (await view(key)).request.state
const told = async (staffId: string) => (await listNotices(app.db, staffId, false, 100)).map(({ kind }) => kind)
async function sendNow(): Promise<void> {
  portal.clock.forward(16_000)
  await portal.work()
}

describe('a request of a person', () => {
  test('is received with a tracking code, a counted deadline and an SMS; the same attempt again is the same request', async () => {
    desk.until(at('1405/09/07', '10:00'))
    const personId = await desk.member(1, '09991112233')
    const first = await receive({}, { by: 'person', personId }, 'form-1')
    const again = await receive({}, { by: 'person', personId }, 'form-1')
    assert.deepEqual(again, first)
    assert.equal(day(first.dueAt), '۱۴۰۵/۰۹/۱۰')
    assert.equal(first.days.at(-1)!.counted, 3)
    await portal.work()
    const [sms, ...more] = await portal.outside.inbox('09991112233')
    assert.equal(more.length, 0)
    assert.match(sms!.text, /پاسخ تا پایان سه‌شنبه ۱۰ آذر/)
    assert.equal(await state(first), 'assigned')
    const other = await receive({ body: 'چیز دیگری می‌پرسم.' }, { by: 'person', personId }, 'form-1')
    assert.notEqual(other.trackingCode, first.trackingCode)
  })

  test('is answered with the approved answer in fifteen seconds, which can be undone; then its clock has stopped in time', async () => {
    const receipt = await inHand()
    ok(await draftReply(app, clerk, receipt.trackingCode, canonical, null))
    assert.equal(await state(receipt), 'sending')
    ok(await undoSending(app, clerk, receipt.trackingCode, null))
    await sendNow()
    assert.equal(await state(receipt), 'in-progress')
    ok(await draftReply(app, clerk, receipt.trackingCode, canonical, null))
    await sendNow()
    const { request } = await view(receipt.key)
    assert.equal(request.state, 'answered')
    assert.equal(request.answers.length, 1)
    assert.match(request.answers[0]!.text, /فیش را از «خدمات من» بگیرید/)
    assert.deepEqual(
      request.clocks.map(({ kind, outcome }) => [kind, outcome]),
      [
        ['answer', 'met'],
        ['closing', null],
      ],
    )
    assert.equal(problemOf(await undoSending(app, clerk, receipt.trackingCode, null)), 'wrong-step')
  })

  test('is answered otherwise only by two people, and not by the same one twice', async () => {
    const receipt = await inHand()
    assert.equal(problemOf(await draftReply(app, clerk, receipt.trackingCode, { ...own, reason: '' }, null)), 'invalid')
    ok(await draftReply(app, clerk, receipt.trackingCode, own, null))
    assert.equal(await state(receipt), 'pending-approval')
    assert.equal(problemOf(await approveReply(app, clerk, receipt.trackingCode, null)), 'wrong-step')
    assert.ok((await told(head.staffId)).includes('draft-waits'))
    ok(await refuseReply(app, head, receipt.trackingCode, 'بی‌استناد است.', null))
    assert.ok((await told(clerk.staffId)).includes('draft-refused'))
    ok(await draftReply(app, clerk, receipt.trackingCode, own, null))
    ok(await approveReply(app, head, receipt.trackingCode, null))
    await sendNow()
    assert.equal(await state(receipt), 'answered')
  })

  test('who has not learnt what an answer cites can neither send nor approve it', async () => {
    const untrained = await desk.staff('officer')
    const approver = await desk.staff('officer')
    await portal.database.query('delete from training where staff_id = any($1)', [
      [untrained.staffId, approver.staffId],
    ])
    const receipt = await inHand({ kind: 'complaint' })
    ok(await handRequest(app, clerk, receipt.trackingCode, { to: untrained.staffId, note: '' }, null))
    const refused = await draftReply(app, untrained, receipt.trackingCode, canonical, null)
    assert.match(refused.ok ? '' : refused.problem.message, /«قانون آزمایش» استناد می‌کند/)
    await desk.train(untrained.staffId)
    ok(await draftReply(app, untrained, receipt.trackingCode, canonical, null))
    assert.equal(problemOf(await approveReply(app, approver, receipt.trackingCode, null)), 'wrong-step')
    await desk.train(approver.staffId)
    ok(await approveReply(app, approver, receipt.trackingCode, null))
  })

  test('a complaint waits for a second person even with the approved answer', async () => {
    const receipt = await inHand({ kind: 'complaint' })
    ok(await draftReply(app, clerk, receipt.trackingCode, canonical, null))
    assert.equal(await state(receipt), 'pending-approval')
  })

  test('is asked something: the clock stands still from when the message has arrived, and goes on with what was left', async () => {
    desk.until(at('1405/09/14', '10:00'))
    const personId = await desk.member(1, '09991112244')
    const receipt = await inHand({}, { by: 'person', personId })
    ok(await askPerson(app, clerk, receipt.trackingCode, 'شمارهٔ کارگاه چیست؟', null))
    assert.equal(await state(receipt), 'asked')
    const { dueAt } = (await view(receipt.key)).request.clocks[0]!
    ok(await openOwnRequest(app, personId, receipt.key.requestId))
    assert.equal(await state(receipt), 'waiting')
    desk.until(at('1405/09/15', '12:00'))
    ok(await writeToRequest(app, receipt.key, { text: 'شمارهٔ ۱۲۳۴ است.' }, null))
    const { request } = await view(receipt.key)
    assert.equal(request.state, 'in-progress')
    assert.equal(request.asks[0]!.reply, 'شمارهٔ ۱۲۳۴ است.')
    // Nine working hours of pause: seven of them on Wednesday 18, two on Saturday.
    assert.equal(request.clocks[0]!.dueAt, at('1405/09/21', '09:30'))
    assert.equal(dueAt, at('1405/09/17', '14:30'))
    assert.ok((await told(clerk.staffId)).includes('wrote'))
  })

  test('whom nobody answers for five working days is taken up again by the clock', async () => {
    desk.until(at('1405/09/21', '10:00'))
    const personId = await desk.member(1, '09991112255')
    const receipt = await inHand({}, { by: 'person', personId })
    ok(await askPerson(app, clerk, receipt.trackingCode, 'کدام کارگاه؟', null))
    ok(await openOwnRequest(app, personId, receipt.key.requestId))
    desk.until(at('1405/09/28', '15:00'))
    while ((await sweepClocks(app)) > 0);
    await portal.work()
    const { request } = await view(receipt.key)
    assert.equal(request.state, 'in-progress')
    assert.ok((await told(clerk.staffId)).includes('wait-over'))
    assert.equal(
      (await portal.outside.inbox('09991112255')).filter(({ text }) => text.includes('هنوز منتظر')).length,
      1,
    )
  })

  test('is late: everybody up the ladder is told once a step, the person too, and a head says why', async () => {
    desk.until(at('1405/10/05', '10:00'))
    const personId = await desk.member(1, '09991112266')
    const receipt = await inHand({}, { by: 'person', personId })
    desk.until(receipt.dueAt - minute)
    while ((await sweepClocks(app)) > 0);
    assert.equal((await view(receipt.key)).row.late, false)
    portal.clock.forward(2 * minute)
    while ((await sweepClocks(app)) > 0);
    const { row, breaches, request } = await view(receipt.key)
    assert.equal(row.late, true)
    assert.equal(breaches.length, 1)
    assert.equal(request.clocks[0]!.outcome, null)
    const steps = await portal.database.query<{ step: number; told: number }>(
      'select step, told from clock_fired where request_id = $1 order by step',
      [receipt.key.requestId],
    )
    assert.deepEqual(
      steps.map(({ step, told }) => [step, told]),
      [
        [1, 1],
        [2, 2],
        [3, 2],
        [4, 3],
      ],
    )
    assert.ok((await told(province.staffId)).includes('late'))
    await portal.work()
    const late = (await portal.outside.inbox('09991112266')).filter(({ text }) => text.includes('دیر شده است'))
    assert.equal(late.length, 1)
    assert.match(late[0]!.text, /مدیریت استان قم/)
    assert.equal(
      problemOf(await giveCause(app, clerk, receipt.trackingCode, { cycle: 1, cause: 'no-staff', note: '' }, null)),
      'wrong-step',
    )
    ok(await giveCause(app, head, receipt.trackingCode, { cycle: 1, cause: 'no-staff', note: '' }, null))
    assert.equal((await view(receipt.key)).breaches[0]!.cause, 'no-staff')
    ok(await draftReply(app, clerk, receipt.trackingCode, canonical, null))
    await sendNow()
    assert.equal((await view(receipt.key)).request.clocks[0]!.outcome, 'breached')
  })

  test('is reopened twice within twenty days, each time with a new clock; the old outcome stays', async () => {
    desk.until(at('1405/10/19', '10:00'))
    const receipt = await inHand()
    for (const cycle of [1, 2]) {
      ok(await draftReply(app, clerk, receipt.trackingCode, canonical, null))
      await sendNow()
      ok(await rateRequest(app, receipt.key, { solved: cycle === 2, score: 2, text: '' }, null))
      assert.equal(await state(receipt), cycle === 2 ? 'closed' : 'answered')
      ok(await reopenRequest(app, receipt.key, 'حل نشد.', null))
    }
    ok(await draftReply(app, clerk, receipt.trackingCode, canonical, null))
    await sendNow()
    assert.equal(problemOf(await reopenRequest(app, receipt.key, 'حل نشد.', null)), 'wrong-step')
    const { request } = await view(receipt.key)
    assert.deepEqual(
      request.clocks.filter(({ kind }) => kind === 'answer').map(({ outcome }) => outcome),
      ['met', 'met', 'met'],
    )
  })

  test('closes by itself twenty days after its answer', async () => {
    desk.until(at('1405/11/03', '10:00'))
    const receipt = await inHand()
    ok(await draftReply(app, clerk, receipt.trackingCode, canonical, null))
    await sendNow()
    desk.until(at('1405/11/23', '23:50:00'))
    while ((await sweepClocks(app)) > 0);
    assert.equal(await state(receipt), 'answered')
    desk.until(at('1405/11/24', '00:00:30'))
    while ((await sweepClocks(app)) > 0);
    assert.equal(await state(receipt), 'closed')
    assert.equal(problemOf(await reopenRequest(app, receipt.key, 'حل نشد.', null)), 'wrong-step')
  })

  test('gets a later day when its branch is closed by decree, never an earlier one, and is told so once', async () => {
    desk.until(at('1405/11/25', '09:00'))
    for (const userName of ['sara', 'reza'])
      await addStaff(app, {
        userName,
        displayName: userName,
        role: 'administrator',
        scope: 'everywhere',
        password: 'x',
      })
    const receipt = await receive({}, { by: 'person', personId: await desk.member(1, '09991112277') })
    const elsewhere = await receive({ branchId: 2 })
    assert.equal(day(receipt.dueAt), '۱۴۰۵/۱۱/۲۸')
    const closed = { scope: { branch: '1' }, name: 'آلودگی هوا', source: 'استانداری', confirmed: true } as const
    const change = async (spans: [] | null) => {
      const days = [{ ...closed, day: tehranDate(at('1405/11/27')), spans }]
      const proposal = ok(await proposeDays(app, 'sara', days))
      const preview = ok(await previewProposal(app, proposal))
      ok(await decideDays(app, 'reza', proposal, true))
      return preview.moving.reduce((sum, { requests }) => sum + requests, 0)
    }
    assert.equal(await change([]), 1)
    const { row, request } = await view(receipt.key)
    assert.equal(day(row.dueAt.getTime()), '۱۴۰۵/۱۲/۰۱')
    assert.equal(request.clocks[0]!.dueAt, row.dueAt.getTime())
    assert.equal((await view(elsewhere.key)).row.dueAt.getTime(), elsewhere.dueAt)
    assert.equal(await change(null), 0)
    assert.equal((await view(receipt.key)).row.dueAt.getTime(), row.dueAt.getTime())
    await portal.work()
    const moved = (await portal.outside.inbox('09991112277')).filter(({ text }) => text.includes('تغییر کرد'))
    assert.equal(moved.length, 1)
  })

  test('is withdrawn, and referred with a reason', async () => {
    const receipt = await inHand()
    ok(await withdrawRequest(app, receipt.key, '', null))
    assert.equal(await state(receipt), 'withdrawn')
    assert.equal(problemOf(await writeToRequest(app, receipt.key, { text: 'باز هم' }, null)), 'wrong-step')
    const other = await inHand()
    ok(await referRequest(app, clerk, other.trackingCode, { where: 'بیمهٔ سلامت', reason: 'قانون' }, null))
    assert.equal(await state(other), 'referred')
  })
})

describe('at the desk', () => {
  test('the next in line is the earliest deadline, then the most prompt; two never take the same', async () => {
    const away = await desk.staff('officer', { branchId: 3 })
    const other = await desk.staff('officer', { branchId: 3 })
    const plain = await receive({ branchId: 3 })
    const urgent = await receive({ branchId: 3, body: 'درمان من قطع شده: قطع درمان.' })
    const [one, two] = await Promise.all([takeNextRequest(app, away, 'a'), takeNextRequest(app, other, 'b')])
    const codes = [ok(one)?.trackingCode, ok(two)?.trackingCode]
    assert.deepEqual(new Set(codes), new Set([plain.trackingCode, urgent.trackingCode]))
    assert.equal(ok(await takeNextRequest(app, away, 'a'))?.trackingCode, codes[0], 'the same press again')
    assert.equal(ok(await takeNextRequest(app, away, 'c')), null)
    for (let n = 0; n < 3; n += 1) await receive({ branchId: 3 })
    const pressed = await Promise.all([1, 2, 3].map(() => takeNextRequest(app, away, 'd')))
    assert.equal(new Set(pressed.map((taken) => ok(taken)?.trackingCode)).size, 1, 'pressed three times at once')
  })

  test('a request is handed, released, transferred with its deadline, noted and made more prompt', async () => {
    const colleague = await desk.staff('officer')
    const receipt = await inHand()
    ok(await handRequest(app, clerk, receipt.trackingCode, { to: colleague.staffId, note: '' }, null))
    assert.ok((await told(colleague.staffId)).includes('handed'))
    assert.equal(problemOf(await releaseRequest(app, clerk, receipt.trackingCode, null)), 'wrong-step')
    ok(await releaseRequest(app, colleague, receipt.trackingCode, null))
    ok(await noteOnRequest(app, clerk, receipt.trackingCode, 'دیده شد', null))
    ok(await setPromptness(app, head, receipt.trackingCode, { value: 18, reason: 'بیمار است' }, null))
    const to = { branchId: 2, province: null, reason: 'پرونده آنجاست' }
    ok(await transferRequest(app, head, receipt.trackingCode, to, null))
    const { row, request } = await view(receipt.key)
    assert.deepEqual([row.branchId, row.state, row.promptness], [2, 'assigned', 18])
    assert.equal(request.clocks[0]!.dueAt, receipt.dueAt)
    assert.equal(problemOf(await openRequestAtDesk(app, clerk, receipt.trackingCode)), 'not-found')
  })

  test('two requests of one person become one with the earlier deadline', async () => {
    desk.until(at('1405/12/01', '10:00'))
    const personId = await desk.member()
    const first = await inHand({}, { by: 'person', personId })
    desk.until(at('1405/12/02', '10:00'))
    const second = await inHand({}, { by: 'person', personId })
    assert.ok(second.dueAt > first.dueAt)
    ok(await mergeRequests(app, clerk, first.trackingCode, second.trackingCode, null))
    assert.equal(await state(first), 'merged')
    assert.equal((await view(second.key)).request.clocks[0]!.dueAt, first.dueAt)
    const strange = await inHand()
    assert.equal(
      problemOf(await mergeRequests(app, clerk, strange.trackingCode, second.trackingCode, null)),
      'wrong-step',
    )
    assert.equal(await state(strange), 'in-progress')
  })

  test('an oversight report is for the inspector alone, and a complaint is not for the branch it is about', async () => {
    const inspector = await desk.staff('oversight-officer', { province: 'قم' })
    const director = await desk.staff('director', 'everywhere')
    const asker = { by: 'anonymous', address: '127.0.0.1' } as const
    const report = await receive({ kind: 'oversight', aboutBranch: 1 }, asker)
    for (const nobody of [clerk, head, province])
      assert.equal(problemOf(await openRequestAtDesk(app, nobody, report.trackingCode)), 'not-found')
    for (const somebody of [inspector, director]) ok(await openRequestAtDesk(app, somebody, report.trackingCode))
    const proved = ok(await proveRequest(app, report.trackingCode, { phrase: report.phrase! }, '127.0.0.1'))
    assert.deepEqual(proved, report.key)
    assert.equal(
      problemOf(await proveRequest(app, report.trackingCode, { phrase: 'آب آتش' }, '127.0.0.1')),
      'not-found',
    )
    const complaint = await receive({ kind: 'complaint', aboutBranch: 1 })
    for (const nobody of [clerk, head])
      assert.equal(problemOf(await openRequestAtDesk(app, nobody, complaint.trackingCode)), 'not-found')
    ok(await openRequestAtDesk(app, province, complaint.trackingCode))
  })

  test('a guest follows a request by tracking code and mobile', async () => {
    const guest = { by: 'guest', name: 'علی رضایی', mobile: '0912 345 6789', address: '127.0.0.1' } as const
    const receipt = await receive({}, guest, 'guest-form')
    assert.deepEqual(await receive({}, guest, 'guest-form'), receipt)
    assert.deepEqual(
      ok(await proveRequest(app, receipt.trackingCode, { mobile: '۰۹۱۲۳۴۵۶۷۸۹' }, '127.0.0.1')),
      receipt.key,
    )
    assert.equal(
      problemOf(await proveRequest(app, receipt.trackingCode, { mobile: '09123456780' }, '127.0.0.1')),
      'not-found',
    )
    await portal.work()
    assert.equal((await portal.outside.inbox('09123456789')).length, 1)
    assert.equal(problemOf(await receiveRequest(app, { ...guest, mobile: '12' }, { ...RAW }, null)), 'invalid')
  })

  test('information: ten working days that nothing stops, refused only by its articles and two people', async () => {
    desk.until(at('1405/12/03', '10:00'))
    const officer = await desk.staff('information-officer', 'everywhere')
    const second = await desk.staff('information-officer', { province: 'قم' })
    const personId = await desk.member()
    const receipt = await receive({ kind: 'information' }, { by: 'person', personId })
    assert.equal(receipt.days.at(-1)!.counted, 10)
    ok(await takeRequest(app, officer, receipt.trackingCode, null))
    ok(await askPerson(app, officer, receipt.trackingCode, 'کدام سال؟', null))
    ok(await openOwnRequest(app, personId, receipt.key.requestId))
    assert.equal(await state(receipt), 'asked')
    const refusal = { how: 'refusal', text: 'محرمانه است.', articles: [12] } as const
    assert.equal(problemOf(await draftReply(app, officer, receipt.trackingCode, refusal, null)), 'invalid')
    ok(await draftReply(app, officer, receipt.trackingCode, { ...refusal, articles: [14] }, null))
    ok(await approveReply(app, second, receipt.trackingCode, null))
    await sendNow()
    assert.equal(await state(receipt), 'answered')
  })
})

const RAW = { kind: 'question', area: 'other', title: '', body: 'یک پرسش', branchId: null } as const

test('the same press again is done once, by anybody only their own', async () => {
  const receipt = await inHand()
  const once = randomId()
  for (let n = 0; n < 2; n += 1) ok(await noteOnRequest(app, clerk, receipt.trackingCode, 'یک بار', once))
  ok(await noteOnRequest(app, head, receipt.trackingCode, 'بار دیگر', once))
  const { events } = await view(receipt.key)
  assert.equal(events.filter(({ kind }) => kind === 'noted').length, 2)
})

test('of every request in the database the chain holds, and its row and clocks are what its events say', async () => {
  const keys = await portal.database.query<{ personId: string; requestId: string }>(
    'select person_id as "personId", request_id as "requestId" from request',
  )
  assert.ok(keys.length > 15)
  for (const key of keys) {
    const links = await listEvents(app.db, key as never)
    assert.equal(
      brokenLink(
        links.map(({ event, hash }) => ({ action: event, hash })),
        digest,
      ),
      null,
    )
    const request = foldRequest(links.map(({ event }) => event))
    const { row } = await view(key as never)
    assert.deepEqual(
      [row.state, row.holder, row.cycle, row.events, row.branchId, row.promptness],
      [request.state, request.holder, request.cycle, request.events, request.branchId, request.promptness],
    )
  }
})

test('every life above agrees with its own events, as the portal looks at itself', async () => {
  const keys = await portal.database.query<RequestKey>(
    'select person_id as "personId", request_id as "requestId" from request',
  )
  assert.ok(keys.length > 20)
  for (const key of keys) assert.equal(await faultOfRequest(app, key), null, JSON.stringify(await view(key)))
})
