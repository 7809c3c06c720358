import type { Database, Tx } from './database.ts'
import type { RequestKey } from './requests.ts'

/** Somebody who got an answer: their last request that was answered so. */
export type Receiver = RequestKey & { readonly trackingCode: string; readonly sentAt: Date }

/**
 * Those who got an answer since an instant and were not sent a correction of it: one request of each person, of each
 * mobile of guests. Reporters without a name have none: they read it where they read the answer.
 */
export async function listReceivers(db: Tx, answerId: string, since: Date, limit: number): Promise<Receiver[]> {
  return db.query<Receiver>(
    `select distinct on (coalesce(r.contact_mobile, r.person_id::text)) r.person_id as "personId",
       r.request_id as "requestId", r.tracking_code as "trackingCode", e.at as "sentAt"
     from request_event e join request r on r.person_id = e.person_id and r.request_id = e.request_id
     where e.kind = 'sent' and e.event ->> 'answerId' = $1 and e.at >= $2
       and not exists (select from correction c where c.person_id = r.person_id and c.answer_id = $1::bigint)
       and not exists (select from correction c join request o on o.person_id = c.person_id and o.request_id = c.request_id
         where c.answer_id = $1::bigint and o.contact_mobile = r.contact_mobile)
     order by coalesce(r.contact_mobile, r.person_id::text), e.at desc limit $3`,
    [answerId, since, limit],
  )
}

/** How many got an answer since an instant and were not sent a correction, and how many were. */
export async function countReceivers(
  db: Database,
  answerId: string,
  since: Date,
): Promise<{ waiting: number; corrected: number }> {
  const [waiting, rows] = await Promise.all([
    listReceivers(db, answerId, since, 100_000),
    db.query<{ count: number }>('select count(*)::int as count from correction where answer_id = $1', [answerId]),
  ])
  return { waiting: waiting.length, corrected: rows[0]!.count }
}

/** Notes a correction; false when this person was sent one before. */
export async function addCorrection(
  tx: Tx,
  { personId, requestId }: RequestKey,
  correction: { answerId: string; text: string; by: string },
  at: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into correction (person_id, answer_id, request_id, text, sent_by, at) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning person_id`,
    [personId, correction.answerId, requestId, correction.text, correction.by, at],
  )
  return rows.length === 1
}
