import type { Database, Row, Tx } from './database.ts'

/** A copy of an answered request, as staff see it. */
export type PublicCase = {
  readonly caseId: string
  readonly kind: 'question' | 'information'
  readonly question: string
  readonly answer: string
  readonly proposedBy: string
  readonly proposedByName: string
  readonly proposedAt: Date
  readonly checkedByName: string | null
  readonly checkedAt: Date | null
  /** Null: waits for the second person. */
  readonly published: boolean | null
  readonly refusal: string | null
  readonly withdrawnAt: Date | null
}

export type NewCopy = Pick<PublicCase, 'kind' | 'question' | 'answer'> & { readonly words: readonly string[] }

/** Writes a copy down; answers its number. Throws `copy_without_numbers`. */
export async function addCopy(
  tx: Tx,
  { kind, question, answer, words }: NewCopy,
  by: string,
  at: Date,
): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    `insert into public_case (kind, question_text, answer_text, words, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6) returning case_id as id`,
    [kind, question, answer, words, by, at],
  )
  return row!.id
}

const copies = `select case_id as "caseId", kind, question_text as question, answer_text as answer,
    proposed_by as "proposedBy", one.display_name as "proposedByName", proposed_at as "proposedAt",
    other.display_name as "checkedByName", checked_at as "checkedAt", published, refusal, withdrawn_at as "withdrawnAt"
  from public_case join staff one on one.staff_id = proposed_by left join staff other on other.staff_id = checked_by`

/** What waits for a second person, the oldest on top. */
export async function listCopiesWaiting(db: Database): Promise<PublicCase[]> {
  return db.query<PublicCase & Row>(`${copies} where published is null order by case_id limit 200`)
}

/** What was decided lately, the newest on top. */
export async function listCopiesDecided(db: Database, limit: number): Promise<PublicCase[]> {
  return db.query<PublicCase & Row>(
    `${copies} where published is not null order by checked_at desc, case_id desc limit $1`,
    [limit],
  )
}

export async function findCopy(db: Tx, caseId: string): Promise<PublicCase | undefined> {
  return (await db.query<PublicCase & Row>(`${copies} where case_id = $1`, [caseId]))[0]
}

/** Publishes a copy, or not, with the reason; false where it waits no longer. Throws `copy_checked_by_a_second_person`. */
export async function decideCopy(
  tx: Tx,
  caseId: string,
  by: string,
  refusal: string | null,
  at: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `update public_case set checked_by = $2, checked_at = $3, published = $4::text is null, refusal = $4
     where case_id = $1 and published is null returning case_id`,
    [caseId, by, at, refusal],
  )
  return rows.length === 1
}

/** Takes a published copy out of sight; false where there is none. */
export async function withdrawCopy(tx: Tx, caseId: string, by: string, at: Date): Promise<boolean> {
  const rows = await tx.query(
    `update public_case set withdrawn_by = $2, withdrawn_at = $3
     where case_id = $1 and published and withdrawn_at is null returning case_id`,
    [caseId, by, at],
  )
  return rows.length === 1
}
