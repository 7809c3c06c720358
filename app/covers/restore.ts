import { tehranDate, type IsoDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { findNotedEnd, lockCover, noteCoverEvent, restoreCover, wasNotedFor, type Restored } from '#store/covers.ts'
import type { Tx } from '#store/database.ts'
import type { PersonId } from '#store/ids.ts'
import { findPersonId } from '#store/people.ts'
import { nowOf, type App } from '../app.ts'
import { followLater } from './follow.ts'

/** What an approved objection says: whose and since when the cover was, the end it is about, and what it rests on now. */
export type CoverReturn = Restored & {
  readonly number: PersonalNumber
  readonly from: IsoDate
  /** The first day without cover, by the end that is taken back. */
  readonly on: IsoDate
}

/**
 * The end of a cover is taken back for an application, once, and the register keeps which end it was. What befell the cover
 * since is left as it is. `also` is done in the same transaction. Throws where the cover has another end by now, or another
 * member covers the person: then people must settle it.
 */
export async function coverReturns(
  app: App,
  insuredId: PersonId,
  { number, from, on, ...restored }: CoverReturn,
  applicationId: string,
  also: (tx: Tx) => Promise<void> = async () => {},
): Promise<void> {
  const at = nowOf(app)
  const dependantId = await findPersonId(app.db, number)
  if (dependantId === undefined) throw new Error('nobody was ever covered under this number')
  const key = { personId: insuredId, dependantId, from }
  await app.db.transaction(async (tx) => {
    const row = await lockCover(tx, key)
    if (row === undefined) throw new Error('there is no such cover')
    if (!(await wasNotedFor(tx, key, 'restored', applicationId))) {
      if (row.endedOn !== on) throw new Error('the cover does not end on that day any more: the branch must settle it')
      const end = await findNotedEnd(tx, key)
      if (!(await restoreCover(tx, key, restored, applicationId, tehranDate(at.getTime()))))
        throw new Error('another member covers this person by now: the branch must settle it')
      const detail = { endedOn: on, reason: row.endedBecause, endEventId: end?.eventId ?? null, applicationId }
      await noteCoverEvent(tx, key, { kind: 'restored', detail, by: 'clock', at })
      await followLater(tx, [insuredId, dependantId], `restore:${applicationId}`, at)
    }
    await also(tx)
  })
}
