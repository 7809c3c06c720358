import type { Database, Tx } from './database.ts'
import { randomId, type PersonId } from './ids.ts'

/** What is written about an account. Every sign-in and every change is one line. */
export type AuditAction =
  | 'signed-up'
  | 'signed-in'
  | 'sign-in-failed'
  | 'signed-out'
  | 'signed-out-everywhere'
  | 'session-ended'
  | 'password-changed'
  | 'password-recovered'
  | 'email-changed'
  | 'mobile-changed'

export type AuditLine = {
  at: Date
  actor: string
  action: AuditAction
  address: string | null
  device: string | null
}

export async function writeAudit(tx: Tx, personId: PersonId, line: AuditLine): Promise<void> {
  await tx.query(
    `insert into audit (person_id, audit_id, at, actor, action, address, device) values ($1, $2, $3, $4, $5, $6, $7)`,
    [personId, randomId(), line.at, line.actor, line.action, line.address, line.device],
  )
}

/** The newest lines about a person. */
export async function listAudit(db: Database, personId: PersonId, limit: number): Promise<AuditLine[]> {
  return db.query<AuditLine>(
    `select at, actor, action, address, device from audit where person_id = $1 order by at desc, audit_id desc limit $2`,
    [personId, limit],
  )
}
