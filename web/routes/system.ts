import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { App } from '#app/app.ts'
import { announcedAhead } from '#app/calendar/announce-year.ts'
import { wagesKnownAhead } from '#app/law/known-ahead.ts'
import { pulse } from '#app/health/pulse.ts'
import { connectionBroke } from '#store/database.ts'
import { ping } from '#store/health.ts'

/** Is the process alive, is it ready, what does it do: for operators and load balancers. No personal data. */
export function systemRoutes(server: FastifyInstance, app: App): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'tamin_http_requests_total',
    help: 'Requests by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'tamin_http_request_seconds',
    help: 'Time to answer, by route.',
    labelNames: ['route'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10],
    registers: [registry],
  })
  const wages = new Gauge({
    name: 'tamin_minimum_wage_known_days',
    help: 'Days from today on of which the minimum wage is known; at 0 decisions that need it wait.',
    registers: [registry],
  })
  const gauges = new Map<string, Gauge>()

  const answers = new Gauge({
    name: 'tamin_database_answers',
    help: '1: the database answers; 0: it does not, and what only it knows is left out.',
    registers: [registry],
  })
  const fromDatabase = async () => {
    const announced = {
      name: 'tamin_calendar_announced_days',
      help: 'Days from today on of which the official calendar is known; below 120 the next year must be brought in.',
      value: (await announcedAhead(app)).days,
    }
    for (const { name, help, value } of [...(await pulse(app)), announced]) {
      const gauge = gauges.get(name) ?? new Gauge({ name, help, registers: [registry] })
      gauges.set(name, gauge)
      gauge.set(value)
    }
  }
  /** Old figures would pass for those of now. */
  const leaveOut = () => {
    for (const name of gauges.keys()) registry.removeSingleMetric(name)
    gauges.clear()
  }

  // A counter is kept at hand for each of its few labels: looking it up by them costs more than counting.
  const counters = new Map<string, Counter.Internal>()
  const timers = new Map<string, Histogram.Internal<'route'>>()
  server.addHook('onResponse', (request, reply, done) => {
    const { method } = request
    const { url: route = 'none' } = request.routeOptions
    const key = `${reply.statusCode} ${method} ${route}`
    const counter = counters.get(key) ?? requests.labels({ route, method, status: String(reply.statusCode) })
    const timer = timers.get(route) ?? seconds.labels({ route })
    counters.set(key, counter)
    timers.set(route, timer)
    counter.inc()
    timer.observe(reply.elapsedTime / 1000)
    done()
  })

  server.get('/healthz', async (_request, reply) => reply.type('text/plain').send('ok'))
  server.get('/readyz', async (_request, reply) => {
    try {
      await ping(app.db)
      return await reply.type('text/plain').send('ready')
    } catch {
      return reply.code(503).type('text/plain').send('the database does not answer')
    }
  })
  server.get('/metrics', async (_request, reply) => {
    const there = await fromDatabase().then(
      () => true,
      (error: unknown) => {
        if (!connectionBroke(error)) throw error
        leaveOut()
        return false
      },
    )
    answers.set(there ? 1 : 0)
    wages.set(wagesKnownAhead(app))
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
