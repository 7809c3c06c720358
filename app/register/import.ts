import { Loader, type Progress } from '#store/register/load.ts'
import type { LoadedTable } from '#store/register/loaded-tables.ts'
import { BatchReader, type Batch } from './batches.ts'
import type { Format } from './header.ts'
import { csvCell } from './records.ts'
import { READINGS } from './tables.ts'

/** Where the records come from, and where refused ones go. */
export type ImportFrom = {
  readonly table: LoadedTable
  readonly format: Format
  /** Tells these records from all others: a load that was broken off goes on where the same key came to. */
  readonly key: string
  /** The bytes from this one on. */
  read(from: number): AsyncIterable<Buffer>
  /** Keeps of what was refused all before this byte, and adds this. Answers the new length. */
  refuse(at: number, text: Buffer): Promise<number>
  /** Told at the beginning and after every batch. */
  onProgress?(progress: Progress): void
}

export type Imported = Progress & {
  /** Records of this run that were there already, or give way to what was decided or paid. */
  readonly same: number
  /** Lines that an earlier run had taken over. */
  readonly resumedAt: number
}

/**
 * Loads the records of a file into its table, by the batch: each is checked, written by COPY, and noted as done, in one
 * transaction. While a batch is written the next one is read. The same again changes nothing. Throws WrongHeader.
 */
export async function importRegister(databaseUrl: string, from: ImportFrom): Promise<Imported> {
  const [loader, begun] = await Loader.open(databaseUrl, from.table, from.key)
  try {
    from.onProgress?.(begun)
    const reader = await BatchReader.open(from, begun)
    const unknown = new References(loader, from.table)
    let progress = begun
    let writing = Promise.resolve()
    const write = async (batch: Batch): Promise<void> => {
      await unknown.refuse(batch)
      const refusedBytes = await from.refuse(progress.refusedBytes, refusedText(reader, batch, progress))
      const refused = progress.refused + batch.refused.length
      progress = await loader.put(batch.rows, progress, {
        bytes: batch.bytes,
        lines: batch.lines,
        refused,
        refusedBytes,
      })
      from.onProgress?.(progress)
    }
    for await (const batch of reader.batches()) {
      await writing
      writing = write(batch)
      writing.catch(() => {}) // heard where it is waited for
    }
    await writing
    await loader.finish()
    const { added, changed, refused } = progress
    const touched = added - begun.added + changed - begun.changed + refused - begun.refused
    return { ...progress, same: reader.records - touched, resumedAt: begun.lines }
  } finally {
    await loader.close()
  }
}

/** Refuses what refers to something that the register does not know. */
class References {
  readonly #loader: Loader
  readonly #table: LoadedTable
  /** Workshops and branches that are known; what belongs to people is asked of each batch. */
  readonly #known = { workshop: new Set<string>(), branch: new Set<string>() }

  constructor(loader: Loader, table: LoadedTable) {
    this.#loader = loader
    this.#table = table
  }

  async refuse(batch: Batch): Promise<void> {
    const { refers, branch } = READINGS[this.#table]
    if (refers !== undefined) drop(batch, batch.refersTo, await this.#strange(refers.to, batch.refersTo), refers.else)
    if (branch !== undefined)
      drop(batch, batch.branchOf, await this.#strange('branch', batch.branchOf), 'شعبه‌ای با این شماره نیست.')
  }

  async #strange(what: 'workshop' | 'branch' | 'contract' | 'pension', keys: readonly string[]): Promise<Set<string>> {
    const remembered = what === 'workshop' || what === 'branch' ? this.#known[what] : new Set<string>()
    const strange = new Set(keys.filter((key) => key !== '' && !remembered.has(key)))
    for (const key of await this.#loader.known(what, [...strange])) {
      strange.delete(key)
      if (remembered.size < 300_000) remembered.add(key)
    }
    return strange
  }
}

/** Takes the rows out of a batch whose key is strange. */
function drop(batch: Batch, keys: readonly string[], strange: ReadonlySet<string>, reason: string): void {
  if (strange.size === 0) return
  const { rows, lineOf, recordOf, refersTo, branchOf, refused } = batch
  const stays = keys.map((key) => !strange.has(key))
  for (const [n, stay] of stays.entries())
    if (!stay) refused.push({ line: lineOf[n]!, text: recordOf[n]!.text, reason })
  const lists = [rows.numbers, rows.abouts, rows.from, rows.to, lineOf, recordOf, refersTo, branchOf] as unknown[][]
  for (const list of lists) {
    const left = list.filter((_, n) => stays[n])
    list.length = 0
    for (const one of left) list.push(one)
  }
}

/** Refused records with their line and why: a file that can be mended and imported as it is. */
function refusedText({ format, header }: BatchReader, batch: Batch, { refusedBytes }: Progress): Buffer {
  const lines = batch.refused.toSorted((one, other) => one.line - other.line)
  const text = lines.map(({ line, reason, text: record }) =>
    format === 'csv'
      ? `${line},${bytes(csvCell(reason))},${record}\n`
      : bytes(`${JSON.stringify({ line, reason, ...parsed(record) })}\n`),
  )
  const first = format === 'csv' && refusedBytes === 0 && text.length > 0 ? [`line,reason,${header}\n`] : []
  return Buffer.from([...first, ...text].join(''), 'latin1')
}

/** Text as its bytes, as records are. */
const bytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

function parsed(record: string): object {
  const text = Buffer.from(record, 'latin1').toString('utf8')
  try {
    const value = JSON.parse(text) as unknown
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // told as text
  }
  return { text }
}
