import type { LoadedTable } from '#store/register/loaded-tables.ts'
import { cellsOf, Cutter } from './records.ts'
import { READINGS } from './tables.ts'

export type Format = 'csv' | 'ndjson'

/** Where records come from: the bytes from one on, and what they are. */
export type From = { readonly table: LoadedTable; readonly format: Format; read(from: number): AsyncIterable<Buffer> }

/** The first line names no columns, or not those of the table. Nothing was taken. */
export class WrongHeader extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'WrongHeader'
  }
}

/** Columns that a file of refused records has in front. */
export const remarks = ['line', 'reason']

/** What Excel puts before UTF-8. */
export const MARK = /^\u00EF\u00BB\u00BF/

/** What the columns of a table's files are called. */
export function namesOf(table: LoadedTable): string[] {
  const { people, columns } = READINGS[table]
  return [...people, ...columns.map(({ name }) => name)]
}

export type Header = { readonly header: string; readonly names: readonly string[]; readonly end: number }

/** The names in the first line of CSV; NDJSON has the table's own. */
export async function headerOf(from: From): Promise<Header> {
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
