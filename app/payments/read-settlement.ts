import { rial, type Rial } from '#kernel/rial.ts'

/** What the gateway transferred to the organisation's account for one order. */
export type SettlementLine = {
  readonly order: string
  readonly reference: string
  readonly rials: Rial
  readonly paidAt: Date
}

export type Settlement = {
  readonly lines: readonly SettlementLine[]
  /** Lines that cannot be read, by their number in the file. */
  readonly refused: readonly { readonly line: number; readonly why: string }[]
}

const COLUMNS = ['order', 'reference', 'rials', 'paid_at']

/** Reads a settlement file: CSV in UTF-8 with the header order,reference,rials,paid_at (ISO 8601), in any order of columns. */
export function readSettlement(text: string): Settlement {
  const [header = '', ...rest] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const names = cells(header)
  const missing = COLUMNS.filter((name) => !names.includes(name))
  if (missing.length > 0) return { lines: [], refused: [{ line: 1, why: `the header lacks ${missing.join(', ')}` }] }
  const lines: SettlementLine[] = []
  const refused: { line: number; why: string }[] = []
  for (const [at, row] of rest.entries()) {
    if (row.trim() === '') continue
    const given = cells(row)
    const read = lineOf((name) => given[names.indexOf(name)] ?? '')
    if (typeof read === 'string') refused.push({ line: at + 2, why: read })
    else lines.push(read)
  }
  return { lines, refused }
}

const cells = (row: string): string[] => row.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))

function lineOf(cell: (name: string) => string): SettlementLine | string {
  const [order, reference, rials, paidAt] = [cell('order'), cell('reference'), cell('rials'), cell('paid_at')]
  if (!/^[1-9]\d{0,18}$/.test(order)) return `«${order}» is not an order`
  if (reference === '') return 'the reference is missing'
  if (!/^[1-9]\d{0,14}$/.test(rials)) return `«${rials}» is not an amount in rials`
  const at = new Date(paidAt)
  if (!/^\d{4}-\d\d-\d\dT/.test(paidAt) || Number.isNaN(at.getTime())) return `«${paidAt}» is not an instant`
  return { order, reference, rials: rial(BigInt(rials)), paidAt: at }
}
