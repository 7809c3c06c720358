import type { Database, Tx } from './database.ts'
import type { PersonId } from './ids.ts'

/** A session that has not ended, with what every signed-in page shows of its person: one read. */
export type LiveSession = {
  personId: PersonId
  sessionId: string
  tokenHash: Buffer
  previousTokenHash: Buffer | null
  rotatedAt: Date
  lastSeenAt: Date
  firstName: string
  lastName: string
  previousAt: Date | null
  previousDevice: string | null
  /** Whether an application of the person has not ended yet. */
  hasOpenApplication: boolean
}

export type SessionRow = {
  sessionId: string
  createdAt: Date
  lastSeenAt: Date
  device: string
  address: string
}

export async function findSession(
  db: Database,
  personId: PersonId,
  sessionId: string,
  at: Date,
): Promise<LiveSession | undefined> {
  const rows = await db.read<Omit<LiveSession, 'personId' | 'sessionId'>>(
    'session',
    `select s.token_hash as "tokenHash",
       s.previous_token_hash as "previousTokenHash", s.rotated_at as "rotatedAt",
       s.last_seen_at as "lastSeenAt", s.previous_at as "previousAt", s.previous_device as "previousDevice",
       p.first_name as "firstName", p.last_name as "lastName",
       exists (select from application a where a.person_id = $1 and a.turn is not null) as "hasOpenApplication"
     from session s join person p on p.person_id = s.person_id
     where s.person_id = $1 and s.session_id = $2 and s.ended_at is null and s.expires_at > $3`,
    [personId, sessionId, at],
  )
  const row = rows[0]
  return row === undefined ? undefined : { ...row, personId, sessionId }
}

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
