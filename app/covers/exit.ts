import type { IsoDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { EndReason } from '#law/dependants.ts'
import { lockCover, wasNotedFor } from '#store/covers.ts'
import type { Tx } from '#store/database.ts'
import type { PersonId } from '#store/ids.ts'
import { findPersonId } from '#store/people.ts'
import { nowOf, type App } from '../app.ts'
import { endCoverOnce } from './end.ts'

/** What an approval says of a cover that is over: whose and since when it was, and the first day without it. */
export type CoverExit = {
  readonly number: PersonalNumber
  readonly from: IsoDate
  readonly on: IsoDate
  readonly because: EndReason
  readonly note: string | null
}

/**
 * The cover that an application named is ended for it, once. One that has ended meanwhile is left as it is, and so is one
 * that ended for this application and runs again. `also` is done in the same transaction. Throws where there never was one.
 */
export async function coverEnds(
  app: App,
  insuredId: PersonId,
  { number, from, on, because, note }: CoverExit,
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
    const end = { on, reason: because, ...(note === null ? {} : { note }), applicationId, by: 'clock' }
    if (!(await wasNotedFor(tx, key, 'ended', applicationId))) await endCoverOnce(tx, row, end, at)
    await also(tx)
  })
}
