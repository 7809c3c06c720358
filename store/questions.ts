import type { Addressee } from '#kernel/service/action.ts'
import type { ApplicationKey } from './applications.ts'
import { inScope } from './scope.ts'
import type { Database, Tx } from './database.ts'
import type { Viewer } from './desk.ts'

/** Notes that a question of an application waits for somebody. `n`: its place among the actions. */
export async function insertQuestion(
  tx: Tx,
  { personId, applicationId }: ApplicationKey,
  question: { n: number; branchId: number | null; askedBy: string; to: Addressee; at: Date },
): Promise<void> {
  const { n, branchId, askedBy, to, at } = question
  await tx.query(
    `insert into application_question (person_id, application_id, n, branch_id, asked_by, to_staff, to_role, asked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [personId, applicationId, n, branchId, askedBy, 'staff' in to ? to.staff : null, 'role' in to ? to.role : null, at],
  )
}

export async function markAnswered(
  tx: Tx,
  { personId, applicationId }: ApplicationKey,
  n: number,
  at: Date,
): Promise<void> {
  await tx.query(
    `update application_question set answered_at = $4 where person_id = $1 and application_id = $2 and n = $3`,
    [personId, applicationId, n, at],
  )
}

export type AskedLine = ApplicationKey & {
  n: number
  trackingCode: string
  service: string
  version: number
  askedBy: string
  toStaff: string | null
  toRole: string | null
  askedAt: Date
  answeredAt: Date | null
}

const columns = `q.person_id as "personId", q.application_id as "applicationId", n, a.tracking_code as "trackingCode", a.service,
  a.version, asked_by as "askedBy", to_staff as "toStaff", to_role as "toRole", asked_at as "askedAt",
  answered_at as "answeredAt"`
const joined = `application_question q join application a on a.person_id = q.person_id and a.application_id = q.application_id`

/** Questions of colleagues that wait for somebody, oldest first. */
export async function listQuestionsTo(db: Database, { staffId, role, scope }: Viewer): Promise<AskedLine[]> {
  const [within, value] = inScope(scope, 'a.branch_id')
  return db.query<AskedLine>(
    `select ${columns} from ${joined}
     where answered_at is null and a.ended_at is null and ${within}
       and (to_staff = $3 or (to_role = $2 and asked_by <> $3))
     order by asked_at limit 100`,
    [value, role, staffId],
  )
}

/** What somebody asked since an instant, newest first. */
export async function listQuestionsBy(db: Database, { staffId, scope }: Viewer, since: Date): Promise<AskedLine[]> {
  const [within, value] = inScope(scope, 'a.branch_id')
  return db.query<AskedLine>(
    `select ${columns} from ${joined} where asked_by = $2 and asked_at > $3 and ${within}
     order by asked_at desc limit 100`,
    [value, staffId, since],
  )
}
