import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { decideDaysAs, proposeDaysAs } from '#app/calendar/change-calendar.ts'
import { carryOut } from '#app/commands/carry-out.ts'
import { sweepClocks } from '#app/requests/sweep.ts'
import { demoBranches } from '#demo/branches.ts'
import { addBranch } from '#store/branches.ts'
import { addDays, tehranDate } from '#kernel/dates.ts'
import { connectionBroke, openDatabase } from '#store/database.ts'
import { migrate } from '#store/migrate.ts'
import { takeDue } from '#store/outbox.ts'
import { ownCluster } from '../support/cluster.ts'
import { replayRequests, type Acknowledged } from '../support/crash-requests-replay.ts'
import { at } from '../support/jalali.ts'
import { startOutside, type Sms } from '../support/portal.ts'
import { requestsOf } from '../support/requests.ts'
import { requestsApp, StoppedClock } from '../support/requests-app.ts'
import { seeded } from '../support/seeded.ts'

// Sweepers, senders and actors are struck dead at any of their awaits and PostgreSQL is stopped at once, while time runs from
// Esfand 1404 over Nowruz into Farvardin 1405, and two people close days that were open and open one that was closed. By hand, longer:
// CRASH_TICKS=1000 CRASH_KILL=0.02 CRASH_SEED=7 npm test -- test/app/crash-requests

const ticks = Number(process.env['CRASH_TICKS'] ?? 60)
const kill = Number(process.env['CRASH_KILL'] ?? 0.002)
const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 1e6))
const BEGIN = at('1404/12/18', '08:00')
const END = at('1405/01/25', '12:00')
const PROCESSES = 3

test(
  'killed at any await, over Nowruz: no request is lost, doubled, wrong, silent or asleep',
  { timeout: 120_000 + ticks * 5_000 },
  async (t) => {
    t.diagnostic(`CRASH_TICKS=${ticks} CRASH_KILL=${kill} CRASH_SEED=${seed}`)
    const random = seeded(seed)
    const folder = await mkdtemp(join(tmpdir(), 'tamin-crash-requests-'))
    t.after(() => rm(folder, { recursive: true, force: true }))
    const cluster = await ownCluster(t)
    await migrate(cluster.url)
    const outside = await startOutside(t, [])
    const clock = new StoppedClock(BEGIN)
    const db = openDatabase(cluster.url, { poolSize: 3 })
    t.after(() => db.close())
    for (const branch of demoBranches) await addBranch(db, branch)
    const app = requestsApp(db, clock, outside.smsUrl)
    const stage = requestsOf({ app, clock, database: { ...cluster, name: '' } })
    await stage.questions()
    await stage.answer('فیش را از «خدمات من» بگیرید.')
    await stage.staff('province-head', 'everywhere')
    const [proposer, decider] = [
      await stage.staff('director', 'everywhere'),
      await stage.staff('director', 'everywhere'),
    ]
    const clerks = [
      await stage.staff('officer'),
      await stage.staff('officer'),
      await stage.staff('supervisor'),
      await stage.staff('officer', { branchId: 2 }),
      await stage.staff('information-officer', 'everywhere'),
      await stage.staff('information-officer', 'everywhere'),
    ]
    const people: string[] = []
    for (let n = 0; n < 12; n += 1) people.push(await stage.member(1 + (n % 2)))

    const file = (name: string) => join(folder, name)
    const environment = {
      DATABASE_URL: cluster.url,
      SMS_URL: outside.smsUrl,
      TIME_FILE: file('time'),
      ACK_FILE: file('acknowledged'),
      FAULT_FILE: file('faults'),
      KILL: String(kill),
      CAST: JSON.stringify({ people, clerks }),
      NODE_COMPILE_CACHE: file('compiled'),
    }
    const setTime = (now: number) => {
      writeFileSync(file('time.new'), String(now))
      renameSync(file('time.new'), file('time'))
    }
    setTime(BEGIN)

    // ---- everybody at work, dying
    let over = false
    let deaths = 0
    let ended = 0
    let stops = 0
    const children = new Set<ChildProcess>()
    const end = () => {
      over = true
      for (const child of children) child.kill('SIGKILL')
    }
    t.after(end)
    const alive = Array.from({ length: PROCESSES }, async () => {
      while (!over) {
        const child = spawn(
          process.execPath,
          ['--import', './scripts/tsx.mjs', 'test/support/crash-requests-process.ts'],
          {
            env: { ...process.env, ...environment },
            stdio: ['ignore', 'ignore', 'inherit'],
          },
        )
        children.add(child)
        const signal = await new Promise((resolve) => child.once('exit', (_, by) => resolve(by)))
        children.delete(child)
        if (!over) deaths += 1
        if (signal !== 'SIGKILL') ended += 1
      }
    })

    // Time runs as far as people have done something, so that a slow machine sees the same weeks.
    const count = async (from: string) =>
      (await cluster.query<{ count: number }>(`select count(*)::int as count from ${from}`).catch(() => []))[0]
        ?.count ?? 0
    const events = () => count(`request_event where event -> 'by' ->> 'role' <> 'clock'`)
    const enough = async () =>
      (await count('breach')) >= 5 &&
      (await count(`clock where kind = 'citizen'`)) >= 5 &&
      (await count(`request_event where kind = 'deadline-moved'`)) >= 5
    let now = BEGIN
    let seen = 0
    for (let tick = 1; tick <= ticks || (tick < 5 * ticks && !(await enough())); tick += 1) {
      for (let patience = 0; patience < 100; patience += 1) {
        await sleep(50)
        if ((await events()) >= seen + 4) break
      }
      seen = await events()
      now = Math.max(now, Math.floor(BEGIN + (tick / ticks) * (END - BEGIN) + random() * 3_600_000))
      setTime(now)
      clock.forward(now - clock.now())
      if (tick % 5 === 2) await changeDay(1 + Math.floor(random() * 4), tick)
      if (random() > 0.05 && tick !== Math.floor(ticks / 2)) continue
      stops += 1
      await cluster.kill()
      await sleep(50 + random() * 300)
      await cluster.restart()
    }
    end()
    await Promise.all(alive)

    /** Closes a day soon to come; now and then opens one; every fifth is refused. What was broken off is tried again. */
    async function changeDay(ahead: number, tick: number): Promise<void> {
      const day = addDays(tehranDate(now), ahead)
      const spans = tick % 4 === 0 ? ([[450, 870]] as const) : []
      const edit = { day, scope: 'nation', spans, name: 'تصمیم هیئت وزیران', source: 'مصوبه', confirmed: true } as const
      for (;;)
        try {
          const proposed = await proposeDaysAs(app, proposer.staffId, [edit])
          if (!proposed.ok) throw new Error(proposed.problem.message)
          const own = await decideDaysAs(app, proposer.staffId, proposed.value, true)
          assert.equal(own.ok, false, 'nobody decides about their own proposal')
          const decided = await decideDaysAs(app, decider.staffId, proposed.value, tick % 25 !== 2)
          if (decided.ok) return
        } catch (error) {
          if (!connectionBroke(error)) throw error
          await sleep(100)
        }
    }

    // ---- healthy again: what is left is done
    clock.forward(now + 3_600_000 - clock.now())
    for (let some = 1; some > 0;) {
      some = 0
      for (let swept = 1; swept > 0; some += swept) swept = await sweepClocks(app)
      const due = await takeDue(db, new Date(clock.now()), new Date(clock.now() + 600_000), 200)
      for (const command of due) await carryOut(app, command)
      some += due.length
      const [left] = await cluster.query<{ due: Date | null }>(
        'select min(due_at) as due from outbox where done_at is null',
      )
      if (left!.due !== null) clock.forward(Math.max(0, left!.due.getTime() - clock.now()))
      if (left!.due !== null) some += 1
    }

    // ---- and an account written apart tells the same
    const read = (name: string) => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : '')
    const acknowledged = read('acknowledged').split('\n').slice(0, -1).flatMap(whole)
    const messages = (await (await fetch(`${outside.smsUrl}/messages`)).json()) as Sms[]
    const faults = await replayRequests(cluster.query, messages, acknowledged, clock.now())
    assert.equal(read('faults'), '')
    assert.equal(ended, 0, 'a process gave up by itself')
    assert.deepEqual(faults, [])
    const [found] = await cluster.query<{
      requests: number
      events: number
      fired: number
      breaches: number
      pauses: number
      moved: number
    }>(
      `select (select count(*)::int from request) as requests, (select count(*)::int from request_event) as events,
         (select count(*)::int from clock_fired) as fired, (select count(*)::int from breach) as breaches,
         (select count(*)::int from clock where kind = 'citizen') as pauses,
         (select count(*)::int from request_event where kind = 'deadline-moved') as moved`,
    )
    t.diagnostic(
      JSON.stringify({ deaths, stops, ...found, messages: messages.length, acknowledged: acknowledged.length }),
    )
    assert.ok(found!.breaches >= 5 && found!.pauses >= 5 && found!.moved >= 5, JSON.stringify(found))
    await seesDamage()

    /** The account is no yes-man: each of these it finds. */
    async function seesDamage(): Promise<void> {
      const client = new pg.Client({ connectionString: cluster.url })
      await client.connect()
      const some = `(select request_id from breach b join clock_fired f using (person_id, request_id) where step = 4 limit 1)`
      for (const [what, damage] of Object.entries({
        'a lost step': `delete from clock_fired where request_id = ${some} and step = 2`,
        'a step too early': `update clock_fired set fired_at = scheduled_at where request_id = ${some} and step = 1`,
        'a lost notice': `delete from staff_notice where notice_id = (select min(notice_id) from staff_notice where kind = 'late')`,
        'a director told too early': `update staff_notice set staff_id = (select staff_id from staff where role = 'director' limit 1)
          where notice_id = (select min(notice_id) from staff_notice where body ->> 'step' = '5')`,
        'a lost breach': `delete from breach where request_id = ${some}`,
        'a lost message': `delete from outbox where kind = 'send-sms' and payload ->> 'template' = 'request-late'`,
        'a wrong deadline': `update clock set due_at = due_at - interval '1 second' where kind = 'answer' and request_id = ${some}`,
        'a change of the calendar that nobody heard of': `with old as (insert into calendar_proposal (proposed_by, proposed_at)
            select staff_id, '2026-01-01' from staff limit 1 returning proposal_id, proposed_by),
          days as (insert into calendar_day (proposal_id, n, day, spans, name, source, confirmed)
            select proposal_id, n, date '2026-03-08' + n, '[]', 'x', 'x', true from old, generate_series(0, 50) n)
          insert into calendar_decision (proposal_id, proposed_by, approved, decided_by, decided_at)
          select proposal_id, proposed_by, true, (select staff_id from staff where staff_id <> proposed_by limit 1), '2026-01-01' from old`,
        'a deadline moved for nothing': `delete from calendar_decision`,
        'a wrong outcome': `update clock set outcome = 'met' where outcome = 'breached' and kind = 'answer'`,
        'a lost event': `delete from request_event where request_id = ${some} and n = (select max(n) from request_event
          where request_id = ${some})`,
        'a changed event': `update request_event set event = jsonb_set(event, '{at}', '1') where request_id = ${some} and n = 1`,
        'a sleeper': `update clock set next_fire_at = '2030-01-01' where request_id in (select request_id from request
          where open) and paused_at is null and stopped_at is null and kind = 'answer'`,
      })) {
        await client.query('begin')
        assert.notEqual((await client.query(damage)).rowCount, 0, what)
        const query = async (text: string) => (await client.query(text)).rows
        const told = await replayRequests(query as never, messages, acknowledged, clock.now())
        await client.query('rollback')
        assert.notDeepEqual(told, [], what)
      }
      await client.end()
      const [first, ...fewer] = messages
      for (const other of [fewer, [...messages, { ...first!, key: '1' }]])
        assert.notDeepEqual(await replayRequests(cluster.query, other, acknowledged, clock.now()), [])
      assert.notDeepEqual(await replayRequests(cluster.query, messages, [{ key: 'no' }], clock.now()), [])
    }
  },
)

/** A line that was cut off by death was never acknowledged. */
function whole(line: string): Acknowledged {
  try {
    return [JSON.parse(line) as Acknowledged[number]]
  } catch {
    return []
  }
}
