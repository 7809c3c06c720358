import { trackingCode, type TrackingCode } from '#kernel/tracking-code.ts'
import { randomInt } from 'node:crypto'
import type { Tx } from './database.ts'
import type { PersonId } from './ids.ts'

/** Draws a tracking code nobody has (nine random digits and a check digit) and notes whose it is. */
export async function newTrackingCode(
  tx: Tx,
  personId: PersonId,
  kind: string,
  subjectId: string | null = null,
): Promise<TrackingCode> {
  for (;;) {
    const code = trackingCode(randomInt(100_000_000, 1_000_000_000))
    const rows = await tx.query(
      `insert into tracking (code, person_id, kind, subject_id) values ($1, $2, $3, $4) on conflict do nothing returning code`,
      [code, personId, kind, subjectId],
    )
    if (rows.length === 1) return code
  }
}
