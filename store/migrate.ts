import { readFile, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

/** The folder of numbered SQL files: beside this file in the source, beside the bundle when built. */
export const migrationsFolder = join(dirname(fileURLToPath(import.meta.url)), 'migrations')

// Any number that nobody else locks: two migrations at once wait for each other.
const lockKey = 748_300_216

/**
 * Brings a database up to the newest schema; nothing to do is fine. Each file runs once, in its own transaction.
 * Throws when the database's character type is not UTF-8 (Persian search would silently find nothing), or when a
 * file that has run was changed afterwards. With `before` it stops before the file of this name.
 */
export async function migrate(databaseUrl: string, { before: end = '~' }: { before?: string } = {}): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await refuseWrongCharacterType(client)
    await client.query(
      'create table if not exists migration (name text primary key, digest text not null, at timestamptz not null default now())',
    )
    const done = await client.query<{ name: string; digest: string }>('select name, digest from migration')
    const digests = new Map(done.rows.map((row) => [row.name, row.digest]))
    for (const name of (await migrationNames()).filter((one) => one < end)) {
      const text = await readFile(join(migrationsFolder, name), 'utf8')
      const digest = await digestOf(text)
      const before = digests.get(name)
      if (before === undefined) await run(client, name, text, digest)
      else if (before !== digest) throw new Error(`migration ${name} was changed after it ran; write a new one instead`)
    }
  } finally {
    await client.end()
  }
}

export async function migrationNames(): Promise<string[]> {
  return (await readdir(migrationsFolder)).filter((name) => name.endsWith('.sql')).toSorted()
}

async function run(client: pg.Client, name: string, text: string, digest: string): Promise<void> {
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into migration (name, digest) values ($1, $2)', [name, digest])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${name} failed`, { cause: error })
  }
}

async function refuseWrongCharacterType(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ ctype: string; encoding: string }>(
    'select datctype as ctype, pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()',
  )
  const row = rows[0]
  if (row?.encoding !== 'UTF8' || !/utf-?8/i.test(row.ctype)) {
    throw new Error(
      `the database has encoding ${row?.encoding} and LC_CTYPE ${row?.ctype}; Tamin needs UTF8 and a UTF-8 locale such as C.UTF-8`,
    )
  }
}

async function digestOf(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString('hex')
}
