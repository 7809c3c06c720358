import type { IsoDate } from '#kernel/dates.ts'
import type { QueueScope } from './scope.ts'
import type { Database, Tx } from './database.ts'
import { randomId } from './ids.ts'

/** Ids of those in whose place a member of staff works on a day, as a subquery; both are parameters, `$3` say. */
export const absentNow = (staff: string, day: string): string =>
  `select absent_id from deputy where staff_id = ${staff}::bigint and from_day <= ${day}::date and until_day >= ${day}::date
     and ended_at is null`

/** In whose place a member of staff works on a day. */
export async function listAbsent(db: Database, staffId: string, day: IsoDate): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select absent_id as id from (${absentNow('$1', '$2')}) as one(absent_id)`,
    [staffId, day],
  )
  return rows.map(({ id }) => id)
}

export type Deputy = {
  deputyId: string
  absentId: string
  staffId: string
  /** Both days included. */
  fromDay: IsoDate
  untilDay: IsoDate
}

/** Holds the deputies of these members of staff still until the transaction ends: of two who name one, the second waits. */
export async function lockStaff(tx: Tx, staffIds: readonly string[]): Promise<void> {
  await tx.query(`select staff_id from staff where staff_id = any($1::bigint[]) order by staff_id for no key update`, [
    staffIds,
  ])
}

/** Deputyships on any of these days in which one of these members of staff is away or works for another. */
export async function listOverlapping(
  tx: Tx,
  staffIds: readonly string[],
  days: Pick<Deputy, 'fromDay' | 'untilDay'>,
): Promise<Deputy[]> {
  return tx.query<Deputy>(
    `select ${columns} from deputy where (absent_id = any($1::bigint[]) or staff_id = any($1::bigint[]))
       and from_day <= $3 and until_day >= $2 and ended_at is null`,
    [staffIds, days.fromDay, days.untilDay],
  )
}

export async function insertDeputy(
  tx: Tx,
  deputy: Omit<Deputy, 'deputyId'> & { namedBy: string; at: Date },
): Promise<void> {
  await tx.query(
    `insert into deputy (deputy_id, absent_id, staff_id, from_day, until_day, named_by, named_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [randomId(), deputy.absentId, deputy.staffId, deputy.fromDay, deputy.untilDay, deputy.namedBy, deputy.at],
  )
}

/** Takes a deputyship back if the absent one serves in this scope; false when there is none. */
export async function endDeputy(tx: Tx, scope: QueueScope, deputyId: string, at: Date): Promise<boolean> {
  const [within, value] = staffInScope(scope)
  const rows = await tx.query(
    `update deputy set ended_at = $3 where deputy_id = $2 and ended_at is null
       and absent_id in (select staff_id from staff where ${within}) returning deputy_id`,
    [value, deputyId, at],
  )
  return rows.length === 1
}

export type NamedDeputy = Deputy & { absentName: string; name: string }

/** Deputyships of a scope that are not over, those that begin first on top. */
export async function listDeputies(db: Database, scope: QueueScope, today: IsoDate): Promise<NamedDeputy[]> {
  const [within, value] = staffInScope(scope)
  return db.query<NamedDeputy>(
    `select deputy_id as "deputyId", absent_id as "absentId", d.staff_id as "staffId", from_day as "fromDay",
       until_day as "untilDay", absent.display_name as "absentName", working.display_name as name
     from deputy d join staff absent on absent.staff_id = absent_id join staff working on working.staff_id = d.staff_id
     where d.until_day >= $2 and d.ended_at is null and absent_id in (select staff_id from staff where ${within})
     order by d.from_day, d.deputy_id limit 200`,
    [value, today],
  )
}

export type Member = { staffId: string; name: string; role: string; unit?: string | null }

/** Active members of staff of these roles who serve in a scope. */
export async function listTeam(db: Tx, scope: QueueScope, roles: readonly string[]): Promise<Member[]> {
  const [within, value] = staffInScope(scope)
  return db.query<Member>(
    `select staff_id as "staffId", display_name as name, role, unit from staff
     where ${within} and disabled_at is null and role = any($2) order by display_name, staff_id limit 500`,
    [value, roles],
  )
}

const columns = `deputy_id as "deputyId", absent_id as "absentId", staff_id as "staffId", from_day as "fromDay",
  until_day as "untilDay"`

/** Who serves in a scope: those of its branches, and of a province those who serve it as a whole. `at`: its parameter. */
export const staffInScope = (scope: QueueScope, at = '$1'): [string, unknown] =>
  scope === 'everywhere'
    ? [`${at}::text is null`, null]
    : 'branchId' in scope
      ? [`branch_id = ${at}`, scope.branchId]
      : [`(province = ${at} or branch_id in (select branch_id from branch where province = ${at}))`, scope.province]
