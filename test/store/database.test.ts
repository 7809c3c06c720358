import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectionBroke, openDatabase } from '#store/database.ts'
import { ownCluster } from '../support/cluster.ts'
import { testDatabase } from '../support/database.ts'

test('when PostgreSQL dies, whatever was under way fails by itself, and all goes on when it is back', async (t) => {
  const cluster = await ownCluster(t)
  await cluster.query('create role tamin_app nologin')
  await cluster.query('grant tamin_app to tamin')
  const db = openDatabase(cluster.url, { poolSize: 4 })
  t.after(() => db.close())
  const one = async () => assert.deepEqual(await db.query('select 1 as one'), [{ one: 1 }])
  for (let round = 0; round < 3; round += 1) {
    let begun = 0
    const broken: Promise<unknown>[] = [
      db.query('select pg_sleep(60)'),
      db.query('select pg_sleep(60)'),
      db.read('sleep', 'select pg_sleep(60), $1::int', [1]),
      db.counters.count('sleep', 'select pg_sleep(60), $1::int', [1]),
      // One that has the connection and is doing something else at that moment, and one that waits for an answer.
      ...[true, false].map((idle) =>
        db.transaction(async (tx) => {
          await tx.query('select 1')
          begun += 1
          if (!idle) return tx.query('select pg_sleep(60)')
          while (begun < 3) await sleep(5)
          return tx.query('select 1')
        }),
      ),
    ]
    const ends = Promise.all(
      broken.map((work) =>
        work.then(
          () => null,
          (error: unknown) => error,
        ),
      ),
    )
    while (begun < 2) await sleep(5)
    await sleep(50)
    await cluster.kill()
    await sleep(50)
    begun += 1
    for (const error of await ends) assert.ok(connectionBroke(error), String(error))
    await assert.rejects(one(), connectionBroke)
    await cluster.restart()
    await one()
    await db.read('one', 'select $1::int as one', [1])
    await db.transaction((tx) => tx.query('select 1'))
  }
})

test('a connection that broke is told from a statement that is wrong', () => {
  const error = (code: string) => Object.assign(new Error('x'), { code })
  for (const code of ['08006', '57P01', 'EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ENOENT', 'ETIMEDOUT'])
    assert.ok(connectionBroke(error(code)), code)
  for (const code of ['23505', '42501', '57014', '40P01', 'EACCES']) assert.ok(!connectionBroke(error(code)), code)
  assert.ok(connectionBroke(new Error('Connection terminated unexpectedly')))
  assert.ok(!connectionBroke('Connection terminated'))
})

test('a last statement goes out with its commit; where one before or itself failed, nothing was done', async (t) => {
  const database = await testDatabase(t)
  const db = openDatabase(database.url, { poolSize: 2 })
  t.after(() => db.close())
  const insert = `insert into rate_limit (key, points, expire) values ($1, 1, 0)`
  const keys = async () =>
    (await database.query<{ key: string }>('select key from rate_limit order by key')).map(({ key }) => key)
  await db.transaction(async (tx) => {
    await tx.query(insert, ['first'])
    await tx.last.query(insert, ['last'])
  })
  assert.deepEqual(await keys(), ['first', 'last'])
  await assert.rejects(
    db.transaction(async (tx) => {
      await tx.query(insert, ['gone'])
      await tx.last.query(insert, ['first'])
    }),
    /duplicate key/,
  )
  await assert.rejects(
    db.transaction(async (tx) => {
      await tx.query(insert, ['first']).catch(() => {})
      await tx.last.query(insert, ['gone too']).catch(() => {})
    }),
    /nothing of it was done/,
  )
  assert.deepEqual(await keys(), ['first', 'last'])
})
