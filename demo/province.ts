import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Imported } from '#app/register/import.ts'
import { importFile, registerFile } from '#app/register/import-file.ts'
import { progressBar } from '#app/register/progress-bar.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { LOADED_TABLES, type LoadedTable } from '#store/register/loaded-tables.ts'
import { careerOf } from './careers.ts'
import { keeperOf } from './employers.ts'
import { population } from './population.ts'
import { csvLine, headerOf, recordsOf, type FileRecord } from './register-records.ts'
import { workshopOf, workshopsFor } from './workshops.ts'

type Wish = { readonly people: number; readonly seed: number; readonly today: IsoDate }

/** The records of a file for each table of the register: a synthetic province, person by person. Memory does not grow with it. */
export function* provinceRecords({ people, seed, today }: Wish): Generator<readonly [LoadedTable, FileRecord]> {
  const workshops = workshopsFor(people)
  for (let n = 0; n < workshops; n += 1) {
    const { code, name, branch, employer, address } = workshopOf(n)
    yield ['workshops', { code, name, branch, employer, address }]
  }
  let kept = 0
  let grown = 0
  for (const { person } of population({ people, seed, today })) {
    const career = careerOf(person, { today, seed, workshops })
    if (career === null) continue
    // Every eighth person of whom the register knows keeps a workshop, until each has its employer.
    const keeper = grown % 8 === 0 && kept < workshops ? keeperOf(kept) : {}
    if (grown % 8 === 0) kept += 1
    grown += 1
    for (const [table, records] of Object.entries(recordsOf({ ...career, ...keeper })) as [LoadedTable, FileRecord[]][])
      for (const record of records) yield [table, record]
  }
}

/** Writes a province into a folder, a file for each table. Answers how many records there are of each. */
export async function writeProvince(folder: string, wish: Wish): Promise<Map<LoadedTable, number>> {
  await mkdir(folder, { recursive: true })
  const counts = new Map<LoadedTable, number>()
  const outs = new Map<LoadedTable, { text: string; stream: ReturnType<typeof createWriteStream> }>()
  for (const [table, record] of provinceRecords(wish)) {
    let out = outs.get(table)
    if (out === undefined) {
      out = { text: headerOf(record), stream: createWriteStream(join(folder, `${table}.csv`)) }
      outs.set(table, out)
    }
    out.text += csvLine(record)
    counts.set(table, (counts.get(table) ?? 0) + 1)
    if (out.text.length < 1 << 18) continue
    if (!out.stream.write(out.text)) await once(out.stream, 'drain')
    out.text = ''
  }
  for (const { text, stream } of outs.values()) {
    stream.end(text)
    await once(stream, 'finish')
  }
  return counts
}

/**
 * Fills the register with a province by the import that organisations use. Broken off, the same again goes on: the files are
 * the same for the same wish, and stay in the folder until all are taken over.
 */
export async function fillProvince(
  databaseUrl: string,
  folder: string,
  wish: Wish,
  tell: (text: string) => void = () => {},
): Promise<Map<LoadedTable, Imported>> {
  const imported = new Map<LoadedTable, Imported>()
  const say = (text: string, since: number) => tell(`${text} (${((performance.now() - since) / 1000).toFixed(1)} s)`)
  const began = performance.now()
  const counts = await writeProvince(folder, wish)
  say(`${wish.people.toLocaleString('en')} people written down`, began)
  for (const table of LOADED_TABLES) {
    const path = join(folder, `${table}.csv`)
    if (!counts.has(table) || !existsSync(path)) continue
    const started = performance.now()
    const bar = progressBar(path)
    const result = await importFile(databaseUrl, registerFile(path)!, (progress, size) => bar.show(progress, size))
    bar.end()
    imported.set(table, result)
    const { added, changed, same, refused } = result
    say(
      `${table}: ${added.toLocaleString('en')} added, ${changed} changed, ${same} as they were, ${refused} refused`,
      started,
    )
  }
  await rm(folder, { recursive: true })
  return imported
}
