import type { LifeEvent } from '#ports/civil-registry.ts'
import type { Tx } from './database.ts'

/** Keeps a notice of the civil registry; the same notice again changes nothing. */
export async function keepNotice(tx: Tx, event: LifeEvent, at: Date): Promise<void> {
  await tx.query(
    `insert into registry_notice (notice_id, kind, event, received_at) values ($1, $2, $3, $4) on conflict do nothing`,
    [event.noticeId, event.kind, event, at],
  )
}
