import type { Progress, Rows } from '#store/register/load.ts'
import { isUtf8 } from 'node:buffer'
import { NULL, personalNumber, Refusal } from './columns.ts'
import { Output } from './output.ts'
import { cellsOf, Cutter, type CutRecord } from './records.ts'
import { headerOf, MARK, namesOf, remarks, type Format, type From, type Header } from './header.ts'
import { Remembered } from './remembered.ts'
import { READINGS, type Reading } from './tables.ts'

/** Records that were read and checked. The lists beside the rows tell of each row in its place. */
export type Batch = {
  /** Of the file: where the next batch begins. */
  readonly bytes: number
  /** Lines up to there. */
  readonly lines: number
  readonly rows: Rows
  readonly lineOf: number[]
  readonly recordOf: CutRecord[]
  /** The workshop, contract or pension that each needs; empty where it needs none. */
  readonly refersTo: string[]
  readonly branchOf: string[]
  readonly refused: { readonly line: number; readonly reason: string; readonly text: string }[]
}

/** Large enough that COPY runs, small enough that memory stays flat. */
const most = { records: 20_000, bytes: 4_000_000 }
const unread = new Refusal('سطر را نمی‌توان خواند؛ علامت‌های نقل‌قول و جداکننده‌ها را بررسی کنید.')
const odd = new Refusal('شمار خانه‌های سطر با شمار ستون‌ها یکی نیست.')

type Filling = Omit<Batch, 'bytes' | 'lines'>

/**
 * Reads a file by the batch, and checks every record. Cells are looked at where they lie in the bytes that were read, and what
 * they become is put together as COPY reads it: hardly a string is made for a record.
 */
export class BatchReader {
  readonly format: Format
  /** As it stands in the file. */
  readonly header: string
  /** Records read in this run. */
  records = 0

  readonly #from: From
  readonly #reading: Reading
  /** Of each column, beside one another: this is read a million times. */
  readonly #reads: readonly Remembered[]
  readonly #asTheyAre: readonly (((bytes: Uint8Array, from: number, to: number) => boolean) | undefined)[]
  readonly #empties: readonly (string | undefined)[]
  /** Where each column stands among the cells: those of people, then those of the table; -1: left out. */
  readonly #places: readonly number[]
  readonly #cells: number
  readonly #start: number
  #line: number
  readonly #number = new Remembered(personalNumber(), 256)
  readonly #about = new Remembered(personalNumber(), 256)

  /** The record that is looked at: where its cells lie, and what goes into each column, as text or as a place of the output. */
  #bytes: Buffer = Buffer.alloc(0)
  readonly #begins: number[] = []
  readonly #ends: number[] = []
  readonly #texts: (string | null)[] = []
  readonly #outFrom: number[] = []
  readonly #outTo: number[] = []
  #out = new Output()
  /** One is written to the database while the next is filled. */
  #other = new Output()
  readonly #value = (place: number): string =>
    this.#texts[place] ?? this.#out.bytes.toString('latin1', this.#outFrom[place], this.#outTo[place])

  private constructor(from: From, { header, names, end }: Header, begun: Progress) {
    this.#from = from
    this.format = from.format
    this.header = header
    this.#reading = READINGS[from.table]
    this.#reads = this.#reading.columns.map(({ read }) => new Remembered(read))
    this.#asTheyAre = this.#reading.columns.map(({ read }) => read.asItIs)
    this.#empties = this.#reading.columns.map(({ empty }) => empty)
    this.#places = namesOf(from.table).map((name) => names.indexOf(name))
    this.#cells = names.length
    this.#start = Math.max(begun.bytes, end)
    this.#line = Math.max(begun.lines, end === 0 ? 0 : 1)
  }

  static async open(from: From, begun: Progress): Promise<BatchReader> {
    return new BatchReader(from, await headerOf(from), begun)
  }

  /** A batch holds until the one after the next is asked for. */
  async *batches(): AsyncGenerator<Batch> {
    const cutter = new Cutter(this.format)
    let batch = this.#empty()
    let begins = 0
    let end = 0
    const close = (): Batch => ({
      ...batch,
      rows: { ...batch.rows, bytes: this.#out.bytes },
      bytes: this.#start + end,
      lines: this.#line,
    })
    for await (const chunk of this.#from.read(this.#start)) {
      for (const record of cutter.push(chunk)) {
        this.#take(batch, record)
        end = record.end
        if (batch.lineOf.length + batch.refused.length < most.records && end - begins < most.bytes) continue
        yield close()
        batch = this.#empty()
        begins = end
      }
    }
    for (const record of cutter.flush()) {
      this.#take(batch, record)
      end = record.end
    }
    if (batch.lineOf.length + batch.refused.length > 0) yield close()
  }

  #empty(): Filling {
    ;[this.#out, this.#other] = [this.#other, this.#out]
    this.#out.length = 0
    const rows: Rows = { numbers: [], abouts: [], bytes: this.#out.bytes, from: [], to: [] }
    return { rows, lineOf: [], recordOf: [], refersTo: [], branchOf: [], refused: [] }
  }

  #take(batch: Filling, record: CutRecord): void {
    if (record.from < record.to) {
      this.records += 1
      const begun = this.#out.length
      const refusal = this.#read(batch, record)
      if (refusal !== null) {
        this.#out.length = begun
        batch.refused.push({ line: this.#line + 1, text: record.text, reason: refusal.reason })
      }
    }
    this.#line += record.lines
  }

  /** Adds the row of a record, or says why not. */
  #read({ rows, lineOf, recordOf, refersTo, branchOf }: Filling, record: CutRecord): Refusal | null {
    const unread = this.#cut(record)
    if (unread !== null) return unread
    const { people, columns, check, refers, branch } = this.#reading
    const out = this.#out
    const begun = out.length
    out.provide(2 * (record.to - record.from) + 32 * columns.length)
    let number = ''
    let about: string | null = null
    if (people.length > 0) {
      const found = this.#answer(this.#number, this.#places[0]!)
      if (found instanceof Refusal) return found
      number = found.text
      const place = this.#places[1]!
      if (people.length > 1 && place >= 0 && this.#ends[place]! > this.#begins[place]!) {
        const other = this.#answer(this.#about, place)
        if (other instanceof Refusal) return other
        about = other.text
      }
    }
    for (let n = 0; n < columns.length; n += 1) {
      if (n > 0 || people.length > 0) out.byte(TAB)
      const refusal = this.#column(n, this.#places[people.length + n]!)
      if (refusal !== null) return refusal
    }
    out.byte(NEW_LINE)
    const wrong = check?.(this.#value)
    if (wrong) return wrong
    if (people.length > 0) rows.numbers.push(number)
    if (people.length > 1) rows.abouts.push(about)
    rows.from.push(begun)
    rows.to.push(out.length)
    lineOf.push(this.#line + 1)
    recordOf.push(record)
    if (refers !== undefined)
      refersTo.push(refers.to === 'workshop' ? this.#value(refers.at) : `${number} ${this.#value(refers.at)}`)
    if (branch !== undefined) branchOf.push(this.#value(branch) === NULL ? '' : this.#value(branch))
    return null
  }

  #answer(column: Remembered, place: number) {
    return column.answer(this.#bytes, this.#begins[place]!, this.#ends[place]!)
  }

  /** Puts what goes into a column behind the output, or says why not. */
  #column(n: number, place: number): Refusal | null {
    const out = this.#out
    const bytes = this.#bytes
    const begins = place < 0 ? 0 : this.#begins[place]!
    const ends = place < 0 ? 0 : this.#ends[place]!
    if (begins === ends) {
      const empty = this.#empties[n]
      if (empty === undefined) return missing(this.#reading.columns[n]!.name)
      this.#texts[n] = empty
      for (let at = 0; at < empty.length; at += 1) out.byte(empty.charCodeAt(at))
      return null
    }
    const asItIs = this.#asTheyAre[n]
    if (asItIs !== undefined && asItIs(bytes, begins, ends)) {
      this.#texts[n] = null
      this.#outFrom[n] = out.length
      out.copy(bytes, begins, ends)
      this.#outTo[n] = out.length
      return null
    }
    const answer = this.#reads[n]!.answer(bytes, begins, ends)
    if (answer instanceof Refusal) return answer
    if (answer.text === NULL && this.#empties[n] === undefined) return missing(this.#reading.columns[n]!.name)
    this.#texts[n] = answer.text
    out.copy(answer.bytes, 0, answer.bytes.length)
    return null
  }

  /** Finds the cells of a record. */
  #cut(record: CutRecord): Refusal | null {
    if (this.format === 'ndjson') {
      const named = this.#named(record.text)
      if (named instanceof Refusal) return named
      this.#lay(named)
      return null
    }
    const { bytes, from, to } = record
    let cells = 0
    this.#bytes = bytes
    this.#begins[0] = from
    for (let at = from; at < to; at += 1) {
      const byte = bytes[at]!
      if (byte === QUOTE) return this.#unquote(record)
      if (byte !== COMMA) continue
      this.#ends[cells] = at
      cells += 1
      this.#begins[cells] = at + 1
    }
    this.#ends[cells] = to
    return cells + 1 === this.#cells ? null : odd
  }

  #unquote(record: CutRecord): Refusal | null {
    const cells = cellsOf(record.text)
    if (cells === null) return unread
    if (cells.length !== this.#cells) return odd
    this.#lay(cells)
    return null
  }

  /** Cells that do not lie in the file as they are. */
  #lay(cells: readonly string[]): void {
    this.#bytes = Buffer.from(cells.join(''), 'latin1')
    let at = 0
    for (let n = 0; n < cells.length; n += 1) {
      this.#begins[n] = at
      at += cells[n]!.length
      this.#ends[n] = at
    }
  }

  /** The cells of a JSON object, in the order of the table's names. */
  #named(text: string): string[] | Refusal {
    const bytes = Buffer.from(text.replace(MARK, ''), 'latin1')
    let object: unknown
    try {
      object = isUtf8(bytes) ? JSON.parse(bytes.toString('utf8')) : null
    } catch {
      return unread
    }
    if (typeof object !== 'object' || object === null || Array.isArray(object)) return unread
    const names = namesOf(this.#from.table)
    const strange = Object.keys(object).find((name) => !names.includes(name) && !remarks.includes(name))
    if (strange !== undefined) return new Refusal(`این جدول «${strange}» ندارد.`)
    return names.map((name) => cellOf((object as Record<string, unknown>)[name]))
  }
}

const [TAB, NEW_LINE, COMMA, QUOTE] = [0x09, 0x0a, 0x2c, 0x22]

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return Buffer.from(text, 'utf8').toString('latin1')
}

const missing = (name: string): Refusal => new Refusal(`«${name}» خالی است.`)
