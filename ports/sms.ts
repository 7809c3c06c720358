import type { Mobile } from '#kernel/mobile.ts'

export type SmsMessage = {
  readonly to: Mobile
  readonly text: string
  /** The same key is the same message: a provider shows it to the receiver at most once. */
  readonly idempotencyKey: string
}

export type SmsReceipt = { readonly provider: string; readonly messageId: string }

export type DeliveryStatus = 'pending' | 'delivered' | 'failed'

/** One SMS provider, or several behind fail-over. Throws OutsideSystemUnavailable when the provider did not take the message. */
export interface SmsProvider {
  readonly name: string
  send(message: SmsMessage): Promise<SmsReceipt>
  delivery(messageId: string): Promise<DeliveryStatus>
}
