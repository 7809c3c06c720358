import type { Progress, Rows } from '#store/register/load.ts'
import type { LoadedTable } from '#store/register/loaded-tables.ts'
import { isUtf8 } from 'node:buffer'
import { NULL, personalNumber, Refusal, type Read } from './columns.ts'
import { cellsOf, Cutter } from './records.ts'
import { READINGS, type Reading } from './tables.ts'

export type Format = 'csv' | 'ndjson'

/** Records that were read and checked. The lists beside the rows tell of each row in its place. */
export type Batch = {
  /** Of the file: where the next batch begins. */
  readonly bytes: number
  /** Lines up to there. */
  readonly lines: number
  readonly rows: Rows
  readonly lineOf: number[]
  readonly textOf: string[]
  /** The workshop, contract or pension that each needs; empty where it needs none. */
  readonly refersTo: string[]
  readonly branchOf: string[]
  readonly refused: { readonly line: number; readonly reason: string; readonly text: string }[]
}

/** The first line names no columns, or not those of the table. Nothing was taken. */
export class WrongHeader extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'WrongHeader'
  }
}

/** Large enough that COPY runs, small enough that memory stays flat. */
const most = { records: 20_000, bytes: 4_000_000 }
/** Columns that a file of refused records has in front. */
const remarks = ['line', 'reason']

/** What Excel puts before UTF-8. */
const MARK = /^\u00EF\u00BB\u00BF/

const unread = new Refusal('سطر را نمی‌توان خواند؛ علامت‌های نقل‌قول و جداکننده‌ها را بررسی کنید.')
const odd = new Refusal('شمار خانه‌های سطر با شمار ستون‌ها یکی نیست.')

type From = { readonly table: LoadedTable; readonly format: Format; read(from: number): AsyncIterable<Buffer> }

/** Reads a file by the batch, and checks every record. */
export class BatchReader {
  readonly format: Format
  /** As it stands in the file. */
  readonly header: string
  /** Records read in this run. */
  records = 0

  readonly #from: From
  readonly #reading: Reading
  /** Of each column, beside one another: this is read a million times. */
  readonly #reads: readonly Read[]
  readonly #empties: readonly (string | undefined)[]
  /** Where each column stands among the cells: those of people, then those of the table; -1: left out. */
  readonly #places: readonly number[]
  readonly #cells: number
  readonly #start: number
  #line: number
  readonly #number = personalNumber()
  readonly #about = personalNumber()

  private constructor(from: From, { header, names, end }: Header, begun: Progress) {
    this.#from = from
    this.format = from.format
    this.header = header
    this.#reading = READINGS[from.table]
    this.#reads = this.#reading.columns.map(({ read }) => read)
    this.#empties = this.#reading.columns.map(({ empty }) => empty)
    this.#places = namesOf(from.table).map((name) => names.indexOf(name))
    this.#cells = names.length
    this.#start = Math.max(begun.bytes, end)
    this.#line = Math.max(begun.lines, end === 0 ? 0 : 1)
  }

  static async open(from: From, begun: Progress): Promise<BatchReader> {
    return new BatchReader(from, await headerOf(from), begun)
  }

  async *batches(): AsyncGenerator<Batch> {
    const cutter = new Cutter(this.format)
    let batch = this.#empty()
    let end = 0
    const full = () => batch.lineOf.length + batch.refused.length >= most.records || end - batch.begins >= most.bytes
    const close = (): Batch => ({ ...batch, bytes: this.#start + end, lines: this.#line })
    for await (const chunk of this.#from.read(this.#start)) {
      for (const record of cutter.push(chunk)) {
        this.#take(batch, record.text)
        this.#line += record.lines
        end = record.end
        if (!full()) continue
        yield close()
        batch = this.#empty(end)
      }
    }
    for (const record of cutter.flush()) {
      this.#take(batch, record.text)
      this.#line += record.lines
      end = record.end
    }
    if (batch.lineOf.length + batch.refused.length > 0) yield close()
  }

  #empty(begins = 0) {
    const rows: Rows = { numbers: [], abouts: [], rests: [] }
    const lists = { lineOf: [] as number[], textOf: [] as string[], refersTo: [] as string[], branchOf: [] as string[] }
    return { begins, rows, ...lists, refused: [] as Batch['refused'] }
  }

  #take(batch: Omit<Batch, 'bytes' | 'lines'>, text: string): void {
    if (text === '') return
    this.records += 1
    const refusal = this.#read(batch, text)
    if (refusal !== null) batch.refused.push({ line: this.#line + 1, text, reason: refusal.reason })
  }

  /** Adds the row of a record, or says why not. */
  #read({ rows, lineOf, textOf, refersTo, branchOf }: Omit<Batch, 'bytes' | 'lines'>, text: string): Refusal | null {
    const cells = this.format === 'csv' ? cellsOf(text) : this.#named(text)
    if (cells instanceof Refusal) return cells
    if (cells === null) return unread
    if (cells.length !== this.#cells) return odd
    const { people, columns, check, refers, branch } = this.#reading
    let number: string | Refusal = ''
    let about: string | Refusal | null = null
    if (people.length > 0) {
      number = this.#number(cells[this.#places[0]!]!)
      if (typeof number !== 'string') return number
      const cell = people.length === 1 ? '' : (cells[this.#places[1]!] ?? '')
      if (cell !== '') about = this.#about(cell)
      if (about instanceof Refusal) return about
    }
    const values: string[] = []
    const first = people.length
    for (let n = 0; n < columns.length; n += 1) {
      const cell = cells[this.#places[first + n]!] ?? ''
      const empty = this.#empties[n]
      const value = cell === '' ? (empty ?? NULL) : this.#reads[n]!(cell)
      if (typeof value !== 'string') return value
      if (empty === undefined && value === NULL) return missing(columns[n]!.name)
      values.push(value)
    }
    const wrong = check?.(values)
    if (wrong) return wrong
    if (people.length > 0) rows.numbers.push(number)
    if (people.length > 1) rows.abouts.push(about)
    rows.rests.push(`${people.length > 0 ? '\t' : ''}${values.join('\t')}\n`)
    lineOf.push(this.#line + 1)
    textOf.push(text)
    if (refers !== undefined)
      refersTo.push(refers.to === 'workshop' ? values[refers.at]! : `${number} ${values[refers.at]}`)
    if (branch !== undefined) branchOf.push(values[branch] === NULL ? '' : values[branch]!)
    return null
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

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return Buffer.from(text, 'utf8').toString('latin1')
}

const missing = (name: string): Refusal => new Refusal(`«${name}» خالی است.`)

function namesOf(table: LoadedTable): string[] {
  const { people, columns } = READINGS[table]
  return [...people, ...columns.map(({ name }) => name)]
}

type Header = { readonly header: string; readonly names: readonly string[]; readonly end: number }

/** The names in the first line of CSV; NDJSON has the table's own. */
async function headerOf(from: From): Promise<Header> {
  const { table, format } = from
  const { people, columns } = READINGS[table]
  if (format === 'ndjson') return { header: '', names: namesOf(table), end: 0 }
  const first = await firstLine(from.read(0))
  const header = first.text.replace(MARK, '')
  const names = (cellsOf(header) ?? []).map((name) => name.trim())
  const strange = names.find((name) => !namesOf(table).includes(name) && !remarks.includes(name))
  if (strange !== undefined) throw new WrongHeader(`${table} has no column «${strange}»: ${namesOf(table).join(',')}`)
  const needed = [...people.slice(0, 1), ...columns.flatMap(({ name, empty }) => (empty === undefined ? [name] : []))]
  const lacking = needed.filter((name) => !names.includes(name))
  if (lacking.length > 0) throw new WrongHeader(`the first line must name the columns; missing: ${lacking.join(', ')}`)
  const twice = names.find((name, n) => names.indexOf(name) !== n)
  if (twice !== undefined) throw new WrongHeader(`column «${twice}» is there twice`)
  return { header, names, end: first.end }
}

async function firstLine(chunks: AsyncIterable<Buffer>): Promise<{ text: string; end: number }> {
  const cutter = new Cutter('csv')
  for await (const chunk of chunks) for (const record of cutter.push(chunk)) return record
  for (const record of cutter.flush()) return record
  throw new WrongHeader('the file is empty')
}
