import type { Database, Tx } from './database.ts'
import type { PersonId } from './ids.ts'
import { hex, milliseconds, withAsked, type Answered, type Asked } from './of-person.ts'

/** A session that has not ended, with what every signed-in page shows of its person: one read. */
export type LiveSession = {
  personId: PersonId
  sessionId: string
  tokenHash: Buffer
  previousTokenHash: Buffer | null
  /** Instants, milliseconds. */
  rotatedAt: number
  lastSeenAt: number
  firstName: string
  lastName: string
  previousAt: number | null
  previousDevice: string | null
  /** As what the person may look at the portal, and does; null: nobody has asked the register yet. */
  roles: readonly string[] | null
  role: string | null
}

export type SessionRow = {
  sessionId: string
  createdAt: Date
  lastSeenAt: Date
  device: string
  address: string
}

export async function findSession<A extends Asked>(
  db: Database,
  personId: PersonId,
  sessionId: string,
  at: Date,
  asked: A,
): Promise<(LiveSession & { answered: Answered<A> }) | undefined> {
  const found = await session(db, [personId, sessionId, at], personId, asked)
  if (found === undefined) return undefined
  const [hash, previousHash, rotatedAt, lastSeenAt, previousAt, previousDevice, firstName, lastName, roles, role] =
    found.row
  return {
    personId,
    sessionId,
    tokenHash: Buffer.from(hash!, 'hex'),
    previousTokenHash: previousHash == null ? null : Buffer.from(previousHash, 'hex'),
    rotatedAt: Number(rotatedAt),
    lastSeenAt: Number(lastSeenAt),
    previousAt: previousAt == null ? null : Number(previousAt),
    previousDevice: previousDevice ?? null,
    firstName: firstName!,
    lastName: lastName!,
    roles: roles?.split(',') ?? null,
    role: role ?? null,
    answered: found.answered,
  }
}

/** A session that a process of the release before began has no name of its own. */
const named = (column: string): string =>
  `coalesce(s.${column}, (select p.${column} from person p where p.person_id = s.person_id))`
// oxfmt-ignore
const columns = [
  hex('s.token_hash'), hex('s.previous_token_hash'), milliseconds('s.rotated_at'), milliseconds('s.last_seen_at'),
  milliseconds('s.previous_at'), 's.previous_device', named('first_name'), named('last_name'),
  `array_to_string(s.roles, ',')`, 's.role',
]
const session = withAsked(
  'session',
  columns,
  'from session s where s.person_id = $1 and s.session_id = $2 and s.ended_at is null and s.expires_at > $3',
)

/** When a session began and when it ends, whatever happens. */
export async function findSessionTimes(
  db: Database,
  personId: PersonId,
  sessionId: string,
): Promise<{ createdAt: Date; expiresAt: Date } | undefined> {
  const rows = await db.query<{ createdAt: Date; expiresAt: Date }>(
    `select created_at as "createdAt", expires_at as "expiresAt" from session where person_id = $1 and session_id = $2`,
    [personId, sessionId],
  )
  return rows[0]
}

/** Notes the roles that the register knows the person of a session to hold. */
export async function setRoles(
  db: Database,
  personId: PersonId,
  sessionId: string,
  roles: readonly string[],
): Promise<void> {
  await db.query(`update session set roles = $3 where person_id = $1 and session_id = $2`, [personId, sessionId, roles])
}

export async function setRole(db: Database, personId: PersonId, sessionId: string, role: string): Promise<void> {
  await db.query(`update session set role = $3 where person_id = $1 and session_id = $2`, [personId, sessionId, role])
}

export async function touchSession(db: Database, personId: PersonId, sessionId: string, at: Date): Promise<void> {
  await db.query(`update session set last_seen_at = $3 where person_id = $1 and session_id = $2`, [
    personId,
    sessionId,
    at,
  ])
}

/** Exchanges the token; false when another request of the same session did so first. */
export async function rotateSession(
  db: Database,
  session: Pick<LiveSession, 'personId' | 'sessionId' | 'tokenHash'>,
  newHash: Buffer,
  at: Date,
): Promise<boolean> {
  const rows = await db.query(
    `update session set previous_token_hash = token_hash, token_hash = $4, rotated_at = $5, last_seen_at = $5
     where person_id = $1 and session_id = $2 and token_hash = $3 and ended_at is null returning session_id`,
    [session.personId, session.sessionId, session.tokenHash, newHash, at],
  )
  return rows.length === 1
}

export async function endSession(tx: Tx, personId: PersonId, sessionId: string, at: Date): Promise<boolean> {
  const rows = await tx.query(
    `update session set ended_at = $3 where person_id = $1 and session_id = $2 and ended_at is null returning session_id`,
    [personId, sessionId, at],
  )
  return rows.length === 1
}

/** Ends all sessions of a person, except one when given. */
export async function endSessions(tx: Tx, personId: PersonId, at: Date, except: string | null = null): Promise<void> {
  await tx.query(
    `update session set ended_at = $2 where person_id = $1 and ended_at is null and session_id is distinct from $3`,
    [personId, at, except],
  )
}

/** Sessions that still live at `at`, given how long a session may lie idle. Newest use first. */
export async function listSessions(db: Database, personId: PersonId, at: Date, idleSince: Date): Promise<SessionRow[]> {
  return db.query<SessionRow>(
    `select session_id as "sessionId", created_at as "createdAt", last_seen_at as "lastSeenAt", device, address
     from session where person_id = $1 and ended_at is null and expires_at > $2 and last_seen_at > $3
     order by last_seen_at desc`,
    [personId, at, idleSince],
  )
}

export async function deleteOldSessions(tx: Tx, before: Date): Promise<void> {
  await tx.query(`delete from session where expires_at < $1`, [before])
}

/** Notes that a device was used; true when this person has never used it before. */
export async function noteDevice(tx: Tx, personId: PersonId, deviceHash: Buffer, at: Date): Promise<boolean> {
  const rows = await tx.query<{ isNew: boolean }>(
    `insert into device (person_id, device_hash, first_seen_at, last_seen_at) values ($1, $2, $3, $3)
     on conflict (person_id, device_hash) do update set last_seen_at = $3
     returning first_seen_at = last_seen_at as "isNew"`,
    [personId, deviceHash, at],
  )
  return rows[0]?.isNew === true
}
