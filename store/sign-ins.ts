import type { Tx } from './database.ts'
import { randomId, type PersonId } from './ids.ts'

export type SignInRecord = {
  personId: PersonId
  sessionId: string
  tokenHash: Buffer
  at: Date
  expiresAt: Date
  device: string
  address: string
  /** Null for callers without a device cookie: then no device is noted and nobody is told. */
  deviceHash: Buffer | null
}

/**
 * Everything that a sign-in writes, in one statement and so in one round trip: the session with the sign-in before it, the
 * line of audit, the device, and, where the person never used that device, the command that tells them.
 */
export async function recordSignIn(tx: Tx, record: SignInRecord): Promise<void> {
  await tx.query(
    `with begun as (
       insert into session (person_id, session_id, token_hash, rotated_at, created_at, last_seen_at, expires_at, device,
         address, previous_at, previous_device, first_name, last_name)
       select $1, $2, $3, $4, $4, $4, $5, $6, $7, before.created_at, before.device, p.first_name, p.last_name
       from person p left join lateral
         (select created_at, device from session where person_id = $1 order by created_at desc limit 1) before on true
       where p.person_id = $1),
     audited as (
       insert into audit (person_id, audit_id, at, actor, action, address, device)
       values ($1, $8, $4, 'person', 'signed-in', $7, $6)),
     used as (
       insert into device (person_id, device_hash, first_seen_at, last_seen_at)
       select $1, $9, $4, $4 where $9::bytea is not null
       on conflict (person_id, device_hash) do update set last_seen_at = $4
       returning first_seen_at = last_seen_at as is_new)
     insert into outbox (person_id, command_id, kind, payload, dedupe_key, due_at, created_at)
     select $1, $10, 'send-sms', '{"template": "new-device-sign-in", "to": "person"}', $11, $4, $4 from used where is_new
     on conflict (person_id, dedupe_key) do nothing`,
    [
      record.personId,
      record.sessionId,
      record.tokenHash,
      record.at,
      record.expiresAt,
      record.device,
      record.address,
      randomId(),
      record.deviceHash,
      randomId(),
      `new-device:${record.at.getTime()}`,
    ],
  )
}
