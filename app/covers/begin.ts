import type { IsoDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { noteCoverEvent } from '#store/covers.ts'
import type { Tx } from '#store/database.ts'
import { randomPersonId, type PersonId } from '#store/ids.ts'
import { identityOf } from '#store/people.ts'
import { beginCover, type NewCover } from '#store/register/covers.ts'
import { nowOf, type App } from '../app.ts'
import { followLater } from './follow.ts'

/** What an approval enters into the register. Approvals from before ends were kept say less. */
export type CoverEntry = Pick<NewCover, 'relation' | 'name' | 'birthDate' | 'until'> &
  Partial<Pick<NewCover, 'sex' | 'ground' | 'studyUntil'>> & { readonly number: PersonalNumber; readonly from: IsoDate }

/**
 * Somebody is covered from now on, or stays covered on a new ground; from now on the civil registry tells us of both lives.
 * `also` is done in the same transaction. Throws where another member covers the person by now.
 */
export async function coverBegins(
  app: App,
  insuredId: PersonId,
  entry: CoverEntry,
  applicationId: string,
  also: (tx: Tx) => Promise<void> = async () => {},
): Promise<void> {
  const at = nowOf(app)
  const { sex = null, ground = null, studyUntil = null } = entry
  const how = await app.db.transaction(async (tx) => {
    const dependantId = await identityOf(tx, entry.number, randomPersonId())
    const begun = await beginCover(tx, insuredId, { ...entry, dependantId, sex, ground, studyUntil }, applicationId)
    if (begun.how === 'renewed') {
      const detail = { ground, until: entry.until, applicationId }
      await noteCoverEvent(
        tx,
        { personId: insuredId, dependantId, from: begun.from },
        { kind: 'renewed', detail, by: 'clock', at },
      )
    }
    if (begun.how === 'begun') await followLater(tx, [insuredId, dependantId], `begin:${applicationId}`, at)
    if (begun.how !== 'taken') await also(tx)
    return begun.how
  })
  if (how === 'taken') throw new Error('another member covers this person by now: the branch must settle it')
}
