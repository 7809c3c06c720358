import type { Tx } from './database.ts'

/** Forgets counters whose time is over (the library keeps milliseconds since 1970). */
export async function deleteOldLimits(tx: Tx, now: Date): Promise<void> {
  await tx.query(`delete from rate_limit where expire < $1`, [now.getTime()])
}
