import type { Clock } from '#ports/clock.ts'
import type { OrderState } from '#ports/bank-gateway.ts'
import { randomBytes, randomInt } from 'node:crypto'

export type Order = {
  readonly orderId: string
  /** Rials, digits. */
  readonly amount: string
  readonly returnTo: string
  readonly token: string
  state: Exclude<OrderState, 'unknown'>
  reference: string | null
  /** Instant, milliseconds. */
  paidAt: number | null
}

export type Orders = ReturnType<typeof openOrders>

/** What may become of an order when it is asked for: from these states. Anything else leaves it as it is. */
const MOVES = {
  verify: { from: ['paid'], to: 'verified' },
  settle: { from: ['verified'], to: 'settled' },
  reverse: { from: ['paid', 'verified'], to: 'reversed' },
} as const
export type Move = keyof typeof MOVES

/** The gateway's book of orders, in memory. What is paid and not verified in time is given back by itself. */
export function openOrders({ clock, verifyWithinMs }: { clock: Clock; verifyWithinMs: number }) {
  const orders = new Map<string, Order>()
  const byToken = new Map<string, Order>()

  /** As it stands now. */
  function find(orderId: string): Order | undefined {
    const order = orders.get(orderId)
    if (order?.state === 'paid' && order.paidAt !== null && clock.now() > order.paidAt + verifyWithinMs)
      order.state = 'reversed'
    return order
  }

  return {
    find,
    findByToken: (token: string): Order | undefined => find(byToken.get(token)?.orderId ?? ''),
    /** The same order again is the same; null where it was asked for with another amount. */
    request(orderId: string, amount: string, returnTo: string): Order | null {
      const there = find(orderId)
      if (there !== undefined) return there.amount === amount ? there : null
      const token = randomBytes(16).toString('hex')
      const order: Order = { orderId, amount, returnTo, token, state: 'waiting', reference: null, paidAt: null }
      orders.set(orderId, order)
      byToken.set(token, order)
      return order
    },
    pay(order: Order): void {
      if (order.state !== 'waiting') return
      order.state = 'paid'
      order.paidAt = clock.now()
      order.reference = String(randomInt(100_000_000_000, 999_999_999_999))
    },
    refuse(order: Order): void {
      if (order.state === 'waiting') order.state = 'refused'
    },
    move(order: Order, move: Move): void {
      const { from, to } = MOVES[move]
      if ((from as readonly string[]).includes(order.state)) order.state = to
    },
    /** Orders whose money is with the organisation, oldest first: what the settlement file lists. */
    settled: (): Order[] =>
      [...orders.values()]
        .filter(({ state }) => state === 'settled')
        .toSorted((one, other) => (one.paidAt ?? 0) - (other.paidAt ?? 0)),
  }
}
