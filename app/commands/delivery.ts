import { listUndelivered, noteDelivery } from '#store/sms-log.ts'
import { nowOf, type App } from '../app.ts'

/** Asks the providers about messages of the last two days whose delivery is not known; asks again next time if need be. */
export async function followDeliveries(app: App): Promise<void> {
  const since = new Date(app.clock.now() - 48 * 3600_000)
  for (const sms of await listUndelivered(app.db, since, 200)) {
    const status = await app.sms.delivery(sms.messageId, sms.provider).catch(() => 'pending' as const)
    if (status !== 'pending') await noteDelivery(app.db, sms, status, nowOf(app))
  }
}
