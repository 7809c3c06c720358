import type { Database, Row, Tx } from './database.ts'

/** How somebody asked what a clerk recognised as a question. */
export type WordingProposal = {
  readonly proposalId: string
  readonly questionId: number
  readonly canonical: string
  readonly wording: string
  readonly proposedBy: string
  readonly proposedByName: string
  readonly proposedAt: Date
}

/** Proposes a wording of a question, the person's own words; the same words for the same question once only. */
export async function proposeWording(
  tx: Tx,
  { questionId, wording, by, at }: { questionId: number; wording: string; by: string; at: Date },
): Promise<void> {
  await tx.query(
    `insert into wording_proposal (question_id, wording, proposed_by, proposed_at)
     select $1, $2, $3, $4 where fa_norm($2) <> '' on conflict do nothing`,
    [questionId, wording, by, at],
  )
}

const waiting = `select proposal_id as "proposalId", question_id as "questionId", canonical, wording,
    proposed_by as "proposedBy", display_name as "proposedByName", proposed_at as "proposedAt"
  from wording_proposal join question using (question_id) join staff on staff_id = proposed_by
  where decided_at is null`

/** Wordings that wait for an editor, the oldest on top. */
export async function listWordingsWaiting(db: Database): Promise<WordingProposal[]> {
  return db.query<WordingProposal & Row>(`${waiting} order by proposal_id limit 200`)
}

/** One that waits, locked. */
export async function lockWording(tx: Tx, proposalId: string): Promise<WordingProposal | undefined> {
  return (
    await tx.query<WordingProposal & Row>(`${waiting} and proposal_id = $1 for update of wording_proposal`, [
      proposalId,
    ])
  )[0]
}

/** Takes a wording in as it stands now, or not (null). Throws `wording_read_by_a_second_person`. */
export async function decideWording(
  tx: Tx,
  proposalId: string,
  by: string,
  takenAs: string | null,
  at: Date,
): Promise<void> {
  await tx.query(`update wording_proposal set decided_by = $2, decided_at = $3, taken_as = $4 where proposal_id = $1`, [
    proposalId,
    by,
    at,
    takenAs,
  ])
}
