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
    const code = drawTrackingCode()
    const rows = await tx.query(
      `insert into tracking (code, person_id, kind, subject_id) values ($1, $2, $3, $4) on conflict do nothing returning code`,
      [code, personId, kind, subjectId],
    )
    if (rows.length === 1) return code
  }
}

/** Nine random digits and a check digit. Somebody may have it already. */
export const drawTrackingCode = (): TrackingCode => trackingCode(randomInt(100_000_000, 1_000_000_000))

/** Notes whose a drawn code is. Throws `isCodeTaken` where it is somebody else's: then all is to be done again with another. */
export async function claimTrackingCode(
  tx: Tx,
  code: TrackingCode,
  personId: PersonId,
  kind: string,
  subjectId: string,
): Promise<void> {
  await tx.query(`insert into tracking (code, person_id, kind, subject_id) values ($1, $2, $3, $4)`, [
    code,
    personId,
    kind,
    subjectId,
  ])
}

/** True for the error of a code that is somebody else's. */
export const isCodeTaken = (error: unknown): boolean =>
  error instanceof Error && (error as { constraint?: unknown }).constraint === 'tracking_pkey'
