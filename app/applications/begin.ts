import { findService, getVersion } from '#services/all.ts'
import { fold } from '#kernel/service/application.ts'
import { listActions, listApplications, type ApplicationKey } from '#store/applications.ts'
import type { PersonId } from '#store/ids.ts'
import type { App } from '../app.ts'
import { done, type Result } from '../problem.ts'
import { cannotBegin } from '../services/states.ts'
import { lookUpFacts } from './look-up.ts'
import { openApplication } from './open.ts'

/**
 * A person begins a service that is on for them: with the application they opened and never answered, or with a new one;
 * where one that is still open stands in its way, they go on with that. Asks what can be asked.
 */
export async function beginApplication(
  app: App,
  personId: PersonId,
  serviceId: string,
): Promise<Result<ApplicationKey>> {
  const closed = cannotBegin((await app.serviceStates.now(app.db)).of(serviceId, personId))
  if (closed !== null) return closed
  const blank = await findBlank(app, personId, serviceId)
  const key = blank === null ? await openApplication(app, personId, serviceId) : done(blank)
  if (key.ok) await lookUpFacts(app, key.value)
  const inTheWay = key.ok ? null : await findOpen(app, personId, serviceId)
  return inTheWay === null ? key : done(inTheWay)
}

async function findOpen(app: App, personId: PersonId, serviceId: string): Promise<ApplicationKey | null> {
  const open = (await listApplications(app.db, personId)).find((row) => row.service === serviceId && row.turn !== null)
  return open === undefined ? null : { personId, applicationId: open.applicationId }
}

async function findBlank(app: App, personId: PersonId, serviceId: string): Promise<ApplicationKey | null> {
  const version = findService(serviceId)?.version
  for (const row of await listApplications(app.db, personId)) {
    if (row.service !== serviceId || row.version !== version) continue
    if (row.turn !== 'citizen' || row.submittedAt !== null) continue
    const key = { personId, applicationId: row.applicationId }
    const actions = (await listActions(app.db, key)).map(({ action }) => action)
    if (Object.keys(fold(getVersion(row.service, row.version), actions).answers).length === 0) return key
  }
  return null
}
