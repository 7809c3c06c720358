import { tehranDate } from '#kernel/dates.ts'
import { addRials, formatRial } from '#kernel/rial.ts'
import { enqueue } from '#store/outbox.ts'
import { getPerson } from '#store/people.ts'
import { nowOf } from '../app.ts'
import type { Purpose } from '../payments/purposes.ts'
import { monthsTitle, payableSlips, readSlip, slipName, slipsOf } from './slips.ts'
import { watchContracts } from './watch.ts'

/** The premiums of contracts, as something that people pay. */
export const premium: Purpose = {
  slips(slip) {
    const named = readSlip(slip)
    return named === null ? [] : named.months.map((month) => slipName(named.contractId, month))
  },

  async owed(app, personId, slip, on) {
    const named = readSlip(slip)
    if (named === null) return null
    const { number } = await getPerson(app.db, personId)
    const contract = (await app.register.contracts(number)).find(({ contractId }) => contractId === named.contractId)
    if (contract === undefined || contract.until !== null) return null
    const premiums = await app.register.premiums(number, contract.contractId)
    const wanted = payableSlips(slipsOf(contract, premiums, on), on).slice(0, named.months.length)
    if (wanted.length !== named.months.length || wanted.some(({ month }, n) => month !== named.months[n])) return null
    return {
      title: `حق بیمهٔ ${monthsTitle(named.months)}`,
      rials: addRials(...wanted.map(({ rials }) => rials)),
      parts: wanted.map((one) => ({ slip: one.slip, title: `حق بیمهٔ ${one.title}`, rials: one.rials })),
    }
  },

  async settled(app, { personId, paymentId, slip, parts, title, rials, settledAt }) {
    const named = readSlip(slip)
    if (named === null || settledAt === null || parts.length !== named.months.length) throw new Error('no premium')
    const { contractId, months } = named
    const { number } = await getPerson(app.db, personId)
    const paidOn = tehranDate(settledAt.getTime())
    // One after the other, each once: cut off between two, the next run finds the first ones entered.
    for (const month of months) {
      const part = parts.find((one) => one.slip === slipName(contractId, month))
      if (part === undefined) throw new Error('no premium')
      const data = { contractId, month, rials: String(part.rials), paidOn, receipt: paymentId }
      const key = months.length === 1 ? `payment:${paymentId}` : `payment:${paymentId}:${month}`
      await app.register.enter(number, { entry: 'premium.paid', data }, key)
    }
    await watchContracts(app, personId)
    const payload = { template: 'premium-paid', to: 'person', title, amount: formatRial(rials), receipt: paymentId }
    const dedupeKey = `payment:${paymentId}:receipt`
    await app.db.transaction((tx) => enqueue(tx, { personId, kind: 'send-sms', payload, dedupeKey }, nowOf(app)))
  },
}
