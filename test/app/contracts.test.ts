import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { addDays, type IsoDate } from '#kernel/dates.ts'
import { changeContractBase, openOwnContract } from '#app/contracts/contracts.ts'
import { deadlineOf, monthsTitle, payableSlips, readSlip, slipsName, slipsOf } from '#app/contracts/slips.ts'
import { lookAtDueContracts, UNPAID } from '#app/contracts/watch.ts'
import { comeBack } from '#app/payments/advance.ts'
import type { Contract } from '#kernel/register.ts'
import { findPayment } from '#store/payments.ts'
import { forwardTo } from '../support/covers.ts'
import { atGateway, begun, day, withContract } from '../support/payments.ts'
import { somebody } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'

const portal = await startPortal({ after })
const { app } = portal

/** Everything that the worker does on a day. */
async function live(on: IsoDate): Promise<void> {
  forwardTo(portal.clock, on)
  while ((await lookAtDueContracts(app)) > 0);
  await portal.work()
}
const newcomer = async (on: IsoDate) => {
  forwardTo(portal.clock, on)
  const line = somebody()
  const her = await withContract(portal, line)
  const texts = async () => (await portal.outside.inbox(line.mobiles[0]!)).map(({ text }) => text)
  const contract = async () => (await app.register.contracts(line.person.number))[0]!
  return { ...her, number: line.person.number, texts, contract }
}
const pays = async (her: Awaited<ReturnType<typeof newcomer>>, month: number) => {
  const payment = await begun(portal, { ...her, slip: `premium:${her.contractId}:${month}` })
  await atGateway(payment.payAt, 'pay')
  await comeBack(app, payment)
  await portal.work()
  return payment
}

describe('slips', () => {
  const contract: Contract = {
    contractId: '1',
    kind: 'self-employed',
    rate: '12',
    base: '210000000',
    health: false,
    jobTitle: null,
    branch: null,
    from: day('1405/02/11'),
    until: null,
    endedBecause: null,
  }
  const paid = (month: number) => ({
    month,
    rials: '1',
    dueOn: day('1405/03/01'),
    paidOn: day('1405/02/20'),
    receipt: 'r',
  })

  test('by month to the end of the year, each by its days; the first from the day of the contract', () => {
    const slips = slipsOf(contract, [], day('1405/02/11'))
    assert.deepEqual(
      slips.map(({ month, days, rials }) => [month, days, rials]),
      [
        [140502, 21, 17_640_000n],
        ...[3, 4, 5, 6].map((month) => [140500 + month, 31, 26_040_000n]),
        ...[7, 8, 9, 10, 11].map((month) => [140500 + month, 30, 25_200_000n]),
        [140512, 29, 24_360_000n],
      ],
    )
  })

  test('the first until thirty days after the contract, each other until three months and a day after the month before it', () => {
    const due = slipsOf(contract, [], day('1405/02/11')).map(({ dueOn }) => dueOn)
    assert.equal(due[0], day('1405/03/10'))
    assert.equal(due[1], day('1405/06/01'))
    assert.equal(due[2], day('1405/07/01'))
  })

  test('one after the other, and only in time', () => {
    const slips = (months: number[]) => slipsOf(contract, months.map(paid), day('1405/03/01'))
    const payable = (paidMonths: number[], on: string) =>
      payableSlips(slips(paidMonths), day(on)).map(({ month }) => month)
    const months = (from: number, until: number) => Array.from({ length: until - from + 1 }, (_, n) => from + n)
    assert.deepEqual(payable([], '1405/03/10'), months(140502, 140512), 'to the end of the year at once')
    assert.deepEqual(payable([], '1405/03/11'), [])
    assert.deepEqual(payable([140502], '1405/06/01'), months(140503, 140512))
    assert.deepEqual(payable([140502], '1405/06/02'), [])
    assert.deepEqual(payable([140502, 140506], '1405/03/10'), months(140503, 140505), 'no gap: what is paid ends them')
    assert.equal(deadlineOf(contract, [140502].map(paid)), day('1405/06/01'))
  })

  test('several are named by the first and the last of them; a name that makes no sense names nothing', () => {
    assert.deepEqual(readSlip(slipsName('7-a', 140511, 140602)), {
      contractId: '7-a',
      months: [140511, 140512, 140601, 140602],
    })
    assert.deepEqual(readSlip(slipsName('7', 140511, 140511)), { contractId: '7', months: [140511] })
    assert.equal(monthsTitle([140511, 140512]), 'بهمن تا اسفند ۱۴۰۵')
    assert.equal(monthsTitle([140511, 140512, 140601]), 'بهمن ۱۴۰۵ تا فروردین ۱۴۰۶')
    const strange = [
      'premium:7:140502-140501',
      'premium:7:140502-149912',
      'premium:7:140502-',
      'premium:7',
      'x:7:140502',
    ]
    for (const slip of strange) assert.equal(readSlip(slip), null, slip)
  })

  test('of a contract that ended only what was paid; in a year without figures none', () => {
    const ended = { ...contract, until: day('1405/04/01') }
    assert.deepEqual(
      slipsOf(ended, [paid(140502)], day('1405/05/01')).map(({ month }) => month),
      [140502],
    )
    assert.deepEqual(slipsOf({ ...contract, from: day('1409/01/01') }, [], day('1409/01/01')), [])
  })
})

describe('the clock', () => {
  test('warns once, ten days before the first payment is due; unpaid, the contract ends on the day after, and it is told', async () => {
    const her = await newcomer(day('1405/02/01'))
    await live(day('1405/02/20'))
    assert.deepEqual(await her.texts(), [])
    await live(day('1405/02/21'))
    await live(day('1405/02/22'))
    const [warning, ...more] = await her.texts()
    assert.match(warning!, /تا ۳۱ اردیبهشت ۱۴۰۵ باید پرداخت شود/)
    assert.deepEqual(more, [])
    await live(day('1405/02/31'))
    assert.equal((await her.contract()).until, null, 'the last day is still a day')
    await live(day('1405/03/01'))
    const { until, endedBecause } = await her.contract()
    assert.deepEqual([until, endedBecause], [day('1405/02/31'), UNPAID])
    await live(day('1405/03/02'))
    const told = (await her.texts()).filter((text) => /پرداخت نشد و قرارداد پایان یافت/.test(text))
    assert.equal(told.length, 1)
    assert.equal(
      (await portal.database.query('select 1 from contract_watch where person_id = $1', [her.personId])).length,
      0,
    )
  })

  test('a payment puts the end off: three months and a day after the month it paid', async () => {
    const her = await newcomer(day('1405/02/01'))
    await pays(her, 140502)
    await live(day('1405/05/21'))
    assert.ok(!(await her.texts()).some((text) => /باید پرداخت شود/.test(text)))
    await live(day('1405/05/22'))
    assert.match(
      (await her.texts()).find((text) => /باید پرداخت شود/.test(text))!,
      /تا ۱ شهریور ۱۴۰۵/,
    )
    await pays(her, 140503)
    await live(day('1405/06/02'))
    assert.equal((await her.contract()).until, null)
    await live(day('1405/07/02'))
    assert.equal((await her.contract()).until, day('1405/07/01'))
    assert.equal((await app.register.wages(her.number)).length, 2, 'what was paid stays on record')
  })

  test('whoever went to the bank on the last day is waited for, and keeps the contract', async () => {
    const her = await newcomer(day('1405/02/01'))
    await live(day('1405/02/31'))
    forwardTo(portal.clock, day('1405/02/31'))
    portal.clock.forward(11 * 3600_000 + 50 * 60_000) // ten to midnight
    const payment = await begun(portal, her)
    await atGateway(payment.payAt, 'close')
    portal.clock.forward(15 * 60_000) // the day after
    while ((await lookAtDueContracts(app)) > 0);
    assert.equal((await her.contract()).until, null)
    await portal.work()
    assert.equal((await findPayment(app.db, payment))?.state, 'settled')
    await live(day('1405/03/05'))
    assert.equal((await her.contract()).until, null)
  })

  test('one contract that cannot be looked at holds no other up, and is looked at again the next day', async () => {
    const [broken, other] = [await newcomer(day('1405/02/01')), await newcomer(day('1405/02/01'))]
    forwardTo(portal.clock, day('1405/03/01'))
    const register = {
      ...app.register,
      premiums: async (...given: Parameters<typeof app.register.premiums>) => {
        if (given[0] === broken.number) throw new Error('the core is silent')
        return app.register.premiums(...given)
      },
    }
    await assert.rejects(lookAtDueContracts({ ...app, register }), /the core is silent/)
    assert.notEqual((await other.contract()).until, null)
    assert.equal((await broken.contract()).until, null)
    await live(addDays(day('1405/03/01'), 1))
    assert.notEqual((await broken.contract()).until, null)
  })
})

test('the base changes to the rial within the bounds of the trade, and never after a payment', async () => {
  const her = await newcomer(day('1405/02/01'))
  const opened = await openOwnContract(app, her.personId, her.contractId)
  assert.ok(opened.ok && opened.value.editable !== null)
  const { least, most } = opened.value.editable
  const change = async (base: bigint) => (await changeContractBase(app, her.personId, her.contractId, String(base))).ok
  assert.deepEqual(
    [await change(least - 1n), await change(least), await change(most), await change(most + 1n)],
    [false, true, true, false],
  )
  assert.equal((await her.contract()).base, String(most))
  await pays(her, 140502)
  assert.equal(await change(least), false)
  assert.equal((await app.register.premiums(her.number, her.contractId))[0]?.rials, String((most * 12n * 31n) / 3000n))
})
