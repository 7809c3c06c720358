import { setTimeout as sleep } from 'node:timers/promises'
import { cpus } from 'node:os'
import { pageBytes } from './bytes.ts'
import { pageRates } from './pages.ts'
import { signInRates } from './sign-in.ts'
import { signUpToSuccess, submitRate } from './sign-up.ts'
import { buildStage } from './stage.ts'
import { print, within, type Row } from './table.ts'
import { warmStart } from './warm-start.ts'

// `npm run bench` prints the table; `npm run bench -- --json` the same rows as a JSON array. Exit code 1 when a bound is missed.

const rows = [...(await foundation()), await warmStart()]
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(rows, null, 2))
} else {
  console.log(`${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}\n`)
  print(rows)
}
process.exit(rows.every((row) => row.ok) ? 0 : 1)

async function foundation(): Promise<Row[]> {
  const ends: (() => unknown)[] = []
  try {
    const stage = await buildStage({ after: (end) => ends.push(end) })
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
  } finally {
    for (const end of ends.toReversed()) await end()
  }
}
