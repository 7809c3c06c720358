import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '#kernel/dates.ts'
import { approximately } from '#kernel/rational.ts'
import { addRials, rial } from '#kernel/rial.ts'
import * as law from '#law/employers.ts'
import { jalaliDay } from '#law/parameters.ts'

const ON = jalaliDay(1404, 3)
const amount = fc.bigInt({ min: 0n, max: 10n ** 12n }).map((rials) => rial(rials))

test('lists are due on the last day of the next month, of exempt workshops a month later', () => {
  const due = (year: number, month: number, exemptWorkshop = false) =>
    law.listDeadline({ year, month, exemptWorkshop }).value
  assert.deepEqual(
    [due(1403, 1), due(1403, 6), due(1403, 11), due(1404, 11), due(1404, 12), due(1404, 12, true)],
    [
      jalaliDay(1403, 2, 31),
      jalaliDay(1403, 7, 30),
      jalaliDay(1403, 12, 30),
      jalaliDay(1404, 12, 29),
      jalaliDay(1405, 1, 31),
      jalaliDay(1405, 2, 31),
    ],
  )
})

test('a list that is late or missing costs ten per cent once', () => {
  const month = { year: 1404, month: 1 }
  const fine = (day: number, of = 2) =>
    law.listFineDue({ premium: rial(1_000), month, deliveredOn: jalaliDay(1404, of, day) }).value
  assert.deepEqual([fine(31), fine(1, 3), fine(30, 9)], [0n, 100n, 100n])
  assert.equal(law.listFineDue({ premium: rial(1_000), month, deliveredOn: null }).value, 100n)
})

test('two per cent for every month that has begun, never compounded', () => {
  const month = { year: 1404, month: 1 }
  const late = (year: number, of: number, day: number, readings = {}) =>
    law.lateFineDue({ unpaid: rial(1_000), month, paidOn: jalaliDay(year, of, day) }, readings).value
  const whole = [late(1404, 2, 31), late(1404, 3, 1), late(1404, 3, 31), late(1404, 4, 1), late(1405, 2, 31)]
  assert.deepEqual(
    whole.map(({ fine }) => fine),
    [0n, 20n, 20n, 40n, 240n],
  )
  const completed = { 'part-of-month': 'not-counted' }
  const parts = [late(1404, 3, 30, completed), late(1404, 3, 31, completed), late(1404, 4, 1, completed)]
  assert.deepEqual(
    parts.map(({ months }) => months),
    [0, 1, 1],
  )
})

test('late fines add up over debts and months', () => {
  fc.assert(
    fc.property(amount, amount, fc.integer({ min: 2, max: 12 }), (one, other, of) => {
      const fine = (unpaid: ReturnType<typeof rial>, until = of) =>
        law.lateFineDue({ unpaid, month: { year: 1404, month: 1 }, paidOn: jalaliDay(1404, until, 5) }).value.fine
      const apart = fine(one) + fine(other) - fine(addRials(one, other))
      assert.ok(apart <= 1n && apart >= -1n)
      if (of < 12) assert.ok(fine(one, of) <= fine(one, of + 1))
    }),
  )
})

test('whoever pays the whole principal in time is let off thirty per cent of the fines', () => {
  fc.assert(
    fc.property(amount, fc.boolean(), (fines, principalPaidInTime) => {
      const { due, waived } = law.finesAfterWaiver({ fines, principalPaidInTime }, ON).value
      assert.equal(addRials(due, waived), fines)
      if (!principalPaidInTime) assert.equal(waived, 0n)
    }),
  )
  assert.equal(law.finesAfterWaiver({ fines: rial(1_000), principalPaidInTime: true }, ON).value.due, 700n)
  assert.equal(law.leastFine({ debt: rial(1_200), months: 5 }, ON).value, 60n)
})

test('instalments pay back the debt to the rial in every form', () => {
  const form = fc.constantFrom('declining', 'annuity', 'flat')
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: 36 }), form, (debt, months, chosen) => {
      const plan = law.instalments({ debt, months }, ON, { 'instalment-form': chosen }).value
      assert.equal(plan.length, months)
      assert.equal(addRials(...plan.map(({ principal }) => principal)), debt)
      for (const part of plan) assert.equal(part.amount, addRials(part.principal, part.interest))
    }),
  )
})

test('interest of a declining debt; more than thirty-six instalments only if it is read so', () => {
  const plan = law.instalments({ debt: rial(1_200_000), months: 12 }, ON)
  assert.deepEqual(
    plan.value.slice(0, 3).map(({ interest }) => interest),
    [12_000n, 11_000n, 10_000n],
  )
  assert.ok(plan.notes.some(({ id }) => id === 'instalment-form'))
  const asked = (months: number, readings = {}) => law.instalments({ debt: rial(100), months }, ON, readings).value
  for (const months of [0, 37, 1.5]) assert.throws(() => asked(months), RangeError)
  assert.equal(asked(60, { 'most-instalments': '60' }).length, 60)
  const flat = law.instalments({ debt: rial(1_200_000), months: 12 }, ON, { 'instalment-form': 'flat' }).value
  assert.ok(flat.every(({ amount: each }) => each === 112_000n))
})

test('coefficients of contracts, exact ninths or two decimals', () => {
  const of = (kind: Parameters<typeof law.contractCoefficient>[0], readings = {}) =>
    approximately(law.contractCoefficient(kind, ON, readings).value.total) * 100
  const near = (found: number, wanted: number) => assert.ok(Math.abs(found - wanted) < 1e-9, `${found}`)
  near(of('materials'), 70 / 9)
  near(of('labour-only'), 150 / 9)
  near(of('consulting'), 15.6)
  near(of('price-list'), 6.6)
  const rounded = { 'contract-rounding': 'two-decimals' }
  near(of('materials', rounded), 7.78)
  near(of('labour-only', rounded), 16.67)
  near(of('consulting', rounded), 15.6)
})

test('what was paid on the lists of a contract is set off, and the rest is never below zero', () => {
  const of = (paidOnLists: number, readings = {}) =>
    law.contractPremium({ kind: 'materials', gross: rial(9_000_000), paidOnLists: rial(paidOnLists) }, ON, readings)
      .value
  assert.deepEqual([of(0).balance, of(600_000).balance, of(800_000).balance], [700_000n, 100_000n, 0n])
  assert.equal(of(600_000, { 'contract-set-off': 'no-set-off' }).balance, 700_000n)
})

test('contractor and owner of a State contract pay the whole between them', () => {
  fc.assert(
    fc.property(amount, fc.constantFrom('consulting', 'price-list'), (gross, kind) => {
      const { premium, contractor, owner } = law.contractPremium({ kind, gross, paidOnLists: rial(0) }, ON).value
      assert.ok(contractor !== null && owner !== null)
      assert.equal(addRials(contractor, owner), premium)
    }),
  )
})

test('the owner holds back five per cent and the last payment; as much is released as was paid', () => {
  const of = (last: number, premiumPaid: number) =>
    law.retention({ payments: [rial(600), rial(400)], lastPayment: rial(last), premiumPaid: rial(premiumPaid) }, ON)
      .value
  assert.deepEqual([of(100, 30).held, of(100, 30).releasable, of(100, 900).releasable], [150n, 30n, 150n])
  assert.deepEqual([of(53, 0).lastIsEnough, of(52, 0).lastIsEnough], [true, false])
})

test('a clearance wants nothing owed', () => {
  const verdict = (balance: number, fines: number) => law.clearance({ balance: rial(balance), fines: rial(fines) }, ON)
  assert.deepEqual([verdict(0, 0).verdict, verdict(1, 0).verdict, verdict(0, 1).verdict], ['yes', 'no', 'no'])
  assert.match(verdict(1, 2).refusal ?? '', /۳ ریال/)
  const call = law.retentionCallable({ endedOn: jalaliDay(1403, 5, 31), calledOn: ON }).value
  assert.deepEqual(call, { from: jalaliDay(1404, 5, 31), payBy: addDays(ON, 25) })
})

test('thirty days to object, twenty to appeal, six months to examine', () => {
  assert.equal(law.objectionDeadline(ON).value, addDays(ON, 30))
  assert.equal(law.examinationDeadline(ON).value, jalaliDay(1404, 9))
  const verdict = (owed: number, days: number) =>
    law.appeal({ amount: rial(owed), decidedOn: ON, appealedOn: addDays(ON, days) }).verdict
  assert.deepEqual([verdict(1_500_001, 20), verdict(1_500_000, 20), verdict(1_500_001, 21)], ['yes', 'no', 'no'])
})
