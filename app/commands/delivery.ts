import type { DeliveryStatus } from '#ports/sms.ts'
import { listUndelivered, noteDelivery, type SentSms } from '#store/sms-log.ts'
import { nowOf, type App } from '../app.ts'
import { heedDelivery } from '../requests/heed-delivery.ts'

/** Asks the providers about messages of the last two days whose delivery is not known; asks again next time if need be. */
export async function followDeliveries(app: App): Promise<void> {
  const since = new Date(app.clock.now() - 48 * 3600_000)
  for (const sms of await listUndelivered(app.db, since, 200)) {
    const status = await app.sms.delivery(sms.messageId, sms.provider).catch(() => 'pending' as const)
    if (status !== 'pending') await deliveryKnown(app, sms, status)
  }
}

/** Writes down whether a message arrived. What hangs on it is done before: a crash in between does it again, to the same end. */
export async function deliveryKnown(
  app: Pick<App, 'db' | 'clock' | 'workingTimes'>,
  sms: SentSms,
  status: Exclude<DeliveryStatus, 'pending'>,
): Promise<void> {
  await heedDelivery(app, sms, status)
  await noteDelivery(app.db, sms, status, nowOf(app))
}
