import { fold } from '#kernel/service/application.ts'
import { deadline } from '#kernel/service/deadline.ts'
import { getVersion } from '#services/all.ts'
import { listActions, lockApplication, setWake, updateApplication, type ApplicationKey } from '#store/applications.ts'
import type { App } from '../app.ts'
import { projection } from './act.ts'
import { momentOf } from './load.ts'

/** Writes the row and the wake-up of an application anew, after the calendar has changed: nothing happens to it, only its day moves. */
export async function restate(app: Pick<App, 'db' | 'clock' | 'workingTimes'>, key: ApplicationKey): Promise<void> {
  await app.db.transaction(async (tx) => {
    const row = await lockApplication(tx, key)
    if (row === undefined) return
    const service = getVersion(row.service, row.version)
    const actions = (await listActions(tx, key)).map(({ action }) => action)
    const application = fold(service, actions)
    const moment = await momentOf(tx, app, row.branchId)
    await updateApplication(tx, projection(service, application, row, moment, row.lastHash))
    const limit = deadline(service, application, moment.time)
    await setWake(tx, row, limit?.after == null ? null : new Date(limit.at))
  })
}
