import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { migrate } from '#store/migrate.ts'
import { startPostgres } from '../scripts/postgres.ts'
import type { Ending } from '../test/support/portal.ts'
import type { Diary, Evening } from '../test/support/request-diary.ts'
import type { RequestsStage } from '../test/support/requests-app.ts'

// A load of many hours in several runs: a folder holds the database, the last evening, and what was told until then.

/**
 * More than a test's: millions of rows lie in it. It vacuums when the load says so. A day that was cut off is not gone on
 * with, so nothing is waited for until it lies on the disk.
 */
const SETTINGS = {
  autovacuum: 'off',
  shared_buffers: '1GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  fsync: 'off',
  full_page_writes: 'off',
}

/** The database of the folder, made where there is none; stopped at the end, not removed. */
export async function databaseIn(t: Ending, folder: string): Promise<RequestsStage['database']> {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o755) // as root, PostgreSQL runs as another user who must come through here
  const server = await startPostgres({ directory: join(folder, 'postgres'), settings: SETTINGS })
  t.after(() => server.stop())
  const url = server.url()
  await migrate(url)
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  pool.on('error', () => {})
  t.after(() => pool.end())
  const last = lastEvening(folder)
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from request')
  if (rows[0]!.n !== (last?.counter ?? 0))
    throw new Error(`${folder}: it was cut off in the middle of a day; remove the folder and begin anew`)
  return {
    url,
    name: 'tamin',
    query: async (text, values) => (await pool.query(text, values as unknown[])).rows as never,
  }
}

export function diaryIn(folder: string): Diary {
  const last = lastEvening(folder)
  const files = { messages: join(folder, 'messages'), acknowledged: join(folder, 'acknowledged') }
  const lines = (file: string, bytes: number) => {
    if (!existsSync(file)) return []
    truncateSync(file, bytes) // what was written after the last evening is not of it
    return readFileSync(file, 'utf8').split('\n').slice(0, -1)
  }
  let ending = false
  process.once('SIGTERM', () => (ending = true))
  const bytes = { messages: last?.bytes.messages ?? 0, acknowledged: last?.bytes.acknowledged ?? 0 }
  return {
    last:
      last === null
        ? null
        : {
            ...last,
            messages: lines(files.messages, bytes.messages),
            acknowledged: lines(files.acknowledged, bytes.acknowledged),
          },
    keep(evening, told) {
      for (const kind of ['messages', 'acknowledged'] as const) {
        const text = told[kind].map((key) => `${key}\n`).join('')
        appendFileSync(files[kind], text)
        bytes[kind] += Buffer.byteLength(text)
      }
      const written: Kept = { ...evening, bytes }
      writeFileSync(`${pathOf(folder)}.new`, JSON.stringify(written))
      renameSync(`${pathOf(folder)}.new`, pathOf(folder))
      return !ending
    },
  }
}

type Kept = Evening & { readonly bytes: { readonly messages: number; readonly acknowledged: number } }

const pathOf = (folder: string) => join(folder, 'evening.json')

function lastEvening(folder: string): Kept | null {
  return existsSync(pathOf(folder)) ? (JSON.parse(readFileSync(pathOf(folder), 'utf8')) as Kept) : null
}
