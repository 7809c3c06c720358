import { columns, type ApplicationRow } from './applications.ts'
import { inScope, type QueueScope } from './scope.ts'
import type { Database, Tx } from './database.ts'
import type { PersonId } from './ids.ts'

/** Who looks: what they do in flows, and whose cases they may see. */
export type Viewer = { readonly staffId: string; readonly role: string; readonly scope: QueueScope }

/**
 * What a viewer may see of applications, as a condition with its four values: those in scope that were sent. Inquirers and
 * physicians see an application only while it waits for them or a question in it does.
 */
export function seenBy({ staffId, role, scope }: Viewer): [string, unknown[]] {
  const [within, value] = inScope(scope)
  const whole = role === 'officer' || role === 'supervisor'
  const asked = `ended_at is null and exists (select from application_question q
    where q.person_id = application.person_id and q.application_id = application.application_id and answered_at is null
      and (to_staff = $4 or to_role = $2))`
  return [
    `${within} and submitted_at is not null and ($3 or $2 = any(roles) or (${asked}))`,
    [value, role, whole, staffId],
  ]
}

/** The application of a tracking code, if this viewer may see it. */
export async function findInScope(db: Database, viewer: Viewer, code: string): Promise<ApplicationRow | undefined> {
  const [seen, values] = seenBy(viewer)
  const rows = await db.query<ApplicationRow>(
    `select ${columns} from application where ${seen} and (person_id, application_id) in
       (select person_id, subject_id from tracking where code = $5 and kind = 'application')`,
    [...values, code],
  )
  return rows[0]
}

/** A person's applications that this viewer may see, newest first. */
export async function listOfPersonInScope(
  db: Database,
  viewer: Viewer,
  personId: PersonId,
  limit: number,
): Promise<ApplicationRow[]> {
  const [seen, values] = seenBy(viewer)
  return db.query<ApplicationRow>(
    `select ${columns} from application where ${seen} and person_id = $5 order by opened_at desc limit $6`,
    [...values, personId, limit],
  )
}

/** Applications of people whose name holds all these folded words, in any order and spacing; open ones first. */
export async function listByNameInScope(
  db: Database,
  viewer: Viewer,
  words: readonly string[],
  limit: number,
): Promise<ApplicationRow[]> {
  const [seen, values] = seenBy(viewer)
  // One condition for each word: the index by letters is not used for `like all`.
  const holds = words.map((_, n) => `replace(applicant_name, ' ', '') like $${n + 6}`).join(' and ')
  return db.query<ApplicationRow>(
    `select ${columns} from application where ${seen} and ${holds}
     order by ended_at is not null, due_at, application_id limit $5`,
    [...values, limit, ...words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)],
  )
}

export type Load = {
  staffId: string
  name: string
  role: string
  inHand: number
  late: number
  nextDue: Date | null
}

/** What each member of staff of these roles has in hand, the busiest first; those with nothing too. */
export async function listWorkload(
  db: Database,
  scope: QueueScope,
  roles: readonly string[],
  now: Date,
): Promise<Load[]> {
  const [within, value] = inScope(scope)
  return db.query<Load>(
    `select s.staff_id as "staffId", s.display_name as name, s.role, count(a.due_at)::int as "inHand",
       (count(*) filter (where a.due_at < $2))::int as late, min(a.due_at) as "nextDue"
     from staff s left join (
       select holder, due_at from application where turn = 'organisation' and holder is not null and ${within}
     ) a on a.holder = s.staff_id
     where s.role = any($3) and ((${within} and s.disabled_at is null) or a.holder is not null)
     group by s.staff_id order by count(a.due_at) desc, s.display_name limit 200`,
    [value, now, roles],
  )
}

export type Colleague = { staffId: string; name: string; role: string; unit?: string | null }

/** Members of staff of these roles who serve a branch. */
export async function listColleagues(
  db: Database,
  branchId: number | null,
  roles: readonly string[],
): Promise<Colleague[]> {
  return db.query<Colleague>(
    `select staff_id as "staffId", display_name as name, role, unit from staff
     where disabled_at is null and role = any($2) and (branch_id = $1
       or (branch_id is null and (province is null or province = (select province from branch where branch_id = $1))))
     order by display_name limit 200`,
    [branchId, roles],
  )
}

/** Names by staff id. */
export async function staffNames(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ id: string; name: string }>(
    `select staff_id as id, display_name as name from staff where staff_id = any($1::bigint[])`,
    [ids],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Names by person id, as the civil registry writes them. */
export async function personNames(db: Database, ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>> {
  const rows = await db.query<{ id: PersonId; name: string }>(
    `select person_id as id, first_name || ' ' || last_name as name from person where person_id = any($1::bigint[])`,
    [ids],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What a member of staff has in hand that came to them by a request of this key. */
export async function findClaimedBy(
  tx: Tx,
  staffId: string,
  key: string,
): Promise<Pick<ApplicationRow, 'personId' | 'applicationId' | 'trackingCode'> | undefined> {
  const rows = await tx.query<Pick<ApplicationRow, 'personId' | 'applicationId' | 'trackingCode'>>(
    `select a.person_id as "personId", a.application_id as "applicationId", a.tracking_code as "trackingCode"
     from application a join application_action x
       on x.person_id = a.person_id and x.application_id = a.application_id and x.key = $2
     where a.holder = $1 and a.turn = 'organisation' limit 1`,
    [staffId, key],
  )
  return rows[0]
}
