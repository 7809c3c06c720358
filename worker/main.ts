import { buildApp } from '#app/build-app.ts'
import { readSettings, WrongSettings } from '#app/settings.ts'
import pino from 'pino'
import { serveStatus } from './status.ts'
import { startWorker } from './worker.ts'

try {
  const settings = readSettings(process.env)
  const app = buildApp(settings)
  const worker = startWorker(app, pino({ level: settings.LOG_LEVEL }))
  const status = settings.WORKER_PORT === undefined ? null : serveStatus(app, settings.WORKER_PORT)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      status?.close()
      void worker
        .stop()
        .then(() => Promise.all([app.db.close(), app.published.close()]))
        .then(() => process.exit(0))
    })
  }
} catch (error) {
  console.error(error instanceof WrongSettings ? error.message : `The worker cannot start: ${String(error)}`)
  process.exit(1)
}
