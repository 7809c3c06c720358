import { tehranDate, type IsoDate } from '#kernel/dates.ts'
import type { EndReason } from '#law/dependants.ts'
import { revokeCertificates } from '#store/certificates.ts'
import { endCover, noteCoverEvent, type CoverRow } from '#store/covers.ts'
import type { Tx } from '#store/database.ts'
import { enqueue } from '#store/outbox.ts'
import { followLater } from './follow.ts'
import { isAdult } from './held.ts'

/** Why its certificate is revoked; the reason of the end is nobody's business who reads the paper. */
export const COVER_OVER = 'پوشش به پایان رسید.'

/** The services that issue a certificate of cover: at its beginning, and where its end is taken back. */
const CERTIFY_COVER = ['dependants', 'cover-objection'] as const

export type CoverEnd = {
  /** The first day without cover. */
  readonly on: IsoDate
  readonly reason: EndReason
  readonly parameters?: readonly string[]
  /** What the person reads in place of the reason's own words: what the member of staff wrote, or how it came to be known. */
  readonly note?: string
  /** The application of the insured that asked for it. */
  readonly applicationId?: string
  /** Staff id, or 'clock' for what the portal does by itself. */
  readonly by: string
}

/**
 * Ends a cover, once: the entry, the event, the certificate, and commands for the messages and for the civil registry, all
 * in the transaction of the caller, who has the cover locked. False when it had ended before.
 */
export async function endCoverOnce(tx: Tx, row: CoverRow, end: CoverEnd, at: Date): Promise<boolean> {
  const { personId, dependantId, from } = row
  if (!(await endCover(tx, row, end.on, end.reason))) return false
  const { by, ...detail } = end
  await noteCoverEvent(tx, row, { kind: 'ended', detail, by, at })
  for (const service of CERTIFY_COVER)
    await revokeCertificates(
      tx,
      { personId, service, template: 'cover', aboutId: dependantId },
      { because: COVER_OVER, by, at },
    )
  const cover = { insuredId: personId, dependantId, from }
  const key = `cover-ended:${dependantId}:${from}:${at.getTime()}`
  const tell = (to: typeof personId, template: string) =>
    enqueue(tx, { personId: to, kind: 'send-sms', payload: { template, to: 'person', ...cover }, dedupeKey: key }, at)
  if (end.reason === 'death') await tell(personId, 'cover-ended-by-death')
  else if (end.reason === 'insured-death') await tell(dependantId, 'cover-ended-with-insured')
  else {
    await tell(personId, 'cover-ended')
    if (isAdult(row, tehranDate(at.getTime()))) await tell(dependantId, 'cover-ended-own')
  }
  await followLater(tx, [personId, dependantId], `end:${dependantId}:${from}:${at.getTime()}`, at)
  return true
}
