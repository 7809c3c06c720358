import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, test } from 'node:test'
import { endAnswer } from '#app/answers/answers.ts'
import { pulse, watch } from '#app/health/pulse.ts'
import { checkItself } from '#app/health/self-check.ts'
import { draftReply } from '#app/requests/draft.ts'
import { headsView } from '#app/requests/heads.ts'
import { noteOnRequest } from '#app/requests/note.ts'
import { sweepClocks } from '#app/requests/sweep.ts'
import { takeRequest } from '#app/requests/take.ts'
import { tehranDate } from '#kernel/dates.ts'
import { testDatabase } from '../support/database.ts'
import { startPortal } from '../support/portal.ts'
import { at, ok, requestsOf } from '../support/requests.ts'

// The portal looks at itself, and says so when time stands still.
const portal = await startPortal({ after })
const { app, database } = portal
const desk = requestsOf(portal)
desk.until(at('1405/09/07', '08:10'))
await desk.questions()
const answerId = await desk.answer('فیش را از «خدمات من» بگیرید.')
const clerk = await desk.staff('officer')
const head = await desk.staff('supervisor')

const sweep = async () => {
  while ((await sweepClocks(app)) > 0);
}
const sign = async (name: string) => (await pulse(app)).find((one) => one.name === `tamin_${name}`)!.value
const faultsOf = async (who = head) => (await headsView(app, who))!.faults

async function answered() {
  const receipt = await desk.receive()
  ok(await takeRequest(app, clerk, receipt.trackingCode, null))
  const canonical = { how: 'canonical', questionId: 1, chosen: {} } as const
  ok(await draftReply(app, clerk, receipt.trackingCode, canonical, null))
  portal.clock.forward(16_000)
  await portal.work()
  return receipt
}
/** The next full hour, and what is looked at then. */
async function nextHour(): Promise<number> {
  portal.clock.forward(3600_000)
  return checkItself(app)
}

test('of lives that the portal wrote itself nothing is wrong, and each hour is looked at once', async () => {
  await answered()
  await desk.receive({ kind: 'complaint' })
  assert.equal(await nextHour(), 0)
  assert.equal(await checkItself(app), 0)
  const looks = await database.query<{ looked: number }>(`select looked from self_check where kind = 'replay'`)
  assert.deepEqual(
    looks.map(({ looked }) => looked),
    [2],
  )
  assert.ok((await sign('self_check_age_seconds')) < 3600)
})

test('a row, a clock, an event that somebody changed past the portal is found, named without its words, and gone when mended', async () => {
  const kinds: Record<string, [change: string, mend: string, what: RegExp]> = {
    row: [`update request set title = 'دیگر'`, `update request set title = $old`, /^title$/],
    deadline: [
      `update clock set due_at = due_at + interval '1 day'`,
      `update clock set due_at = due_at - interval '1 day'`,
      /^clock answer$/,
    ],
    event: [
      `update request_event set event = jsonb_set(event, '{body}', '"دیگر"') where n = 0 and`,
      `update request_event set event = jsonb_set(event, '{body}', to_jsonb($old::text)) where n = 0 and`,
      /^event 0$/,
    ],
  }
  for (const [what, [change, mend, names]] of Object.entries(kinds)) {
    const title = `عنوان ${what}`
    const { key, trackingCode } = await desk.receive({ title, body: 'متن محرمانه' })
    const old = what === 'event' ? 'متن محرمانه' : title
    const where = (sql: string) =>
      `${sql.includes(' where ') ? sql : `${sql} where`} request_id = ${key.requestId}`.replace('$old', `'${old}'`)
    await database.query(where(change))
    assert.equal(await nextHour(), 1, what)
    assert.equal(await sign('request_faults'), 1)
    const [fault] = await faultsOf()
    assert.deepEqual([fault?.trackingCode, fault?.kind], [trackingCode, 'replay'])
    assert.match(fault!.what, names)
    const kept = await database.query<{ text: string }>('select request_fault::text as text from request_fault')
    assert.ok(!kept[0]!.text.includes('محرمانه'))
    assert.deepEqual(await faultsOf(await desk.staff('supervisor', { branchId: 2 })), [], 'each sees their own unit')
    await database.query(where(mend))
    assert.equal(await nextHour(), 0, what)
    assert.equal(await sign('request_faults'), 0)
  }
})

test('replies of the day before are rendered again at night: words that are not the answer’s are found, an answer that ended since is not', async () => {
  const [right, wrong] = [await answered(), await answered()]
  const tampered = `update request_event set event = jsonb_set(jsonb_set(event, '{text}', '"متن دیگر"'), '{digest}',
    to_jsonb(encode(sha256('متن دیگر'::bytea), 'hex'))) where kind = 'sent' and request_id = $1`
  await database.query(tampered.replace(`'متن دیگر'::bytea`, `convert_to('متن دیگر', 'UTF8')`), [wrong.key.requestId])
  ok(await endAnswer(app, 'taeed', answerId, tehranDate(app.clock.now())))
  desk.until(at('1405/09/08', '01:00'))
  await checkItself(app)
  assert.ok(
    (await faultsOf()).every(({ kind }) => kind === 'replay'),
    'not before the night',
  )
  desk.until(at('1405/09/08', '03:00'))
  await checkItself(app)
  const replies = (await faultsOf()).filter(({ kind }) => kind === 'replies')
  assert.deepEqual(
    replies.map(({ trackingCode, what }) => [trackingCode, what]),
    [[wrong.trackingCode, 'answer']],
  )
  assert.notEqual(right.trackingCode, wrong.trackingCode)
})

test('when no worker comes, the clocks and the outbox say for how long; the watch wakes the operator', async () => {
  await sweep()
  await portal.work()
  const { key } = await desk.receive()
  assert.equal(await sign('clock_overdue_seconds'), 0)
  assert.equal((await watch(app, 10)).alive, true)
  const [wakes] = await database.query<{ at: Date }>('select next_fire_at as at from clock where request_id = $1', [
    key.requestId,
  ])
  desk.until(wakes!.at.getTime() + 15 * 60_000)
  assert.ok((await sign('clock_overdue_seconds')) >= 15 * 60)
  assert.ok((await sign('outbox_overdue_seconds')) >= 15 * 60, 'its receipt waits too')
  const still = await watch(app, 10)
  assert.equal(still.alive, false)
  assert.match(still.persian, /ساعت درخواست‌ها ایستاده است/)
  await sweep()
  assert.match((await watch(app, 10)).persian, /صف بیرون/)
  await portal.work()
  assert.equal((await watch(app, 10)).alive, true)
  const metrics = await portal.server.inject('/metrics')
  assert.match(metrics.body, /tamin_clock_overdue_seconds 0/)
  assert.match(metrics.body, /tamin_request_faults \d/)
})

test('npm run watch ends with 0, 1 or 2, and says in both languages why', async (t) => {
  const database = await testDatabase(t)
  const run = (url: string, ...args: string[]) =>
    spawnSync(process.execPath, ['--import', './scripts/tsx.mjs', 'app/watch-main.ts', ...args], {
      env: { ...process.env, DATABASE_URL: url },
      encoding: 'utf8',
    })
  const alive = run(database.url)
  assert.equal(alive.status, 0, alive.stderr)
  assert.match(alive.stdout, /ساعت‌ها کار می‌کنند[^]*The clocks go/)
  await database.query(
    `insert into outbox (person_id, command_id, kind, payload, dedupe_key, due_at, created_at)
     values (1, 1, 'send-sms', '{}', 'x', now() - interval '11 minutes', now())`,
  )
  const dead = run(database.url)
  assert.equal(dead.status, 1)
  assert.match(dead.stdout, /Nobody takes the commands/)
  assert.equal(run(database.url, '--minutes', '60').status, 0)
  const gone = run('postgres://nobody@127.0.0.1:1/none')
  assert.equal(gone.status, 2)
  assert.match(gone.stderr, /پایگاه داده پاسخ نمی‌دهد/)
})

test('something happening to a request while it is looked at is no fault', async () => {
  const { trackingCode } = await desk.receive()
  await Promise.all([
    ...Array.from({ length: 8 }, (_, n) =>
      noteOnRequest(app, clerk, trackingCode, `یادداشت ${n}`, `once-${n}-abcdefghij`),
    ),
    nextHour(),
  ])
  assert.ok((await faultsOf()).every((fault) => fault.trackingCode !== trackingCode))
})
