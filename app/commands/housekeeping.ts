import { deleteOldApiKeys } from '#store/api-keys.ts'
import { deleteAbandonedSignUps } from '#store/sign-ups.ts'
import { deleteOldCodes } from '#store/one-time-codes.ts'
import { deleteDoneCommands } from '#store/outbox.ts'
import { deleteOldLimits } from '#store/rate-limits.ts'
import { deleteOldDrafts } from '#store/request-drafts.ts'
import { deleteReaders } from '#store/request-inbox.ts'
import { deleteOldSessions } from '#store/sessions.ts'
import type { App } from '../app.ts'
import { sweepFiles } from '../files/sweep-files.ts'

const day = 24 * 3600_000

/** Forgets what is no longer needed. Sign-ups and requests that were never sent go after three days, done commands after thirty. */
export async function tidy(app: App): Promise<void> {
  const before = (ms: number) => new Date(app.clock.now() - ms)
  await app.db.transaction(async (tx) => {
    await deleteAbandonedSignUps(tx, before(3 * day))
    await deleteOldCodes(tx, before(day))
    await deleteOldSessions(tx, before(7 * day))
    await deleteDoneCommands(tx, before(30 * day))
    await deleteOldLimits(tx, before(0))
    await deleteOldApiKeys(tx, before(0))
    await deleteReaders(tx, before(day))
  })
  await deleteOldDrafts(app.db, before(3 * day), before(0))
  await sweepFiles(app)
}
