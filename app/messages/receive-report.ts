import { OutsideSystemUnavailable } from '#ports/outside.ts'
import { findUndelivered } from '#store/sms-log.ts'
import type { App } from '../app.ts'
import { deliveryKnown } from '../commands/delivery.ts'

/**
 * A provider reports that it knows more of a message. Anybody who got hold of the address could write one, so it only makes
 * us ask the provider now instead of at the next round; what it answers is written down.
 */
export async function receiveReport(
  app: Pick<App, 'db' | 'clock' | 'sms' | 'workingTimes'>,
  { provider, messageId }: { readonly provider: string; readonly messageId: string },
): Promise<void> {
  for (const sms of await findUndelivered(app.db, provider, messageId)) {
    const status = await app.sms.delivery(messageId, provider).catch((error: unknown) => {
      if (error instanceof OutsideSystemUnavailable) return 'pending' as const // asked again at the next round
      throw error
    })
    if (status !== 'pending') await deliveryKnown(app, sms, status)
  }
}
