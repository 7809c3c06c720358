import type { FastifyInstance } from 'fastify'
import type { App } from '#app/app.ts'
import { receiveNotice } from '#app/registry/receive-notice.ts'

/** Where the civil registry tells us of births, marriages, divorces and deaths (DCI CRVS `registry/notify`). */
export function noticeRoutes(server: FastifyInstance, app: App): void {
  server.post('/notify', { bodyLimit: 1024 * 1024 }, async (request, reply) => {
    const answer = await receiveNotice(app, request.body)
    return reply.code(answer.status).send(answer.body)
  })
}
