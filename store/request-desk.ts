import { absentNow } from './deputies.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { AREAS } from '#kernel/request/request.ts'
import type { QueueScope } from './scope.ts'
import type { Tx } from './database.ts'
import { requestColumns, type RequestKey, type RequestRow } from './requests.ts'

/** Who looks at requests: of which kinds, and whose. */
export type RequestViewer = { readonly staffId: string; readonly kinds: readonly string[]; readonly scope: QueueScope }

/**
 * What a viewer may see of requests, as a condition with its three values ($1 to $3). Nobody sees what is about their own
 * branch, whoever it was given to. `kind`: the condition on it, where kinds of the viewer are gone through one by one.
 */
export function requestsSeenBy({ kinds, scope }: RequestViewer, kind = 'any($1)'): [string, unknown[]] {
  const branch = scope !== 'everywhere' && 'branchId' in scope ? scope.branchId : null
  const province = scope !== 'everywhere' && 'province' in scope ? scope.province : null
  const within =
    branch !== null
      ? 'request.branch_id = $2 and $3::text is null and (about_branch is null or about_branch <> $2)'
      : province !== null
        ? 'request.province = $3 and $2::int is null'
        : '$2::int is null and $3::text is null'
  return [`request.kind = ${kind} and ${within}`, [kinds, branch, province]]
}

export const seesOneBranch = ({ scope }: RequestViewer): boolean => scope !== 'everywhere' && 'branchId' in scope

/**
 * Where many may be seen, lists are read cell by cell, each of them in the order of its index: every kind of the viewer
 * ($1) with every area of a parameter.
 */
export const cells = (areas: string): string =>
  `(select * from unnest($1::text[]) as k(kind) cross join unnest(${areas}::text[]) as a(area)) as cell`

/** The request of a tracking code, if this viewer may see it. */
export async function findRequestInScope(db: Tx, viewer: RequestViewer, code: string): Promise<RequestRow | undefined> {
  const [seen, values] = requestsSeenBy(viewer)
  const rows = await db.query<RequestRow>(
    `select ${requestColumns()} from request where ${seen} and (person_id, request_id) in
       (select person_id, subject_id from tracking where code = $4 and kind = 'request')`,
    [...values, code],
  )
  return rows[0]
}

/** Whose request a tracking code names, if this viewer may see it. */
export async function findKeyInScope(db: Tx, viewer: RequestViewer, code: string): Promise<RequestKey | undefined> {
  const [seen, values] = requestsSeenBy(viewer)
  const rows = await db.query<RequestKey>(
    `select person_id as "personId", request_id as "requestId" from request where ${seen} and (person_id, request_id) in
       (select person_id, subject_id from tracking where code = $4 and kind = 'request')`,
    [...values, code],
  )
  return rows[0]
}

const FREE = `open and state = 'assigned' and holder is null`
const IN_LINE = 'due_at, promptness desc, request_id'
/** Not known to ask one of the questions that a parameter bars. */
const notOf = (barred: string): string => `(question_id is null or question_id <> all(${barred}::int[]))`

export type NextInLine = RequestKey & { readonly trackingCode: string }

/**
 * The request that is next in line and in nobody's hand, locked; passed over are those that others are just taking, and
 * those that are known to ask one of `barred` questions.
 */
export async function lockNextRequest(
  tx: Tx,
  viewer: RequestViewer,
  barred: readonly number[],
): Promise<NextInLine | undefined> {
  if (seesOneBranch(viewer)) {
    const [seen, values] = requestsSeenBy(viewer)
    return lockFirst(tx, `${seen} and ${notOf('$4')}`, [...values, barred])
  }
  const [seen, values] = requestsSeenBy(viewer, 'cell.kind')
  const lines = await tx.query<{ kind: string; area: string }>(
    `select cell.kind, cell.area from ${cells('$4')}, lateral (select due_at, promptness, request_id from request
       where ${seen} and area = cell.area and ${FREE} and ${notOf('$5')} order by ${IN_LINE} limit 1) as first
     order by ${IN_LINE}`,
    [...values, Object.keys(AREAS), barred],
  )
  for (const { kind, area } of lines) {
    const [within, scope] = requestsSeenBy(viewer, '$5 and $5 = any($1) and area = $6')
    const next = await lockFirst(tx, `${within} and ${notOf('$4')}`, [...scope, barred, kind, area])
    if (next !== undefined) return next
  }
  return undefined
}

async function lockFirst(tx: Tx, within: string, values: readonly unknown[]): Promise<NextInLine | undefined> {
  const rows = await tx.query<NextInLine>(
    `select person_id as "personId", request_id as "requestId", tracking_code as "trackingCode" from request
     where ${within} and ${FREE} order by ${IN_LINE} limit 1 for update skip locked`,
    values,
  )
  return rows[0]
}

/** How many requests in nobody's hand ask one of some questions, counted up to `most`. */
export async function countFreeAbout(
  db: Tx,
  viewer: RequestViewer,
  questions: readonly number[],
  most: number,
): Promise<number> {
  if (questions.length === 0) return 0
  const [seen, values] = requestsSeenBy(viewer)
  const rows = await db.query<{ n: number }>(
    `select count(*)::int as n from (select from request where ${seen} and ${FREE} and question_id = any($4::int[])
       limit $5) as one`,
    [...values, questions, most],
  )
  return rows[0]!.n
}

/** What somebody has in hand that they took by a request of this key. */
export async function findTakenBy(tx: Tx, staffId: string, key: string): Promise<NextInLine | undefined> {
  const rows = await tx.query<NextInLine>(
    `select r.person_id as "personId", r.request_id as "requestId", r.tracking_code as "trackingCode" from request_event e
       join request r on r.person_id = e.person_id and r.request_id = e.request_id
     where e.kind = 'taken' and e.key = $2 and r.holder = $1 and r.open limit 1`,
    [staffId, key],
  )
  return rows[0]
}

/** Whether somebody works in the place of another on a day. */
export async function standsInFor(tx: Tx, staffId: string, absent: string, day: IsoDate): Promise<boolean> {
  const rows = await tx.query(`select from (${absentNow('$1', '$2')}) as a(id) where id = $3::bigint`, [
    staffId,
    day,
    absent,
  ])
  return rows.length > 0
}
