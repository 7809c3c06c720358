import assert from 'node:assert/strict'
import { readFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { App } from '#app/app.ts'
import { carryOut } from '#app/commands/carry-out.ts'
import { listPayouts as writeList } from '#app/payouts/list.ts'
import { lookAtWaitingPayouts } from '#app/payouts/order.ts'
import { readPaidFile, settleOrder } from '#app/payouts/settle.ts'
import { tehranDate, type IsoDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { takeDue } from '#store/outbox.ts'
import { beginList, listPayouts } from '#store/payouts.ts'
import { ok } from '../support/desk.ts'
import { declareAccount, grantedTo, type Granted } from '../support/payouts.ts'
import { startPortal } from '../support/portal.ts'

const portal = await startPortal({ after })
const { app } = portal
const folder = await mkdtemp(join(tmpdir(), 'tamin-orders-'))
after(() => rm(folder, { recursive: true, force: true }))
const IBAN = 'IR820540102680020817909002'
const OTHER = 'IR150130000000000012345678'
const today = (): IsoDate => tehranDate(app.clock.now())

const granted = (iban: string | null) => grantedTo(app, iban)
const declare = (number: PersonalNumber, iban: string) => declareAccount(app, number, iban)

/** Everything that is due is carried out, each command twice, as after the death of a worker that had not said so. */
async function work(by: App = app): Promise<void> {
  for (let rounds = 0; rounds < 20; rounds += 1) {
    const now = new Date(app.clock.now())
    const taken = await takeDue(app.db, now, new Date(now.getTime() + 1000), 50)
    if (taken.length === 0) return
    for (const command of taken) {
      await carryOut(by, command)
      await carryOut(by, command)
    }
    await portal.forward(400_000)
  }
}

const orderOf = async (key: ApplicationKey) => {
  const orders = await listPayouts(app.db, key)
  assert.equal(orders.length, 1, 'one order for one effect')
  return orders[0]!
}
const told = async ({ mobile }: Granted, words: string) =>
  (await portal.outside.inbox(mobile)).filter(({ text }) => text.includes(words)).length
let files = 0
const nextFile = () => join(folder, `orders-${(files += 1)}.csv`)

/** The orders of a new list, by their ids. */
async function listed(): Promise<{ readonly file: string; readonly orders: readonly string[] }> {
  const file = nextFile()
  ok(await writeList(app, file))
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\r\n').slice(1)
  return { file, orders: lines.map((line) => line.split(',')[1]!) }
}

test('a grant is ordered once, listed once, paid once, and paid in the register', async () => {
  const one = await granted(IBAN)
  await work()
  const order = await orderOf(one)
  assert.deepEqual([order.state, order.iban, order.rials], ['ordered', IBAN, '150000000'])
  const { file, orders } = await listed()
  assert.deepEqual(orders, [order.orderId])
  const line = (await readFile(file, 'utf8')).split('\r\n')[1]!
  assert.match(line, new RegExp(`^\\d+,${order.orderId},${IBAN},150000000,${one.number},.*,هدیهٔ ازدواج$`))
  assert.equal((await orderOf(one)).state, 'listed')
  assert.deepEqual(ok(await writeList(app, nextFile())), [], 'there is nothing left to list')

  const { listId } = await orderOf(one)
  const paid = readPaidFile(`order,list,paid_on,refused_because\r\n${order.orderId},${listId},${today()},\r\n`)
  assert.deepEqual(paid.refused, [])
  assert.equal(await settleOrder(app, paid.lines[0]!), 'settled')
  assert.equal(await settleOrder(app, paid.lines[0]!), 'known')
  await work()
  const benefits = await app.register.benefits(one.number)
  assert.deepEqual(
    benefits.map(({ kind, rials, paidOn }) => [kind, rials, paidOn]),
    [['marriage', '150000000', today()]],
  )
  assert.equal(await told(one, 'هدیهٔ ازدواج به مبلغ ۱۵۰٬۰۰۰٬۰۰۰ ریال'), 1)
  const late = { list: listId!, order: order.orderId, end: { because: 'حساب بسته است' } }
  assert.deepEqual(await settleOrder(app, late), { wrong: `was paid on ${today()}` })
})

test('without an account the person is asked once, and the order goes on by itself once one is declared', async () => {
  const one = await granted(null)
  await work()
  assert.equal((await orderOf(one)).state, 'waiting')
  assert.deepEqual((await listed().catch(() => ({ orders: [] }))).orders, [])
  await portal.forward(25 * 3600_000)
  await lookAtWaitingPayouts(app)
  assert.equal((await orderOf(one)).state, 'waiting')
  await declare(one.number, IBAN)
  await lookAtWaitingPayouts(app)
  assert.equal((await orderOf(one)).state, 'waiting', 'looked at this very day')
  await portal.forward(25 * 3600_000)
  await lookAtWaitingPayouts(app)
  assert.deepEqual([(await orderOf(one)).state, (await orderOf(one)).iban], ['ordered', IBAN])
  assert.equal((await listed()).orders.length, 1)
  await work()
  assert.equal(await told(one, 'شمارهٔ حسابی از شما نداریم'), 1)
})

test('what the bank refuses goes on with another account, and only with another', async () => {
  const one = await granted(IBAN)
  await work()
  await listed()
  const { orderId, listId } = await orderOf(one)
  const refusal = { list: listId!, order: orderId, end: { because: 'حساب بسته شده است' } }
  assert.equal(await settleOrder(app, refusal), 'settled')
  assert.equal((await orderOf(one)).refusedBecause, 'حساب بسته شده است')
  await portal.forward(25 * 3600_000)
  await lookAtWaitingPayouts(app)
  assert.equal((await orderOf(one)).state, 'refused', 'the same account is not tried again')
  await declare(one.number, OTHER)
  await portal.forward(25 * 3600_000)
  await lookAtWaitingPayouts(app)
  assert.deepEqual((await listed()).orders, [orderId])
  assert.equal(await settleOrder(app, refusal), 'known', 'the old list tells nothing of the new one')
  assert.deepEqual([(await orderOf(one)).state, (await orderOf(one)).iban], ['listed', OTHER])
  const again = { list: (await orderOf(one)).listId!, order: orderId, end: { paidOn: today() } }
  assert.equal(await settleOrder(app, { ...again, list: listId! }).then((found) => typeof found), 'object')
  assert.equal(await settleOrder(app, again), 'settled')
})

test('a list whose writer died is finished under its own name before another is begun', async () => {
  const one = await granted(IBAN)
  await work()
  const lost = nextFile()
  await app.db.transaction((tx) => beginList(tx, lost, new Date(app.clock.now())))
  const two = await granted(IBAN)
  await work()
  const fresh = nextFile()
  const lists = ok(await writeList(app, fresh))
  assert.deepEqual(
    lists.map(({ file, orders }) => [file, orders]),
    [
      [lost, 1],
      [fresh, 1],
    ],
  )
  assert.match(await readFile(lost, 'utf8'), new RegExp((await orderOf(one)).orderId))
  assert.match(await readFile(fresh, 'utf8'), new RegExp((await orderOf(two)).orderId))
  // It died after the file was there and before it said so.
  await app.db.query('update payout_list set written_at = null where file = $1', [fresh])
  const before = await readFile(fresh, 'utf8')
  assert.equal(ok(await writeList(app, fresh)).length, 1)
  assert.equal(await readFile(fresh, 'utf8'), before)
  const third = await granted(IBAN)
  await work()
  const taken = await writeList(app, fresh)
  assert.equal(taken.ok, false, 'a file that is there is not overwritten')
  assert.equal((await orderOf(third)).state, 'ordered')
})

test('the register dies after it has written and before it has said so: the benefit is there once, and paid once', async () => {
  let dies = 0
  const register: App['register'] = {
    ...app.register,
    async enter(number, entry, key) {
      const entered = await app.register.enter(number, entry, key)
      dies += 1
      if (dies % 2 === 1) throw new Error('the connection is gone')
      return entered
    },
  }
  const one = await granted(IBAN)
  await work({ ...app, register })
  await listed()
  const { orderId, listId } = await orderOf(one)
  await settleOrder(app, { list: listId!, order: orderId, end: { paidOn: today() } })
  await work({ ...app, register })
  const benefits = await app.register.benefits(one.number)
  assert.deepEqual(
    benefits.map(({ paidOn }) => paidOn),
    [today()],
  )
  assert.ok(dies >= 4)
})

test('lines of the finance system that cannot be read or cannot be are told, and change nothing', async () => {
  const { lines, refused } = readPaidFile(
    [
      'list,order,paid_on,refused_because',
      '1,x,1404/10/20,',
      '1,2,,',
      '1,2,1404/13/01,',
      '1,2,1404/10/20,بسته',
      '1,2,"1404/10/20",""',
      '1,3,,"بسته، ""قدیمی"""',
    ].join('\n'),
  )
  assert.deepEqual(
    refused.map(({ line }) => line),
    [2, 3, 4, 5],
  )
  assert.deepEqual(
    lines.map(({ end }) => end),
    [{ paidOn: '2026-01-10' }, { because: 'بسته، "قدیمی"' }],
  )
  assert.match(readPaidFile('order\n1').refused[0]!.why, /lacks list/)
  assert.deepEqual(await settleOrder(app, { list: '1', order: '2', end: { paidOn: today() } }), {
    wrong: 'is no order of ours',
  })
  const one = await granted(IBAN)
  await work()
  const { orderId } = await orderOf(one)
  assert.deepEqual(await settleOrder(app, { list: '1', order: orderId, end: { paidOn: today() } }), {
    wrong: 'was on no list',
  })
  assert.equal(await told(one, 'واریز شد'), 0)
})
