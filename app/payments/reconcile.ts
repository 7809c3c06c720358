import { isOver } from '#kernel/payment/payment.ts'
import { formatJalali, tehranDate } from '#kernel/dates.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import { findOrder, findPayment, listSettled, listStuck, type Payment, type PaymentKey } from '#store/payments.ts'
import type { App } from '../app.ts'
import { advancePayment } from './advance.ts'
import type { SettlementLine } from './read-settlement.ts'

/** Something that the two sides tell differently. */
export type Difference = { readonly order: string; readonly what: string }

export type Reconciliation = {
  /** Lines on which both sides agree. */
  readonly agree: number
  /** What was brought to agree. */
  readonly mended: readonly Difference[]
  /** What somebody has to look into. */
  readonly left: readonly Difference[]
}

/** An hour after the last asking nothing of a payment is under way any more. */
const STUCK_AFTER_MS = 3600_000

/**
 * Compares the gateway's settlement file with our payments, both ways. What asking the gateway again brings to its end is
 * mended so; nothing else is changed, for money that the two sides see differently is for people to decide about.
 */
export async function reconcile(app: App, lines: readonly SettlementLine[]): Promise<Reconciliation> {
  const mended: Difference[] = []
  const left: Difference[] = []
  let agree = 0
  const seen = new Set<string>()
  for (const line of lines) {
    const found = seen.has(line.order) ? { left: 'is in the file twice' } : await compare(app, line)
    seen.add(line.order)
    if (found === null) agree += 1
    else if ('mended' in found) mended.push({ order: line.order, what: found.mended })
    else left.push({ order: line.order, what: found.left })
  }
  for (const payment of await absent(app, lines, seen))
    left.push({ order: payment.paymentId, what: `settled ${told(payment)}, and the file does not have it` })
  for (const payment of await listStuck(app.db, new Date(app.clock.now() - STUCK_AFTER_MS))) {
    if (seen.has(payment.paymentId)) continue
    const state = await asked(app, payment)
    const difference = { order: payment.paymentId, what: `was ${payment.state} ${told(payment)}, now ${state}` }
    if (state !== null && (isOver(state) || state === 'lapsed')) mended.push(difference)
    else
      left.push(
        state === null ? { ...difference, what: `is ${payment.state}; the gateway gives no answer` } : difference,
      )
  }
  return { agree, mended, left }
}

type Found = null | { readonly mended: string } | { readonly left: string }

async function compare(app: App, line: SettlementLine): Promise<Found> {
  const key = await findOrder(app.db, line.order)
  const payment = key === undefined ? undefined : await findPayment(app.db, key)
  if (payment === undefined) return { left: `was paid (${line.rials} rials), and we know no such order` }
  if (payment.rials !== line.rials) return { left: `is ${line.rials} rials there and ${payment.rials} here` }
  if (payment.state !== 'settled') {
    const state = await asked(app, payment)
    if (state === 'settled') return { mended: `was ${payment.state} here, now settled` }
    return { left: `is settled there and ${state ?? payment.state} here` }
  }
  if (payment.reference !== line.reference)
    return { left: `has the reference ${line.reference} there and ${payment.reference} here` }
  return null
}

/** Where a payment stands after the gateway was asked; null where it gives no answer. */
async function asked(app: App, key: PaymentKey): Promise<Payment['state'] | null> {
  try {
    return (await advancePayment(app, key)).state
  } catch (error) {
    if (error instanceof OutsideSystemUnavailable) return null
    throw error
  }
}

/** What we settled within the time of the file, and the file does not have. */
async function absent(app: App, lines: readonly SettlementLine[], seen: ReadonlySet<string>): Promise<Payment[]> {
  const times = lines.map(({ paidAt }) => paidAt.getTime())
  if (times.length === 0) return []
  const settled = await listSettled(app.db, new Date(Math.min(...times)), new Date(Math.max(...times) + 1))
  return settled.filter(({ paymentId }) => !seen.has(paymentId))
}

const told = ({ settledAt, begunAt }: Payment): string =>
  `on ${formatJalali(tehranDate((settledAt ?? begunAt).getTime()), 'numeric')}`
