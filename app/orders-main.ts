import { readFile } from 'node:fs/promises'
import { buildApp } from './build-app.ts'
import { listPayouts } from './payouts/list.ts'
import { readPaidFile, settleOrder } from './payouts/settle.ts'
import { readSettings, WrongSettings } from './settings.ts'

const usage = `npm run orders -- list FILE     writes the orders that are on no list yet to a new CSV file for the finance system
npm run orders -- paid FILE     takes in what the finance system says of orders: CSV with the header
                                list,order,paid_on,refused_because

Every order is on one list only, until it is refused and has another account. Both may be run again as often as you like: a list
that was interrupted is finished first, and what was taken in before changes nothing. Needs the settings of the worker. Ends with
1 where something is left to look into.`

const fail = (text: string): never => {
  console.error(text)
  process.exit(1)
}

const [task, file = ''] = process.argv.slice(2)
if ((task !== 'list' && task !== 'paid') || file === '') fail(usage)

try {
  const app = buildApp(readSettings(process.env))
  try {
    if (task === 'list') {
      const listed = await listPayouts(app, file)
      if (!listed.ok) fail(listed.problem.message)
      else if (listed.value.length === 0) console.log('There is no order to list.')
      else for (const list of listed.value) console.log(`${list.orders} orders in ${list.file} (list ${list.listId}).`)
    } else await takeIn(app)
  } finally {
    await Promise.all([app.db.close(), app.published.close()])
  }
} catch (error) {
  fail(error instanceof WrongSettings ? error.message : `It was not finished: ${String(error)}`)
}

async function takeIn(app: ReturnType<typeof buildApp>): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => fail(`${file} cannot be read.`))
  const { lines, refused } = readPaidFile(text)
  for (const { line, why } of refused) console.error(`line ${line}: ${why}`)
  let [settled, known, wrong] = [0, 0, 0]
  for (const line of lines) {
    const found = await settleOrder(app, line)
    if (found === 'settled') settled += 1
    else if (found === 'known') known += 1
    else {
      wrong += 1
      console.error(`order ${line.order} ${found.wrong}`)
    }
  }
  console.log(`${settled} taken in, ${known} known before, ${wrong} left, ${refused.length} lines not read.`)
  if (wrong > 0 || refused.length > 0) process.exitCode = 1
}
