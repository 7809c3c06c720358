import { rial, type Rial } from '#kernel/rial.ts'
import { readTable, type ReadTable } from '../read-table.ts'

/** What the gateway transferred to the organisation's account for one order. */
export type SettlementLine = {
  readonly order: string
  readonly reference: string
  readonly rials: Rial
  readonly paidAt: Date
}

const COLUMNS = ['order', 'reference', 'rials', 'paid_at']

/** Reads a settlement file: CSV in UTF-8 with the header order,reference,rials,paid_at (ISO 8601), in any order of columns. */
export const readSettlement = (text: string): ReadTable<SettlementLine> => readTable(text, COLUMNS, lineOf)

function lineOf(cell: (name: string) => string): SettlementLine | string {
  const [order, reference, rials, paidAt] = [cell('order'), cell('reference'), cell('rials'), cell('paid_at')]
  if (!/^[1-9]\d{0,18}$/.test(order)) return `«${order}» is not an order`
  if (reference === '') return 'the reference is missing'
  if (!/^[1-9]\d{0,14}$/.test(rials)) return `«${rials}» is not an amount in rials`
  const at = new Date(paidAt)
  if (!/^\d{4}-\d\d-\d\dT/.test(paidAt) || Number.isNaN(at.getTime())) return `«${paidAt}» is not an instant`
  return { order, reference, rials: rial(BigInt(rials)), paidAt: at }
}
