import type { Area, Kind } from '#kernel/request/request.ts'
import type { Database, Tx } from './database.ts'
import type { FileKey } from '#ports/files.ts'
import { noteStray } from './files.ts'
import type { PersonId } from './ids.ts'
import type { RequestKey } from './requests.ts'

/** What somebody has written so far, as they typed it. */
export type DraftWords = {
  /** Which of the three forms. */
  readonly form: 'request' | 'information' | 'anonymous'
  readonly title: string
  readonly body: string
  readonly kind: Kind | null
  readonly area: Area | null
  readonly branchId: number | null
  /** It is about that very branch. */
  readonly aboutBranch: boolean
  readonly applicationId: string | null
  readonly questionId: number | null
  readonly name: string
  readonly number: string
  readonly mobile: string
}

/** A request before it is sent. Its key becomes that of the request. */
export type Draft = RequestKey & {
  /** Of who is signed in; else of whoever holds its secret. */
  readonly own: boolean
  readonly secretHash: Buffer
  readonly words: DraftWords
}

/** The same, or what is left of it once it was sent. */
export type KeptDraft = Omit<Draft, 'words'> & { readonly words: DraftWords | null }

export async function insertDraft(tx: Tx, draft: Draft, at: Date): Promise<void> {
  await tx.query(
    `insert into request_draft (person_id, request_id, own, secret_hash, words, touched_at) values ($1, $2, $3, $4, $5, $6)`,
    [draft.personId, draft.requestId, draft.own, draft.secretHash, draft.words, at],
  )
}

export async function findDraft(db: Tx, { personId, requestId }: RequestKey): Promise<KeptDraft | undefined> {
  const rows = await db.query<KeptDraft>(
    `select person_id as "personId", request_id as "requestId", own, secret_hash as "secretHash", words
     from request_draft where person_id = $1 and request_id = $2`,
    [personId, requestId],
  )
  return rows[0]
}

export async function saveDraftWords(
  db: Tx,
  { personId, requestId }: RequestKey,
  words: DraftWords,
  at: Date,
): Promise<void> {
  await db.query(`update request_draft set words = $3, touched_at = $4 where person_id = $1 and request_id = $2`, [
    personId,
    requestId,
    words,
    at,
  ])
}

/** After it was sent only the secret is kept for a while, so that the same device sending it again finds it sent. */
export async function forgetWords(db: Tx, { personId, requestId }: RequestKey): Promise<void> {
  await db.query(`update request_draft set words = null where person_id = $1 and request_id = $2`, [
    personId,
    requestId,
  ])
}

/** Forgets drafts that were never sent, with their files: the rows now, the bytes with the next sweep. */
export async function deleteOldDrafts(db: Database, before: Date, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const files = await tx.query<{ personId: PersonId; key: FileKey }>(
      `with gone as (delete from request_draft where touched_at < $1 returning person_id, request_id)
       delete from file using gone
       where file.person_id = gone.person_id and file.application_id = gone.request_id
         and not exists (select from request r where r.person_id = gone.person_id and r.request_id = gone.request_id)
       returning file.person_id as "personId", file.storage_key as key`,
      [before],
    )
    for (const { personId, key } of files) await noteStray(tx, personId, key, at)
  })
}
