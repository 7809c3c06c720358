import type { Database, Tx } from './database.ts'
import { randomId } from './ids.ts'
import { hex, milliseconds, withAsked, type Answered, type Asked } from './of-person.ts'

export type StaffRow = {
  staffId: string
  userName: string
  displayName: string
  role: string
  branchId: number | null
  province: string | null
  /** Null: all units of a branch. */
  unit: string | null
  passwordHash: string
  totpSecret: Buffer
  totpLastStep: string
}

const columns = `staff_id as "staffId", user_name as "userName", display_name as "displayName", role,
  branch_id as "branchId", province, unit, password_hash as "passwordHash", totp_secret as "totpSecret",
  totp_last_step as "totpLastStep"`

/** False when the user name is taken. */
export async function insertStaff(
  tx: Tx,
  row: Omit<StaffRow, 'totpLastStep' | 'unit'> & { readonly unit?: string | null },
  at: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into staff (staff_id, user_name, display_name, role, branch_id, province, password_hash, totp_secret, created_at, unit)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (user_name) do nothing returning staff_id`,
    [
      row.staffId,
      row.userName,
      row.displayName,
      row.role,
      row.branchId,
      row.province,
      row.passwordHash,
      row.totpSecret,
      at,
      row.unit ?? null,
    ],
  )
  return rows.length === 1
}

/** Puts an active member of staff into a unit; null: all of them. Answers who it is; null when there is none of this name. */
export async function putIntoUnit(tx: Tx, userName: string, unit: string | null): Promise<string | null> {
  const rows = await tx.query<{ staffId: string }>(
    `update staff set unit = $2 where user_name = $1 and disabled_at is null returning staff_id as "staffId"`,
    [userName, unit],
  )
  return rows[0]?.staffId ?? null
}

/** Gives an active member of staff a new password and second factor, and ends their sessions; null when there is none of this name. */
export async function renewStaff(
  tx: Tx,
  userName: string,
  access: Pick<StaffRow, 'passwordHash' | 'totpSecret'>,
): Promise<string | null> {
  const rows = await tx.query<{ staffId: string }>(
    `update staff set password_hash = $2, totp_secret = $3, totp_last_step = 0
     where user_name = $1 and disabled_at is null returning staff_id as "staffId"`,
    [userName, access.passwordHash, access.totpSecret],
  )
  const staffId = rows[0]?.staffId
  if (staffId === undefined) return null
  await tx.query(`update staff_session set ended_at = now() where staff_id = $1 and ended_at is null`, [staffId])
  return staffId
}

/** What one member of staff does waits, until the transaction ends, for what else they do under this lock. */
export async function lockStaff(tx: Tx, staffId: string): Promise<void> {
  await tx.query(`select from staff where staff_id = $1 for no key update`, [staffId])
}

export async function findStaff(db: Database, userName: string): Promise<StaffRow | undefined> {
  const rows = await db.query<StaffRow>(`select ${columns} from staff where user_name = $1 and disabled_at is null`, [
    userName,
  ])
  return rows[0]
}

/** Uses up a TOTP step; false when this or a later one was used before. */
export async function useTotpStep(tx: Tx, staffId: string, step: number): Promise<boolean> {
  const rows = await tx.query(
    `update staff set totp_last_step = $2 where staff_id = $1 and totp_last_step < $2 returning staff_id`,
    [staffId, step],
  )
  return rows.length === 1
}

export async function disableStaff(tx: Tx, userName: string, at: Date): Promise<boolean> {
  const rows = await tx.query<{ staffId: string }>(
    `update staff set disabled_at = $2 where user_name = $1 and disabled_at is null returning staff_id as "staffId"`,
    [userName, at],
  )
  if (rows[0])
    await tx.query(`update staff_session set ended_at = $2 where staff_id = $1 and ended_at is null`, [
      rows[0].staffId,
      at,
    ])
  return rows.length === 1
}

export type StaffSession = {
  staffId: string
  sessionId: string
  tokenHash: Buffer
  /** Instants, milliseconds. */
  lastSeenAt: number
  expiresAt: number
  userName: string
  displayName: string
  role: string
  branchId: number | null
  branchName: string | null
  province: string | null
  unit: string | null
}

export async function insertStaffSession(
  tx: Tx,
  row: { staffId: string; sessionId: string; tokenHash: Buffer; at: Date; expiresAt: Date },
): Promise<void> {
  await tx.query(
    `insert into staff_session (staff_id, session_id, token_hash, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4, $4, $5)`,
    [row.staffId, row.sessionId, row.tokenHash, row.at, row.expiresAt],
  )
}

/** A session that was not ended, of somebody who works here, with what a page asks of them: `$1` is the member of staff. */
export async function findStaffSession<A extends Asked>(
  db: Database,
  staffId: string,
  sessionId: string,
  asked: A,
): Promise<(StaffSession & { answered: Answered<A> }) | undefined> {
  const found = await staffSession(db, [staffId, sessionId], staffId, asked)
  if (found === undefined) return undefined
  const [hash, lastSeenAt, expiresAt, userName, displayName, role, branchId, branchName, province, unit] = found.row
  return {
    staffId,
    sessionId,
    tokenHash: Buffer.from(hash!, 'hex'),
    lastSeenAt: Number(lastSeenAt),
    expiresAt: Number(expiresAt),
    userName: userName!,
    displayName: displayName!,
    role: role!,
    branchId: branchId == null ? null : Number(branchId),
    branchName: branchName ?? null,
    province: province ?? null,
    unit: unit ?? null,
    answered: found.answered,
  }
}

const staffSession = withAsked(
  'staff-session',
  // oxfmt-ignore
  [
    hex('s.token_hash'), milliseconds('s.last_seen_at'), milliseconds('s.expires_at'), 'm.user_name', 'm.display_name',
    'm.role', 'm.branch_id', 'b.name', 'm.province', 'm.unit',
  ],
  `from staff_session s join staff m on m.staff_id = s.staff_id left join branch b on b.branch_id = m.branch_id
   where s.staff_id = $1 and s.session_id = $2 and s.ended_at is null and m.disabled_at is null`,
)

export async function touchStaffSession(db: Database, staffId: string, sessionId: string, at: Date): Promise<void> {
  await db.query(`update staff_session set last_seen_at = $3 where staff_id = $1 and session_id = $2`, [
    staffId,
    sessionId,
    at,
  ])
}

export async function endStaffSession(tx: Tx, staffId: string, sessionId: string, at: Date): Promise<void> {
  await tx.query(
    `update staff_session set ended_at = $3 where staff_id = $1 and session_id = $2 and ended_at is null`,
    [staffId, sessionId, at],
  )
}

export async function writeStaffAudit(
  tx: Tx,
  staffId: string,
  line: { at: Date; action: string; address: string | null },
): Promise<void> {
  await tx.query(`insert into staff_audit (staff_id, audit_id, at, action, address) values ($1, $2, $3, $4, $5)`, [
    staffId,
    randomId(),
    line.at,
    line.action,
    line.address,
  ])
}
