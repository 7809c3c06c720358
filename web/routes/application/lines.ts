import type { App } from '#app/app.ts'
import { getVersion } from '#services/all.ts'
import { listApplications } from '#store/applications.ts'
import type { PersonId } from '#store/ids.ts'
import type { ApplicationLine } from '#web/pages/application/mine.tsx'

/** A person's applications as lines of a list, newest first; `of` keeps those of one service. */
export async function applicationLines(
  app: App,
  personId: PersonId,
  of: { service?: string; open?: true } = {},
): Promise<ApplicationLine[]> {
  const rows = await listApplications(app.db, personId)
  return rows
    .filter(({ service, turn }) => (of.service ?? service) === service && (of.open !== true || turn !== null))
    .map((row) => {
      const service = getVersion(row.service, row.version)
      const { applicationId, trackingCode, turn } = row
      return {
        applicationId,
        trackingCode,
        title: service.title,
        state: service.flow.states[row.state]?.title ?? '',
        turn,
        openedAt: row.openedAt.getTime(),
        dueAt: row.dueAt?.getTime() ?? null,
      }
    })
}
