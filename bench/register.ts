import { spawn } from 'node:child_process'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { demoBranches } from '#demo/branches.ts'
import { fillProvince } from '#demo/province.ts'
import { safeNationalCode } from '#demo/safe-numbers.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { daysOfMonth } from '#kernel/register.ts'
import { addBranch } from '#store/branches.ts'
import { openDatabase } from '#store/database.ts'
import { copyIn } from '#store/register/copy.ts'
import { testDatabase } from '../test/support/database.ts'
import type { Ending } from '../test/support/portal.ts'
import { inTurn } from './measure.ts'
import { atLeast, told, within, type Row } from './table.ts'

const RECORDS = 1_000_000
const WORKSHOPS = 1_000
/** One in a hundred of a province of 815,000. */
const SAMPLE = 8_150

/**
 * The import of a million wage records, every one checked, against plain COPY of the same file into a table of the file's columns
 * with the key that it has; in new databases by turns. The memory of the importing process beside it.
 */
export async function registerRates(t: Ending): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tamin-bench-register-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'wages.csv')
  await writeWages(path)
  const runs: Run[] = []
  const ours = async () => {
    const run = await importOnce(t, path)
    runs.push(run)
    return RECORDS / run.seconds
  }
  const pair = await inTurn(ours, () => plainCopy(t, path, 'primary key (number, month, workshop)'), 3)
  const bare = await plainCopy(t, path, null)
  const { half, end } = runs.at(-1)!
  return [
    atLeast('import of 1,000,000 wage records / plain COPY of the same file', pair, 'records/s', 0.4),
    told('the same / plain COPY into a table without a key', pair.ours, 'records/s', bare),
    within('memory of the import after the whole file / after half of it', end, Math.round(half * 1.25), 'MB'),
    ...(await sampleOfProvince(t, join(folder, 'province'))),
  ]
}

/** People in the order in which a core exports them: one after another, twelve years of each. */
async function writeWages(path: string): Promise<void> {
  const out = createWriteStream(path)
  out.write('number,month,workshop,days,wage,job_title,hard\n')
  for (let serial = 0, written = 0; written < RECORDS; serial += 1) {
    const number = safeNationalCode(serial)
    if (number === null) continue
    const code = workshopCode(serial % WORKSHOPS)
    let text = ''
    for (let n = 0; n < 144 && written < RECORDS; n += 1, written += 1) {
      const month = 139_301 + Math.floor(n / 12) * 100 + (n % 12)
      const days = daysOfMonth(month)
      text += `${number},${month},${code},${days},${days * (300_000 + (serial % 977) * 100)},کارگر ساده,false\n`
    }
    if (!out.write(text)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

const workshopCode = (n: number): string => `98${String(n).padStart(8, '0')}`

async function plainCopy(t: Ending, path: string, key: string | null): Promise<number> {
  const { url } = await testDatabase(t)
  const client = new pg.Client({ connectionString: url, options: '-c synchronous_commit=off' })
  await client.connect()
  await client.query(
    `create table plain (number text, month integer, workshop text, days smallint, wage bigint, job_title text, hard boolean
       ${key === null ? '' : `, ${key}`})`,
  )
  const file = readFileSync(path)
  const started = performance.now()
  await copyIn(client, 'copy plain from stdin (format csv, header)', file)
  const seconds = (performance.now() - started) / 1000
  await client.end()
  return RECORDS / seconds
}

/** Seconds, and megabytes resident after half of the file and at its end. */
type Run = { readonly seconds: number; readonly half: number; readonly end: number }

/** The import in a process of its own, as an operator starts it. */
async function importOnce(t: Ending, path: string): Promise<Run> {
  const { url, query } = await testDatabase(t)
  await query(`insert into workshop (code, name) select code, 'کارگاه' from unnest($1::text[]) code`, [
    Array.from({ length: WORKSHOPS }, (_, n) => workshopCode(n)),
  ])
  const program = `
    import { importFile, registerFile } from '#app/register/import-file.ts'
    const resident = () => process.memoryUsage.rss() / 2 ** 20
    let half = 0
    const started = performance.now()
    const { added } = await importFile(process.env.URL, registerFile(process.env.FILE), ({ bytes }, size) => {
      if (half === 0 && bytes > size / 2) half = resident()
    })
    if (added !== ${RECORDS}) throw new Error(added + ' records')
    console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000, half, end: resident() }))`
  const child = spawn(
    process.execPath,
    ['--import', './scripts/tsx.mjs', '--input-type=module-typescript', '-e', program],
    { env: { ...process.env, URL: url, FILE: path }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  await once(child, 'close')
  return JSON.parse(said) as Run
}

/** Time and size of a hundredth of a province; the whole is a hundred times that. */
async function sampleOfProvince(t: Ending, folder: string): Promise<Row[]> {
  const { url, query } = await testDatabase(t)
  const db = openDatabase(url, { poolSize: 1 })
  for (const branch of demoBranches) await addBranch(db, branch)
  await db.close()
  const size = async () =>
    Number((await query<{ size: string }>('select pg_database_size(current_database()) as size'))[0]!.size) / 2 ** 20
  const empty = await size()
  const started = performance.now()
  const imported = await fillProvince(url, folder, { people: SAMPLE, seed: 1405, today: '2026-11-23' as IsoDate })
  const seconds = (performance.now() - started) / 1000
  const records = [...imported.values()].reduce((sum, { added }) => sum + added, 0)
  const people = SAMPLE.toLocaleString('en')
  return [
    told(`register of ${people} people, a hundredth of a province: made and imported`, seconds, 's'),
    told('the same: records', records, 'records'),
    told('the same: size in the database', (await size()) - empty, 'MB'),
  ]
}
