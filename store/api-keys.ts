import type { Database, Tx } from './database.ts'

/** A request that wants its key. Hashes are keyed; `holder` is random and tells this request from a repeated one. */
export type ApiKeyClaim = {
  readonly keyHash: Buffer
  readonly requestHash: Buffer
  readonly holder: Buffer
  readonly now: Date
  readonly leaseUntil: Date
  readonly expiresAt: Date
}

/**
 * - held: this request is the first (or the first after one that died) and must end in `keepApiAnswer` or `releaseApiKey`.
 * - answered: the sealed answer of the first. - running: the first still works. - reused: the key was for another request.
 */
export type ApiKeyState =
  | { readonly state: 'held' }
  | { readonly state: 'answered'; readonly answer: Buffer }
  | { readonly state: 'running'; readonly leaseUntil: Date }
  | { readonly state: 'reused' }

/** Claims a key. Of requests at the same moment, in any process, one holds it: the primary key decides. */
export async function claimApiKey(db: Database, claim: ApiKeyClaim): Promise<ApiKeyState> {
  for (;;) {
    const held = await db.query(
      `insert into api_key (key_hash, request_hash, holder, lease_until, expires_at) values ($1, $2, $3, $5, $6)
       on conflict (key_hash) do update
         set request_hash = $2, holder = $3, lease_until = $5, expires_at = $6, answer = null
         where api_key.expires_at <= $4
           or (api_key.answer is null and api_key.lease_until <= $4 and api_key.request_hash = $2)
       returning key_hash`,
      [claim.keyHash, claim.requestHash, claim.holder, claim.now, claim.leaseUntil, claim.expiresAt],
    )
    if (held.length === 1) return { state: 'held' }
    const rows = await db.query<{ requestHash: Buffer; leaseUntil: Date; answer: Buffer | null }>(
      `select request_hash as "requestHash", lease_until as "leaseUntil", answer from api_key where key_hash = $1`,
      [claim.keyHash],
    )
    const [row] = rows
    if (row === undefined) continue // it was released at this moment
    if (!row.requestHash.equals(claim.requestHash)) return { state: 'reused' }
    return row.answer === null
      ? { state: 'running', leaseUntil: row.leaseUntil }
      : { state: 'answered', answer: row.answer }
  }
}

/** Keeps the answer for those that repeat the request; does nothing when the key was taken over meanwhile. */
export async function keepApiAnswer(
  db: Database,
  claim: Pick<ApiKeyClaim, 'keyHash' | 'holder'>,
  answer: Buffer,
): Promise<void> {
  await db.query(`update api_key set answer = $3 where key_hash = $1 and holder = $2`, [
    claim.keyHash,
    claim.holder,
    answer,
  ])
}

/** Gives the key back: nothing was done that a repeated request must not do again. */
export async function releaseApiKey(db: Database, claim: Pick<ApiKeyClaim, 'keyHash' | 'holder'>): Promise<void> {
  await db.query(`delete from api_key where key_hash = $1 and holder = $2 and answer is null`, [
    claim.keyHash,
    claim.holder,
  ])
}

/** Forgets keys whose day is over. */
export async function deleteOldApiKeys(tx: Tx, now: Date): Promise<void> {
  await tx.query(`delete from api_key where expires_at <= $1`, [now])
}
