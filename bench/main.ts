import { cpus } from 'node:os'
import { foundation } from './foundation.ts'
import { print } from './table.ts'
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
