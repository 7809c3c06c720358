import type { Mobile } from '#kernel/mobile.ts'
import type { Tx } from './database.ts'
import type { PersonId } from './ids.ts'

/** `application:ID`: the sending of that application. */
export type CodePurpose = 'sign-up' | 'recovery' | 'mobile-change' | 'request' | `application:${string}`

export type OneTimeCode = {
  personId: PersonId
  purpose: CodePurpose
  mobile: Mobile
  issue: number
  issuedAt: Date
  usedAt: Date | null
  grantHash: Buffer | null
}

/** Issues the next code of a purpose; every earlier one is void from now on. Answers its issue number. */
export async function issueCode(
  tx: Tx,
  code: Pick<OneTimeCode, 'personId' | 'purpose' | 'mobile'>,
  at: Date,
): Promise<number> {
  const rows = await tx.query<{ issue: number }>(
    `insert into one_time_code (person_id, purpose, mobile, issue, issued_at) values ($1, $2, $3, 1, $4)
     on conflict (person_id, purpose) do update
       set mobile = $3, issue = one_time_code.issue + 1, issued_at = $4, used_at = null, grant_hash = null
     returning issue`,
    [code.personId, code.purpose, code.mobile, at],
  )
  return rows[0]!.issue
}

export async function findCode(
  db: Tx,
  personId: PersonId,
  purpose: CodePurpose,
  lock: 'lock' | 'look' = 'look',
): Promise<OneTimeCode | undefined> {
  const rows = await db.query<OneTimeCode>(
    `select person_id as "personId", purpose, mobile, issue, issued_at as "issuedAt", used_at as "usedAt",
       grant_hash as "grantHash"
     from one_time_code where person_id = $1 and purpose = $2 ${lock === 'lock' ? 'for update' : ''}`,
    [personId, purpose],
  )
  return rows[0]
}

/** Marks the code as used; the grant is what the device shows in the next step. */
export async function useCode(
  tx: Tx,
  personId: PersonId,
  purpose: CodePurpose,
  grantHash: Buffer | null,
  at: Date,
): Promise<void> {
  await tx.query(
    `update one_time_code set used_at = $4, grant_hash = $3 where person_id = $1 and purpose = $2 and used_at is null`,
    [personId, purpose, grantHash, at],
  )
}

export async function deleteCode(tx: Tx, personId: PersonId, purpose: CodePurpose): Promise<void> {
  await tx.query(`delete from one_time_code where person_id = $1 and purpose = $2`, [personId, purpose])
}

export async function deleteOldCodes(tx: Tx, before: Date): Promise<void> {
  await tx.query(`delete from one_time_code where issued_at < $1`, [before])
}
