import { personIdFrom } from '#store/ids.ts'
import type { PaymentKey } from '#store/payments.ts'
import type { App } from '../app.ts'
import { sameBytes } from '../secrets.ts'

/** Where the gateway sends people back: names the payment, under our seal. It lets nobody in and decides nothing by itself. */
export function returnAddress(app: App, key: PaymentKey): string {
  return `${app.publicUrl}/payments/return/${key.personId}.${key.paymentId}.${seal(app, key).toString('base64url')}`
}

/** The payment that a return address names; null for one that we have not made. */
export function readReturnKey(app: App, text: string): PaymentKey | null {
  const [person = '', payment = '', given = ''] = text.split('.')
  const personId = personIdFrom(person)
  if (personId === null || personIdFrom(payment) === null) return null
  const key = { personId, paymentId: payment }
  return sameBytes(seal(app, key), Buffer.from(given, 'base64url')) ? key : null
}

const seal = (app: App, { personId, paymentId }: PaymentKey): Buffer =>
  app.secrets.mac('payment', `${personId}.${paymentId}`).subarray(0, 18)
