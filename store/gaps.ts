import type { Database, Row } from './database.ts'

/** A question of somebody that no clerk recognised as one of the organisation's. */
export type Unmatched = { readonly trackingCode: string; readonly title: string; readonly body: string }

/** Questions received in a time that are linked to no canonical question, at most `limit`. */
export async function listUnmatched(db: Database, from: Date, until: Date, limit: number): Promise<Unmatched[]> {
  return db.query<Unmatched & Row>(
    `select r.tracking_code as "trackingCode", e.event ->> 'title' as title, e.event ->> 'body' as body
     from request r join request_event e on e.person_id = r.person_id and e.request_id = r.request_id and e.n = 0
     where r.kind = 'question' and r.question_id is null and r.received_at >= $1 and r.received_at < $2
     order by r.received_at desc, r.request_id limit $3`,
    [from, until, limit],
  )
}

/** How often a branch answered a question in its own words, and why. */
export type Deviation = {
  readonly branchId: number | null
  readonly branchName: string | null
  readonly questionId: number | null
  readonly canonical: string | null
  readonly count: number
  /** The latest, at most three. */
  readonly reasons: readonly string[]
}

/** Questions answered in own words since an instant, by branch and question, the most frequent on top. */
export async function listDeviations(db: Database, since: Date): Promise<Deviation[]> {
  return db.query<Deviation & Row>(
    `select r.branch_id as "branchId", branch.name as "branchName", r.question_id as "questionId", q.canonical,
       count(*)::int as count, (array_agg(d.reason order by e.at desc))[1:3] as reasons
     from request_event e join request r on r.person_id = e.person_id and r.request_id = e.request_id
       join lateral (select event -> 'draft' ->> 'reason' as reason from request_event d
         where d.person_id = e.person_id and d.request_id = e.request_id and d.kind = 'drafted' and d.n < e.n
         order by d.n desc limit 1) d on true
       left join branch on branch.branch_id = r.branch_id left join question q on q.question_id = r.question_id
     where e.kind = 'sent' and e.event ->> 'answerId' is null and e.at >= $1 and r.kind = 'question'
     group by r.branch_id, branch.name, r.question_id, q.canonical
     order by count(*) desc, r.branch_id nulls first, r.question_id nulls first limit 100`,
    [since],
  )
}
