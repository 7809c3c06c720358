/**
 * Cuts CSV (RFC 4180) or NDJSON into records, each with the place where it ends. Text is taken byte for byte (latin1): what is
 * cut out goes on as it came, and only who looks into a cell decodes it. CSV: cells are parted by commas; one with a
 * comma, quote or line break stands in quotes, a quote in it is doubled.
 */
export class CutRecord {
  /** The record is what lies in them from `from` to before `to`, without its line break. */
  readonly bytes: Buffer
  readonly from: number
  readonly to: number
  /** Bytes to the beginning of the next record, from the first byte that was given. */
  readonly end: number
  /** Line breaks in it, its last one included. */
  readonly lines: number

  constructor(bytes: Buffer, from: number, to: number, end: number, lines: number) {
    this.bytes = bytes
    this.from = from
    this.to = to
    this.end = end
    this.lines = lines
  }

  get text(): string {
    return this.bytes.toString('latin1', this.from, this.to)
  }
}

/** Records may not be longer: one quote too many would take the rest of the file for one cell. */
const longest = 1_000_000
const [lineBreak, carriageReturn, quote] = [0x0a, 0x0d, 0x22]

export class Cutter {
  readonly #csv: boolean
  #rest: Buffer = Buffer.alloc(0)
  #end = 0

  constructor(kind: 'csv' | 'ndjson') {
    this.#csv = kind === 'csv'
  }

  /** The records that are whole now. */
  *push(chunk: Buffer): Generator<CutRecord> {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const quotes = this.#csv && bytes.includes(quote)
    let from = 0
    for (let at = bytes.indexOf(lineBreak); at >= 0; at = bytes.indexOf(lineBreak, from)) {
      let count = 1
      if (quotes) {
        const closes = closeOf(bytes, from, at)
        if (closes === null) break
        ;({ at, count } = closes)
      }
      yield this.#record(bytes, from, at, at + 1 - from, count)
      from = at + 1
    }
    this.#rest = bytes.subarray(from)
    if (this.#rest.length > longest)
      throw new Error('a record is longer than a million bytes: is a quote missing before it?')
  }

  /** The last record, where no line break follows it. */
  *flush(): Generator<CutRecord> {
    const rest = this.#rest
    if (rest.length > 0) yield this.#record(rest, 0, rest.length, rest.length, 1)
    this.#rest = Buffer.alloc(0)
  }

  #record(bytes: Buffer, from: number, to: number, length: number, lines: number): CutRecord {
    this.#end += length
    const last = to > from && bytes[to - 1] === carriageReturn ? to - 1 : to
    return new CutRecord(bytes, from, last, this.#end, lines)
  }
}

/** Where a record ends that may have line breaks in quotes; null where its end has not come yet. */
function closeOf(bytes: Buffer, from: number, first: number): { at: number; count: number } | null {
  let quoted = false
  let seen = from
  for (let at = first, count = 1; at >= 0; at = bytes.indexOf(lineBreak, at + 1), count += 1) {
    for (; seen < at; seen += 1) if (bytes[seen] === quote) quoted = !quoted
    if (!quoted) return { at, count }
  }
  return null
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
