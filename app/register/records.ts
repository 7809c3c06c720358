/**
 * Cuts CSV (RFC 4180) or NDJSON into records, each with the place where it ends. Text is taken byte for byte (latin1): what is
 * cut out goes on as it came, and only who looks into a cell decodes it. CSV: cells are parted by commas; one with a
 * comma, quote or line break stands in quotes, a quote in it is doubled.
 */
export type CutRecord = {
  /** As it stands, without its line break. */
  readonly text: string
  /** Bytes to the beginning of the next record, from the first byte that was given. */
  readonly end: number
  /** Line breaks in it, its last one included. */
  readonly lines: number
}

/** Records may not be longer: one quote too many would take the rest of the file for one cell. */
const longest = 1_000_000

export class Cutter {
  readonly #csv: boolean
  #rest = ''
  #end = 0

  constructor(kind: 'csv' | 'ndjson') {
    this.#csv = kind === 'csv'
  }

  /** The records that are whole now. */
  *push(chunk: Buffer): Generator<CutRecord> {
    const text = this.#rest + chunk.toString('latin1')
    const quotes = this.#csv && text.includes('"')
    let from = 0
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      const lines = quotes ? this.#closes(text, from, at) : { at, count: 1 }
      if (lines === null) break
      yield this.#record(text.slice(from, lines.at), lines.at + 1 - from, lines.count)
      from = lines.at + 1
    }
    this.#rest = text.slice(from)
    if (this.#rest.length > longest)
      throw new Error('a record is longer than a million bytes: is a quote missing before it?')
  }

  /** The last record, where no line break follows it. */
  *flush(): Generator<CutRecord> {
    if (this.#rest !== '') yield this.#record(this.#rest, this.#rest.length, 1)
    this.#rest = ''
  }

  #record(text: string, bytes: number, lines: number): CutRecord {
    this.#end += bytes
    return { text: text.endsWith('\r') ? text.slice(0, -1) : text, end: this.#end, lines }
  }

  /** Where a record ends that may have line breaks in quotes; null where its end has not come yet. */
  #closes(text: string, from: number, first: number): { at: number; count: number } | null {
    let quoted = false
    let seen = from
    for (let at = first, count = 1; at >= 0; at = text.indexOf('\n', at + 1), count += 1) {
      for (let quote = text.indexOf('"', seen); quote >= 0 && quote < at; quote = text.indexOf('"', quote + 1))
        quoted = !quoted
      if (!quoted) return { at, count }
      seen = at
    }
    return null
  }
}

/** The cells of a CSV record; null where its quotes are not as they must be. */
export function cellsOf(text: string): string[] | null {
  if (!text.includes('"')) return text.split(',')
  const cells: string[] = []
  // A cell in quotes, or one without any; then a comma or the end.
  const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/gy
  for (;;) {
    const found = cell.exec(text)
    if (found === null) return null
    cells.push(found[1]?.replaceAll('""', '"') ?? found[2]!)
    if (found[3] === '') return cells
  }
}

/** A cell as CSV writes it. */
export const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
