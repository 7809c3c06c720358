import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { Imported } from '#app/register/import.ts'
import { importFile, registerFile } from '#app/register/import-file.ts'
import type { IsoDate } from '#kernel/dates.ts'
import type { CivilPerson } from '#ports/civil-registry.ts'
import { putKeysBack, takeKeysOff } from '#store/register/keys.ts'
import { LOADED_TABLES, type LoadedTable } from '#store/register/loaded-tables.ts'
import { careerOf } from './careers.ts'
import { keeperOf } from './employers.ts'
import { population } from './population.ts'
import { csvLine, headerOf, recordsOf, wageHeader, wageLines, type FileRecord } from './register-records.ts'
import { workshopOf, workshopsFor } from './workshops.ts'

type Wish = {
  readonly people: number
  readonly seed: number
  readonly today: IsoDate
  /** People of a part: its files are written while those of the part before are taken over. */
  readonly part?: number
}
type Counts = Map<LoadedTable, number>
/** What one part of a province came to. */
export type Taken = Pick<Imported, 'added' | 'changed' | 'same' | 'refused'>

const PART = 5_000

/** Writes a province into a folder, a file for each table in a folder for each part. Answers how many records there are of each. */
export async function writeProvince(folder: string, wish: Wish): Promise<Counts> {
  const all: Counts = new Map()
  for (const { number, people } of partsOf(wish)) {
    const before = all.get('members') ?? 0
    for (const [table, count] of await writePart(join(folder, String(number)), { number, people, before }, wish))
      all.set(table, (all.get(table) ?? 0) + count)
  }
  return all
}

/**
 * Fills the register with a province by the import that organisations use. Broken off, the same again goes on: the files are
 * the same for the same wish, and what was taken over is noted in the folder until all of it is. Memory does not grow with it.
 */
export async function fillProvince(
  databaseUrl: string,
  folder: string,
  wish: Wish,
  tell: (text: string) => void = () => {},
): Promise<Map<LoadedTable, Taken>> {
  const began = performance.now()
  const seconds = () => `(${((performance.now() - began) / 1000).toFixed(1)} s)`
  const all = new Map<LoadedTable, Taken>()
  await takeKeysOff(databaseUrl)
  let told = 0
  let before = 0
  let taking = Promise.resolve()
  for (const { number, people } of partsOf(wish)) {
    const part = join(folder, String(number))
    const noted = await noteOf(part)
    const counts = noted === null ? await writePart(part, { number, people, before }, wish) : countsOf(noted)
    before += counts.get('members') ?? 0
    await taking
    taking = (noted === null ? takePart(databaseUrl, part) : Promise.resolve(noted)).then((taken) => {
      for (const [table, counts] of taken) all.set(table, sum(all.get(table), counts))
      told += people.length
      tell(`${told.toLocaleString('en')} of ${wish.people.toLocaleString('en')} people ${seconds()}`)
    })
    taking.catch(() => {}) // heard where it is waited for
  }
  await taking
  await putKeysBack(databaseUrl)
  for (const [table, { added, changed, same, refused }] of all)
    tell(`${table}: ${added.toLocaleString('en')} added, ${changed} changed, ${same} as they were, ${refused} refused`)
  tell(`all there, with its keys ${seconds()}`)
  await rm(folder, { recursive: true })
  return new Map(LOADED_TABLES.flatMap((table) => (all.has(table) ? [[table, all.get(table)!]] : [])))
}

/** The people of a province in order; what they did is made up only when it is written down. */
function* partsOf(wish: Wish): Generator<{ readonly number: number; readonly people: readonly CivilPerson[] }> {
  let people: CivilPerson[] = []
  let number = 0
  const { people: total, seed, today } = wish
  for (const { person } of population({ people: total, seed, today })) {
    people.push(person)
    if (people.length < (wish.part ?? PART)) continue
    yield { number, people }
    people = []
    number += 1
  }
  if (people.length > 0) yield { number, people }
}

type Part = {
  readonly number: number
  readonly people: readonly CivilPerson[]
  /** Members of the register in the parts before. */
  readonly before: number
}

async function writePart(
  folder: string,
  { number: part, people, before }: Part,
  { today, seed, people: total }: Wish,
): Promise<Counts> {
  await mkdir(folder, { recursive: true })
  let members = before
  const workshops = workshopsFor(total)
  const files = new Files(folder)
  // All workshops come before the first who works in one.
  for (let n = 0; part === 0 && n < workshops; n += 1) {
    const { code, name, branch, employer, address } = workshopOf(n)
    files.add('workshops', [{ code, name, branch, employer, address }])
  }
  for (const [n, person] of people.entries()) {
    // The part before is being taken over: what the database says of it is heard in between.
    if (n % 20 === 0) await turn()
    const career = careerOf(person, { today, seed, workshops })
    if (career === null) continue
    // Every eighth member keeps a workshop, until each has its employer.
    const keeps = members % 8 === 0 && members / 8 < workshops ? keeperOf(members / 8) : {}
    members += 1
    const line = { ...career, ...keeps, wages: [] }
    for (const [table, records] of Object.entries(recordsOf(line)) as [LoadedTable, FileRecord[]][])
      files.add(table, records)
    files.write('wages', career.wages.length, wageHeader, wageLines(career.number, career.wages))
    await files.flush()
  }
  await files.close()
  return files.counts
}

/** What a part came to that was taken over as a whole; it is not looked at again. */
async function noteOf(part: string): Promise<[LoadedTable, Taken][] | null> {
  const note = `${part}.json`
  return existsSync(note) ? (JSON.parse(await readFile(note, 'utf8')) as [LoadedTable, Taken][]) : null
}

const countsOf = (taken: readonly [LoadedTable, Taken][]): Counts =>
  new Map(taken.map(([table, { added, changed, same }]) => [table, added + changed + same]))

/** Imports the files of a part, notes what they came to, and deletes them. */
async function takePart(databaseUrl: string, folder: string): Promise<[LoadedTable, Taken][]> {
  const taken: [LoadedTable, Taken][] = []
  for (const table of LOADED_TABLES) {
    const path = join(folder, `${table}.csv`)
    if (!existsSync(path)) continue
    const { added, changed, same, refused } = await importFile(databaseUrl, registerFile(path)!)
    if (refused > 0) throw new Error(`the register refuses ${refused} invented records: see ${folder}`)
    taken.push([table, { added, changed, same, refused }])
  }
  await writeFile(`${folder}.json.part`, JSON.stringify(taken))
  await rename(`${folder}.json.part`, `${folder}.json`)
  await rm(folder, { recursive: true })
  return taken
}

const sum = (one: Taken = { added: 0, changed: 0, same: 0, refused: 0 }, other: Taken): Taken => ({
  added: one.added + other.added,
  changed: one.changed + other.changed,
  same: one.same + other.same,
  refused: one.refused + other.refused,
})

/** A file for each table that there is a record of. */
class Files {
  readonly counts: Counts = new Map()
  readonly #folder: string
  readonly #outs = new Map<LoadedTable, { text: string; stream: ReturnType<typeof createWriteStream> }>()

  constructor(folder: string) {
    this.#folder = folder
  }

  add(table: LoadedTable, records: readonly FileRecord[]): void {
    if (records.length > 0) this.write(table, records.length, headerOf(records[0]!), records.map(csvLine).join(''))
  }

  write(table: LoadedTable, count: number, header: string, lines: string): void {
    if (count === 0) return
    let out = this.#outs.get(table)
    if (out === undefined) {
      out = { text: header, stream: createWriteStream(join(this.#folder, `${table}.csv`)) }
      this.#outs.set(table, out)
    }
    out.text += lines
    this.counts.set(table, (this.counts.get(table) ?? 0) + count)
  }

  async flush(least = 1 << 18): Promise<void> {
    for (const out of this.#outs.values()) {
      if (out.text.length < least) continue
      if (!out.stream.write(out.text)) await once(out.stream, 'drain')
      out.text = ''
    }
  }

  async close(): Promise<void> {
    for (const { text, stream } of this.#outs.values()) {
      stream.end(text)
      await once(stream, 'finish')
    }
  }
}
