import type { FastifyInstance } from 'fastify'
import type { App } from '#app/app.ts'
import { receiveNotice } from '#app/registry/receive-notice.ts'
import type { CallbackAction } from '#ports/civil-registry.ts'

/** The doors at which the registry answers later. We ask only at its synchronous doors, so these are acknowledged, no more. */
const callbacks: Record<string, CallbackAction> = {
  '/on-search': 'on-search',
  '/on-subscribe': 'on-subscribe',
  '/on-unsubscribe': 'on-unsubscribe',
  '/txn/on-status': 'txn-on-status',
}

/** Where the civil registry tells us of births, marriages, divorces and deaths (DCI CRVS `registry/notify`). */
export function noticeRoutes(server: FastifyInstance, app: App): void {
  const limits = { bodyLimit: 1024 * 1024 }
  server.post('/notify', limits, async (request, reply) => {
    const answer = await receiveNotice(app, request.body)
    return reply.code(answer.status).send(answer.body)
  })
  for (const [door, action] of Object.entries(callbacks)) {
    server.post(door, limits, async (request, reply) => {
      const read = app.readCallback(action, request.body)
      return read.ok ? reply.send(read.ack) : reply.code(read.status).send(read.body)
    })
  }
}
