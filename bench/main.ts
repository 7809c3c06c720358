import { setTimeout as sleep } from 'node:timers/promises'
import { cpus } from 'node:os'
import { applicationRates } from './applications.ts'
import { pageBytes } from './bytes.ts'
import { certificateRate } from './certificates.ts'
import { requestDays } from './days.ts'
import { lawRates } from './law.ts'
import { pageRates } from './pages.ts'
import { registerRates } from './register.ts'
import { requestRates } from './requests.ts'
import { signInRates } from './sign-in.ts'
import { signUpToSuccess, submitRate } from './sign-up.ts'
import { peopledStage } from './stage.ts'
import type { Ending } from '../test/support/portal.ts'
import { print, within, type Row } from './table.ts'
import { warmStart } from './warm-start.ts'

// `npm run bench` prints the table; `npm run bench -- --json` the same rows as a JSON array; `-- --only=foundation` (or applications,
// certificates, law, register, requests, days, start) a part of it. Exit code 1 when a bound is missed.

const only = process.argv.find((word) => word.startsWith('--only='))?.slice('--only='.length)
const parts: Record<string, (t: Ending) => Promise<Row[]>> = {
  foundation,
  applications: applicationRates,
  certificates: async () => [await certificateRate()],
  law: lawRates,
  register: registerRates,
  requests: requestRates,
  days: requestDays,
  start: async () => [await warmStart()],
}
const rows: Row[] = []
for (const [name, part] of Object.entries(parts))
  if (only === undefined || only === name) rows.push(...(await alone(part)))
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(rows, null, 2))
} else {
  console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}\n`)
  print(rows)
}
process.exit(rows.every((row) => row.ok) ? 0 : 1)

/** One part, and then the end of all that it started. */
async function alone(part: (t: Ending) => Promise<Row[]>): Promise<Row[]> {
  const ends: (() => unknown)[] = []
  try {
    return await part({ after: (end) => ends.push(end) })
  } finally {
    for (const end of ends.toReversed()) await end()
  }
}

async function foundation(t: Ending): Promise<Row[]> {
  const stage = await peopledStage(t)
  const worker = await stage.start(['dist/server/worker.js'], '/healthz')
  await sleep(2_000)
  const memory = [
    within('idle memory of the web process', stage.web.residentMegabytes(), 160, 'MB'),
    within('idle memory of the worker process', worker.residentMegabytes(), 160, 'MB'),
  ]
  const endToEnd = await signUpToSuccess(stage)
  await worker.stop()
  const rates = [...(await pageRates(stage)), await submitRate(stage), ...(await signInRates(stage))]
  return [...rates, endToEnd, ...(await pageBytes(stage)), ...memory]
}
