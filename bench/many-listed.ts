import { migrate } from '#store/migrate.ts'
import { withClient } from '../test/support/database.ts'
import { madeOnce } from './made-once.ts'
import { BRANCHES, NOW, withoutIndexes } from './many-requests.ts'

export const REQUESTS = 1_000_000
export const OPEN = 200_000
/** Each branch has so many clerks, and one head, whose number is that of the branch. */
const CLERKS = 8
export const PROVINCES = 31

/**
 * The name of a database with a million requests of sixty days, made when it is not there yet: one in five is open, of these
 * three in four are in somebody's hand, one in fifty waits for its person, one in thirty is late; one in a hundred asks for
 * information, one in twenty-five broke its deadline. Their words are drawn from three thousand, a few of them very often.
 */
export const manyListedRequests = async (): Promise<string> =>
  (await madeOnce('tamin_listed', ['many-listed.ts'], load)).name

async function load(url: string): Promise<void> {
  await migrate(url)
  await withClient(url, async (client) => {
    await client.query(`set synchronous_commit = off; set maintenance_work_mem = '512MB'`)
    await client.query(
      `insert into branch (branch_id, name, province, city, address, phone, hours, is_default)
       select n, 'شعبهٔ ' || n, 'استان ' || 1 + n % ${PROVINCES}, 'شهر', 'خیابان نمونه', '021', 'شنبه تا چهارشنبه', n = 1
       from generate_series(1, ${BRANCHES}) n`,
    )
    await client.query(
      `insert into staff (staff_id, user_name, display_name, role, branch_id, password_hash, totp_secret, created_at)
       select n, 'staff-' || n, 'همکار ' || n, case when n <= ${BRANCHES} then 'supervisor' else 'officer' end,
         1 + (n - 1) % ${BRANCHES}, 'x', '\\x00', now()
       from generate_series(1, ${BRANCHES * (CLERKS + 1)}) n`,
    )
    for (const table of ['request', 'clock', 'breach', 'request_event'])
      await client.query(`alter table ${table} disable trigger user`)
    const rebuild = await withoutIndexes(client)
    await client.query(requests, [new Date(NOW)])
    await client.query(
      `insert into clock (person_id, request_id, kind, cycle, n, policy_id, started_at, due_at, allotted, next_step, next_fire_at,
         paused_at, breached_at)
       select person_id, request_id, 'answer', 1, 1, 1, received_at, due_at, 75600, case when late then 6 else 2 end,
         case when state <> 'waiting' then greatest(due_at, $1) + interval '1 day' end,
         case when state = 'waiting' then received_at end, case when late then due_at end
       from request where open`,
      [new Date(NOW)],
    )
    await client.query(
      `insert into breach (person_id, request_id, kind, cycle, at, due_at, holder, branch_id, province, cause, cause_by, cause_at)
       select person_id, request_id, kind, 1, due_at, due_at, holder, branch_id, province, c.cause,
         case when c.cause is not null then 1 end, case when c.cause is not null then due_at end
       from request cross join lateral (select (array['no-staff', 'other-unit', 'vague', 'wrong-routing', null])[1 + request_id % 5]
         as cause) c where late`,
    )
    await client.query(
      `insert into request_event (person_id, request_id, n, event, hash, at)
       select person_id, request_id, 3, jsonb_build_object('kind', 'drafted', 'by', jsonb_build_object('id', '601', 'role', 'officer'),
         'draft', jsonb_build_object('how', 'own', 'text', 'x', 'reason', 'مورد ویژه')), '', deviated_at
       from request where deviated_at is not null`,
    )
    await rebuild()
    for (const table of ['request', 'clock', 'breach', 'request_event'])
      await client.query(`alter table ${table} enable trigger user`)
    await client.query('vacuum (freeze, analyze)')
  })
}

/** One open in five: n % 5. What else a request is follows from other remainders of its number. */
const requests = `
  insert into request (person_id, request_id, tracking_code, kind, area, channel, state, since, title, folded, contact_name,
    branch_id, province, holder, promptness, cycle, due_at, late, received_at, answered_at, deviated_at, touched_at, events, last_hash)
  select n, n, lpad(n::text, 10, '0'),
    case when n % 100 = 41 then 'information' when n % 1000 = 42 then 'oversight'
      else (array['question', 'question', 'question', 'complaint', 'suggestion'])[1 + n / 5 % 5] end,
    (array['insurance', 'insurance', 'treatment', 'pension', 'pension', 'other'])[1 + n / 7 % 6], 'web',
    case when not o.open then 'closed' when n / 5 % 50 = 3 then 'waiting' when n / 5 % 4 = 0 then 'assigned' else 'in-progress' end,
    r.at, 'پرسش شمارهٔ ' || n,
    (select string_agg('واژه' || floor(power(3000, random()))::int, ' ') from generate_series(1, 25) where n > 0), 'نام',
    b.id, 'استان ' || 1 + b.id % ${PROVINCES},
    case when o.open and n / 5 % 4 = 0 then null else ${BRANCHES} * (1 + n / 11 % ${CLERKS}) + b.id end, 1 + n % 27, 1,
    case when o.open and l.late then $1::timestamptz - interval '2 days' - n % 3 * interval '1 day'
      when o.open then date_trunc('day', $1::timestamptz) + interval '11 hours' + n / 13 % 5 * interval '1 day'
        + n / 5 % 50 * interval '1 second'
      else r.at + interval '4 days' end,
    l.late, r.at, case when not o.open then r.at + interval '3 days' end, case when n % 100 = 1 then r.at + interval '3 days' end, r.at, 4, ''
  from generate_series(1, ${REQUESTS}) n
    cross join lateral (select n % ${REQUESTS / OPEN} = 0 as open) o
    cross join lateral (select n / 5 % 30 = 7 and n / 5 % 50 <> 3 as late) l
    cross join lateral (select 1 + n / 17 % ${BRANCHES} as id) b
    cross join lateral (select case when o.open then $1::timestamptz - n % 4320 * interval '1 minute'
      else $1::timestamptz - interval '3 days' - n % 81000 * interval '1 minute' end as at) r`
