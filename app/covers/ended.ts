import { isEndReason } from '#law/dependants.ts'
import type { EndedCover } from '#services/sources.ts'
import { listActions } from '#store/applications.ts'
import { findEndedCover, findNotedEnd, type NotedEnd } from '#store/covers.ts'
import type { Database } from '#store/database.ts'
import type { PersonId } from '#store/ids.ts'
import { heldOf } from './held.ts'

/** The cover between two people that ended last, with who ended it; null where none has ended. */
export async function endedCoverOf(
  db: Database,
  insuredId: PersonId,
  dependantId: PersonId,
): Promise<EndedCover | null> {
  const row = await findEndedCover(db, insuredId, dependantId)
  if (row === undefined || row.endedOn === null) return null
  const end = await findNotedEnd(db, row)
  const because = row.endedBecause ?? ''
  return {
    name: row.name,
    held: heldOf(row),
    on: row.endedOn,
    because: isEndReason(because) ? because : 'branch',
    note: end?.note ?? null,
    endedBy: end === undefined ? null : await deciderOf(db, insuredId, end),
  }
}

/** The member of staff behind an end: who wrote it down, or who approved the application that asked for it. */
async function deciderOf(db: Database, personId: PersonId, { by, applicationId }: NotedEnd): Promise<string | null> {
  if (applicationId === null) return by === 'clock' || by === 'insured' ? null : by
  const actions = await listActions(db, { personId, applicationId })
  const approval = actions.findLast(({ action }) => action.kind === 'moved' && action.move.endsWith(':approve'))
  return approval?.action.by.id ?? null
}
