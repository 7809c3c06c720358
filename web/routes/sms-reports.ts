import formbody from '@fastify/formbody'
import type { FastifyInstance } from 'fastify'
import type { App } from '#app/app.ts'
import { receiveReport } from '#app/messages/receive-report.ts'

type Report = { Params: { door: string; key: string }; Querystring: Record<string, string>; Body: unknown }

/** Where SMS providers report deliveries: the first by query or form, the second by JSON. The key in the address lets them in. */
export async function smsReportRoutes(server: FastifyInstance, app: App): Promise<void> {
  await server.register(formbody, { bodyLimit: 16 * 1024 })
  server.route<Report>({
    method: ['GET', 'POST'],
    url: '/sms-reports/:door/:key',
    bodyLimit: 16 * 1024,
    handler: async ({ params, query, body }, reply) => {
      const fields = typeof body === 'object' && body !== null ? body : query
      const reading = app.readSmsReport(params.door, params.key, fields)
      if (reading.read === 'shut') return reply.code(404).send()
      if (reading.read === 'unreadable') return reply.code(400).send()
      await receiveReport(app, reading)
      return reply.code(204).send()
    },
  })
}
