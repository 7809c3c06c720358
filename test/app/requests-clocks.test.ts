import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { draftReply } from '#app/requests/draft.ts'
import { askPerson } from '#app/requests/ask.ts'
import { openOwnRequest } from '#app/requests/read.ts'
import type { Receipt } from '#app/requests/receive.ts'
import { reopenRequest } from '#app/requests/reopen.ts'
import { sendReply } from '#app/requests/send.ts'
import { sweepClocks } from '#app/requests/sweep.ts'
import { takeRequest } from '#app/requests/take.ts'
import { transferRequest } from '#app/requests/transfer.ts'
import { mergeRequests } from '#app/requests/merge.ts'
import { writeToRequest } from '#app/requests/write.ts'
import { takeDue } from '#store/outbox.ts'
import { insertDeputy } from '#store/deputies.ts'
import { tehranDate } from '#kernel/dates.ts'
import { at } from '../support/jalali.ts'
import { ok, requestsOf } from '../support/requests.ts'
import { requestsStage } from '../support/requests-app.ts'

const stage = await requestsStage({ after }, at('1404/12/02', '10:00'))
const { app, clock, database } = stage
const desk = requestsOf(stage)
await desk.questions()
await desk.answer('فیش را از «خدمات من» بگیرید.')
const clerk = await desk.staff('officer')
const head = await desk.staff('supervisor')
const province = await desk.staff('province-head', { province: 'قم' })
const director = await desk.staff('director', 'everywhere')
const canonical = { how: 'canonical', questionId: 1, chosen: {} } as const

async function sweepAll(): Promise<number> {
  let fired = 0
  for (let some = 1; some > 0; fired += some) some = await sweepClocks(app)
  return fired
}
const steps = async ({ key }: Receipt, kind = 'answer', cycle = 1) =>
  (
    await database.query<{ step: number }>(
      'select step from clock_fired where request_id = $1 and kind = $2 and cycle = $3 order by step',
      [key.requestId, kind, cycle],
    )
  ).map(({ step }) => step)
const breaches = async ({ key }: Receipt) =>
  (await database.query('select from breach where request_id = $1', [key.requestId])).length
const clockNow = async ({ key }: Receipt) => (await desk.view(key)).request.clocks.findLast((c) => c.kind === 'answer')!
async function taken(...given: Parameters<typeof desk.receive>): Promise<Receipt> {
  const receipt = await desk.receive(...given)
  ok(await takeRequest(app, clerk, receipt.trackingCode, null))
  return receipt
}
async function sendDue(): Promise<void> {
  for (;;) {
    const due = await takeDue(app.db, new Date(clock.now()), new Date(clock.now() + 60_000), 50)
    if (due.length === 0) return
    for (const command of due) if (command.kind === 'send-reply') await sendReply(app, command)
  }
}
async function answered({ trackingCode }: Receipt): Promise<void> {
  ok(await draftReply(app, clerk, trackingCode, canonical, null))
  clock.forward(15_000)
  await sendDue()
}

describe('the ladder', () => {
  test('at the very instant of a deadline nothing is broken, a millisecond later it is, once', async () => {
    const receipt = await taken()
    desk.until(receipt.dueAt)
    await sweepAll()
    assert.deepEqual([await steps(receipt), await breaches(receipt)], [[1, 2, 3], 0])
    clock.forward(1)
    await sweepAll()
    await sweepAll()
    assert.deepEqual([await steps(receipt), await breaches(receipt)], [[1, 2, 3, 4], 1])
    assert.equal((await desk.view(receipt.key)).events.filter(({ kind }) => kind === 'breached').length, 1)
  })

  test('an answer at the instant of its deadline is in time, and one that is late breaks it whether or not anybody swept', async () => {
    const [good, bad] = [await taken(), await taken()]
    ok(await draftReply(app, clerk, good.trackingCode, canonical, null))
    ok(await draftReply(app, clerk, bad.trackingCode, canonical, null))
    desk.until(good.dueAt)
    await database.query(`update outbox set due_at = $2 where kind = 'send-reply' and person_id = $1`, [
      bad.key.personId,
      new Date(bad.dueAt + 1),
    ])
    await sendDue()
    assert.equal((await clockNow(good)).outcome, 'met')
    clock.forward(1)
    await sendDue()
    assert.equal((await clockNow(bad)).outcome, 'breached')
    assert.deepEqual([await breaches(good), await breaches(bad)], [0, 1])
    await sweepAll()
    assert.deepEqual([await steps(good), await steps(bad)], [[], []], 'who has stopped is not told of')
  })

  test('after a week without a sweep every step is carried out in its order, none is skipped, and it goes on every day', async () => {
    const receipt = await taken()
    desk.until(receipt.dueAt + 1)
    const days = [0, 1, 2].map((n) => receipt.dueAt + n * 24 * 3_600_000)
    desk.until(days[2]! + 7 * 24 * 3_600_000)
    await sweepAll()
    const first = await steps(receipt)
    assert.deepEqual(
      first,
      first.map((_, n) => n + 1),
    )
    assert.ok(first.length > 6)
    clock.forward(7 * 24 * 3_600_000)
    await sweepAll()
    assert.ok((await steps(receipt)).length >= first.length + 4)
    assert.equal(await breaches(receipt), 1)
  })

  test('what the ledger says staff were told, stands at their desks, each once', async () => {
    const told = await database.query<{ told: number; notices: number }>(
      `select told, (select count(*)::int from staff_notice s where s.dedupe_key =
         format('clock:%s:%s:%s:%s:%s', f.request_id, f.kind, f.cycle, f.n, f.step)) as notices from clock_fired f`,
    )
    assert.ok(told.length > 15)
    for (const line of told) assert.equal(line.notices, line.told)
    assert.ok(told.every(({ told: count }) => count > 0))
  })

  test('who is away today is told through their deputy, and where nobody has a request in hand its head is', async () => {
    desk.until(at('1405/02/05', '09:00'))
    const deputy = await desk.staff('officer')
    const today = tehranDate(clock.now())
    const absence = { absentId: clerk.staffId, staffId: deputy.staffId, fromDay: today, untilDay: today }
    const receipt = await taken()
    const free = await desk.receive()
    const days = { fromDay: tehranDate(receipt.receivedAt), untilDay: tehranDate(receipt.dueAt) }
    await app.db.transaction((tx) =>
      insertDeputy(tx, { ...absence, ...days, namedBy: head.staffId, at: new Date(clock.now()) }),
    )
    desk.until(receipt.dueAt)
    await sweepAll()
    const told = async ({ key }: Receipt, step: number) =>
      (
        await database.query<{ id: string }>(
          `select staff_id::text as id from staff_notice where request_id = $1 and body ->> 'step' = $2::text`,
          [key.requestId, step],
        )
      ).map(({ id }) => id)
    assert.deepEqual(await told(receipt, 1), [deputy.staffId])
    assert.deepEqual(new Set(await told(receipt, 2)), new Set([deputy.staffId, head.staffId]))
    assert.deepEqual(await told(free, 1), [head.staffId])
    clock.forward(24 * 3_600_000 * 7)
    await sweepAll()
    const climb: string[][] = []
    for (const step of [4, 5, 6, 7, 8]) climb.push(await told(free, step))
    const [heads, provinces, directors] = [[head], [head, province], [head, director]].map((some) =>
      some.map(({ staffId }) => staffId),
    )
    assert.deepEqual(
      climb.map((ids) => ids.toSorted()),
      [provinces, heads, provinces, directors, directors].map((ids) => ids!.toSorted()),
    )
  })
})

describe('the clock', () => {
  test('of a request that is moved, merged or opened again is the one it must be', async () => {
    desk.until(at('1405/03/02', '10:00'))
    const personId = await desk.member()
    const first = await taken({}, { by: 'person', personId })
    const policies = await clockNow(first)
    desk.until(at('1405/03/03', '10:00'))
    const second = await taken({}, { by: 'person', personId })
    const to = { branchId: 2, province: null, reason: 'پرونده آنجاست' }
    ok(await transferRequest(app, clerk, first.trackingCode, to, null))
    assert.deepEqual(await clockNow(first), policies)
    ok(
      await transferRequest(
        app,
        { ...clerk, scope: { branchId: 2 }, role: 'supervisor' },
        first.trackingCode,
        { ...to, branchId: 1 },
        null,
      ),
    )
    ok(await takeRequest(app, clerk, first.trackingCode, null))
    ok(await mergeRequests(app, clerk, first.trackingCode, second.trackingCode, null))
    assert.equal((await clockNow(first)).outcome, 'cancelled')
    assert.deepEqual([(await clockNow(second)).outcome, (await clockNow(second)).dueAt], [null, first.dueAt])
    await answered(second)
    desk.until(at('1405/03/09', '10:00'))
    ok(await reopenRequest(app, second.key, 'نشد', null))
    const again = await clockNow(second)
    assert.deepEqual([again.cycle, again.dueAt, again.outcome], [2, at('1405/03/12', '14:30'), null])
    await answered(second)
    const { request } = await desk.view(second.key)
    assert.deepEqual(
      request.clocks.filter(({ kind }) => kind === 'answer').map(({ outcome }) => outcome),
      ['met', 'met'],
    )
  })

  test('stands still over the person’s days and fires nothing meanwhile; then the rest of the steps follow the new deadline', async () => {
    desk.until(at('1405/03/16', '10:00'))
    const personId = await desk.member()
    const receipt = await taken({}, { by: 'person', personId })
    ok(await askPerson(app, clerk, receipt.trackingCode, 'کدام؟', null))
    ok(await openOwnRequest(app, personId, receipt.key.requestId))
    desk.until(receipt.dueAt + 1)
    await sweepAll()
    assert.deepEqual([await steps(receipt), await breaches(receipt)], [[], 0])
    ok(await writeToRequest(app, receipt.key, { text: 'این' }, null))
    const { dueAt } = await clockNow(receipt)
    assert.ok(dueAt > receipt.dueAt)
    desk.until(dueAt)
    await sweepAll()
    assert.deepEqual([await steps(receipt), await breaches(receipt)], [[1, 2, 3], 0])
    await answered(receipt)
  })

  test('of the province that answers is the one that counts', async () => {
    desk.until(at('1405/04/13', '10:00'))
    await database.query(
      `insert into branch (branch_id, name, province, city, address, phone, hours)
       values (50, 'شعبهٔ تهران', 'تهران', 'تهران', 'تهران', '021', 'شنبه')`,
    )
    const [proposal] = await database.query<{ id: string }>(
      `insert into calendar_proposal (proposed_by, proposed_at) values ($1, now()) returning proposal_id as id`,
      [head.staffId],
    )
    await database.query(
      `insert into calendar_day (proposal_id, n, day, province, spans, name, source, confirmed)
       values ($1, 0, $2, 'قم', '[]', 'آلودگی', 'استانداری', true)`,
      [proposal!.id, tehranDate(at('1405/04/15'))],
    )
    await database.query(
      `insert into calendar_decision (proposal_id, proposed_by, approved, decided_by, decided_at)
       values ($1, $2, true, $3, $4)`,
      [proposal!.id, head.staffId, director.staffId, new Date(clock.now())],
    )
    app.workingTimes.forget()
    const [qom, tehran] = [await desk.receive(), await desk.receive({ branchId: 50 })]
    const report = await desk.receive({ kind: 'oversight', aboutBranch: 1 })
    assert.deepEqual(
      [qom, tehran, report].map(({ dueAt }) => dueAt),
      [at('1405/04/17', '14:30'), at('1405/04/16', '14:30'), at('1405/04/17', '14:30')],
    )
    const rows = await database.query<{ at: Date }>(
      'select next_fire_at as at from clock where request_id = any($1) order by next_fire_at desc',
      [[qom, tehran, report].map(({ key }) => key.requestId)],
    )
    assert.equal(rows.length, 3)
    assert.notEqual(rows[0]!.at.getTime(), rows[2]!.at.getTime())
  })
})

describe('several sweepers', () => {
  test('carry out every step of every clock once between them', async () => {
    const many: Receipt[] = []
    for (let n = 0; n < 40; n += 1) many.push(await desk.receive())
    desk.until(Math.max(...many.map(({ dueAt }) => dueAt)) + 1)
    const sweeper = async () => {
      for (let some = 1; some > 0;) some = await sweepClocks(app, 7)
    }
    await Promise.all([sweeper(), sweeper(), sweeper()])
    await sweepAll()
    for (const one of many) assert.deepEqual([(await steps(one)).slice(0, 4), await breaches(one)], [[1, 2, 3, 4], 1])
  })

  test('pass over a request that somebody works on, and wait for nobody', async () => {
    const [held, free] = [await desk.receive(), await desk.receive()]
    desk.until(free.dueAt)
    let ended = false
    await app.db.transaction(async (tx) => {
      await tx.query('select from request where request_id = $1 for update', [held.key.requestId])
      const sweeping = sweepAll().finally(() => (ended = true))
      for (let waits = 0; !ended && waits === 0;)
        waits = (await database.query('select from pg_locks where not granted')).length
      assert.ok(ended, 'it waits for a lock')
      await sweeping
    })
    assert.deepEqual([await steps(held), await steps(free)], [[], [1, 2, 3]])
    await sweepAll()
    assert.deepEqual(await steps(held), [1, 2, 3])
  })

  test('set aside one that cannot be carried out, with the reason; the others go on, and it is tried again', async () => {
    const [poison, doubled, sound] = [await desk.receive(), await desk.receive(), await desk.receive()]
    const { personId, requestId } = doubled.key
    await database.query(`insert into clock_fired values ($1, $2, 'answer', 1, 1, 1, now(), now(), now(), 0)`, [
      personId,
      requestId,
    ])
    await database.query(`update clock set due_at = '2120-01-01', next_step = 1 where request_id = $1`, [
      poison.key.requestId,
    ])
    desk.until(sound.dueAt)
    await sweepAll()
    assert.deepEqual([await steps(poison), await steps(doubled), await steps(sound)], [[], [1], [1, 2, 3]])
    const [refused] = await database.query<{ reason: string }>(
      'select aside_reason as reason from clock where request_id = $1',
      [requestId],
    )
    assert.match(refused!.reason, /clock_fired_pkey/)
    const [row] = await database.query<{ reason: string; tries: number }>(
      'select aside_reason as reason, aside_tries as tries from clock where request_id = $1',
      [poison.key.requestId],
    )
    assert.match(row!.reason, /OutsideCalendar/)
    assert.equal(row!.tries, 1)
    clock.forward(61_000)
    await sweepAll()
    await database.query('update clock set due_at = $2 where request_id = $1', [
      poison.key.requestId,
      new Date(poison.dueAt),
    ])
    clock.forward(3_600_000)
    await sweepAll()
    assert.deepEqual((await steps(poison)).slice(0, 3), [1, 2, 3])
    await database.query('delete from clock_fired where request_id = $1', [requestId])
    clock.forward(3_600_000)
    await sweepAll()
    assert.deepEqual((await steps(doubled)).slice(0, 3), [1, 2, 3])
  })
})

describe('the database refuses', () => {
  /** The constraint that refuses these statements of the portal's own role, '' when they are taken. */
  async function refusedBy(key: Receipt['key'], ...statements: string[]): Promise<string> {
    const refusal = await app.db
      .transaction(async (tx) => {
        for (const text of statements) await tx.query(text, [key.personId, key.requestId])
      })
      .catch((error: unknown) => error as { constraint?: string; code?: string })
    return refusal === undefined ? '' : (refusal.constraint ?? refusal.code ?? 'something')
  }
  const mine = 'where person_id = $1 and request_id = $2'

  test('an open request that would sleep', async () => {
    const { key } = await taken()
    const refused = async (text: string) => refusedBy(key, text)
    assert.equal(await refused(`update clock set next_fire_at = 'infinity' ${mine}`), 'clock_wakes')
    assert.equal(await refused(`update clock set next_fire_at = null ${mine}`), 'clock_wakes')
    assert.equal(await refused(`update clock set next_fire_at = due_at + interval '1 second' ${mine}`), 'no_sleeper')
    assert.equal(await refused(`update clock set paused_at = now() ${mine}`), 'no_sleeper')
    assert.equal(await refused(`update clock set stopped_at = now(), outcome = 'met' ${mine}`), 'no_sleeper')
    assert.equal(await refused(`update request set state = 'waiting' ${mine}`), 'no_sleeper')
    assert.equal(await refused(`update request set state = 'answered' ${mine}`), 'no_sleeper')
    assert.equal(await refused(`update clock set next_fire_at = due_at ${mine}`), '')
  })

  test('a forgotten resume', async () => {
    const personId = await desk.member()
    const { key, trackingCode } = await taken({}, { by: 'person', personId })
    ok(await askPerson(app, clerk, trackingCode, 'کدام؟', null))
    ok(await openOwnRequest(app, personId, key.requestId))
    assert.equal(await refusedBy(key, `update request set state = 'in-progress' ${mine}`), 'no_sleeper')
    const stop = `update clock set stopped_at = now(), outcome = 'met' ${mine} and kind = 'citizen'`
    assert.equal(await refusedBy(key, stop), 'no_sleeper')
    assert.equal(await refusedBy(key, stop, `update request set state = 'in-progress' ${mine}`), 'no_sleeper')
  })

  test('a step twice, and any change of what is written for ever', async () => {
    const { key } = await taken()
    const fire = `insert into clock_fired values ($1, $2, 'answer', 1, 1, 1, now(), now(), now(), 0)`
    assert.equal(await refusedBy(key, fire, fire), 'clock_fired_pkey')
    const breach = `insert into breach (person_id, request_id, kind, cycle, at, due_at) values ($1, $2, 'question', 1, now(), now())`
    assert.equal(await refusedBy(key, breach, breach), 'breach_pkey')
    for (const text of [
      `delete from clock_fired ${mine}`,
      `update clock_fired set step = 2 ${mine}`,
      `delete from breach ${mine}`,
      `update breach set due_at = now() ${mine}`,
      `delete from request_event ${mine}`,
      `update request_event set event = '{}' ${mine}`,
      `delete from request ${mine}`,
      `delete from clock ${mine}`,
    ])
      assert.equal(await refusedBy(key, text), '42501', text)
  })

  test('two policies for one kind, area and day', async () => {
    const policy = `insert into request_policy (kind, area, unit, days, pausable, max_pauses, citizen_days, valid)
      values ('question', null, 'working-day', 5, true, 2, 5, daterange('2026-06-01', null))`
    await assert.rejects(database.query(policy), { constraint: 'one_policy' })
  })
})
