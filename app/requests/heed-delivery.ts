import { openAsk } from '#kernel/request/request.ts'
import { foldRequest } from '#kernel/request/fold.ts'
import { findPayload } from '#store/outbox.ts'
import { findRequest, listEvents } from '#store/requests.ts'
import type { SentSms } from '#store/sms-log.ts'
import { tellStaff } from '#store/staff-notices.ts'
import { nowOf } from '../app.ts'
import type { RequestsApp } from './act.ts'
import { gotAsk } from './read.ts'

/**
 * A message arrived, or is known not to. Of our question to a person: having got it stops our clock; of one that did not
 * arrive whoever has the request in hand is told, and the clock goes on. Done twice is done once.
 */
export async function heedDelivery(
  app: RequestsApp,
  { personId, commandId, template }: Pick<SentSms, 'personId' | 'commandId' | 'template'>,
  status: 'delivered' | 'failed',
): Promise<void> {
  if (!template.startsWith('request-asked@')) return
  const payload = await findPayload(app.db, { personId, commandId })
  if (payload === undefined) return
  const key = { personId, requestId: String(payload['requestId']) }
  const n = Number(payload['ask'])
  if (status === 'delivered') return gotAsk(app, key, n, 'sms')
  const row = await findRequest(app.db, key)
  if (row === undefined || row.holder === null) return
  const request = foldRequest((await listEvents(app.db, key)).map(({ event }) => event))
  if (openAsk(request)?.n !== n) return
  const body = { trackingCode: row.trackingCode }
  const dedupeKey = `request:${row.requestId}:ask:${n}:lost`
  await tellStaff(app.db, [{ staffId: row.holder, kind: 'ask-lost', ...key, body, dedupeKey }], nowOf(app))
}
