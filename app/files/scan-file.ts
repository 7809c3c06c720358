import { lockApplication } from '#store/applications.ts'
import type { Tx } from '#store/database.ts'
import { findFile, markScanned, noteStray, type KeptFile } from '#store/files.ts'
import type { Command } from '#store/outbox.ts'
import { nowOf } from '../app.ts'
import { TryLater } from '../commands/try-later.ts'
import type { FilesApp } from './keep-file.ts'
import { keptBytes } from './open-file.ts'
import { sweepFile } from './sweep-files.ts'

/**
 * The worker's part: asks the scanner about a file in quarantine and ends the quarantine. The bytes of an infected file are
 * deleted. Without a scanner the file waits: what came under quarantine leaves it only scanned. `onInfected` runs in the
 * same transaction, for what the application must learn.
 */
export async function scanFile(
  app: FilesApp,
  command: Command,
  onInfected: (tx: Tx, file: KeptFile) => Promise<void> = async () => {},
): Promise<void> {
  const file = await findFile(app.db, command.personId, String(command.payload['fileId']))
  if (file === undefined || file.state !== 'quarantine') return
  if (app.virusScan === null) throw new TryLater('no virus scanner is set (CLAMD)')
  const verdict = await app.virusScan.scan(await keptBytes(app, file))
  const at = nowOf(app)
  await app.db.transaction(async (tx) => {
    // The application before the file, as whoever takes a file back does, so that the two cannot wait for each other.
    if (verdict !== 'clean') await lockApplication(tx, file)
    if (!(await markScanned(tx, file, verdict === 'clean' ? null : verdict.found, at))) return
    if (verdict === 'clean') return
    await noteStray(tx, file.personId, file.key, at)
    await onInfected(tx, file)
  })
  if (verdict !== 'clean') await sweepFile(app, file)
}
