import { systemClock } from '#ports/clock.ts'
import { openDatabase } from '#store/database.ts'
import { parseArgs } from 'node:util'
import { watch } from './health/pulse.ts'

const usage = `npm run watch [-- --minutes N]   Do the clocks go? N: 10 unless given.

Ends with 0 when they do, 1 when a clock or a command has been overdue for longer, 2 when the database does not answer.
For cron, from another machine than the worker's. DATABASE_URL must be that of the portal.`

const end = (code: number, text: string): never => {
  console.error(text)
  process.exit(code)
}

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } }, strict: false })
const minutes = Number(values['minutes'])
if (!Number.isFinite(minutes) || minutes <= 0) end(2, usage)
const db = openDatabase(process.env['DATABASE_URL'] ?? end(2, 'DATABASE_URL is not set.'), { poolSize: 1 })
try {
  const { alive, persian, english } = await watch({ db, clock: systemClock }, minutes)
  console.log(`${persian}\n${english}`)
  process.exitCode = alive ? 0 : 1
} catch (error) {
  console.error(
    `پایگاه داده پاسخ نمی‌دهد.\nThe database does not answer: ${error instanceof Error ? error.message : String(error)}`,
  )
  process.exitCode = 2
} finally {
  await db.close()
}
