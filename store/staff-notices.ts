import type { IsoDate } from '#kernel/dates.ts'
import type { Database, Row, Tx } from './database.ts'
import { randomId, type PersonId } from './ids.ts'

/** What a member of staff is told about a request. */
export type NewNotice = {
  readonly staffId: string
  readonly kind: string
  readonly personId: PersonId
  readonly requestId: string
  readonly body: Readonly<Record<string, unknown>>
  /** The same to the same member of staff again is the same notice. */
  readonly dedupeKey: string
}

/** Tells staff, each thing once. Answers how many were told now. */
export async function tellStaff(tx: Tx, notices: readonly NewNotice[], at: Date): Promise<number> {
  if (notices.length === 0) return 0
  const list = (pick: (one: NewNotice) => unknown) => notices.map(pick)
  const rows = await tx.query(
    `insert into staff_notice (staff_id, notice_id, at, kind, requester_id, request_id, body, dedupe_key)
     select staff_id, notice_id, $8, kind, requester_id, request_id, body, dedupe_key
     from unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::jsonb[], $7::text[])
       as given(staff_id, notice_id, kind, requester_id, request_id, body, dedupe_key)
     on conflict (staff_id, dedupe_key) do nothing returning notice_id`,
    [
      list(({ staffId }) => staffId),
      notices.map(() => randomId()),
      list(({ kind }) => kind),
      list(({ personId }) => personId),
      list(({ requestId }) => requestId),
      list(({ body }) => JSON.stringify(body)),
      list(({ dedupeKey }) => dedupeKey),
      at,
    ],
  )
  return rows.length
}

export type Notice = {
  staffId: string
  noticeId: string
  at: Date
  kind: string
  personId: PersonId
  requestId: string
  body: Record<string, unknown>
  seenAt: Date | null
}

/** What a member of staff was told, newest first: what is new, or all of it. */
export async function listNotices(db: Database, staffId: string, onlyNew: boolean, limit: number): Promise<Notice[]> {
  return db.query<Notice>(
    `select staff_id as "staffId", notice_id as "noticeId", at, kind, requester_id as "personId", request_id as "requestId",
       body, seen_at as "seenAt"
     from staff_notice where staff_id = $1 and (seen_at is null or not $2) order by at desc, notice_id desc limit $3`,
    [staffId, onlyNew, limit],
  )
}

export async function countNewNotices(db: Database, staffId: string): Promise<number> {
  const rows = await db.query<{ count: number }>(
    `select count(*)::int as count from staff_notice where staff_id = $1 and seen_at is null`,
    [staffId],
  )
  return rows[0]!.count
}

/** Marks what one was told as seen: one notice, or all up to an instant. */
export async function markSeen(db: Tx, staffId: string, which: string | Date, at: Date): Promise<void> {
  const [condition, value] =
    which instanceof Date ? ['at <= $2::timestamptz', which] : ['notice_id = $2::bigint', which]
  await db.query(`update staff_notice set seen_at = $3 where staff_id = $1 and seen_at is null and ${condition}`, [
    staffId,
    value,
    at,
  ])
}

/** Who may be told, and who works in their place on a day. */
export type Tellable = {
  readonly staffId: string
  readonly role: string
  readonly branchId: number | null
  readonly province: string | null
  /** Of the branch, where one serves a branch. */
  readonly branchProvince: string | null
  /** Who works in their place today; null: they are here. */
  readonly deputyId: string | null
}

/** Active members of staff of some roles, and these ones. */
export async function listTellable(
  db: Tx,
  roles: readonly string[],
  staffIds: readonly string[],
  day: IsoDate,
): Promise<Tellable[]> {
  return db.query<Tellable & Row>(
    `select s.staff_id as "staffId", s.role, s.branch_id as "branchId", s.province, b.province as "branchProvince",
       (select d.staff_id from deputy d where d.absent_id = s.staff_id and d.from_day <= $3 and d.until_day >= $3
          and d.ended_at is null order by d.deputy_id limit 1) as "deputyId"
     from staff s left join branch b using (branch_id)
     where s.disabled_at is null and (s.role = any($1) or s.staff_id = any($2::bigint[])) order by s.staff_id`,
    [roles, staffIds, day],
  )
}
