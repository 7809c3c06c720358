import { migrate } from './migrate.ts'

const databaseUrl = process.env['DATABASE_URL']
if (databaseUrl === undefined) {
  console.error('DATABASE_URL is not set: give the address of the PostgreSQL database to migrate.')
  process.exit(1)
}
try {
  await migrate(databaseUrl)
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : ''
  console.error(`Migration failed: ${error instanceof Error ? error.message : String(error)}${cause}`)
  process.exit(1)
}
