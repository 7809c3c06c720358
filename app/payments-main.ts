import { readFile } from 'node:fs/promises'
import { buildApp } from './build-app.ts'
import { reconcile } from './payments/reconcile.ts'
import { readSettlement } from './payments/read-settlement.ts'
import { readSettings, WrongSettings } from './settings.ts'

const usage = `npm run payments -- reconcile FILE

FILE is the settlement file of the bank gateway: CSV in UTF-8 with the header order,reference,rials,paid_at. What was paid and is
not settled here is taken up by asking the gateway; everything else on which the two sides differ is listed. Run it again as
often as you like. Needs the settings of the worker. Ends with 1 where something is left to look into.`

const fail = (text: string): never => {
  console.error(text)
  process.exit(1)
}

const [task, file = ''] = process.argv.slice(2)
if (task !== 'reconcile' || file === '') fail(usage)
const text = await readFile(file, 'utf8').catch(() => fail(`${file} cannot be read.`))
const { lines, refused } = readSettlement(text)
for (const { line, why } of refused) console.error(`line ${line}: ${why}`)
if (lines.length === 0 && refused.length > 0) fail('Nothing was compared.')

try {
  const app = buildApp(readSettings(process.env))
  try {
    const { agree, mended, left } = await reconcile(app, lines)
    for (const { order, what } of mended) console.log(`mended  ${order} ${what}`)
    for (const { order, what } of left) console.log(`left    ${order} ${what}`)
    console.log(`${agree} agree, ${mended.length} mended, ${left.length} left, ${refused.length} lines not read.`)
    if (left.length > 0 || refused.length > 0) process.exitCode = 1
  } finally {
    await Promise.all([app.db.close(), app.published.close()])
  }
} catch (error) {
  fail(error instanceof WrongSettings ? error.message : `It was not finished: ${String(error)}`)
}
