import type { Rial } from '#kernel/rial.ts'

/** Names one payment at the gateway for ever; decimal digits. Ours: the payment's id. */
export type OrderId = string

/**
 * Where an order stands at the gateway. `unknown`: it was never asked for. `waiting`: the person has not paid yet. `paid`:
 * the money is taken and waits to be verified; where that does not happen in the gateway's time, it gives it back by itself.
 */
export const ORDER_STATES = ['unknown', 'waiting', 'refused', 'paid', 'verified', 'settled', 'reversed'] as const
export type OrderState = (typeof ORDER_STATES)[number]

export type GatewayOrder = {
  readonly orderId: OrderId
  readonly state: OrderState
  /** What the order is for, as the gateway has it; null while it is unknown. */
  readonly rials: Rial | null
  /** The gateway's own number of the payment; null before it is paid. */
  readonly reference: string | null
}

/**
 * A bank gateway as those of Shaparak: one asks for an order, the person pays on the gateway's own page and comes back, and
 * only then is the payment verified and settled. Each of verify, settle and reverse answers where the order stands
 * afterwards, and done again changes nothing. All throw OutsideSystemUnavailable when no usable answer came: whether the
 * gateway acted is then found out by `inquire`.
 */
export interface BankGateway {
  /** Origin of the page people pay on: pages with a button to it must allow it. */
  readonly origin: string
  /** Asks for an order; answers the address at which the person pays. `returnTo` is where the gateway sends them back. */
  request(order: { readonly orderId: OrderId; readonly rials: Rial; readonly returnTo: string }): Promise<string>
  inquire(orderId: OrderId): Promise<GatewayOrder>
  /** We know of the payment and want it. */
  verify(orderId: OrderId): Promise<GatewayOrder>
  /** Has the verified money transferred to the organisation's account. */
  settle(orderId: OrderId): Promise<GatewayOrder>
  /** Gives the money back to the card it came from. */
  reverse(orderId: OrderId): Promise<GatewayOrder>
}
