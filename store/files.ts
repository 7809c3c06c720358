import type { FileId, FileRef } from '#kernel/fields/file.ts'
import type { FileKey } from '#ports/files.ts'
import { randomBytes } from 'node:crypto'
import type { Database, Tx } from './database.ts'
import type { PersonId } from './ids.ts'

/** In quarantine nobody reads it but the scanner; of an infected one the bytes are gone. */
export type FileState = 'quarantine' | 'clean' | 'infected'

/** A file a person sent for an application. */
export type KeptFile = FileRef & {
  readonly personId: PersonId
  readonly applicationId: string
  /** Name of the document, or of the field. */
  readonly document: string
  /** SHA-256 of what lies in the store, in hex. */
  readonly keptSha256: string
  readonly key: FileKey
  readonly state: FileState
  /** Null and clean: no scanner was set when it came. */
  readonly scannedAt: Date | null
  readonly found: string | null
  readonly createdAt: Date
}

export const randomFileId = (): FileId => randomBytes(16).toString('base64url') as FileId
export const randomFileKey = (): FileKey => randomBytes(20).toString('hex') as FileKey

const columns = `person_id as "personId", file_id as id, application_id as "applicationId", document, name, bytes, type, sha256,
  kept_sha256 as "keptSha256", storage_key as key, state, scanned_at as "scannedAt", found, created_at as "createdAt"`

export async function insertFile(tx: Tx, file: KeptFile): Promise<void> {
  await tx.query(
    `insert into file (person_id, file_id, application_id, document, name, bytes, type, sha256, kept_sha256, storage_key,
       state, scanned_at, found, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      file.personId,
      file.id,
      file.applicationId,
      file.document,
      file.name,
      file.bytes,
      file.type,
      file.sha256,
      file.keptSha256,
      file.key,
      file.state,
      file.scannedAt,
      file.found,
      file.createdAt,
    ],
  )
}

export async function findFile(db: Database, personId: PersonId, fileId: string): Promise<KeptFile | undefined> {
  const rows = await db.read<KeptFile>('file', `select ${columns} from file where person_id = $1 and file_id = $2`, [
    personId,
    fileId,
  ])
  return rows[0]
}

/** The files of an application, oldest first. */
export async function listFiles(tx: Tx, personId: PersonId, applicationId: string): Promise<KeptFile[]> {
  return tx.query<KeptFile>(
    `select ${columns} from file where person_id = $1 and application_id = $2 order by created_at, file_id`,
    [personId, applicationId],
  )
}

/** Ends the quarantine; false when it had ended already. */
export async function markScanned(
  tx: Tx,
  file: Pick<KeptFile, 'personId' | 'id'>,
  found: string | null,
  at: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `update file set state = case when $3::text is null then 'clean' else 'infected' end, found = $3, scanned_at = $4
     where person_id = $1 and file_id = $2 and state = 'quarantine' returning file_id`,
    [file.personId, file.id, found, at],
  )
  return rows.length === 1
}

/** Takes a file away: the row goes now, its bytes with the next sweep. False when there was none. */
export async function discardFile(tx: Tx, personId: PersonId, fileId: string, at: Date): Promise<boolean> {
  const rows = await tx.query<{ key: FileKey }>(
    `delete from file where person_id = $1 and file_id = $2 returning storage_key as key`,
    [personId, fileId],
  )
  for (const { key } of rows) await noteStray(tx, personId, key, at)
  return rows.length === 1
}

/** A key in the file store that belongs to no file. */
export type StrayFile = { personId: PersonId; key: FileKey }

export async function noteStray(tx: Tx, personId: PersonId, key: FileKey, since: Date): Promise<void> {
  await tx.query(
    `insert into stray_file (person_id, storage_key, since) values ($1, $2, $3) on conflict (person_id, storage_key) do nothing`,
    [personId, key, since],
  )
}

/** False when it was swept away meanwhile. */
export async function forgetStray(tx: Tx, { personId, key }: StrayFile): Promise<boolean> {
  const rows = await tx.query(
    `delete from stray_file where person_id = $1 and storage_key = $2 returning storage_key`,
    [personId, key],
  )
  return rows.length === 1
}

export async function listStrays(db: Database, before: Date, limit: number): Promise<StrayFile[]> {
  return db.query<StrayFile>(
    `select person_id as "personId", storage_key as key from stray_file where since < $1 order by since limit $2`,
    [before, limit],
  )
}
