import { testDatabase } from '../support/database.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'

test('every test gets a database of its own, with the newest schema and nothing in it', async (t) => {
  const [one, other] = await Promise.all([testDatabase(t), testDatabase(t)])
  assert.notEqual(one.name, other.name)
  await one.query('create table only_here (n integer)')
  assert.deepEqual(await other.query(`select to_regclass('only_here') as found`), [{ found: null }])
  assert.deepEqual(await other.query('select count(*)::integer as people from person'), [{ people: 0 }])
})

test('the database goes with the test that asked for it', async (t) => {
  let gone = ''
  await t.test('a test that ends', async (inner) => {
    gone = (await testDatabase(inner)).name
  })
  const { query } = await testDatabase(t)
  assert.deepEqual(await query('select datname from pg_database where datname = $1', [gone]), [])
})

test('Persian letters count as letters, or searching would silently find nothing', async (t) => {
  const { query } = await testDatabase(t)
  assert.deepEqual(await query(`select 'کفالت' ~ '^[[:alpha:]]+$' as letters`), [{ letters: true }])
})
