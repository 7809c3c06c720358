import type { FileRef } from '#kernel/fields/file.ts'
import { type Parsed, parsed } from '#kernel/parsed.ts'
import type { Tx } from '#store/database.ts'
import { forgetStray, insertFile, noteStray, randomFileId, randomFileKey, type KeptFile } from '#store/files.ts'
import type { PersonId } from '#store/ids.ts'
import { enqueue } from '#store/outbox.ts'
import { nowOf, type App } from '../app.ts'
import { sweepFile } from './sweep-files.ts'
import { sha256, takeIn, type TakenIn } from './take-in.ts'

/** What the use cases of files touch. */
export type FilesApp = Pick<App, 'db' | 'clock' | 'files' | 'virusScan'>

export type SentFile = {
  readonly personId: PersonId
  readonly applicationId: string
  /** Name of the document, or of the field, it is sent for. */
  readonly document: string
  readonly name: string
  readonly bytes: Uint8Array
}

/**
 * Takes in a file and keeps it: in quarantine with a command to scan it, or clean at once where there is no scanner.
 * `within` runs in the same transaction, for what must happen together with it (its action in the application); when it
 * refuses, nothing is kept. Throws OutsideSystemUnavailable when the file store does not work.
 */
export async function keepFile(
  app: FilesApp,
  sent: SentFile,
  within: (tx: Tx, file: FileRef) => Promise<Parsed<FileRef>> = async (_, file) => parsed(file),
): Promise<Parsed<FileRef>> {
  const taken = await takeIn(sent.bytes, sent.name)
  if (!taken.ok) return taken
  const file = newFile(app, sent, taken.value)
  // Noted first, so that no crash leaves bytes in the store that nobody knows of.
  await noteStray(app.db, file.personId, file.key, file.createdAt)
  await app.files.put(file.key, taken.value.bytes, file.type)
  try {
    return await app.db.transaction(async (tx) => {
      if (!(await forgetStray(tx, file))) throw new Error('the file was swept away before it was kept')
      await insertFile(tx, file)
      if (file.state === 'quarantine') await enqueueScan(tx, file)
      const answer = await within(tx, refOf(file))
      if (!answer.ok) throw new Refusal(answer)
      return answer
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await sweepFile(app, file).catch(() => {}) // then the next sweep does
    return error.answer
  }
}

/** Rolls the transaction back. */
class Refusal extends Error {
  readonly answer: Parsed<never>
  constructor(answer: Parsed<never>) {
    super('refused')
    this.answer = answer
  }
}

function newFile(app: FilesApp, sent: SentFile, taken: TakenIn): KeptFile {
  return {
    id: randomFileId(),
    personId: sent.personId,
    applicationId: sent.applicationId,
    document: sent.document,
    name: taken.name,
    bytes: taken.size,
    type: taken.type,
    sha256: taken.sha256,
    keptSha256: sha256(taken.bytes),
    key: randomFileKey(),
    state: app.virusScan === null ? 'clean' : 'quarantine',
    scannedAt: null,
    found: null,
    createdAt: nowOf(app),
  }
}

/** The part of a kept file that an application knows. */
export const refOf = ({ id, name, bytes, type, sha256: digest }: FileRef): FileRef => ({
  id,
  name,
  bytes,
  type,
  sha256: digest,
})

async function enqueueScan(tx: Tx, file: KeptFile): Promise<void> {
  await enqueue(
    tx,
    { personId: file.personId, kind: 'scan-file', payload: { fileId: file.id }, dedupeKey: `scan-file:${file.id}` },
    file.createdAt,
  )
}
