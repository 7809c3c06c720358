import { buildApp } from '#app/build-app.ts'
import { readSettings, WrongSettings } from '#app/settings.ts'
import { buildServer } from './server.ts'

try {
  const settings = readSettings(process.env)
  const app = buildApp(settings)
  const server = await buildServer(app, {
    secure: settings.PUBLIC_URL.startsWith('https:'),
    trustProxy: settings.TRUST_PROXY,
    demo: settings.DEMO === '1',
    logLevel: settings.LOG_LEVEL,
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void server
        .close()
        .then(() => Promise.all([app.db.close(), app.published.close()]))
        .then(() => process.exit(0))
    })
  }
  await server.listen({ host: settings.HOST, port: settings.PORT })
} catch (error) {
  console.error(error instanceof WrongSettings ? error.message : `The web process cannot start: ${String(error)}`)
  process.exit(1)
}
