import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { kindsOf } from '#app/requests/clerk.ts'
import { searchArchive } from '#store/archive.ts'
import { openDatabase, type Database } from '#store/database.ts'
import { findTakenBy, lockNextRequest, type RequestViewer } from '#store/request-desk.ts'
import { countCauses, listLadders, listRequestLoads, listUnexplained, readUniformity } from '#store/request-heads.ts'
import { COUNTED, countInbox, listInbox, type InboxFilter } from '#store/request-inbox.ts'
import { testDatabase } from '../support/database.ts'
import { recorded, type Statement } from '../support/recorded.ts'

// A page of the desk reads about as many rows as it shows, and counts no further than it says, however many requests there
// are and however few of them it is about: here some lists are nearly empty and lie at the far end of all others.

const database = await testDatabase({ after })
const { db, statements } = recorded(openDatabase(database.url, { poolSize: 2 }))
after(() => db.close())

const OPEN = 26_000
const now = new Date('2026-03-01T09:00:00Z')
const today = { now, begins: new Date('2026-02-28T20:30:00Z'), ends: new Date('2026-03-01T20:30:00Z') }

before(async () => {
  // Nearly all are in time and in somebody's hand; four are late, four wait for their person, four are free, four due today.
  await database.query(`alter table request disable trigger user; alter table clock disable trigger user;
    insert into branch select n, 'x', 'p' || n % 5, 'x', 'x', 'x', 'x', n = 1 from generate_series(1, 40) n;
    insert into staff (staff_id, user_name, display_name, role, branch_id, password_hash, totp_secret, created_at)
      select n, n, 'x', 'officer', n % 40 + 1, 'x', '\\x00', now() from generate_series(1, 400) n;
    insert into request (person_id, request_id, tracking_code, kind, area, channel, state, since, title, folded, branch_id, province,
        holder, promptness, cycle, due_at, late, received_at, answered_at, touched_at, events, last_hash)
      select n, n, n::text, case when n % 100 = 7 then 'information' when n > ${OPEN} then 'question' else (array['question', 'complaint', 'suggestion'])[1 + n % 3] end,
        (array['insurance', 'treatment', 'pension', 'other'])[1 + n / 7 % 4], 'web',
        case when n > ${OPEN} then 'closed' when n <= 4 then 'waiting' when n between 9 and 12 then 'assigned' else 'in-progress' end,
        now(), 'x', 'سابقه' || case when n % 5000 = 3 then ' نادر' else '' end, n % 40 + 1, 'p' || (n % 40 + 1) % 5,
        case when n between 9 and 12 then null else n % 400 + 1 end, 1 + n % 27, 1,
        case when n between 5 and 8 then timestamptz '2026-02-20Z' when n between 13 and 16 then timestamptz '2026-03-01 11:00Z'
          else timestamptz '2026-03-04Z' + n * interval '1 second' end,
        n between 5 and 8, timestamptz '2026-02-28Z' - n * interval '1 minute',
        case when n > ${OPEN} then timestamptz '2026-02-28Z' end, now(), 1, 'h'
      from generate_series(1, ${OPEN} + 14000) n;
    insert into request_event (person_id, request_id, n, event, hash, key, at)
      select person_id, request_id, 3, '{"kind": "taken"}', 'h', holder || ':' || request_id, now() from request
      where holder is not null;
    insert into clock (person_id, request_id, kind, cycle, n, policy_id, started_at, due_at, allotted, next_fire_at)
      select person_id, request_id, 'answer', 1, 1, 1, received_at, due_at, 1, due_at from request where open;
    insert into breach (person_id, request_id, kind, cycle, at, due_at, holder, branch_id, province, cause, cause_by, cause_at)
      select person_id, request_id, kind, 1, now(), now(), holder, branch_id, province,
        case when request_id % 1000 > 0 then 'vague' end, case when request_id % 1000 > 0 then 1 end,
        case when request_id % 1000 > 0 then now() end
      from request where request_id % 4 = 0`)
  await database.query('vacuum analyze')
})

const viewers: Record<string, RequestViewer> = {
  director: { staffId: '71', kinds: kindsOf('director'), scope: 'everywhere' },
  'information officer': { staffId: '71', kinds: kindsOf('information-officer'), scope: 'everywhere' },
  province: { staffId: '71', kinds: kindsOf('province-head'), scope: { province: 'p1' } },
  'head of a branch': { staffId: '71', kinds: kindsOf('supervisor'), scope: { branchId: 18 } },
}
const filters: readonly InboxFilter[] = [
  {},
  { standing: 'late' },
  { standing: 'due-today' },
  { standing: 'on-time' },
  { standing: 'waiting' },
  { standing: 'done' },
  { holder: 'free' },
  { holder: ['71'] },
  { holder: ['71'], standing: 'done' },
  { holder: 'free', standing: 'on-time', area: 'pension' },
]
const end = { at: new Date('2026-03-04T02:00:00Z'), promptness: 5, requestId: '7200' }
const before30 = new Date(now.getTime() - 30 * 86_400_000)

/** Of each what it may read: pages some rows of every cell. */
const PAGE = 3_000
/** The next deadlines of every cell, and what those have in hand who are shown. */
const LOADS = 12_000
type Asked = readonly [name: string, most: number, ask: (db: Database, viewer: RequestViewer) => Promise<unknown>]
const asked: readonly Asked[] = [
  ...filters.flatMap((filter): Asked[] => [
    [`list ${JSON.stringify(filter)}`, PAGE, (on, viewer) => listInbox(on, viewer, filter, today, null, 26)],
    [`its next page ${JSON.stringify(filter)}`, PAGE, (on, viewer) => listInbox(on, viewer, filter, today, end, 26)],
  ]),
  ['numbers', 2 * (COUNTED + PAGE), (on, viewer) => countInbox(on, viewer, {}, today)],
  ['who is next', PAGE, (on, viewer) => lockNextRequest(on, viewer, [7])],
  ['what was taken by this press', 3, (on) => findTakenBy(on, '71', '71:none')],
  ['loads', LOADS, (on, viewer) => listRequestLoads(on, viewer, today, 10)],
  ['how many were answered', COUNTED + PAGE, (on, viewer) => readUniformity(on, viewer, before30, 50)],
  ['deadlines without a cause', PAGE, (on, viewer) => listUnexplained(on, viewer, 50)],
  ['ladders', PAGE, (on, viewer) => listLadders(on, viewer, 50)],
  ['the archive by a word that all have', PAGE, (on, viewer) => searchArchive(on, viewer, ['سابقه'], {}, null, 26)],
  ['the archive by a rare word', PAGE, (on, viewer) => searchArchive(on, viewer, ['نادر'], {}, null, 26)],
]

for (const [who, viewer] of Object.entries(viewers))
  describe(who, () => {
    for (const [name, most, ask] of asked)
      test(`${name}: reads no more than a page needs, by a plan for these values and by one for any`, async () => {
        for (const statement of await statementsOf((on) => ask(on, viewer))) {
          // Nothing is prepared; these two depend on how much there is.
          const custom = statement.text.includes('archive_words') || statement.text.includes('answered_at >=')
          for (const mode of custom ? ['force_custom_plan'] : ['force_custom_plan', 'force_generic_plan']) {
            const read = rowsRead(await planOf(statement, mode))
            assert.ok(read <= most, `${mode}: ${read} rows\n${statement.text}`)
          }
        }
      })

    test('loads, causes and answers are counted by an index; of all of the country by it alone', async () => {
      for (const ask of [
        (on: Database) => listRequestLoads(on, viewer, today, 10),
        (on: Database) => countCauses(on, viewer, before30),
        (on: Database) => readUniformity(on, viewer, before30, 50),
      ])
        for (const statement of await statementsOf(ask)) {
          // Among so few it would be cheaper to read the table.
          await database.query('set enable_seqscan = off')
          const plan = await planOf(statement, 'force_custom_plan')
          await database.query('reset enable_seqscan')
          const types = all(plan)
            .filter((node) => LARGE.includes(node['Relation Name'] ?? ''))
            .map((node) => node['Node Type'])
          assert.ok(types.length > 0 && !types.includes('Seq Scan'), statement.text)
          if (who === 'director' && !statement.text.includes('request_event'))
            assert.deepEqual([...new Set(types)], ['Index Only Scan'], statement.text)
        }
    })
  })

const LARGE = ['request', 'breach', 'clock', 'request_event']

async function statementsOf(ask: (db: Database) => Promise<unknown>): Promise<Statement[]> {
  statements.length = 0
  await ask(db)
  const sent = statements.filter(({ text }) => /\bfrom\b/.test(text))
  assert.ok(sent.length > 0)
  return sent
}

type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Node[]
}

async function planOf({ text, values }: Statement, mode: string): Promise<Node> {
  const literal = (value: unknown): string => {
    if (value === null) return 'null'
    if (Array.isArray(value)) return pg.escapeLiteral(`{${value.join(',')}}`)
    return pg.escapeLiteral(value instanceof Date ? value.toISOString() : String(value))
  }
  await database.query(`set plan_cache_mode = ${mode}`)
  await database.query(`prepare asked as ${text}`)
  try {
    const rows = await database.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
      `explain (analyze, timing off, format json) execute asked${values.length === 0 ? '' : `(${values.map(literal).join(', ')})`}`,
    )
    return rows[0]!['QUERY PLAN'][0].Plan
  } finally {
    await database.query('deallocate asked')
  }
}

const all = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(all)]

/** Rows of large tables that a plan looked at, those it then left out among them. */
const rowsRead = (plan: Node): number =>
  all(plan)
    .filter((node) => LARGE.includes(node['Relation Name'] ?? ''))
    .reduce(
      (sum, node) =>
        sum +
        node['Actual Loops'] *
          (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)),
      0,
    )
