import type { Mobile } from '#kernel/mobile.ts'
import { OutsideSystemUnavailable } from './outside.ts'

export type SmsMessage = {
  readonly to: Mobile
  readonly text: string
  /** The same key is the same message: a provider shows it to the receiver at most once. */
  readonly idempotencyKey: string
}

export type SmsReceipt = { readonly provider: string; readonly messageId: string }

/** `pending` may stay so for ever: operators do not report on every message. */
export type DeliveryStatus = 'pending' | 'delivered' | 'failed'

/** What a provider tells by itself about a message it took before. */
export type DeliveryReport = { readonly messageId: string; readonly status: DeliveryStatus }

/**
 * One SMS provider, or several behind fail-over.
 * `send` throws SmsRefused when the message can never be taken, SmsNotTaken when it certainly was not taken this time, and
 * OutsideSystemUnavailable when nobody knows. After the latter two, send again with the same key.
 */
export interface SmsProvider {
  readonly name: string
  send(message: SmsMessage): Promise<SmsReceipt>
  /** How it went with a message taken before; `provider` as in its receipt. Throws OutsideSystemUnavailable. */
  delivery(messageId: string, provider: string): Promise<DeliveryStatus>
}

/** A delivery that a provider reports of its own accord. `shut`: not a door of ours, or not its key. */
export type SmsReportReading =
  | { readonly read: 'report'; readonly provider: string; readonly messageId: string }
  | { readonly read: 'shut' }
  | { readonly read: 'unreadable' }

/** The provider certainly did not take the message this time: sending it elsewhere cannot make it arrive twice. */
export class SmsNotTaken extends OutsideSystemUnavailable {
  constructor(system: string, reason: string) {
    super(system, reason)
    this.name = 'SmsNotTaken'
  }
}

/** The provider will never take this message, to this number: sending it again is of no use. */
export class SmsRefused extends Error {
  readonly system: string
  constructor(system: string, reason: string) {
    super(`${system}: ${reason}`)
    this.name = 'SmsRefused'
    this.system = system
  }
}
