import { tehranDate } from '#kernel/dates.ts'
import { formatRial } from '#kernel/rial.ts'
import { enqueue } from '#store/outbox.ts'
import { getPerson } from '#store/people.ts'
import { nowOf } from '../app.ts'
import type { Purpose } from '../payments/purposes.ts'
import { payableSlip, readSlip, slipsOf } from './slips.ts'
import { watchContracts } from './watch.ts'

/** The premiums of contracts, as something that people pay. */
export const premium: Purpose = {
  async owed(app, personId, slip, on) {
    const named = readSlip(slip)
    if (named === null) return null
    const { number } = await getPerson(app.db, personId)
    const contract = (await app.register.contracts(number)).find(({ contractId }) => contractId === named.contractId)
    if (contract === undefined || contract.until !== null) return null
    const next = payableSlip(slipsOf(contract, await app.register.premiums(number, contract.contractId), on), on)
    return next?.month === named.month ? { title: `حق بیمهٔ ${next.title}`, rials: next.rials } : null
  },

  async settled(app, { personId, paymentId, slip, title, rials, settledAt }) {
    const named = readSlip(slip)
    if (named === null || settledAt === null) throw new Error('no premium')
    const { number } = await getPerson(app.db, personId)
    const paidOn = tehranDate(settledAt.getTime())
    const data = { ...named, rials: String(rials), paidOn, receipt: paymentId }
    await app.register.enter(number, { entry: 'premium.paid', data }, `payment:${paymentId}`)
    await watchContracts(app, personId)
    const payload = { template: 'premium-paid', to: 'person', title, amount: formatRial(rials), receipt: paymentId }
    const dedupeKey = `payment:${paymentId}:receipt`
    await app.db.transaction((tx) => enqueue(tx, { personId, kind: 'send-sms', payload, dedupeKey }, nowOf(app)))
  },
}
