import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sweepClocks } from '#app/requests/sweep.ts'
import { at } from '../support/jalali.ts'
import { manyRequests } from '../support/many-requests.ts'
import { requestsOf } from '../support/requests.ts'
import { requestsStage } from '../support/requests-app.ts'

const stage = await requestsStage({ after }, at('1404/12/02', '10:00'))
const { app, database, clock } = stage
const desk = requestsOf(stage)
await desk.staff('supervisor')
await desk.staff('province-head', { province: 'قم' })
await desk.staff('director', 'everywhere')

async function sweepAll(): Promise<void> {
  for (let some = 1; some > 0;) some = await sweepClocks(app)
}

test('50,000 clocks due at once are all carried out, the oldest first, and 5,000 that never can be hold back none of them', async () => {
  await manyRequests(database, { from: 1, count: 50_000, at: clock.now() })
  // Older than all others, and their deadline lies where no calendar reaches.
  await manyRequests(database, { from: 100_001, count: 5_000, at: clock.now() })
  await database.query(`update clock set due_at = '2120-01-01', next_fire_at = next_fire_at - interval '1 hour'
    where request_id > 100000`)
  desk.until(at('1404/12/04', '10:00'))
  await sweepAll()
  const [count] = await database.query<{ fired: number; late: number; aside: number; told: number }>(
    `select (select count(*)::int from clock_fired) as fired, (select count(*)::int from breach) as late,
       (select count(*)::int from clock where aside_until is not null) as aside,
       (select count(*)::int from staff_notice) as told`,
  )
  assert.deepEqual(count, { fired: 50_000, late: 0, aside: 5_000, told: 50_000 })
  const [order] = await database.query<{ wrong: number }>(
    `select count(*)::int as wrong from (
       select scheduled_at < lag(scheduled_at) over (order by notice_id_order) as wrong from (
         select scheduled_at, row_number() over (order by f.ctid) as notice_id_order from clock_fired f) as a) as b
     where wrong`,
  )
  assert.equal(order!.wrong, 0)
})

test('and so are 5,000 deadlines that break at one moment, each with its record, its event and its message', async () => {
  await database.query('update clock set next_step = 4, next_fire_at = due_at where request_id <= 5000')
  clock.forward(7 * 24 * 3_600_000)
  const [before] = await database.query<{ due: number }>(
    'select count(*)::int as due from clock where request_id <= 5000 and next_fire_at < $1',
    [new Date(clock.now())],
  )
  assert.equal(before!.due, 5_000)
  await database.query('update clock set aside_until = $1 where request_id > 5000', [new Date(clock.now() + 1e9)])
  while ((await sweepClocks(app)) > 0);
  const [count] = await database.query<{ late: number; events: number; rows: number; sms: number }>(
    `select (select count(*)::int from breach) as late,
       (select count(*)::int from request_event where kind = 'breached') as events,
       (select count(*)::int from request where late) as rows,
       (select count(*)::int from outbox where payload ->> 'template' = 'request-late') as sms`,
  )
  assert.deepEqual(count, { late: 5_000, events: 5_000, rows: 5_000, sms: 5_000 })
})
