import type { IsoDate } from '#kernel/dates.ts'
import { inScope, type QueueScope } from './scope.ts'
import type { CoverKey } from './covers.ts'
import type { Database } from './database.ts'

/** A cover as a branch sees it: whose, of whom, and what is asked about it. */
export type CoverAtBranch = CoverKey & {
  readonly relation: string
  readonly name: string
  readonly insuredName: string | null
  readonly until: IsoDate | null
  readonly question: string | null
  readonly questionAt: Date | null
}

/** The branch of the insured; of somebody the organisation has never met, the default one. */
const BRANCH = `coalesce(m.branch_id, p.branch_id, (select branch_id from branch where is_default))`

const SELECT = `select c.person_id as "personId", c.dependant_id as "dependantId", c.from_date as "from", c.relation, c.name,
    p.first_name || ' ' || p.last_name as "insuredName", c.until_date as until, c.question, c.question_at as "questionAt"
  from register_cover c left join register_member m on m.person_id = c.person_id
    left join person p on p.person_id = c.person_id`

/** What branches are asked about covers, the oldest question first. */
export async function listCoverQuestions(db: Database, scope: QueueScope, limit: number): Promise<CoverAtBranch[]> {
  const [within, value] = inScope(scope, BRANCH)
  return db.query<CoverAtBranch>(
    `${SELECT} where ${within} and c.question is not null order by c.question_at, c.dependant_id limit $2`,
    [value, limit],
  )
}

/** Covers that end after `today` and before `until`, the nearest first. */
export async function listEndingCovers(
  db: Database,
  scope: QueueScope,
  today: IsoDate,
  until: IsoDate,
  limit: number,
): Promise<CoverAtBranch[]> {
  const [within, value] = inScope(scope, BRANCH)
  return db.query<CoverAtBranch>(
    `${SELECT} where ${within} and c.ended_on is null and c.until_date > $2 and c.until_date <= $3
     order by c.until_date, c.dependant_id limit $4`,
    [value, today, until, limit],
  )
}

/** A cover about which a branch in scope is asked something. */
export async function findCoverQuestion(
  db: Database,
  scope: QueueScope,
  key: CoverKey,
): Promise<CoverAtBranch | undefined> {
  const [within, value] = inScope(scope, BRANCH)
  const rows = await db.query<CoverAtBranch>(
    `${SELECT} where ${within} and c.person_id = $2 and c.dependant_id = $3 and c.from_date = $4
       and c.question is not null`,
    [value, key.personId, key.dependantId, key.from],
  )
  return rows[0]
}
