import { z } from 'zod'
import { rial } from '#kernel/rial.ts'
import { type BankGateway, type GatewayOrder, ORDER_STATES, type OrderId } from '#ports/bank-gateway.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import { ask, NoAnswer } from '../ask.ts'

const SYSTEM = 'bank gateway'

const Requested = z.object({ orderId: z.string(), token: z.string().regex(/^[\w-]{1,200}$/) })

const Order = z.object({
  orderId: z.string(),
  state: z.enum(ORDER_STATES),
  amount: z
    .string()
    .regex(/^\d{1,18}$/)
    .nullable(),
  reference: z.string().min(1).max(64).nullable(),
})

/** States in which an order has an amount and a reference. */
const PAID: readonly GatewayOrder['state'][] = ['paid', 'verified', 'settled']

export type BankGatewayOptions = {
  /** Base address of the gateway: its interface and, at /pay/TOKEN, the page people pay on. */
  readonly url: string
  /** Our terminal at the gateway. */
  readonly terminal: string
  /** Bearer key. */
  readonly key: string
  readonly timeoutMs?: number
}

/**
 * Client of the bank gateway. Only a whole, well-formed answer about this very order counts; everything else throws
 * OutsideSystemUnavailable. Errors name neither order nor amount.
 */
export function bankGateway({ url, terminal, key, timeoutMs = 5000 }: BankGatewayOptions): BankGateway {
  const base = url.replace(/\/+$/, '')
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }

  async function tell(what: string, orderId: OrderId, more: object = {}): Promise<unknown> {
    const body = JSON.stringify({ terminal, orderId, ...more })
    const answer = await ask(`${base}/v1/${what}`, { method: 'POST', headers, body }, timeoutMs).catch(
      (error: unknown) => {
        throw error instanceof NoAnswer ? unavailable(error.message) : error
      },
    )
    if (answer.status !== 200) throw unavailable(`HTTP ${answer.status} to ${what}`)
    return answer.body
  }

  async function orderAfter(what: string, orderId: OrderId): Promise<GatewayOrder> {
    const read = Order.safeParse(await tell(what, orderId))
    if (!read.success) throw unavailable('the reply is not of the agreed form')
    const { state, amount, reference } = read.data
    if (read.data.orderId !== orderId) throw unavailable('the reply belongs to another order')
    if (PAID.includes(state) && (amount === null || reference === null))
      throw unavailable('a paid order without amount or reference')
    return { orderId, state, rials: amount === null ? null : rial(BigInt(amount)), reference }
  }

  return {
    origin: new URL(base).origin,
    async request({ orderId, rials, returnTo }) {
      const read = Requested.safeParse(await tell('request', orderId, { amount: String(rials), returnTo }))
      if (!read.success) throw unavailable('the reply is not of the agreed form')
      if (read.data.orderId !== orderId) throw unavailable('the reply belongs to another order')
      return `${base}/pay/${read.data.token}`
    },
    inquire: (orderId) => orderAfter('inquire', orderId),
    verify: (orderId) => orderAfter('verify', orderId),
    settle: (orderId) => orderAfter('settle', orderId),
    reverse: (orderId) => orderAfter('reverse', orderId),
  }
}

const unavailable = (reason: string): OutsideSystemUnavailable => new OutsideSystemUnavailable(SYSTEM, reason)
