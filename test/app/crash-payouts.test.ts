import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { tehranDate } from '#kernel/dates.ts'
import { grantedTo } from '../support/payouts.ts'
import { environmentFor, startPortal } from '../support/portal.ts'
import { startProcess } from '../support/processes.ts'

// Faults inside a process are played in test/app/payouts.test.ts; here real processes die, each while the database keeps it waiting.

test(
  'kill -9 of worker, list and settlement: each order once, on one list, settled once',
  { timeout: 180_000 },
  async (t) => {
    const portal = await startPortal(t)
    // The processes that are killed live by the real time.
    portal.clock.set(Date.now())
    const { app, database } = portal
    const folder = await mkdtemp(join(tmpdir(), 'tamin-orders-'))
    t.after(() => rm(folder, { recursive: true, force: true }))
    const environment = environmentFor(portal.outside, database.url)
    const orders = (...args: string[]) => {
      const child = spawn(process.execPath, ['--import', './scripts/tsx.mjs', 'app/orders-main.ts', ...args], {
        env: { ...process.env, NODE_ENV: 'test', ...environment },
      })
      t.after(() => child.kill('SIGKILL'))
      let out = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (out += bytes.toString()))
      const ended = new Promise<string>((resolve) => child.once('close', () => resolve(out)))
      return { kill: () => (child.kill('SIGKILL'), ended), ended }
    }
    /** Starts something that comes to wait for what `lock` holds, and kills it there. */
    const killAt = (lock: string, start: () => Promise<{ kill(): Promise<unknown> }> | { kill(): Promise<unknown> }) =>
      app.db.transaction(async (tx) => {
        await tx.query(lock)
        const running = await start()
        const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
        while ((await database.query(waits)).length === 0) await sleep(30)
        await running.kill()
      })
    const states = async () =>
      (await database.query<{ state: string }>('select state from payout order by order_id')).map(({ state }) => state)

    const people = []
    for (let n = 0; n < 5; n += 1) people.push(await grantedTo(app, 'IR820540102680020817909002'))
    await killAt('lock table payout in share row exclusive mode', () => startProcess(t, 'worker/main.ts', environment))
    portal.clock.forward(180_000)
    await portal.work()
    assert.deepEqual(await states(), Array(5).fill('ordered'))

    const [first, second] = [join(folder, 'first.csv'), join(folder, 'second.csv')]
    // Before the list is there for good, and after, while its file is written.
    await killAt('lock table payout_list in share row exclusive mode', () => orders('list', first))
    assert.deepEqual(await states(), Array(5).fill('ordered'))
    await killAt('lock table person in access exclusive mode', () => orders('list', first))
    assert.deepEqual([await states(), existsSync(first)], [Array(5).fill('listed'), false])
    assert.match(await orders('list', second).ended, /5 orders in .*first\.csv/)
    assert.equal(existsSync(second), false, 'nothing is left for a second list')
    const lines = (await readFile(first, 'utf8')).trimEnd().split('\r\n').slice(1)
    const listed = lines.map((line) => line.split(',').slice(0, 2) as [string, string])
    assert.equal(new Set(listed.map(([, order]) => order)).size, 5)

    const today = tehranDate(Date.now())
    const paid = join(folder, 'paid.csv')
    const told = listed.map(([list, order]) => `${list},${order},${today},`)
    await writeFile(paid, `list,order,paid_on,refused_because\n${told.join('\n')}\n`)
    await killAt(`select 1 from payout where order_id = ${listed[2]![1]} for update`, () => orders('paid', paid))
    assert.equal((await states()).filter((state) => state === 'paid').length, 2)
    assert.match(await orders('paid', paid).ended, /3 taken in, 2 known before, 0 left/)
    assert.match(await orders('paid', paid).ended, /0 taken in, 5 known before, 0 left/)
    await portal.work()
    for (const { number } of people)
      assert.deepEqual(
        (await app.register.benefits(number)).map(({ rials, paidOn }) => [rials, paidOn]),
        [['150000000', today]],
      )
    assert.deepEqual(await states(), Array(5).fill('paid'))
  },
)
