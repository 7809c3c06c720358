import { startPostgres } from '../../scripts/postgres.ts'
import { migrate, migrationNames, migrationsFolder } from '#store/migrate.ts'
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

export type TestDatabase = {
  readonly url: string
  readonly name: string
  /** One statement, as the owner of the tables: for a test to look behind the curtain. */
  readonly query: <T extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<T[]>
}

/**
 * A fresh database of the newest schema that this test has for itself; dropped when the test (or suite) `t` ends.
 * It lies on TEST_DATABASE_URL where that is set, else on the test cluster of this checkout, which is started when needed.
 * With `like` it is a copy of that database of the server, rows and all.
 */
export async function testDatabase(t: { after(work: () => unknown): void }, like?: string): Promise<TestDatabase> {
  const server = await testServer()
  const name = `tamin_test_${process.pid}_${randomBytes(6).toString('hex')}`
  await withClient(server, async (client) => {
    if (like === undefined) await cloneTemplate(client, server, name)
    else await client.query(`create database ${name} template ${like} strategy file_copy`)
  })
  const url = onDatabase(server, name)
  let client: Promise<pg.Client> | undefined
  t.after(async () => {
    if (client !== undefined) await (await client).end()
    await withClient(server, (admin) => admin.query(`drop database if exists ${name} with (force)`))
  })
  return {
    url,
    name,
    async query<T extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) {
      client ??= connect(url)
      return (await (await client).query<T>(text, [...values])).rows
    },
  }
}

/**
 * A database of its own as it was before the migration of this name, for a test of what that one makes of the rows it
 * finds: fill it, then `migrate`.
 */
export async function databaseBefore(t: { after(work: () => unknown): void }, migration: string): Promise<string> {
  const server = await testServer()
  const name = `tamin_test_${process.pid}_${randomBytes(6).toString('hex')}`
  await withClient(server, (admin) => admin.query(`create database ${name} template template0`))
  t.after(() => withClient(server, (admin) => admin.query(`drop database if exists ${name} with (force)`)))
  const url = onDatabase(server, name)
  await migrate(url, { before: migration })
  return url
}

/** The address of the test server's maintenance database. */
export async function testServer(): Promise<string> {
  const given = process.env['TEST_DATABASE_URL']
  if (given !== undefined) return given
  server ??= startPostgres({ directory: TEST_CLUSTER, settings: TEST_SETTINGS }).then((running) => running.url())
  return server
}
let server: Promise<string> | undefined

export const TEST_CLUSTER = join(import.meta.dirname, '../../.data/test-postgres')

/** Databases that live for a second need no vacuum; many test files run side by side. */
export const TEST_SETTINGS = { autovacuum: 'off', max_connections: '300' }

/** Drops the databases of test processes that were killed before they could. */
export async function dropLeftovers(): Promise<void> {
  const admin = await testServer()
  await withClient(admin, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database where datname like 'tamin\\_test\\_%'`,
    )
    for (const { name } of rows) {
      const pid = Number(name.split('_')[2])
      if (!isAlive(pid)) await client.query(`drop database if exists ${name} with (force)`)
    }
  })
}

async function cloneTemplate(client: pg.Client, admin: string, name: string): Promise<void> {
  const template = await templateName()
  for (let tries = 0; ; tries += 1) {
    try {
      await client.query(`create database ${name} template ${template}`)
      return
    } catch (error) {
      const { code } = error as { code?: string }
      if (tries === 20) throw error
      if (code === '3D000') await makeTemplate(client, admin, template)
      else if (code !== '55006') throw error // in use: somebody is just making or reading it
    }
  }
}

async function makeTemplate(client: pg.Client, admin: string, template: string): Promise<void> {
  await client.query('select pg_advisory_lock(hashtext($1))', [template])
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template])
    if (rowCount !== 0) return
    const making = `${template}_making`
    await client.query(`drop database if exists ${making} with (force)`)
    await client.query(`create database ${making} template template0`)
    await migrate(onDatabase(admin, making))
    await client.query(`alter database ${making} rename to ${template}`)
    await client.query(`alter database ${template} with allow_connections false`)
  } finally {
    await client.query('select pg_advisory_unlock(hashtext($1))', [template])
  }
}

/** Named after the migrations, so that a changed schema gets a template of its own. */
async function templateName(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of await migrationNames()) hash.update(name).update(readFileSync(join(migrationsFolder, name)))
  return `tamin_template_${hash.digest('hex').slice(0, 16)}`
}

export function onDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(url)
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
