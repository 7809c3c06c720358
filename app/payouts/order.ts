import type { Effect } from '#kernel/service/effect.ts'
import { enqueue, type Command } from '#store/outbox.ts'
import {
  insertPayout,
  listDuePayouts,
  lockPayout,
  lookAgain,
  readyPayout,
  type NewPayout,
  type PayoutKey,
} from '#store/payouts.ts'
import type { Tx } from '#store/database.ts'
import { getPerson } from '#store/people.ts'
import { nowOf, type App } from '../app.ts'

const HOUR = 3600_000
/** The register is asked for an account this often where none is declared: not every declaration comes through the portal. */
const LOOK_EVERY = 24 * HOUR

/** Tells the person by SMS of a step of an order; the same step again is the same message. */
export async function tellOfPayout(
  tx: Tx,
  { personId, orderId }: PayoutKey,
  template: 'payout-waits' | 'payout-paid' | 'payout-refused',
  step: string,
  at: Date,
): Promise<void> {
  const payload = { template, to: 'person', orderId }
  await enqueue(tx, { personId, kind: 'send-sms', payload, dedupeKey: `payout:${orderId}:${step}` }, at)
}

/**
 * Orders what a decision pays, once for each effect: to the account that the register has. Where none is declared the
 * person is asked for one and the order waits.
 */
export async function orderPayout(
  app: App,
  { personId, payload }: Command,
  { rials, purpose }: Extract<Effect, { do: 'pay' }>,
): Promise<void> {
  const { number } = await getPerson(app.db, personId)
  const account = await app.register.bankAccount(number)
  const at = nowOf(app)
  const payout: NewPayout = {
    personId,
    applicationId: String(payload['applicationId']),
    action: Number(payload['action']),
    effect: Number(payload['effect']),
    purpose,
    rials,
    iban: account?.iban ?? null,
  }
  await app.db.transaction(async (tx) => {
    const orderId = await insertPayout(tx, payout, at, new Date(at.getTime() + LOOK_EVERY))
    if (orderId !== null && account === null) await tellOfPayout(tx, { personId, orderId }, 'payout-waits', 'waits', at)
  })
}

/**
 * The worker's part: asks the register again for whoever had no account, or one that the bank refused. An order goes on as
 * soon as there is another. Answers how many were looked at.
 */
export async function lookAtWaitingPayouts(app: App, limit = 100): Promise<number> {
  const due = await listDuePayouts(app.db, nowOf(app), limit)
  const failures: unknown[] = []
  for (const key of due) {
    try {
      const { number } = await getPerson(app.db, key.personId)
      const account = await app.register.bankAccount(number)
      await app.db.transaction((tx) => goOn(tx, key, account?.iban ?? null, nowOf(app)))
    } catch (error) {
      failures.push(error)
      await lookAgain(app.db, key, new Date(app.clock.now() + HOUR))
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${due.length} orders: ${String(failures[0])}`)
  return due.length
}

async function goOn(tx: Tx, key: PayoutKey, iban: string | null, at: Date): Promise<void> {
  const payout = await lockPayout(tx, key)
  if (payout === undefined || (payout.state !== 'waiting' && payout.state !== 'refused')) return
  // The account that the bank refused is not tried again.
  if (iban === null || iban === payout.iban) await lookAgain(tx, key, new Date(at.getTime() + LOOK_EVERY))
  else await readyPayout(tx, key, iban, at)
}
