import { forgetStray, listStrays, type StrayFile } from '#store/files.ts'
import type { FilesApp } from './keep-file.ts'

/** Far longer than any file takes to arrive. */
const strayAfter = 3600_000
const atOnce = 200

/** Deletes from the file store what belongs to no file: broken off, refused, taken away, infected. Answers how many. */
export async function sweepFiles(app: Pick<FilesApp, 'db' | 'clock' | 'files'>): Promise<number> {
  const strays = await listStrays(app.db, new Date(app.clock.now() - strayAfter), atOnce)
  for (const stray of strays) await sweepFile(app, stray)
  return strays.length
}

/** Deletes the bytes and then forgets the key; when the store fails, the key stays noted for the next sweep. */
export async function sweepFile(app: Pick<FilesApp, 'db' | 'files'>, stray: StrayFile): Promise<void> {
  await app.db.transaction(async (tx) => {
    if (await forgetStray(tx, stray)) await app.files.delete(stray.key)
  })
}
