import type { FastifyInstance } from 'fastify'
import { StatisticsBook, statisticsCsv } from '#app/statistics/statistics.ts'
import { StatisticsPage } from '#web/pages/statistics.tsx'
import { sendPage, type Context } from '../http/context.ts'

/** The public statistics: a page, and the same numbers as CSV and JSON. */
export function statisticsRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context
  const book = new StatisticsBook()

  server.get<{ Querystring: { month?: unknown } }>('/statistics', async (request, reply) => {
    const { month } = request.query
    const statistics = await book.read(app)
    const shell = await context.shell(request, reply)
    return sendPage(
      reply,
      <StatisticsPage shell={shell} statistics={statistics} month={typeof month === 'string' ? month : null} />,
    )
  })
  server.get('/statistics.csv', async (_request, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="statistics.csv"')
      .send(statisticsCsv(await book.read(app))),
  )
  server.get('/statistics.json', async (_request, reply) => {
    const { countedAt, lines } = await book.read(app)
    return reply.send({ countedAt: new Date(countedAt).toISOString(), lines })
  })
}
