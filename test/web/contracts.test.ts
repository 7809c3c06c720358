import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { findPayment, listPayments } from '#store/payments.ts'
import { forwardTo } from '../support/covers.ts'
import { atGateway, day, gatewayFault, signedIn, withContract } from '../support/payments.ts'
import { somebody } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'
import { Visitor } from '../support/visitor.ts'
import { ApiClient } from './api-client.ts'

const portal = await startPortal({ after })
const { app } = portal
forwardTo(portal.clock, day('1405/02/01'))
const api = await ApiClient.of(portal.server)

const insured = async () => {
  const line = somebody({ born: '۱۳۶۵/۰۲/۱۵' })
  const her = await withContract(portal, line)
  const visitor = await signedIn(portal, her.personId)
  return { ...her, visitor, number: line.person.number, address: `/contracts/${her.contractId}` }
}
/** Presses «پرداخت» without following to the gateway; answers its address. */
async function pressPay(visitor: Visitor, address: string): Promise<string> {
  await visitor.open(address)
  await visitor.send(visitor.form(`${address}/pay`))
  assert.equal(visitor.status, 303, visitor.text.slice(0, 300))
  return visitor.path
}
const onlyPayment = async (personId: Parameters<typeof listPayments>[1]) => (await listPayments(app.db, personId))[0]!

describe('pages', () => {
  test('from the list to the contract, to the bank, back by a form of the bank, to the receipt', async () => {
    const { visitor, address, personId, contractId } = await insured()
    await visitor.open('/services/contracts-and-payments')
    visitor.sees('قرارداد صاحبان حرف و مشاغل آزاد').sees('برقرار')
    await visitor.open(address)
    visitor.sees('حق بیمهٔ اردیبهشت ۱۴۰۵').sees('۲۶٬۰۴۰٬۰۰۰ ریال').sees('تا ۳۱ اردیبهشت ۱۴۰۵').sees('چگونه حساب شد؟')
    const payAt = await pressPay(visitor, address)
    assert.ok(payAt.startsWith(`${portal.outside.bankGatewayUrl}/pay/`))
    const back = new URL((await atGateway(payAt, 'pay'))!)
    // As the bank's page sends the browser: from another site, so without cookies.
    const returned = await portal.server.inject({
      method: 'POST',
      url: back.pathname,
      payload: 'orderId=1&reference=2',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
    })
    const { paymentId } = await onlyPayment(personId)
    assert.deepEqual([returned.statusCode, returned.headers.location], [303, `/payments/${paymentId}`])
    await visitor.open(`/payments/${paymentId}`)
    visitor.sees('رسید پرداخت').sees('حق بیمهٔ اردیبهشت ۱۴۰۵ پرداخت شد').sees('مریم صادقی')
    await portal.work()
    await visitor.open(address)
    visitor.sees('حق بیمهٔ خرداد ۱۴۰۵')
    assert.match(visitor.html, new RegExp(`href="/payments/${paymentId}"`))
    assert.equal((await app.register.premiums((await insuredNumber(personId))!, contractId))[0]?.receipt, paymentId)
  })

  test('several months at once: chosen from a list without a script, one receipt with each month on it', async () => {
    const { visitor, address, personId } = await insured()
    await visitor.open(address)
    visitor.sees('فقط اردیبهشت ۱۴۰۵: ۲۶٬۰۴۰٬۰۰۰ ریال').sees('تا تیر ۱۴۰۵ (۳ ماه): ۷۸٬۱۲۰٬۰۰۰ ریال')
    await visitor.send(visitor.form(`${address}/pay`), { until: '140504' })
    assert.equal(visitor.status, 303)
    const payAt = visitor.path
    await visitor.open(address)
    visitor.sees('پرداخت حق بیمهٔ اردیبهشت تا تیر ۱۴۰۵ در درگاه بانک آغاز شده است')
    const back = new URL((await atGateway(payAt, 'pay'))!)
    await visitor.open(back.pathname + back.search)
    visitor.sees('رسید پرداخت').sees('حق بیمهٔ اردیبهشت ۱۴۰۵').sees('حق بیمهٔ خرداد ۱۴۰۵').sees('حق بیمهٔ تیر ۱۴۰۵')
    await portal.work()
    await visitor.open(address)
    const { paymentId } = await onlyPayment(personId)
    assert.equal(visitor.html.split(`href="/payments/${paymentId}"`).length - 1, 4, 'three months and the list')
    visitor.sees('فقط مرداد ۱۴۰۵')
  })

  test('a page that sends to the bank allows the bank’s origin in its forms, and no other page does', async () => {
    const { visitor, address } = await insured()
    const policyOf = async (path: string) => {
      const cookie = `session=${visitor.cookie('session')}`
      const { headers } = await portal.server.inject({ url: path, headers: { cookie } })
      return String(headers['content-security-policy'])
    }
    const { origin } = app.bankGateway
    assert.match(await policyOf(address), new RegExp(`form-action 'self' ${origin};`))
    for (const path of [`${address}/base`, `${address}/cancel`, '/services/contracts-and-payments', '/account'])
      assert.ok(!(await policyOf(path)).includes(origin), path)
  })

  test('who refused comes back by an address, reads so, and can pay again', async () => {
    const { visitor, address, personId } = await insured()
    const back = new URL((await atGateway(await pressPay(visitor, address), 'refuse'))!)
    await visitor.open(back.pathname + back.search)
    visitor.at(`/payments/${(await onlyPayment(personId)).paymentId}`).sees('پرداخت انجام نشد')
    await visitor.open(address)
    assert.ok(visitor.html.includes('پرداخت در درگاه بانک'))
  })

  test('while somebody is at the bank the page says so with the minutes, in every tab', async () => {
    const { visitor, address } = await insured()
    await visitor.open(address)
    const form = visitor.form(`${address}/pay`)
    await pressPay(visitor, address)
    await portal.forward(12 * 60_000)
    await visitor.send(form)
    assert.equal(visitor.status, 409)
    visitor.sees('تا ۱۸ دقیقهٔ دیگر')
    await visitor.open(address)
    visitor.sees('تا ۱۸ دقیقهٔ دیگر')
    assert.ok(!visitor.html.includes('پرداخت در درگاه بانک'), 'there is no button now')
  })

  test('a silent bank is told, and nothing is locked', async () => {
    const { visitor, address } = await insured()
    await gatewayFault(portal, 'request', { kind: 'error', count: 1 })
    await visitor.open(address)
    await visitor.send(visitor.form(`${address}/pay`))
    assert.equal(visitor.status, 503)
    visitor.sees('درگاه بانک پاسخ نمی‌دهد')
    await pressPay(visitor, address)
  })

  test('the base changes within its bounds until something is paid', async () => {
    const { visitor, address, number } = await insured()
    await visitor.open(`${address}/base`)
    await visitor.submit({ base: '۱۰۰ تومان' })
    assert.equal(visitor.status, 422)
    visitor.sees('را به ریال بنویسید')
    await visitor.submit({ base: '1000' })
    assert.equal(visitor.status, 422)
    await visitor.submit({ base: '۳۰۰٬۰۰۰٬۰۰۰' })
    visitor.at(`${address}?done=changed`).sees('دستمزد مبنا تغییر کرد').sees('۳۷٬۲۰۰٬۰۰۰ ریال')
    assert.equal((await app.register.contracts(number))[0]?.base, '300000000')
    await atGateway(await pressPay(visitor, address), 'close')
    await portal.forward(3 * 60_000)
    await portal.work()
    await visitor.open(`${address}/base`)
    visitor.at(address)
    assert.ok(!visitor.html.includes(`${address}/base`), 'after the first payment nothing leads there')
  })

  test('a contract is cancelled with a reason, and ends today', async () => {
    const { visitor, address, number } = await insured()
    await visitor.open(`${address}/cancel`)
    await visitor.submit({})
    assert.equal(visitor.status, 422)
    await visitor.submit({ reason: 'costs' })
    visitor
      .at(`${address}?done=cancelled`)
      .sees('قرارداد لغو شد')
      .sees('توان پرداخت حق بیمه را ندارم')
      .sees('پایان‌یافته')
    const [contract] = await app.register.contracts(number)
    assert.deepEqual([contract?.until, contract?.endedBecause], [day('1405/02/01'), 'توان پرداخت حق بیمه را ندارم'])
  })

  test('a return address of nobody leads to the list and does nothing', async () => {
    const visitor = new Visitor(portal.url)
    await visitor.open('/payments/return/1.2.AAAA')
    visitor.at('/services/contracts-and-payments').sees('ورود')
  })
})

describe('API', () => {
  test('contracts, slips, base, payment, receipt, cancellation', async () => {
    const { visitor, contractId, personId } = await insured()
    const bearer = visitor.cookie('session')!
    const path = `/contracts/${contractId}`
    const { body: list } = await api.call('GET', '/contracts', { bearer })
    assert.deepEqual(
      list.contracts.map(({ id, from }: { id: string; from: string }) => [id, from]),
      [[contractId, '1405/02/01']],
    )
    assert.equal((await api.call('PUT', `${path}/base`, { bearer, body: { base: '5' } })).status, 422)
    assert.equal((await api.call('PUT', `${path}/base`, { bearer, body: { base: '300000000' } })).status, 204)
    const { body: details } = await api.call('GET', path, { bearer })
    assert.deepEqual([details.payable, details.slips[0].rials, details.slips.length], [140502, '37200000', 11])
    assert.equal(details.payableUntil, 140512)

    const begun = await api.call('POST', `${path}/payments`, { bearer, body: { month: 140502, until: 140503 } })
    assert.equal(begun.status, 201)
    assert.equal((await api.call('POST', `${path}/payments`, { bearer, body: { month: 140502 } })).status, 409)
    assert.equal((await api.call('GET', path, { bearer })).body.lockedMinutes, 30)
    assert.equal((await api.call('POST', `${path}/cancel`, { bearer, body: { reason: 'other' } })).status, 409)
    await atGateway(begun.body.payAt, 'close')
    await portal.forward(3 * 60_000)
    await portal.work()
    const { body: payment } = await api.call('GET', `/payments/${begun.body.id}`, { bearer })
    assert.deepEqual([payment.state, payment.receipt, payment.rials], ['settled', begun.body.id, '74400000'])
    assert.deepEqual(
      payment.parts,
      ['اردیبهشت', 'خرداد'].map((month) => ({ title: `حق بیمهٔ ${month} ۱۴۰۵`, rials: '37200000' })),
    )
    assert.equal((await api.call('GET', '/payments', { bearer })).body.payments.length, 1)
    assert.equal((await api.call('PUT', `${path}/base`, { bearer, body: { base: '400000000' } })).status, 409)
    assert.equal((await api.call('POST', `${path}/cancel`, { bearer, body: { reason: 'other' } })).status, 204)
    assert.equal((await findPayment(app.db, { personId, paymentId: begun.body.id }))?.state, 'settled')
  })

  test('every operation about payments was met with success above', () => {
    assert.deepEqual(
      api.unmet((tag) => tag === 'Payments'),
      [],
    )
  })
})

async function insuredNumber(personId: string) {
  const rows = await portal.database.query<{ number: string }>('select number from person where person_id = $1', [
    personId,
  ])
  return rows[0]?.number as Parameters<typeof app.register.premiums>[0] | undefined
}
