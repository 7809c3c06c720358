import type { IsoDate } from '#kernel/dates.ts'
import type { ApplicationRow } from './applications.ts'
import type { Database, Row } from './database.ts'
import { absentNow } from './deputies.ts'
import type { PersonId } from './ids.ts'
import { asTexts, dateFrom, milliseconds, type Value } from './of-person.ts'
import { inScope, type QueueScope } from './scope.ts'

export type QueueFilter = {
  service?: string
  /** In nobody's hand, or in the hand of one of these members of staff. */
  holder?: 'free' | readonly string[]
  late?: boolean
}
export type QueueEnd = { dueAt: Date; applicationId: string }

/** What a queue shows of an application. */
export type Queued = Pick<
  ApplicationRow,
  'personId' | 'applicationId' | 'service' | 'version' | 'trackingCode' | 'state' | 'holder'
> & { dueAt: Date; name: string; holderName: string | null }

/**
 * One page of what waits for a role (null: for anybody), most urgent first; `after` is the last row of the page before.
 * Only conditions that are wished for stand in the statement, and the index has all but the names: so the database reads
 * the page off it and stops, also by a plan made for no branch in particular.
 */
export async function listQueue(
  db: Database,
  staff: { role: string | null; scope: QueueScope },
  filter: QueueFilter,
  now: Date,
  after: QueueEnd | null,
  limit: number,
): Promise<Queued[]> {
  const [scope, first] = inScope(staff.scope)
  const values = [first]
  const value = (each: unknown) => `$${values.push(each)}`
  const where = [`turn = 'organisation'`, scope]
  if (staff.role !== null) where.push(`${value(staff.role)} = any(roles)`)
  if (filter.service !== undefined) where.push(`service = ${value(filter.service)}`)
  if (filter.holder === 'free') where.push('holder is null')
  else if (filter.holder !== undefined) where.push(`holder = any(${value(filter.holder)}::bigint[])`)
  if (filter.late === true) where.push(`due_at < ${value(now)}`)
  if (after !== null)
    where.push(`(due_at, application_id) > (${value(after.dueAt)}, ${value(after.applicationId)}::bigint)`)
  const page = await ofDesk<{ rows: Value[][] }>(
    db,
    staff.scope,
    `select array_to_json(array(select ${queuedValues}
       from (select person_id, application_id, service, version, tracking_code, state, holder, due_at from application
         where ${where.join(' and ')} order by due_at, application_id limit ${value(limit)}) q
       join person p on p.person_id = q.person_id order by q.due_at, q.application_id)) as rows`,
    values,
  )
  return page[0]!.rows.map(queued)
}

const queuedValues = asTexts(
  // oxfmt-ignore
  [
    'q.person_id', 'q.application_id', 'q.service', 'q.version', 'q.tracking_code', 'q.state', 'q.holder',
    milliseconds('q.due_at'), "(p.first_name || ' ' || p.last_name)",
    '(select h.display_name from staff h where h.staff_id = q.holder)',
  ],
)

function queued([
  personId,
  applicationId,
  service,
  version,
  code,
  state,
  holder,
  due,
  name,
  holderName,
]: Value[]): Queued {
  return {
    personId: personId as PersonId,
    applicationId: applicationId!,
    service: service!,
    version: Number(version),
    trackingCode: code!,
    state: state!,
    holder: holder ?? null,
    dueAt: dateFrom(due)!,
    name: name!,
    holderName: holderName ?? null,
  }
}

/** What is asked of one branch is short, and goes with the other reads; of a province or all, it would hold them up. */
function ofDesk<T extends Row>(
  db: Database,
  scope: QueueScope,
  text: string,
  values: readonly unknown[],
): Promise<T[]> {
  if (scope === 'everywhere' || !('branchId' in scope)) return db.query<T>(text, values)
  return db.read<T>(nameOf(text), text, values)
}

const names = new Map<string, string>()

function nameOf(text: string): string {
  const name = names.get(text) ?? `desk-${names.size}`
  names.set(text, name)
  return name
}

/** What waits for a role. */
export type Waiting = { waiting: number; late: number; today: number }

export async function countWaiting(
  db: Database,
  staff: { role: string; scope: QueueScope },
  now: Date,
  endOfToday: Date,
): Promise<Waiting> {
  const [scope, value] = inScope(staff.scope)
  const rows = await ofDesk<Waiting>(
    db,
    staff.scope,
    `select count(*)::int as waiting, count(*) filter (where due_at < $3)::int as late,
       count(*) filter (where due_at >= $3 and due_at <= $4)::int as today
     from application where turn = 'organisation' and ${scope} and $2 = any(roles)`,
    [value, staff.role, now, endOfToday],
  )
  return rows[0]!
}

/** What waits for one member of staff. */
export type Own = {
  mine: number
  /** In the hand of those in whose place this member of staff works today. */
  absent: number
  /** Questions of colleagues that wait for this member of staff. */
  questions: number
}

export async function countOwn(
  db: Database,
  staff: { staffId: string; role: string; scope: QueueScope },
  today: IsoDate,
): Promise<Own> {
  const [scope, value] = inScope(staff.scope)
  const inHand = `turn = 'organisation' and holder is not null and ${scope} and $2 = any(roles)`
  const rows = await ofDesk<Own>(
    db,
    staff.scope,
    `select (select count(*)::int from application where ${inHand} and holder = $3::bigint) as mine,
       (select count(*)::int from application where ${inHand} and holder in (${absentNow('$3', '$4')})) as absent,
       (select count(*)::int from application_question q
        where answered_at is null and ${scope} and (to_staff = $3 or (to_role = $2 and asked_by <> $3))
          and exists (select from application a where a.person_id = q.person_id and a.application_id = q.application_id
                      and a.ended_at is null)) as questions`,
    [value, staff.role, staff.staffId, today],
  )
  return rows[0]!
}

/** The numbers above the queue. */
export type QueueCounts = Waiting & Own
