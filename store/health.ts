import type { Database } from './database.ts'

/** Throws when the database does not answer. */
export async function ping(db: Database): Promise<void> {
  await db.query('select 1')
}
