import { openDatabase } from '#store/database.ts'
import { readFile } from 'node:fs/promises'
import { importBranches } from './branches/import-branches.ts'

const usage = `npm run branches -- import FILE

FILE is CSV in UTF-8 with a header: number,name,province,city,address,phone,hours,default (or in Persian:
شماره، نام، استان، شهر، نشانی، تلفن، ساعت کار، پیش‌فرض). "yes" under default marks the one branch that answers for
people whose own is not known. A branch is known by its number: run it again after every change.
DATABASE_URL must be that of the portal.`

const fail = (text: string): never => {
  console.error(text)
  process.exit(1)
}

const [task, file = ''] = process.argv.slice(2)
if (task !== 'import' || file === '') fail(usage)
const databaseUrl = process.env['DATABASE_URL'] ?? fail('DATABASE_URL is not set.')
const text = await readFile(file, 'utf8').catch(() => fail(`${file} cannot be read.`))
const db = openDatabase(databaseUrl, { poolSize: 1 })
try {
  const result = await importBranches(db, text)
  if ('refused' in result) {
    for (const { line, why } of result.refused) console.error(`line ${line}: ${why}`)
    process.exitCode = 1
    console.error('Nothing was changed. Mend these lines and run it again.')
  } else {
    const { added, changed, same, left } = result
    console.log(`${added} added, ${changed} changed, ${same} as they were; ${left} not in the file and left alone.`)
    if (!result.hasDefault)
      console.log('No branch is the default: people whose own is not known are told to go to the nearest one.')
  }
} catch (error) {
  console.error(`Nothing was changed: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  await db.close()
}
