import { tehranDate } from '#kernel/dates.ts'
import { LOCK_MS } from '#kernel/payment/payment.ts'
import { formatNumber } from '#kernel/text.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import type { Tx } from '#store/database.ts'
import { randomId, type PersonId } from '#store/ids.ts'
import { enqueue } from '#store/outbox.ts'
import {
  findTaken,
  insertPayment,
  lockPayment,
  lockSlips,
  notePayment,
  setPaymentState,
  unlockSlips,
  type Locked,
  type PaymentKey,
} from '#store/payments.ts'
import { nowOf, type App } from '../app.ts'
import { done, failed, type Problem, type Result } from '../problem.ts'
import { purposeOf } from './purposes.ts'
import { returnAddress } from './return-address.ts'

/** When the worker asks the gateway of its own accord, in minutes after the beginning: people close the page, networks break. */
const ASKS_AFTER = [2, 8, 18]

/** A payment that was begun, and the page of the gateway to send the person to. */
export type Begun = PaymentKey & { readonly payAt: string }

/** Begins the payment of a slip, or of several under one name. For half an hour nobody else can pay any of them. */
export async function beginPayment(app: App, personId: PersonId, slip: string): Promise<Result<Begun>> {
  const at = nowOf(app)
  const slips = purposeOf(slip)?.slips(slip) ?? []
  const owed = (await purposeOf(slip)?.owed(app, personId, slip, tehranDate(at.getTime()))) ?? null
  const key = { personId, paymentId: randomId() }
  const lockedUntil = new Date(at.getTime() + LOCK_MS)
  const refused = await app.db.transaction(async (tx) => {
    const taken = await findTaken(tx, personId, slips)
    if (taken.length > 0) return taken.length === slips.length ? PAID_ALREADY : NOTHING_OWED
    if (owed === null) return NOTHING_OWED
    const locked = await lockSlips(tx, key, slips, at, lockedUntil)
    if (locked !== null) return atGateway(locked, at)
    await insertPayment(tx, { ...key, slip, ...owed, begunAt: at, lockedUntil })
    await notePayment(tx, key, 'begun', { rials: String(owed.rials) }, at)
    for (const minutes of ASKS_AFTER) await askLater(tx, key, minutes * 60_000, at, false)
    await askLater(tx, key, LOCK_MS + 30_000, at, true)
    return null
  })
  if (refused !== null || owed === null) return failed(refused ?? NOTHING_OWED)
  try {
    const order = { orderId: key.paymentId, rials: owed.rials, returnTo: returnAddress(app, key) }
    const payAt = await app.bankGateway.request(order)
    await app.db.transaction((tx) => notePayment(tx, key, 'sent', {}, nowOf(app)))
    return done({ ...key, payAt })
  } catch (error) {
    if (!(error instanceof OutsideSystemUnavailable)) throw error
    await giveUp(app, key)
    return failed(GATEWAY_SILENT)
  }
}

const askLater = (tx: Tx, key: PaymentKey, ms: number, at: Date, last: boolean) =>
  enqueue(
    tx,
    {
      personId: key.personId,
      kind: 'follow-payment',
      payload: { paymentId: key.paymentId, last },
      dedupeKey: `payment:${key.paymentId}:${ms}`,
    },
    at,
    new Date(at.getTime() + ms),
  )

/** Without the address of the page nobody can have paid: the slip is free at once. */
async function giveUp(app: App, key: PaymentKey): Promise<void> {
  await app.db.transaction(async (tx) => {
    if ((await lockPayment(tx, key))?.state !== 'begun') return
    await setPaymentState(tx, key, { state: 'lapsed' }, nowOf(app))
    await notePayment(tx, key, 'lapsed', { because: 'not-sent' }, nowOf(app))
    await unlockSlips(tx, key)
  })
}

const NOTHING_OWED: Problem = {
  code: 'wrong-step',
  message:
    'این قبض اکنون قابل پرداخت نیست: پرداخت شده، لغو شده یا نوبت آن نرسیده است. صفحهٔ قراردادها را تازه کنید و ببینید.',
}
const PAID_ALREADY: Problem = {
  code: 'wrong-step',
  message: 'این قبض پرداخت شده است. رسید آن را در «قراردادها و پرداخت» ببینید.',
}
const GATEWAY_SILENT: Problem = {
  code: 'unavailable',
  message: 'درگاه بانک پاسخ نمی‌دهد و پرداختی آغاز نشد. چند دقیقهٔ دیگر دوباره تلاش کنید؛ مهلت قبض تغییری نکرده است.',
  retryAfter: 120,
}

/** Whole minutes until a lock ends, at least one. */
export const minutesLeft = (until: Date, at: Date): number =>
  Math.max(1, Math.ceil((until.getTime() - at.getTime()) / 60_000))

function atGateway({ until }: Locked, at: Date): Problem {
  const minutes = minutesLeft(until, at)
  return {
    code: 'wrong-step',
    message: `پرداخت این قبض در درگاه بانک آغاز شده است. اگر صفحهٔ بانک باز است، همان را تمام کنید؛ اگر آن را بسته‌اید، تا ${formatNumber(minutes)} دقیقهٔ دیگر نتیجه را از بانک می‌پرسیم و اگر پولی برداشته نشده باشد دوباره می‌توانید بپردازید.`,
    retryAfter: minutes * 60,
  }
}
