import { fold, type Application } from '#kernel/service/application.ts'
import type { Actor } from '#kernel/service/action.ts'
import type { Moment } from '#kernel/service/permitted.ts'
import type { Service } from '#kernel/service/service.ts'
import { getVersion } from '#services/all.ts'
import { findApplication, listActions, type ApplicationKey, type ApplicationRow } from '#store/applications.ts'
import { personIdFrom, type PersonId } from '#store/ids.ts'
import type { Tx } from '#store/database.ts'
import type { App } from '../app.ts'

/** An application with the very service version it was opened in. */
export type Loaded = {
  readonly row: ApplicationRow
  readonly service: Service
  readonly application: Application
  readonly moment: Moment
}

/** A person's own application by the id in an address; anybody else's, and what is no id, is not there. */
export async function loadOwn(app: App, personId: PersonId, applicationId: string): Promise<Loaded | undefined> {
  return personIdFrom(applicationId) === null ? undefined : loadApplication(app, { personId, applicationId })
}

/** Undefined when there is none of this name. Whether the asker may see it is for the caller. */
export async function loadApplication(
  app: Pick<App, 'db' | 'clock' | 'workingTimes'>,
  key: ApplicationKey,
): Promise<Loaded | undefined> {
  const row = await findApplication(app.db, key)
  if (row === undefined) return undefined
  const links = await listActions(app.db, key)
  const service = getVersion(row.service, row.version)
  return {
    row,
    service,
    application: fold(
      service,
      links.map(({ action }) => action),
    ),
    moment: await momentOf(app.db, app, row.branchId),
  }
}

/** Now, in the working time of a branch. `tx` is the transaction of the caller, if any. */
export async function momentOf(
  tx: Tx,
  { clock, workingTimes }: Pick<App, 'clock' | 'workingTimes'>,
  branchId: number | null,
): Promise<Moment> {
  return { at: clock.now(), time: await workingTimes.of(tx, branchId) }
}

/** The citizen whose application it is. Ids only: the national number stays in `identity`. */
export const citizen = (personId: string): Actor => ({ role: 'citizen', id: personId })

/** What the portal does by itself. */
export const clockActor: Actor = { role: 'clock', id: 'clock' }
