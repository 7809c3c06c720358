import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrationNames, migrationsFolder } from '#store/migrate.ts'
import { onDatabase, testServer, withClient } from '../test/support/database.ts'
import { nowSeconds } from './measure.ts'

export type Made = {
  /** Name of the database on the test cluster, to be cloned. */
  readonly name: string
  /** How long it took; null when it was there already. */
  readonly seconds: number | null
}

/**
 * A database that is named after everything it was made of: the migrations and these files, by their paths from bench/. Where
 * it is not there yet, those of the same prefix go and `load` fills a new one.
 */
export async function madeOnce(
  prefix: string,
  files: readonly string[],
  load: (url: string) => Promise<void>,
): Promise<Made> {
  const hash = createHash('sha256')
  for (const name of await migrationNames()) hash.update(readFileSync(join(migrationsFolder, name)))
  for (const name of files) hash.update(readFileSync(join(import.meta.dirname, name)))
  const name = `${prefix}_${hash.digest('hex').slice(0, 12)}`
  const server = await testServer()
  const begun = nowSeconds()
  const made = await withClient(server, async (admin) => {
    const { rows } = await admin.query<{ name: string }>(
      `select datname as name from pg_database where starts_with(datname, $1)`,
      [`${prefix}_`],
    )
    if (rows.some((row) => row.name === name)) return false
    for (const old of rows) await admin.query(`drop database ${old.name} with (force)`)
    const making = `${name}_making`
    await admin.query(`create database ${making} template template0`)
    await load(onDatabase(server, making))
    await admin.query(`alter database ${making} rename to ${name}`)
    return true
  })
  return { name, seconds: made ? nowSeconds() - begun : null }
}
