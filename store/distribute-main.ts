import { distribute } from './distribute.ts'

const databaseUrl = process.env['DATABASE_URL']
if (databaseUrl === undefined) {
  console.error('DATABASE_URL is not set: give the address of the PostgreSQL database to distribute.')
  process.exit(1)
}
try {
  console.log(await distribute(databaseUrl, { dry: process.argv.includes('--dry-run') }))
} catch (error) {
  console.error(`Not distributed: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}
