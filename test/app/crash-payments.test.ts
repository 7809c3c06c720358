import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { findPayment, listPayments } from '#store/payments.ts'
import { forwardTo } from '../support/covers.ts'
import { atGateway, begun, day, gatewayFault, happened, withContract } from '../support/payments.ts'
import { somebody } from '../support/people.ts'
import { environmentFor, startPortal } from '../support/portal.ts'
import { startProcess } from '../support/processes.ts'

// Every place between two steps is cut in test/app/payments.test.ts; here a real worker dies while the gateway is verifying.

test('kill -9 of the worker while the gateway verifies: paid once, one receipt', { timeout: 120_000 }, async (t) => {
  const line = somebody()
  const portal = await startPortal(t, { people: [line] })
  const { app } = portal
  forwardTo(portal.clock, day('1405/02/01'))
  const her = await withContract(portal, line)
  const payment = await begun(portal, her)
  await atGateway(payment.payAt, 'close')
  // The gateway accepts, and its answer never comes.
  await gatewayFault(portal, 'verify', { kind: 'timeout' })
  const worker = await startProcess(t, 'worker/main.ts', environmentFor(portal.outside, portal.database.url))
  while ((await app.bankGateway.inquire(payment.paymentId)).state !== 'verified') await sleep(50)
  await worker.kill()
  await gatewayFault(portal, 'verify', null)
  assert.equal((await findPayment(app.db, payment))?.state, 'begun', 'it died before it could write it down')

  portal.clock.set(Date.now() + 120_000)
  await portal.work()
  const [paid, ...more] = await listPayments(app.db, her.personId)
  assert.deepEqual([paid!.state, paid!.receipt, more], ['settled', payment.paymentId, []])
  assert.deepEqual(await happened(portal, payment), ['begun', 'sent', 'verified', 'settled'])
  assert.equal((await app.register.wages(line.person.number)).length, 1)
})
