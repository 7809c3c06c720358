import { personIdFrom, type PersonId } from '#store/ids.ts'
import { findPayment, type Payment } from '#store/payments.ts'
import type { App } from '../app.ts'
import { done, failed, type Result } from '../problem.ts'

/** A payment of the person's own; anybody else's is not there. */
export async function openPayment(app: App, personId: PersonId, paymentId: string): Promise<Result<Payment>> {
  const payment = personIdFrom(paymentId) === null ? undefined : await findPayment(app.db, { personId, paymentId })
  return payment === undefined ? failed({ code: 'not-found', message: 'چنین پرداختی نیست.' }) : done(payment)
}
