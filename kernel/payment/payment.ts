import type { Rial } from '../rial.ts'

/**
 * A payment to the organisation at the bank gateway. begun: the person is sent to the gateway. returned: they came back.
 * verified: the gateway knows that we want the money, and the slip is this payment's. settled: paid, with a receipt.
 * lapsed: their time ran out unpaid; should the gateway say later that it was paid after all, it goes on from there.
 */
export const PAYMENT_STATES = ['begun', 'returned', 'verified', 'settled', 'refused', 'reversed', 'lapsed'] as const
export type PaymentState = (typeof PAYMENT_STATES)[number]

/** Nothing follows any more, whatever the gateway says. */
export const isOver = (state: PaymentState): boolean =>
  state === 'settled' || state === 'refused' || state === 'reversed'

/** How long a slip waits for whoever is at the gateway with it, in milliseconds: half an hour. */
export const LOCK_MS = 30 * 60_000

/** Why money went back. slip: paid otherwise meanwhile, or nothing to pay any more. gateway: by its own doing. */
export type ReverseReason = 'amount' | 'slip' | 'gateway'

export type PaymentStep =
  | { readonly do: 'wait' }
  | { readonly do: 'verify' | 'settle' }
  | { readonly do: 'reverse'; readonly because: ReverseReason }
  | { readonly do: 'end'; readonly state: 'settled' | 'refused' | 'lapsed' }
  | { readonly do: 'end'; readonly state: 'reversed'; readonly because: ReverseReason }

/** What the gateway says of the order of a payment. */
export type Order = {
  readonly state: 'unknown' | 'waiting' | 'refused' | 'paid' | 'verified' | 'settled' | 'reversed'
  readonly rials: Rial | null
}

export type Standing = {
  readonly state: Exclude<PaymentState, 'settled' | 'refused' | 'reversed'>
  readonly rials: Rial
  /** The slip still asks for just this amount, and no other payment has paid it. */
  readonly owed: boolean
  /** The half hour of the lock is over. */
  readonly late: boolean
  /** Why we asked the gateway to give the money back; null where we did not. */
  readonly reversing: ReverseReason | null
}

const wait: PaymentStep = { do: 'wait' }

/**
 * What to do next, from what the gateway says and what we know. It decides by these two alone and never by what was tried
 * before, so a step that was cut off anywhere is taken up again by asking.
 */
export function nextStep(payment: Standing, order: Order): PaymentStep {
  switch (order.state) {
    case 'unknown':
    case 'waiting':
      return payment.late && (payment.state === 'begun' || payment.state === 'returned')
        ? { do: 'end', state: 'lapsed' }
        : wait
    case 'refused':
      return { do: 'end', state: 'refused' }
    case 'reversed':
      return { do: 'end', state: 'reversed', because: payment.reversing ?? 'gateway' }
    case 'paid':
    case 'verified': {
      const because = whyBack(payment, order)
      if (because !== null) return { do: 'reverse', because }
      return { do: order.state === 'paid' || payment.state !== 'verified' ? 'verify' : 'settle' }
    }
    case 'settled':
      return payment.state === 'verified' ? { do: 'end', state: 'settled' } : wait
  }
}

function whyBack(payment: Standing, order: Order): ReverseReason | null {
  if (payment.reversing !== null) return payment.reversing
  if (order.rials !== payment.rials) return 'amount'
  return payment.owed ? null : 'slip'
}
