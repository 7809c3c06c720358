import assert from 'node:assert/strict'
import pg from 'pg'
import { after, before, test } from 'node:test'
import { tehranDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import {
  findApplication,
  findByTrackingCode,
  listActions,
  listApplications,
  listDueWakes,
  lockApplication,
} from '#store/applications.ts'
import { countOwn, countWaiting, listQueue } from '#store/queue.ts'
import { openDatabase, type Database } from '#store/database.ts'
import { searchArchive } from '#store/archive.ts'
import { listReceivers } from '#store/corrections.ts'
import { findInScope } from '#store/desk.ts'
import type { PersonId } from '#store/ids.ts'
import { takeDue } from '#store/outbox.ts'
import { listCovered } from '#store/register/covers.ts'
import { findInRegister } from '#store/register/members.ts'
import { testDatabase } from '../support/database.ts'
import { safeCode } from '../support/people.ts'
import { recorded, type Statement } from '../support/recorded.ts'

// What is asked all day long must be found by an index, however large the tables have become. Small tables (branches, staff)
// may be read whole.

const LARGE = [
  'person',
  'identity',
  'tracking',
  'outbox',
  'register_member',
  'register_cover',
  'register_dependant',
].concat(['application', 'application_action', 'application_wake', 'application_question', 'request', 'request_event'])
const database = await testDatabase({ after })
const { db, statements } = recorded(openDatabase(database.url, { poolSize: 2 }))
after(() => db.close())

before(async () => {
  // Twenty thousand applications of ten thousand people at forty branches; one in ten waits.
  await database.query(`
    insert into branch select n, 'x', 'p' || n % 5, 'x', 'x', 'x', 'x', n = 1 from generate_series(1, 40) n;
    insert into person (person_id, number, first_name, last_name, sex, birth_date, mobile, branch_id, registered_at)
      select n, 'n' || n, 'x', 'x', 'male', '1980-01-01', 'm', n % 40 + 1, now() from generate_series(1, 10000) n;
    insert into identity select number, person_id from person;
    insert into register_member select person_id, 'insured', 1, false, false, true, null, true from person;
    insert into register_dependant select n, n + 5000 from generate_series(1, 5000) n;
    insert into register_cover (person_id, dependant_id, relation, name, birth_date, from_date)
      select n + 5000, n, 'wife', 'x', '1980-01-01', '2020-01-01' from generate_series(1, 5000) n;
    insert into application (person_id, application_id, service, version, tracking_code, state, turn, roles, branch_id, actions,
        last_hash, applicant_name, opened_at, submitted_at, since, due_at, ended_at)
      select n % 10000 + 1, n, 'dependants', 1, lpad(n::text, 10, '0'), 'x', case when n % 10 = 0 then 'organisation' end,
        '{officer}', n / 10 % 40 + 1, 1, 'h', 'x', now(), now(), now(), now() + n * interval '1 minute',
        case when n % 10 > 0 then now() end
      from generate_series(1, 20000) n;
    insert into application_action select person_id, application_id, 0, '{}', 'h', null, now() from application;
    insert into application_wake select person_id, application_id, now() + application_id * interval '1 minute' from application;
    insert into tracking select tracking_code, person_id, 'application', application_id from application;
    insert into outbox (person_id, command_id, kind, payload, dedupe_key, due_at, created_at, done_at)
      select person_id, application_id, 'x', '{}', application_id, now() + application_id * interval '1 minute', now(),
        case when turn is null then now() end from application;
    insert into application_question (person_id, application_id, n, branch_id, asked_by, to_role, asked_at, answered_at)
      select person_id, application_id, 0, branch_id, 1, 'supervisor', now(), now() from application where turn is not null;
    insert into request (person_id, request_id, tracking_code, kind, area, channel, state, since, title, folded, branch_id, province,
        promptness, cycle, due_at, late, received_at, touched_at, events, last_hash)
      select n, n, n::text, 'question', 'insurance', 'web', 'closed', now(), 'x',
        'سابقه w' || n % 500 || ' v' || n % 300, n % 40 + 1, 'p' || n % 5, 1, 1, now(), false,
        now() - n * interval '1 minute', now(), 1, 'h'
      from generate_series(1, 20000) n;
    insert into request_event (person_id, request_id, n, event, hash, at)
      select person_id, request_id, 0, jsonb_build_object('kind', 'sent', 'answerId', (request_id % 900)::text), 'h', received_at
      from request`)
  await database.query('vacuum analyze')
})

const now = new Date()
const key = { personId: '4321' as PersonId, applicationId: '4320' }
const officer = { staffId: '71', role: 'officer', scope: { branchId: 7 } }
const clerk = { staffId: '71', kinds: ['question'], scope: { branchId: 18 } }
const hot: Record<string, (db: Database) => Promise<unknown>> = {
  'my applications': () => listApplications(db, key.personId),
  'one application': () => findApplication(db, key),
  'its actions': () => listActions(db, key),
  'its lock': () => lockApplication(db, key),
  'queue of a branch': () => listQueue(db, officer, {}, now, null, 26),
  'its next page': () => listQueue(db, officer, {}, now, { dueAt: now, applicationId: '5' }, 26),
  'its free ones': () => listQueue(db, officer, { holder: 'free', service: 'dependants', late: true }, now, null, 26),
  'what is in one hand': () => listQueue(db, officer, { holder: [officer.staffId] }, now, null, 26),
  'numbers of the queue': () => countWaiting(db, officer, now, now),
  'numbers of one hand': () => countOwn(db, officer, tehranDate(now.getTime())),
  'application of a tracking code': () => findByTrackingCode(db, '0000004320'),
  'the same at a desk': () => findInScope(db, officer, '0000004320'),
  'wake-ups that are due': () => listDueWakes(db, now, 100),
  'commands that are due': () => takeDue(db, now, now, 50),
  'a look-up in the register': () => findInRegister(db, safeCode(1) as PersonalNumber),
  'requests of the archive by words': () => searchArchive(db, clerk, ['w17', 'v217'], {}, null, 26),
  'their next page': () => searchArchive(db, clerk, ['w17'], {}, { receivedAt: now, requestId: '9' }, 26),
  'who got an answer': () => listReceivers(db, '17', new Date(0), 500),
  'who is covered': () => listCovered(db, key.personId),
}

for (const [name, ask] of Object.entries(hot))
  test(`${name} is found without reading a large table whole`, async () => {
    statements.length = 0
    await ask(db)
    const asked = statements.filter(({ text }) => /\bfrom\b/.test(text))
    assert.ok(asked.length > 0)
    for (const statement of asked) assert.deepEqual(readWhole(await planOf(statement)), [], statement.text)
  })

test('a queue is read off its index in order and counted from it alone, also by a plan for no branch in particular', async () => {
  for (const plan of [planOf, planForAny])
    for (const name of ['queue of a branch', 'its next page', 'its free ones', 'numbers of the queue']) {
      statements.length = 0
      await hot[name]!(db)
      const nodes = all(await plan(statements[0]!))
      const scan = nodes.find((node) => node['Index Name'] === 'application_queue')
      assert.equal(scan?.['Node Type'], 'Index Only Scan', name)
      // The 26 rows of the page are put in order once more; what waits is not.
      const sorted = nodes.filter((node) => node['Node Type'] === 'Sort' && all(node).includes(scan!))
      assert.deepEqual(
        sorted.filter((node) => !all(node).some((each) => each['Node Type'] === 'Limit')),
        [],
        name,
      )
    }
})

test('the archive is searched by its index of words', async () => {
  statements.length = 0
  const rows = await searchArchive(db, clerk, ['w17', 'v217'], {}, null, 26)
  assert.ok(rows.length > 0)
  const search = statements.find(({ text }) => text.includes('archive_words'))!
  assert.ok(all(await planOf(search)).some((node) => node['Index Name'] === 'request_archive'))
})

async function planOf({ text, values }: Statement): Promise<Node> {
  const rows = await database.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(`explain (format json) ${text}`, values)
  return rows[0]!['QUERY PLAN'][0].Plan
}

/** The plan that the database keeps when it has seen enough values not to look at them any more. */
async function planForAny({ text, values }: Statement): Promise<Node> {
  const literals = values.map((value) => pg.escapeLiteral(value instanceof Date ? value.toISOString() : String(value)))
  await database.query('set plan_cache_mode = force_generic_plan')
  await database.query(`prepare any_value as ${text}`)
  const rows = await database.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
    `explain (format json) execute any_value(${literals.join(', ')})`,
  )
  await database.query('deallocate any_value')
  await database.query('reset plan_cache_mode')
  return rows[0]!['QUERY PLAN'][0].Plan
}

type Node = { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; Plans?: Node[] }

const all = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(all)]

const readWhole = (plan: Node): string[] =>
  all(plan)
    .filter((node) => node['Node Type'] === 'Seq Scan' && LARGE.includes(node['Relation Name'] ?? ''))
    .map((node) => node['Relation Name']!)
