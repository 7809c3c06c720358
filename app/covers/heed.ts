import { findCoverOf, listCoversBy } from '#store/covers.ts'
import { closeNotice, findNotice } from '#store/notices.ts'
import type { Command } from '#store/outbox.ts'
import { nowOf, type App } from '../app.ts'
import { lookInto } from './ask.ts'

/**
 * Follows a notice of the civil registry: looks at every cover that the person gives or has. The notice is only a hint: what
 * the registry answers now decides, so the order in which notices come does not matter.
 */
export async function heedNotice(app: App, { personId, payload }: Command): Promise<void> {
  const notice = await findNotice(app.db, { personId, noticeId: String(payload['noticeId']) })
  if (notice === undefined || notice.doneAt !== null) return
  const [own, given] = await Promise.all([findCoverOf(app.db, personId), listCoversBy(app.db, personId)])
  const found: string[] = []
  const { noticeId, kind } = notice
  if (own !== undefined) found.push(await lookInto(app, own, { noticeId, kind, of: 'dependant' }))
  for (const cover of given) found.push(await lookInto(app, cover, { noticeId, kind, of: 'insured' }))
  await closeNotice(app.db, notice, found.length === 0 ? 'no cover' : found.join(', '), nowOf(app))
}
