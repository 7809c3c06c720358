import { getVersion } from '#services/all.ts'
import type { ApplicationListed } from '#store/applications.ts'
import type { ApplicationLine } from '#web/pages/application/mine.tsx'

/** An application as a line of a list. */
export function applicationLine(row: ApplicationListed): ApplicationLine {
  const { title, flow } = getVersion(row.service, row.version)
  return {
    applicationId: row.applicationId,
    trackingCode: row.trackingCode,
    title,
    subject: row.subject,
    state: flow.states[row.state]?.title ?? '',
    turn: row.turn,
    openedAt: row.openedAt.getTime(),
    dueAt: row.dueAt?.getTime() ?? null,
  }
}
