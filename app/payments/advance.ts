import { tehranDate } from '#kernel/dates.ts'
import { isOver, nextStep, type PaymentState, type PaymentStep, type ReverseReason } from '#kernel/payment/payment.ts'
import type { GatewayOrder } from '#ports/bank-gateway.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import type { Tx } from '#store/database.ts'
import { enqueue, type Command } from '#store/outbox.ts'
import {
  findPayment,
  findTaken,
  giveUpSlips,
  insertReceipt,
  lockPayment,
  notePayment,
  setPaymentState,
  takeSlips,
  unlockSlips,
  type Payment,
  type PaymentKey,
} from '#store/payments.ts'
import { nowOf, type App } from '../app.ts'
import { TryLater } from '../commands/try-later.ts'
import { purposeOf } from './purposes.ts'
import { readReturnKey } from './return-address.ts'

/** More steps than any payment takes; a gateway that answers in circles is not asked for ever. */
const MOST_STEPS = 8

/**
 * Takes a payment as far as it goes: asks the gateway where the order stands, does the next step, asks again. Whatever was
 * cut off before is found out by asking and never simply repeated, so any number may do this at the same moment. Throws
 * OutsideSystemUnavailable when the gateway gives no usable answer.
 */
export async function advancePayment(app: App, key: PaymentKey): Promise<Payment> {
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const payment = await findPayment(app.db, key)
    if (payment === undefined) throw new Error('no such payment')
    if (isOver(payment.state)) return payment
    const order = await app.bankGateway.inquire(key.paymentId)
    const step = nextStep(await standingOf(app, payment), order)
    if (step.do === 'wait' || (step.do === 'end' && step.state === payment.state)) return payment
    await take(app, payment, order, step)
  }
  throw new OutsideSystemUnavailable('bank gateway', 'the order does not move on')
}

async function standingOf(app: App, payment: Payment) {
  const { personId, paymentId, slip, parts, rials, state, reversing, begunAt, lockedUntil } = payment
  const names = parts.map((part) => part.slip)
  const free = (await findTaken(app.db, personId, names)).every((taken) => taken.paymentId === paymentId)
  // The day on which they went to the gateway decides, not that on which they came back.
  const owed = free ? await purposeOf(slip)?.owed(app, personId, slip, tehranDate(begunAt.getTime())) : null
  return {
    state: state as Exclude<PaymentState, 'settled' | 'refused' | 'reversed'>,
    rials,
    owed: owed?.rials === rials,
    late: app.clock.now() >= lockedUntil.getTime(),
    reversing,
  }
}

async function take(app: App, key: PaymentKey, order: GatewayOrder, step: Exclude<PaymentStep, { do: 'wait' }>) {
  switch (step.do) {
    case 'verify':
      await app.bankGateway.verify(key.paymentId)
      return claimSlip(app, key, order.reference)
    case 'settle':
      await app.bankGateway.settle(key.paymentId)
      return
    case 'reverse':
      await change(app, key, (tx, payment) => giveBack(tx, app, payment, step.because))
      await app.bankGateway.reverse(key.paymentId)
      return
    case 'end':
      return change(app, key, (tx, payment) => end(tx, app, payment, step))
  }
}

/** Changes a payment under its lock, unless it is over by now. */
const change = (app: App, key: PaymentKey, work: (tx: Tx, payment: Payment) => Promise<void>): Promise<void> =>
  app.db.transaction(async (tx) => {
    const payment = await lockPayment(tx, key)
    if (payment !== undefined && !isOver(payment.state)) await work(tx, payment)
  })

/** The slips are this payment's from now on; where another has one of them the money goes back. */
async function claimSlip(app: App, key: PaymentKey, reference: string | null): Promise<void> {
  try {
    await change(app, key, async (tx, payment) => {
      if (payment.state === 'verified') return
      await takeSlips(tx, payment)
      await setPaymentState(tx, payment, { state: 'verified', reference }, nowOf(app))
      await notePayment(tx, payment, 'verified', { reference }, nowOf(app))
    })
  } catch (error) {
    const { constraint = '' } = error as { constraint?: string }
    if (constraint !== 'payment_taken' && constraint !== 'payment_slip_taken') throw error
    await change(app, key, (tx, payment) => giveBack(tx, app, payment, 'slip'))
  }
}

/** Written down before the gateway is asked, so that it stays decided whatever happens to us. */
async function giveBack(tx: Tx, app: App, payment: Payment, because: ReverseReason): Promise<void> {
  if (payment.reversing !== null) return
  await setPaymentState(tx, payment, { state: payment.state, reversing: because }, nowOf(app))
  await notePayment(tx, payment, 'reversing', { because }, nowOf(app))
}

async function end(tx: Tx, app: App, payment: Payment, step: Extract<PaymentStep, { do: 'end' }>): Promise<void> {
  const at = nowOf(app)
  const { personId, paymentId, title } = payment
  const because = step.state === 'reversed' ? { reversing: step.because } : {}
  await setPaymentState(tx, payment, { state: step.state, ...because }, at)
  await notePayment(tx, payment, step.state, because, at)
  await unlockSlips(tx, payment)
  if (step.state !== 'settled') await giveUpSlips(tx, payment)
  if (step.state === 'settled') {
    await insertReceipt(tx, payment, paymentId, at)
    const dedupeKey = `payment:${paymentId}:settled`
    await enqueue(tx, { personId, kind: 'payment-settled', payload: { paymentId }, dedupeKey }, at)
  }
  if (step.state === 'reversed') {
    const payload = { template: 'payment-reversed', to: 'person', title }
    await enqueue(tx, { personId, kind: 'send-sms', payload, dedupeKey: `payment:${paymentId}:reversed` }, at)
  }
}

/** The worker's part: asks about a payment whose person may have closed the page. The last asking goes on until it is decided. */
export async function followPayment(app: App, { personId, payload }: Command): Promise<void> {
  const { state } = await advancePayment(app, { personId, paymentId: String(payload['paymentId']) })
  const decided = isOver(state) || state === 'lapsed'
  if (payload['last'] === true && !decided) throw new TryLater(`the payment is ${state} still`)
}

/** What follows a settled payment, for whoever asked for it. */
export async function afterPayment(app: App, { personId, payload }: Command): Promise<void> {
  const payment = await findPayment(app.db, { personId, paymentId: String(payload['paymentId']) })
  if (payment?.state !== 'settled') throw new Error('no such settled payment')
  await purposeOf(payment.slip)?.settled(app, payment)
}

/** Somebody came back to an address of ours; answers their payment, null where we have not made the address. */
export async function returnFromGateway(app: App, text: string): Promise<PaymentKey | null> {
  const key = readReturnKey(app, text)
  if (key !== null) await comeBack(app, key)
  return key
}

/**
 * Somebody came back from the gateway. Of what they bring only that they came is believed; the rest the gateway is asked
 * itself. Where it does not answer now the worker asks on.
 */
export async function comeBack(app: App, key: PaymentKey): Promise<void> {
  const at = nowOf(app)
  const goesOn = await app.db.transaction(async (tx) => {
    const payment = await lockPayment(tx, key)
    if (payment === undefined || isOver(payment.state)) return false
    if (payment.state === 'begun') {
      await setPaymentState(tx, key, { state: 'returned' }, at)
      await notePayment(tx, key, 'returned', {}, at)
    }
    const payload = { paymentId: key.paymentId, last: true }
    const dedupeKey = `payment:${key.paymentId}:returned:${payment.state}`
    const command = { personId: key.personId, kind: 'follow-payment', payload, dedupeKey }
    await enqueue(tx, command, at, new Date(at.getTime() + 5_000))
    return true
  })
  if (!goesOn) return
  await advancePayment(app, key).catch((error: unknown) => {
    if (!(error instanceof OutsideSystemUnavailable)) throw error
  })
}
