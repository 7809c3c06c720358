import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { App } from '#app/app.ts'
import { outboxBacklog } from '#store/outbox.ts'

/** /healthz and /metrics of a worker, on loopback: is it alive, what waits, and for how long. */
export function serveStatus(app: App, port: number): Server {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const waiting = new Gauge({ name: 'tamin_outbox_waiting', help: 'Commands not done yet.', registers: [registry] })
  const oldest = new Gauge({
    name: 'tamin_outbox_oldest_seconds',
    help: 'Age of the oldest command that is not done yet, seconds.',
    registers: [registry],
  })
  const metrics = async (): Promise<string> => {
    const backlog = await outboxBacklog(app.db)
    waiting.set(backlog.waiting)
    oldest.set(backlog.oldestDueAt === null ? 0 : (app.clock.now() - backlog.oldestDueAt.getTime()) / 1000)
    return registry.metrics()
  }
  const server = createServer((request, response) => {
    if (request.url === '/healthz') response.end('ok')
    else if (request.url === '/metrics') {
      metrics().then(
        (text) => response.setHeader('content-type', registry.contentType).end(text),
        () => response.writeHead(503).end('the database does not answer'),
      )
    } else response.writeHead(404).end()
  })
  return server.listen(port, '127.0.0.1')
}
