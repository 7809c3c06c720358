import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { search, type Desk } from '#app/staff/desk.ts'
import { fold } from '#kernel/text.ts'
import type { Database } from '#store/database.ts'
import { listByNameInScope } from '#store/desk.ts'
import { countElsewhere, listDoublesInScope } from '#store/doubles.ts'
import { branchOf } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'

const portal = await startPortal({ after })
const branch = branchOf(portal)
const { app } = branch
const { db } = app

const officer: Desk = { staffId: '71', role: 'officer', scope: { branchId: 1 } }
const everywhere: Desk = { ...officer, scope: 'everywhere' }
const qom: Desk = { ...officer, scope: { province: 'قم' } }

/** Thirty families of a name each, a thousand times each, in two branches; and one that there is once. */
const FIRST = ['علی', 'زهرا', 'حسین', 'فاطمه', 'رضا', 'مریم']
const LAST = ['حسینی', 'کریمی', 'رضایی', 'موسوی', 'احمدی']
const RARE = 'سیّد محمّد رضا مسئله‌گوی آذربایجانی'

before(async () => {
  const { personId, applicationId } = await branch.sent()
  const names = FIRST.flatMap((first) => LAST.map((last) => fold(`${first} ${last}`)))
  await portal.database.query(
    `insert into application select ($1::bigint), n, service, version, lpad(n::text, 10, '0'), state, turn, roles, null,
       1 + n % 2, holder, actions, last_hash, ($3::text[])[1 + n % $4], opened_at, submitted_at, since, due_at, ended_at
     from application, generate_series(1, 30000) n where application_id = $2`,
    [personId, applicationId, names, names.length],
  )
  await portal.database.query(`update application set applicant_name = $1, branch_id = 1 where application_id = 3000`, [
    fold(RARE),
  ])
  await portal.database.query('analyze application')
})

const idsOf = (rows: readonly { applicationId: string }[]) => rows.map(({ applicationId }) => applicationId)

describe('a name', () => {
  test('is found however it is spelt, spaced and ordered, by all of its parts or some', async () => {
    for (const text of [
      RARE,
      'سید محمدرضا مسیله گوی آذربایجانی',
      'سيد محمد‌رضا مسئله‌گوي آذربايجاني',
      'اذربایجانی محمدرضا',
      'ﺁﺫﺭﺑﺎﯾﺠﺎﻧﯽ',
      'مسئلهگوی',
      'سیدمحمدرضا',
      'مُحَمَّد آذر',
    ])
      assert.deepEqual(idsOf(await search(app, officer, text)), ['3000'], text)
    for (const text of ['آذربایجانی علی', 'م', '%', '_ _', 'آذر%جانی'])
      assert.ok(!idsOf(await search(app, officer, text)).includes('3000'), text)
  })

  test('is found only where the reader may look', async () => {
    assert.deepEqual(idsOf(await search(app, { ...officer, scope: { branchId: 2 } }, RARE)), [])
    assert.deepEqual(idsOf(await search(app, { ...officer, scope: { province: 'تهران' } }, RARE)), [])
    assert.deepEqual(idsOf(await search(app, { ...officer, role: 'physician' }, RARE)), [])
    for (const desk of [qom, everywhere]) assert.deepEqual(idsOf(await search(app, desk, RARE)), ['3000'])
  })
})

/** What the database would do for the very statements that a piece of the store asks. */
async function planOf(ask: (asked: Database) => Promise<unknown>): Promise<string> {
  const plans: unknown[] = []
  await ask({
    ...db,
    async query(text, values) {
      plans.push(await db.query(`explain (format json) ${text}`, values))
      return [{ count: 0 }] as never
    },
  })
  return JSON.stringify(plans)
}

describe('with thousands of applications', () => {
  test('a name is looked up in the index by letters, whatever the scope', async () => {
    for (const desk of [officer, qom, everywhere]) {
      const plan = await planOf((asked) => listByNameInScope(asked, desk, ['محمدرضا', 'اذربایجانی'], 50))
      assert.match(plan, /"Index Name":"application_name"/, JSON.stringify(desk.scope))
      assert.doesNotMatch(plan, /"Node Type":"Seq Scan"[^}]*"Relation Name":"application"/)
    }
  })

  test('applications alike are looked up by what they are for and by their files, not by reading them all', async () => {
    const like = { personId: '1' as never, applicationId: '1', pending: 'a'.repeat(64), digests: ['b'.repeat(64)] }
    for (const ask of [
      (asked: Database) => listDoublesInScope(asked, officer, like, 20),
      (asked: Database) => countElsewhere(asked, like),
    ]) {
      const plan = await planOf(ask)
      assert.match(plan, /"Index Name":"application_pending"/)
      assert.doesNotMatch(plan, /"Node Type":"Seq Scan"[^}]*"Relation Name":"application"/)
    }
  })
})
