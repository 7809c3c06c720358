import { keepNotice } from '#store/notices.ts'
import { nowOf, type App } from '../app.ts'

/**
 * Takes a message of the civil registry about life events: checked, written down, then acknowledged. What follows from
 * an event is decided later from what is written; the same notice again changes nothing.
 */
export async function receiveNotice(app: App, body: unknown): Promise<{ status: number; body: unknown }> {
  const read = app.readNotice(body)
  if (!read.ok) return { status: read.status, body: read.body }
  const at = nowOf(app)
  await app.db.transaction(async (tx) => {
    for (const event of read.events) await keepNotice(tx, event, at)
  })
  return { status: 200, body: read.ack }
}
