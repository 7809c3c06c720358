import { keepNotice } from '#store/notices.ts'
import { enqueue } from '#store/outbox.ts'
import { findPersonId } from '#store/people.ts'
import { nowOf, type App } from '../app.ts'

/**
 * Takes a message of the civil registry about life events: checked, written down with the command to look into it, then
 * acknowledged. The same notice again changes nothing. Of people we do not know nothing is kept.
 */
export async function receiveNotice(app: App, body: unknown): Promise<{ status: number; body: unknown }> {
  const read = app.readNotice(body)
  if (!read.ok) return { status: read.status, body: read.body }
  const at = nowOf(app)
  for (const event of read.events) {
    const personId = await findPersonId(app.db, event.person.number)
    if (personId === undefined) continue
    const { noticeId } = event
    await app.db.transaction(async (tx) => {
      if (!(await keepNotice(tx, personId, event, at))) return
      await enqueue(tx, { personId, kind: 'heed-notice', payload: { noticeId }, dedupeKey: `notice:${noticeId}` }, at)
    })
  }
  return { status: 200, body: read.ack }
}
