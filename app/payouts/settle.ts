import { isIsoDate, parseJalali, tehranDate, type IsoDate } from '#kernel/dates.ts'
import { enqueue } from '#store/outbox.ts'
import { lockPayoutOf, settlePayout } from '#store/payouts.ts'
import { nowOf, type App } from '../app.ts'
import { readTable, type ReadTable } from '../read-table.ts'
import { tellOfPayout } from './order.ts'

/** What the finance system says of one order. */
export type PaidLine = {
  readonly list: string
  readonly order: string
  readonly end: { readonly paidOn: IsoDate } | { readonly because: string }
}

const NEEDED = ['list', 'order', 'paid_on', 'refused_because']

/**
 * Reads a file of the finance system: CSV in UTF-8 with the header list,order,paid_on,refused_because, columns in any order and
 * others beside them. Either a day (Jalali or ISO) or a reason stands in a line.
 */
export const readPaidFile = (text: string): ReadTable<PaidLine> => readTable(text, NEEDED, lineOf)

function lineOf(cell: (name: string) => string): PaidLine | string {
  const [list, order, paidOn, because] = [cell('list'), cell('order'), cell('paid_on'), cell('refused_because')]
  if (![list, order].every((id) => /^\d{1,19}$/.test(id))) return `«${list}» and «${order}» are no list and order`
  if ((paidOn === '') === (because === '')) return 'either paid_on or refused_because must be given'
  if (because !== '') return { list, order, end: { because: because.slice(0, 200) } }
  const day = isIsoDate(paidOn) ? { ok: true as const, value: paidOn } : parseJalali(paidOn)
  return day.ok ? { list, order, end: { paidOn: day.value } } : `«${paidOn}» is not a day`
}

/** `known`: said before, or of a list that the order has left. */
export type Settled = 'settled' | 'known' | { readonly wrong: string }

/** Writes down what became of an order. The same line again changes nothing; what contradicts what is known is refused. */
export async function settleOrder(app: App, { list, order, end }: PaidLine): Promise<Settled> {
  const at = nowOf(app)
  if ('paidOn' in end && end.paidOn > tehranDate(at.getTime())) return { wrong: 'is paid on a day that has not come' }
  return app.db.transaction(async (tx) => {
    const payout = await lockPayoutOf(tx, order)
    if (payout === undefined) return { wrong: 'is no order of ours' }
    if (payout.listId === null) return { wrong: 'was on no list' }
    // Refused before, it went on with another account: an older list tells nothing of that.
    if (payout.listId !== list) return 'because' in end ? 'known' : { wrong: `is on list ${payout.listId} now` }
    if (payout.state === 'paid')
      return 'paidOn' in end && end.paidOn === payout.paidOn ? 'known' : { wrong: `was paid on ${payout.paidOn}` }
    if (payout.state !== 'listed')
      return 'because' in end ? 'known' : { wrong: `was refused: ${payout.refusedBecause ?? ''}` }
    if ('paidOn' in end) {
      await settlePayout(tx, payout, end, at)
      await tellOfPayout(tx, payout, 'payout-paid', 'paid', at)
      const { personId, orderId } = payout
      await enqueue(tx, { personId, kind: 'payout-paid', payload: { orderId }, dedupeKey: `paid:${orderId}` }, at)
    } else {
      await settlePayout(tx, payout, { ...end, lookAt: new Date(at.getTime() + 3600_000) }, at)
      await tellOfPayout(tx, payout, 'payout-refused', `refused:${list}`, at)
    }
    return 'settled'
  })
}
