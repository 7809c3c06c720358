import { findFile, type KeptFile } from '#store/files.ts'
import type { PersonId } from '#store/ids.ts'
import type { FilesApp } from './keep-file.ts'
import { sha256 } from './take-in.ts'

export type OpenedFile = { readonly bytes: Uint8Array; readonly type: string; readonly name: string }

/**
 * The bytes of a person's file, for one who was found to be permitted to read it. Null: this person has no such file.
 * Throws OutsideSystemUnavailable when the file store does not work, Error when it lost or changed the bytes.
 */
export async function openFile(
  app: Pick<FilesApp, 'db' | 'files'>,
  personId: PersonId,
  fileId: string,
): Promise<OpenedFile | 'quarantine' | 'infected' | null> {
  const file = await findFile(app.db, personId, fileId)
  if (file === undefined) return null
  if (file.state !== 'clean') return file.state
  return { bytes: await keptBytes(app, file), type: file.type, name: file.name }
}

/** What lies in the store, checked to be what was put there. */
export async function keptBytes(app: Pick<FilesApp, 'files'>, file: KeptFile): Promise<Uint8Array> {
  const bytes = await app.files.get(file.key)
  if (bytes === null) throw new Error(`the file store has lost file ${file.id}`)
  if (sha256(bytes) !== file.keptSha256) throw new Error(`the file store has changed file ${file.id}`)
  return bytes
}

/** In the words of the desk: what is known of a file's safety. */
export function scanWords(file: Pick<KeptFile, 'state' | 'scannedAt'>): string {
  if (file.state === 'infected') return 'آلوده؛ پاک شد'
  if (file.state === 'quarantine') return 'در صف پویش'
  return file.scannedAt === null ? 'بدون پویش' : 'پویش‌شده و سالم'
}
