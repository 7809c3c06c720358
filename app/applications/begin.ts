import { findService, getVersion } from '#services/all.ts'
import { fold } from '#kernel/service/application.ts'
import { listActions, listApplications, type ApplicationKey, type ApplicationListed } from '#store/applications.ts'
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
  const blank = await findBlank(app, await listOpen(app, personId, serviceId))
  const key = blank === null ? await openApplication(app, personId, serviceId) : done(blank)
  if (key.ok) await lookUpFacts(app, key.value)
  // Asked again: of two at once, the other may have opened it meanwhile.
  const [inTheWay] = key.ok ? [] : await listOpen(app, personId, serviceId)
  return inTheWay === undefined ? key : done(keyOf(inTheWay))
}

/** A person's applications for a service that have not ended, newest first. */
const listOpen = async (app: App, personId: PersonId, serviceId: string): Promise<ApplicationListed[]> =>
  (await listApplications(app.db, personId)).filter(({ service, turn }) => service === serviceId && turn !== null)

const keyOf = ({ personId, applicationId }: ApplicationListed): ApplicationKey => ({ personId, applicationId })

/** The one of them, of the version that is opened now, that nobody has answered a question of. */
async function findBlank(app: App, open: readonly ApplicationListed[]): Promise<ApplicationKey | null> {
  for (const row of open) {
    if (row.version !== findService(row.service)?.version || row.turn !== 'citizen' || row.submittedAt !== null)
      continue
    const actions = (await listActions(app.db, keyOf(row))).map(({ action }) => action)
    if (Object.keys(fold(getVersion(row.service, row.version), actions).answers).length === 0) return keyOf(row)
  }
  return null
}
