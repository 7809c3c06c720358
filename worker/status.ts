import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { App } from '#app/app.ts'
import { pulse } from '#app/health/pulse.ts'

/** /healthz and /metrics of a worker, on loopback: is it alive, what waits, and for how long. */
export function serveStatus(app: App, port: number): Server {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauges = new Map<string, Gauge>()
  const metrics = async (): Promise<string> => {
    for (const { name, help, value } of await pulse(app)) {
      const gauge = gauges.get(name) ?? new Gauge({ name, help, registers: [registry] })
      gauges.set(name, gauge)
      gauge.set(value)
    }
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
