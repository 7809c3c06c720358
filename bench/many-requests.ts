import type pg from 'pg'
import { IRAN } from '#kernel/working-time/iran.ts'
import { tehranInstant } from '#kernel/working-time/working-time.ts'
import { addDays } from '#kernel/dates.ts'
import { migrate } from '#store/migrate.ts'
import { withClient } from '../test/support/database.ts'
import { manyRequests } from '../test/support/many-requests.ts'
import { madeOnce } from './made-once.ts'

export const CLOCKS = 2_000_000
export const BRANCHES = 600
/** On each of so many days as many requests came; the last of them is the day on which the bench looks. */
const DAYS = 40

/** The instant at which the bench looks, in milliseconds: ten in the morning, all due dates ahead or behind. */
export const NOW = tehranInstant(addDays(IRAN.from, 400), 600) * 1000

/** The name of a database with two million open requests and their clocks, made when it is not there yet. */
export const manyOpenRequests = async (): Promise<string> =>
  (await madeOnce('tamin_requests', ['many-requests.ts', '../test/support/many-requests.ts'], load)).name

async function load(url: string): Promise<void> {
  await migrate(url)
  await withClient(url, async (client) => {
    await client.query(`set synchronous_commit = off; set maintenance_work_mem = '512MB'`)
    await client.query(
      `insert into branch (branch_id, name, province, city, address, phone, hours, is_default)
       select n, 'شعبهٔ ' || n, 'قم', 'قم', 'خیابان نمونه', '0210000' || 1000 + n, 'شنبه تا چهارشنبه', n = 1
       from generate_series(1, $1::int) n`,
      [BRANCHES],
    )
    await client.query(
      `insert into staff (staff_id, user_name, display_name, role, branch_id, password_hash, totp_secret, created_at)
       select n, 'head-' || n, 'مسئول شعبهٔ ' || n, 'supervisor', n, 'x', '\\x00', now()
       from generate_series(1, $1::int) n`,
      [BRANCHES],
    )
    const rebuild = await withoutIndexes(client)
    const each = CLOCKS / DAYS
    for (let day = 0; day < DAYS; day += 1)
      await manyRequests(client, {
        from: 1 + day * each,
        count: each,
        at: NOW - (DAYS - 1 - day) * 3_600_000,
        branches: BRANCHES,
      })
    await rebuild()
    await client.query('vacuum (freeze, analyze)')
  })
}

/** Takes the indexes of requests away while many of them are written; answers how they come back. */
export async function withoutIndexes(client: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ name: string; text: string }>(
    `select indexname as name, indexdef as text from pg_indexes where tablename = 'request' and indexname <> 'request_pkey'`,
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return async () => {
    for (const { text } of rows) await client.query(text)
  }
}
