import { tehranDate } from '../dates.ts'
import { isOpen, type State } from './states.ts'

/** In which list of the desk a request stands. Every request stands in exactly one. */
export const STANDINGS = {
  late: 'گذشته از مهلت',
  'due-today': 'مهلت امروز',
  'on-time': 'در مهلت',
  waiting: 'منتظر شهروند',
  done: 'انجام‌شده',
} as const
export type Standing = keyof typeof STANDINGS

/** Of a row of the table: its state, the deadline of its answer and whether that was broken. Instants in milliseconds. */
export function standing(row: { state: State; dueAt: number; late: boolean }, now: number): Standing {
  if (!isOpen(row.state)) return 'done'
  if (row.state === 'waiting') return 'waiting'
  if (row.late || now > row.dueAt) return 'late'
  // An office that closes at midnight closes on the day before.
  return tehranDate(row.dueAt - 1) === tehranDate(now) ? 'due-today' : 'on-time'
}
