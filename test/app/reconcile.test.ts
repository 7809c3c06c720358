import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { comeBack } from '#app/payments/advance.ts'
import { slipsName } from '#app/contracts/slips.ts'
import { readSettlement } from '#app/payments/read-settlement.ts'
import { reconcile } from '#app/payments/reconcile.ts'
import { findPayment } from '#store/payments.ts'
import { forwardTo } from '../support/covers.ts'
import { atGateway, begun, day, gatewayFault, withContract } from '../support/payments.ts'
import { somebody } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'

const portal = await startPortal({ after })
const { app } = portal
forwardTo(portal.clock, day('1405/02/01'))

const paid = async (months = 1) => {
  const her = await withContract(portal, somebody())
  const slip = slipsName(her.contractId, 140502, 140501 + months)
  const payment = await begun(portal, { ...her, slip })
  await atGateway(payment.payAt, 'close')
  return payment
}
const settled = async () => {
  const payment = await paid()
  await comeBack(app, payment)
  return payment
}
const settlementFile = async () => (await fetch(`${portal.outside.bankGatewayUrl}/settlement.csv`)).text()

test('the file of the gateway against our payments: agreed, mended, and what is left for people', async () => {
  const agreed = await settled()
  // Settled at the gateway; we died before we wrote it down.
  const lost = await paid(3)
  await gatewayFault(portal, 'settle', { kind: 'timeout', count: 1 })
  await comeBack(app, lost)
  assert.equal((await findPayment(app.db, lost))?.state, 'verified')
  const differs = await settled()
  const odd = await settled()
  const untold = await settled()
  await settled()
  const text = (await settlementFile())
    .replace(new RegExp(`^${differs.paymentId},(\\d+),26040000`, 'm'), `${differs.paymentId},$1,26040001`)
    .replace(new RegExp(`^${odd.paymentId},\\d+`, 'm'), `${odd.paymentId},000000000000`)
    .replace(new RegExp(`^${untold.paymentId},.*\r\n`, 'm'), '')
  const strange = '4611686018427387905,1,5000,2026-04-21T09:00:00.000Z'
  const doubled = text.split('\r\n').find((line) => line.startsWith(agreed.paymentId))
  const { lines, refused } = readSettlement(`${text}${strange}\r\n${doubled}\r\n`)
  assert.deepEqual(refused, [])

  const found = await reconcile(app, lines)
  assert.equal(found.agree, 2)
  assert.deepEqual(
    found.mended.map(({ order, what }) => [order, what]),
    [[lost.paymentId, 'was verified here, now settled']],
  )
  const mended = await findPayment(app.db, lost)
  assert.deepEqual([mended?.receipt, mended?.parts.length], [lost.paymentId, 3])
  assert.deepEqual(
    Object.fromEntries(
      found.left.map(({ order, what }) => [order, what.replace(/\d{12}/g, 'R').replace(/on \S+,/, 'on DAY,')]),
    ),
    {
      [differs.paymentId]: 'is 26040001 rials there and 26040000 here',
      [odd.paymentId]: 'has the reference R there and R here',
      '4611686018427387905': 'was paid (5000 rials), and we know no such order',
      [agreed.paymentId]: 'is in the file twice',
      [untold.paymentId]: 'settled on DAY, and the file does not have it',
    },
  )
  const again = await reconcile(app, lines)
  assert.deepEqual([again.agree, again.mended], [3, []], 'what was mended agrees, and nothing is mended twice')
})

test('a payment that nothing became of is asked about once more', async () => {
  const stuck = await begun(portal, await withContract(portal, somebody()))
  await portal.forward(2 * 3600_000)
  const { mended } = await reconcile(app, [])
  assert.deepEqual(
    mended.map(({ order }) => order),
    [stuck.paymentId],
  )
  assert.equal((await findPayment(app.db, stuck))?.state, 'lapsed')
})

test('lines that cannot be read are named, and the others are read', () => {
  const { lines, refused } = readSettlement(
    '\uFEFFrials,order,reference,paid_at\r\n5000,7,r,2026-04-21T09:00:00Z\r\nx,7,r,2026-04-21T09:00:00Z\r\n\r\n5000,0,r,2026-04-21T09:00:00Z\r\n5000,7,,2026-04-21T09:00:00Z\r\n5000,7,r,yesterday\r\n',
  )
  assert.equal(lines.length, 1)
  assert.deepEqual(
    refused.map(({ line }) => line),
    [3, 5, 6, 7],
  )
  assert.match(readSettlement('order,rials\n').refused[0]!.why, /lacks reference, paid_at/)
})
