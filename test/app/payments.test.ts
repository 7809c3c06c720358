import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { App } from '#app/app.ts'
import { advancePayment, afterPayment, comeBack } from '#app/payments/advance.ts'
import { beginPayment } from '#app/payments/begin.ts'
import { readReturnKey, returnAddress } from '#app/payments/return-address.ts'
import { openOwnContract } from '#app/contracts/contracts.ts'
import { slipsName } from '#app/contracts/slips.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { BankGateway } from '#ports/bank-gateway.ts'
import type { Register } from '#ports/register.ts'
import type { Database } from '#store/database.ts'
import { findPayment, listPayments, type Payment } from '#store/payments.ts'
import { forwardTo } from '../support/covers.ts'
import { atGateway, begun, day, gatewayFault, happened, withContract, type Insured } from '../support/payments.ts'
import { somebody } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'

const portal = await startPortal({ after })
const { app } = portal
forwardTo(portal.clock, day('1405/02/01'))
const minutes = (count: number) => count * 60_000

const newcomer = async () => {
  const line = somebody({ born: '۱۳۶۵/۰۲/۱۵' })
  return { ...(await withContract(portal, line)), number: line.person.number, mobile: line.mobiles[0]! }
}
const stateOf = async (key: { personId: Insured['personId']; paymentId: string }) =>
  (await findPayment(app.db, key))?.state
const orderState = async (paymentId: string) => (await app.bankGateway.inquire(paymentId)).state

/** Paid once and for all: one receipt, one record, the money with the organisation. */
async function paidOnce({ personId, slip }: Insured, number: PersonalNumber, payment: Pick<Payment, 'paymentId'>) {
  const payments = await listPayments(app.db, personId, slip)
  const settled = payments.filter(({ state }) => state === 'settled')
  assert.deepEqual(
    settled.map(({ paymentId, receipt }) => [paymentId, receipt]),
    [[payment.paymentId, payment.paymentId]],
  )
  const receipts = await portal.database.query('select 1 from payment_receipt where person_id = $1', [personId])
  assert.equal(receipts.length, 1)
  assert.equal(await orderState(payment.paymentId), 'settled')
  const wages = await app.register.wages(number)
  assert.deepEqual(
    wages.map(({ month, origin }) => [month, origin]),
    [[140502, 'premium']],
  )
}

describe('the ordinary way', () => {
  test('begun, paid, back: verified, settled, a receipt, the month in the records, a message', async () => {
    const her = await newcomer()
    const payment = await begun(portal, her)
    assert.equal(await atGateway(payment.payAt, 'pay'), returnAddress(app, payment))
    await comeBack(app, payment)
    assert.equal(await stateOf(payment), 'settled')
    await portal.work()
    await paidOnce(her, her.number, payment)
    assert.deepEqual(await happened(portal, payment), ['begun', 'sent', 'returned', 'verified', 'settled'])
    const texts = (await portal.outside.inbox(her.mobile)).map(({ text }) => text)
    assert.equal(texts.length, 1)
    assert.match(texts[0]!, /حق بیمهٔ اردیبهشت ۱۴۰۵ به مبلغ ۲۶٬۰۴۰٬۰۰۰ ریال پرداخت شد/)
    const again = await beginPayment(app, her.personId, her.slip)
    assert.ok(!again.ok && /پرداخت شده است/.test(again.problem.message), 'nobody pays a slip twice')
  })

  test('who refuses at the gateway can pay again at once', async () => {
    const her = await newcomer()
    const first = await begun(portal, her)
    await atGateway(first.payAt, 'refuse')
    await comeBack(app, first)
    assert.equal(await stateOf(first), 'refused')
    const second = await begun(portal, her)
    await atGateway(second.payAt, 'pay')
    await comeBack(app, second)
    await portal.work()
    await paidOnce(her, her.number, second)
  })
})

describe('late and twice', () => {
  test('coming back five times at once gives one receipt', async () => {
    const her = await newcomer()
    const payment = await begun(portal, her)
    await atGateway(payment.payAt, 'pay')
    await Promise.all(Array.from({ length: 5 }, () => comeBack(app, payment)))
    await comeBack(app, payment)
    await portal.work()
    await paidOnce(her, her.number, payment)
    assert.deepEqual(await happened(portal, payment), ['begun', 'sent', 'returned', 'verified', 'settled'])
  })

  test('a page closed after paying: the worker asks the gateway by itself', async () => {
    const her = await newcomer()
    const payment = await begun(portal, her)
    await atGateway(payment.payAt, 'close')
    await portal.work()
    assert.equal(await stateOf(payment), 'begun', 'nobody has asked yet')
    await portal.forward(minutes(2) + 1)
    await portal.work()
    await paidOnce(her, her.number, payment)
  })

  test('a page closed unpaid: locked for half an hour, in words, then free; paid after that it is taken all the same', async () => {
    const her = await newcomer()
    const first = await begun(portal, her)
    await portal.forward(minutes(10))
    const early = await beginPayment(app, her.personId, her.slip)
    assert.ok(!early.ok && /تا ۲۰ دقیقهٔ دیگر/.test(early.problem.message), JSON.stringify(early))
    await portal.work()
    assert.equal(await stateOf(first), 'begun')
    await portal.forward(minutes(21))
    await portal.work()
    assert.equal(await stateOf(first), 'lapsed')
    await atGateway(first.payAt, 'pay')
    await comeBack(app, first)
    await portal.work()
    await paidOnce(her, her.number, first)
  })

  test('of two payments of one slip that were both paid one stays, and the other goes back', async () => {
    const her = await newcomer()
    const first = await begun(portal, her)
    await portal.forward(minutes(31))
    await portal.work()
    const second = await begun(portal, her)
    await Promise.all([first, second].map(({ payAt }) => atGateway(payAt, 'pay')))
    await Promise.all([first, second].map((key) => comeBack(app, key)))
    await portal.work()
    const states = await Promise.all([first, second].map(stateOf))
    assert.deepEqual(new Set(states), new Set(['reversed', 'settled']))
    const [stays, back] = states[0] === 'settled' ? [first, second] : [second, first]
    await paidOnce(her, her.number, stays)
    assert.equal(await orderState(back.paymentId), 'reversed')
    const texts = (await portal.outside.inbox(her.mobile)).map(({ text }) => text)
    assert.equal(texts.filter((text) => /به همان کارت برمی‌گردد/.test(text)).length, 1)
  })

  test('two tabs at the same moment: one goes to the gateway', async () => {
    const her = await newcomer()
    const both = await Promise.all([1, 2, 3].map(() => beginPayment(app, her.personId, her.slip)))
    assert.equal(both.filter(({ ok }) => ok).length, 1)
    const opened = await openOwnContract(app, her.personId, her.contractId)
    assert.ok(opened.ok && opened.value.locked?.minutes === 30)
  })
})

describe('several months at once', () => {
  const upTo = (her: Insured, until: number) => ({ ...her, slip: slipsName(her.contractId, 140502, until) })
  const taken = async ({ personId }: Insured) =>
    (
      await portal.database.query<{ slip: string }>(
        'select slip from payment_slip where person_id = $1 and taken order by slip',
        [personId],
      )
    ).map(({ slip }) => Number(slip.slice(-6)))
  /** Each month is in the records once, by the one receipt of the payment. */
  const paidMonths = async (
    her: Insured & { number: PersonalNumber },
    payment: { paymentId: string },
    months: number[],
  ) => {
    const premiums = (await app.register.premiums(her.number, her.contractId)).filter(({ paidOn }) => paidOn !== null)
    assert.deepEqual(
      premiums.map(({ month, rials, receipt }) => [month, rials, receipt]),
      months.map((month) => [month, '26040000', payment.paymentId]),
    )
    assert.deepEqual(
      (await app.register.wages(her.number)).map(({ month }) => month),
      months,
    )
    const receipts = await portal.database.query('select number, rials from payment_receipt where person_id = $1', [
      her.personId,
    ])
    assert.deepEqual(receipts, [{ number: payment.paymentId, rials: String(26_040_000 * months.length) }])
    assert.deepEqual(await taken(her), months)
    assert.equal(await orderState(payment.paymentId), 'settled')
  }

  test('one payment, one receipt that names each month, each month once in the records, one message', async () => {
    const her = await newcomer()
    const payment = await begun(portal, upTo(her, 140504))
    await atGateway(payment.payAt, 'pay')
    await Promise.all([1, 2, 3].map(() => comeBack(app, payment)))
    await portal.work()
    await paidMonths(her, payment, [140502, 140503, 140504])
    const { parts, rials, title } = (await findPayment(app.db, payment))!
    assert.deepEqual(
      parts.map((part) => [part.title, part.rials]),
      ['اردیبهشت', 'خرداد', 'تیر'].map((month) => [`حق بیمهٔ ${month} ۱۴۰۵`, 26_040_000n]),
    )
    assert.deepEqual([rials, title], [78_120_000n, 'حق بیمهٔ اردیبهشت تا تیر ۱۴۰۵'])
    const texts = (await portal.outside.inbox(her.mobile)).map(({ text }) => text)
    assert.equal(texts.length, 1)
    assert.match(texts[0]!, /اردیبهشت تا تیر ۱۴۰۵ به مبلغ ۷۸٬۱۲۰٬۰۰۰ ریال پرداخت شد/)
    const again = await beginPayment(app, her.personId, slipsName(her.contractId, 140502, 140504))
    assert.ok(!again.ok && /پرداخت شده است/.test(again.problem.message))
    const next = await beginPayment(app, her.personId, slipsName(her.contractId, 140505, 140506))
    assert.ok(next.ok, 'what follows can be paid')
  })

  test('not out of turn, over a gap, beyond the year, or with a month that is paid', async () => {
    const her = await newcomer()
    for (const [from, until] of [
      [140503, 140504],
      [140502, 140601],
      [140504, 140502],
      [140412, 140502],
    ] as const)
      assert.ok(!(await beginPayment(app, her.personId, slipsName(her.contractId, from, until))).ok, `${from}-${until}`)
    const paid = { month: 140503, rials: '26040000', paidOn: day('1405/02/01'), receipt: 'b' }
    const data = { contractId: her.contractId, ...paid }
    await app.register.enter(her.number, { entry: 'premium.paid', data }, 'branch')
    assert.ok(!(await beginPayment(app, her.personId, upTo(her, 140503).slip)).ok)
    assert.ok((await beginPayment(app, her.personId, her.slip)).ok)
  })

  test('all of them are locked: none can be begun beside it in half an hour, and then all are free', async () => {
    const her = await newcomer()
    const first = await begun(portal, upTo(her, 140504))
    for (const until of [140502, 140503, 140506])
      assert.ok(!(await beginPayment(app, her.personId, upTo(her, until).slip)).ok)
    const locks = await portal.database.query('select 1 from payment_lock where person_id = $1', [her.personId])
    assert.equal(locks.length, 3, 'a payment that was not begun holds nothing')
    const opened = await openOwnContract(app, her.personId, her.contractId)
    assert.ok(opened.ok && opened.value.locked?.title === 'حق بیمهٔ اردیبهشت تا تیر ۱۴۰۵')
    await portal.forward(minutes(31))
    await portal.work()
    assert.equal(await stateOf(first), 'lapsed')
    await begun(portal, upTo(her, 140506))
  })

  test('of two that share a month and were both paid one stays whole, and the other goes back whole', async () => {
    for (const [one, other] of [
      [140504, 140502],
      [140502, 140506],
      [140503, 140504],
    ] as const) {
      const her = await newcomer()
      const first = await begun(portal, upTo(her, one))
      await portal.forward(minutes(31))
      await portal.work()
      const second = await begun(portal, upTo(her, other))
      await Promise.all([first, second].map(({ payAt }) => atGateway(payAt, 'pay')))
      await Promise.all([first, second].map((key) => comeBack(app, key)))
      await portal.work()
      const states = await Promise.all([first, second].map(stateOf))
      assert.deepEqual(new Set(states), new Set(['reversed', 'settled']))
      const [stays, back, until] = states[0] === 'settled' ? [first, second, one] : [second, first, other]
      await paidMonths(
        her,
        stays,
        Array.from({ length: until - 140501 }, (_, n) => 140502 + n),
      )
      assert.equal(await orderState(back.paymentId), 'reversed')
    }
  })

  test('cut off between two of its months, the rest are entered by the next run, none twice', async () => {
    const her = await newcomer()
    const payment = await begun(portal, upTo(her, 140504))
    await atGateway(payment.payAt, 'pay')
    await comeBack(app, payment)
    const { register } = app
    let entered = 0
    const enter: Register['enter'] = async (...given) => {
      entered += 1
      if (entered === 2) throw new Error('killed')
      return register.enter(...given)
    }
    const command = { personId: her.personId, payload: { paymentId: payment.paymentId } } as never
    await assert.rejects(afterPayment({ ...app, register: { ...register, enter } }, command), /killed/)
    assert.equal((await register.wages(her.number)).length, 1)
    await portal.work()
    await paidMonths(her, payment, [140502, 140503, 140504])
  })

  test('what the bank gave back by itself after it was verified frees all of them', async () => {
    const her = await newcomer()
    const payment = await begun(portal, upTo(her, 140504))
    await atGateway(payment.payAt, 'pay')
    await gatewayFault(portal, 'settle', { kind: 'down', count: 1 })
    await comeBack(app, payment)
    assert.deepEqual([await stateOf(payment), await taken(her)], ['verified', [140502, 140503, 140504]])
    await app.bankGateway.reverse(payment.paymentId)
    await comeBack(app, payment)
    assert.deepEqual([await stateOf(payment), await taken(her)], ['reversed', []])
    await begun(portal, upTo(her, 140505))
  })
})

describe('a gateway that fails', () => {
  test('a verification that times out after it was accepted: asked, not repeated', async () => {
    const her = await newcomer()
    const payment = await begun(portal, her)
    await atGateway(payment.payAt, 'pay')
    await gatewayFault(portal, 'verify', { kind: 'timeout', count: 1 })
    await comeBack(app, payment)
    assert.equal(await stateOf(payment), 'returned')
    assert.equal(await orderState(payment.paymentId), 'verified')
    await portal.forward(minutes(1))
    await portal.work()
    await paidOnce(her, her.number, payment)
  })

  test('down when they come back: the worker takes it up', async () => {
    const her = await newcomer()
    const payment = await begun(portal, her)
    await atGateway(payment.payAt, 'pay')
    await gatewayFault(portal, 'inquire', { kind: 'down' })
    await comeBack(app, payment)
    await portal.forward(minutes(1))
    assert.ok((await portal.work()).includes('follow-payment waits'))
    assert.equal(await stateOf(payment), 'returned')
    await gatewayFault(portal, 'inquire', null)
    await portal.forward(minutes(1))
    await portal.work()
    await paidOnce(her, her.number, payment)
  })

  test('down at the beginning: nothing is begun, and the slip stays free', async () => {
    const her = await newcomer()
    await gatewayFault(portal, 'request', { kind: 'down', count: 1 })
    const refused = await beginPayment(app, her.personId, her.slip)
    assert.ok(!refused.ok && refused.problem.code === 'unavailable')
    await begun(portal, her)
  })

  test('what was not verified in the gateway’s time goes back by itself, and the slip can be paid again', async () => {
    const her = await newcomer()
    const payment = await begun(portal, her)
    await atGateway(payment.payAt, 'close')
    await portal.forward(minutes(31))
    await portal.work()
    assert.equal(await stateOf(payment), 'reversed')
    await begun(portal, her)
  })

  test('another amount than ours goes back', async () => {
    const her = await newcomer()
    const payment = await begun(portal, her)
    await atGateway(payment.payAt, 'pay')
    await gatewayFault(portal, 'inquire', { kind: 'wrong', count: 1 })
    await comeBack(app, payment)
    assert.equal(await stateOf(payment), 'reversed')
    assert.equal(await orderState(payment.paymentId), 'reversed')
    assert.deepEqual(await app.register.wages(her.number), [])
  })
})

describe('what is not to be believed', () => {
  test('coming back without having paid changes nothing, and paying afterwards still works', async () => {
    const her = await newcomer()
    const payment = await begun(portal, her)
    await comeBack(app, payment)
    assert.equal(await stateOf(payment), 'returned')
    assert.deepEqual(await app.register.wages(her.number), [])
    await atGateway(payment.payAt, 'pay')
    await comeBack(app, payment)
    await portal.work()
    await paidOnce(her, her.number, payment)
  })

  test('a return address that we have not made names no payment', async () => {
    const [one, other] = [await newcomer(), await newcomer()]
    const mine = await begun(portal, one)
    const address = returnAddress(app, mine)
    const key = address.split('/').at(-1)!
    assert.deepEqual(readReturnKey(app, key), { personId: mine.personId, paymentId: mine.paymentId })
    const theirs = await begun(portal, other)
    const seal = key.split('.')[2]!
    for (const forged of [
      `${theirs.personId}.${theirs.paymentId}.${seal}`,
      `${mine.personId}.${theirs.paymentId}.${seal}`,
      `${mine.personId}.${mine.paymentId}.`,
      `${mine.personId}.${mine.paymentId}`,
      `${mine.personId}.${mine.paymentId}.${'A'.repeat(24)}`,
      '',
      '..',
    ])
      assert.equal(readReturnKey(app, forged), null, forged)
  })

  test('nobody pays the slip of somebody else, of no month, or out of turn', async () => {
    const [one, other] = [await newcomer(), await newcomer()]
    for (const slip of [
      other.slip,
      `premium:${one.contractId}:140503`,
      `premium:${one.contractId}:140401`,
      'premium:',
      'x',
      '',
    ])
      assert.ok(!(await beginPayment(app, one.personId, slip)).ok, slip)
  })
})

describe('a slip that asks for nothing any more', () => {
  test('the contract ended meanwhile: the money goes back', async () => {
    const her = await newcomer()
    const payment = await begun(portal, her)
    const end = { contractId: her.contractId, until: day('1405/02/01'), because: 'به تصمیم شعبه' }
    await app.register.enter(her.number, { entry: 'contract.end', data: end }, 'end')
    await atGateway(payment.payAt, 'pay')
    await comeBack(app, payment)
    assert.equal(await stateOf(payment), 'reversed')
    assert.equal(await orderState(payment.paymentId), 'reversed')
  })

  test('paid at the branch meanwhile: the money goes back', async () => {
    const her = await newcomer()
    const payment = await begun(portal, her)
    const paid = {
      contractId: her.contractId,
      month: 140502,
      rials: '26040000',
      paidOn: day('1405/02/01'),
      receipt: 'b',
    }
    await app.register.enter(her.number, { entry: 'premium.paid', data: paid }, 'branch')
    await atGateway(payment.payAt, 'close')
    await portal.forward(minutes(3))
    await portal.work()
    assert.equal(await stateOf(payment), 'reversed')
    assert.equal((await app.register.premiums(her.number, her.contractId))[0]?.receipt, 'b')
  })
})

describe('cut off between any two steps', () => {
  /** The same portal, that dies at the n-th thing it does to gateway or database: before it, or after it. */
  function dying(at: number, when: 'before' | 'after'): App {
    let n = 0
    const dies =
      <A extends unknown[], R>(work: (...given: A) => Promise<R>) =>
      async (...given: A): Promise<R> => {
        n += 1
        if (n > at || (n === at && when === 'before')) throw new Error('killed')
        const result = await work(...given)
        if (n >= at) throw new Error('killed')
        return result
      }
    const gateway = app.bankGateway
    const bankGateway: BankGateway = {
      origin: gateway.origin,
      request: dies(gateway.request),
      inquire: dies(gateway.inquire),
      verify: dies(gateway.verify),
      settle: dies(gateway.settle),
      reverse: dies(gateway.reverse),
    }
    const db = { ...app.db, transaction: dies(app.db.transaction.bind(app.db)) as Database['transaction'] }
    return { ...app, db, bankGateway }
  }

  test('the worker brings it to the same end: paid once, one receipt, one record', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; ; at += 1) {
        const her = await newcomer()
        const payment = await begun(portal, her)
        await atGateway(payment.payAt, 'pay')
        const died = await comeBack(dying(at, when), payment).then(
          () => false,
          (error: unknown) => /killed/.test(String(error)),
        )
        await portal.forward(minutes(3))
        await portal.work()
        await paidOnce(her, her.number, payment)
        if (!died) {
          assert.ok(at > 8, `only ${at} places to die at`)
          break
        }
      }
    }
  })

  test('also where the money goes back', async () => {
    for (let at = 1; ; at += 1) {
      const her = await newcomer()
      const payment = await begun(portal, her)
      await atGateway(payment.payAt, 'pay')
      const end = { contractId: her.contractId, until: day('1405/02/01'), because: 'به تصمیم شعبه' }
      await app.register.enter(her.number, { entry: 'contract.end', data: end }, 'end')
      const died = await comeBack(dying(at, 'after'), payment).then(
        () => false,
        (error: unknown) => /killed/.test(String(error)),
      )
      await portal.forward(minutes(3))
      await portal.work()
      assert.equal(await stateOf(payment), 'reversed')
      assert.equal(await orderState(payment.paymentId), 'reversed')
      if (!died) break
    }
  })

  test('a beginning that was cut off frees the slip after its half hour', async () => {
    for (const when of ['before', 'after'] as const) {
      const her = await newcomer()
      await assert.rejects(beginPayment(dying(2, when), her.personId, her.slip), /killed/)
      assert.ok(!(await beginPayment(app, her.personId, her.slip)).ok)
      await portal.forward(minutes(31))
      await portal.work()
      await begun(portal, her)
    }
  })
})

test('what is over stays over, whatever is asked again', async () => {
  const her = await newcomer()
  const payment = await begun(portal, her)
  await atGateway(payment.payAt, 'refuse')
  await comeBack(app, payment)
  const before = await happened(portal, payment)
  await comeBack(app, payment)
  await advancePayment(app, payment)
  await portal.forward(minutes(60))
  await portal.work()
  assert.deepEqual(await happened(portal, payment), before)
})
