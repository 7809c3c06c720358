import { type Clock, systemClock } from '#ports/clock.ts'
import formbody from '@fastify/formbody'
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { addFaults } from '../faults.ts'
import { openOrders, type Order } from './orders.ts'
import { closedPage, lostPage, payPage, receiptPage } from './pages.ts'

export type BankGatewaySimulatorOptions = {
  readonly clock?: Clock
  /** Empty: any. */
  readonly terminal?: string
  readonly key?: string
  /** What is paid must be verified in this time, or goes back. */
  readonly verifyWithinMs?: number
}

const OrderId = z.string().regex(/^\d{1,19}$/)
const Asked = z.object({ terminal: z.string(), orderId: OrderId })
const Requested = Asked.extend({
  amount: z.string().regex(/^[1-9]\d{3,14}$/),
  returnTo: z.url({ protocol: /^https?$/ }),
})
const Callbacks = z.object({
  /** How many times the gateway tells the return address by itself, beside the person who comes back. */
  copies: z.number().int().min(0).max(5).default(0),
  /** Milliseconds before each of them. */
  delayMs: z.number().int().min(0).max(600_000).default(0),
})

const FONT = fileURLToPath(
  import.meta.resolve('@fontsource-variable/vazirmatn/files/vazirmatn-arabic-wght-normal.woff2'),
)

/**
 * Plays a bank gateway. Its interface is under /v1 (request, inquire, verify, settle, reverse; JSON, bearer key); at
 * `/pay/TOKEN` people pay, refuse, or pay and close the page. `GET /settlement.csv` is the file of what was settled.
 * `PUT /_callbacks {copies, delayMs}` makes it tell the return address several times, or late. `POST /_pay {orderId}` pays
 * without the page. Faults may be for one part of the interface: `/_faults?scope=verify`; its false answer is of another
 * amount.
 */
export async function bankGatewaySimulator(options: BankGatewaySimulatorOptions = {}): Promise<FastifyInstance> {
  const { clock = systemClock, terminal = '', key = '', verifyWithinMs = 30 * 60_000 } = options
  const orders = openOrders({ clock, verifyWithinMs })
  let callbacks: z.infer<typeof Callbacks> = { copies: 0, delayMs: 0 }
  const server = fastify({ forceCloseConnections: true })
  await server.register(formbody)
  const faults = addFaults(
    server,
    (url) => !url.startsWith('/v1/'),
    (url) => url.split('/')[2] ?? '',
  )

  server.addHook('preHandler', async (request, reply) => {
    if (!request.url.startsWith('/v1/')) return
    const asked = Asked.safeParse(request.body)
    if (!asked.success) return reply.code(400).send({ error: z.prettifyError(asked.error) })
    const known = terminal === '' || asked.data.terminal === terminal
    if (!known || (key !== '' && request.headers.authorization !== `Bearer ${key}`))
      return reply.code(401).send({ error: 'terminal or key' })
  })
  server.post('/v1/request', async (request, reply) => {
    const asked = Requested.safeParse(request.body)
    if (!asked.success) return reply.code(400).send({ error: z.prettifyError(asked.error) })
    const order = orders.request(asked.data.orderId, asked.data.amount, asked.data.returnTo)
    if (order === null) return reply.code(409).send({ error: 'the order is there with another amount' })
    return { orderId: order.orderId, token: order.token }
  })
  for (const what of ['inquire', 'verify', 'settle', 'reverse'] as const) {
    server.post(`/v1/${what}`, async (request) => {
      const { orderId } = request.body as z.infer<typeof Asked>
      const order = orders.find(orderId)
      if (order === undefined) return { orderId, state: 'unknown', amount: null, reference: null }
      if (what !== 'inquire') orders.move(order, what)
      const { state, reference } = order
      const amount = faults.wrong(request) ? `${order.amount}0` : order.amount
      return { orderId, state, amount, reference }
    })
  }

  type Pay = { Params: { token: string }; Body: { do?: string } }
  server.get<Pay>('/pay/:token', async ({ params }, reply) => {
    const order = orders.findByToken(params.token)
    if (order === undefined) return html(reply.code(404), lostPage())
    return html(reply, order.state === 'waiting' ? payPage(order) : receiptPage(order))
  })
  server.post<Pay>('/pay/:token', async ({ params, body }, reply) => {
    const order = orders.findByToken(params.token)
    if (order === undefined) return html(reply.code(404), lostPage())
    if (body.do === 'refuse') {
      orders.refuse(order)
      return reply.redirect(backTo(order), 303)
    }
    const paysNow = order.state === 'waiting'
    orders.pay(order)
    if (paysNow) void tell(order)
    return html(reply, body.do === 'close' ? closedPage(order) : receiptPage(order))
  })

  /** The gateway's own calls of the return address, as some make beside the person's way back. */
  async function tell(order: Order): Promise<void> {
    const { copies, delayMs } = callbacks
    for (let n = 0; n < copies; n += 1) {
      await sleep(delayMs)
      const body = new URLSearchParams({ orderId: order.orderId, reference: order.reference ?? '' })
      await fetch(order.returnTo, { method: 'POST', body, redirect: 'manual' }).catch(() => undefined)
    }
  }

  server.put('/_callbacks', async (request, reply) => {
    const given = Callbacks.safeParse(request.body)
    if (!given.success) return reply.code(400).send({ error: z.prettifyError(given.error) })
    callbacks = given.data
    return given.data
  })
  server.post('/_pay', async (request, reply) => {
    const given = z.object({ orderId: OrderId }).safeParse(request.body)
    const order = given.success ? orders.find(given.data.orderId) : undefined
    if (order === undefined) return reply.code(404).send({ error: 'no such order' })
    orders.pay(order)
    void tell(order)
    return { orderId: order.orderId, state: order.state, reference: order.reference }
  })
  server.get('/settlement.csv', async (_request, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .send(['order,reference,rials,paid_at', ...orders.settled().map(lineOf)].map((line) => `${line}\r\n`).join('')),
  )
  server.get('/font.woff2', async (_request, reply) =>
    reply.type('font/woff2').header('cache-control', 'public, max-age=86400').send(readFileSync(FONT)),
  )
  server.get('/_health', async () => ({ ok: true }))
  return server
}

const lineOf = ({ orderId, reference, amount, paidAt }: Order): string =>
  [orderId, reference, amount, new Date(paidAt ?? 0).toISOString()].join(',')

function backTo({ returnTo, orderId }: Order): string {
  const address = new URL(returnTo)
  address.searchParams.set('orderId', orderId)
  return address.href
}

const html = (reply: FastifyReply, body: string) => reply.type('text/html; charset=utf-8').send(body)
