import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addJalaliYears, addDays } from '#kernel/dates.ts'
import { decimal } from '#kernel/rational.ts'
import { addRials, type Rial, rial } from '#kernel/rial.ts'
import * as law from '#law/contributions.ts'
import { childCounts, familyAllowance, familyAllowanceEntitlement } from '#law/family-allowance.ts'
import { NoDataError, jalaliDay } from '#law/parameters.ts'
import { PROTECTIONS } from '#law/parameters/self-employed.ts'
import * as wages from '#law/wages.ts'

const IN_1404 = jalaliDay(1404, 5)
const wage = fc.bigInt({ min: 0n, max: 2_000_000_000n }).map((amount) => rial(amount))
const minimum = 3_463_656n

test('the ceilings of law are seven minima, by the day, for months of 29, 30 and 31 days', () => {
  const published: [number, number][] = [
    [1391, 909_300],
    [1395, 1_895_054],
    [1396, 2_169_839],
    [1397, 2_592_961],
    [1398, 3_539_389],
    [1400, 6_196_155],
    [1401, 9_752_750],
    [1402, 12_385_996],
    [1403, 16_721_096],
    [1404, 24_245_592],
    [1405, 38_792_950],
  ]
  for (const [year, daily] of published)
    for (const days of [1, 29, 30, 31])
      assert.equal(wages.wageCeiling({ days }, jalaliDay(year, 7)).value, rial(daily * days), `${year} ${days}`)
})

test('1399 had two minima', () => {
  const on = (month: number, day: number) => wages.minimumWage({ days: 1 }, jalaliDay(1399, month, day)).value
  assert.deepEqual([on(1, 1), on(3, 31), on(4, 1), on(12, 30)], [611_809n, 611_809n, 636_809n, 636_809n])
})

test('a wage between floor and ceiling is the base; outside, the floor or the ceiling', () => {
  const [floor, ceiling] = [minimum * 30n, minimum * 210n]
  const cases: [bigint, bigint][] = [
    [0n, floor],
    [floor - 1n, floor],
    [floor, floor],
    [floor + 1n, floor + 1n],
    [ceiling - 1n, ceiling - 1n],
    [ceiling, ceiling],
    [ceiling + 1n, ceiling],
  ]
  for (const [paid, base] of cases)
    assert.equal(wages.insurableBase({ wage: rial(paid), days: 30 }, IN_1404).value, base)
})

test('what is not insurable does not count', () => {
  const pay = [
    { kind: 'wage', amount: rial(100) },
    { kind: 'child-allowance', amount: rial(20) },
    { kind: 'bonus', amount: rial(30) },
    { kind: 'wage', amount: rial(7) },
  ] as const
  assert.equal(wages.insurableWage(pay, IN_1404).value, 107n)
})

test('the invoice is the sum of its parts and thirty per cent to within two rials; the State pays three besides', () => {
  fc.assert(
    fc.property(wage, fc.integer({ min: 0, max: 31 }), (paid, days) => {
      const { value } = law.employeePremium({ wage: paid, days }, IN_1404)
      assert.equal(value.invoice, addRials(value.worker, value.employer, value.unemployment))
      const distance = value.invoice * 100n - value.base * 30n
      assert.ok(distance <= 200n && distance >= -200n)
      const apart = value.government - value.unemployment
      assert.equal(apart, 0n)
    }),
  )
})

test('a higher wage never lowers a premium', () => {
  fc.assert(
    fc.property(wage, wage, fc.integer({ min: 0, max: 31 }), (one, other, days) => {
      const premium = (paid: Rial) => law.employeePremium({ wage: paid, days }, IN_1404).value.invoice
      assert.ok(one <= other ? premium(one) <= premium(other) : premium(one) >= premium(other))
    }),
  )
})

test('no unemployment premium for retirees, disability pensioners and foreigners', () => {
  for (const kind of ['retiree', 'disability-pensioner', 'foreigner'] as const) {
    const { value } = law.employeePremium({ wage: rial(200_000_000), days: 30, kind }, IN_1404)
    assert.deepEqual([value.unemployment, value.invoice], [0n, 54_000_000n])
  }
})

test('small exempt workshops: the State pays the employer for the first five', () => {
  const paid = (workers: number, place: number, reading?: string) => {
    const readings = reading === undefined ? {} : { 'exempt-beyond-five': reading }
    return law.employeePremium({ wage: rial(200_000_000), days: 30, exempt: { workers, place } }, IN_1404, readings)
  }
  assert.deepEqual(
    [paid(5, 5), paid(6, 5), paid(6, 6), paid(6, 5, 'none-exempt')].map(({ value }) => value.employer),
    [0n, 0n, 40_000_000n, 40_000_000n],
  )
  assert.equal(paid(5, 1).value.government, 46_000_000n)
  assert.deepEqual(paid(5, 1).notes, [])
  assert.deepEqual(
    paid(6, 1).notes.map(({ id }) => id),
    ['exempt-beyond-five'],
  )
})

test('premiums of the self-employed add up over months, to a rial each', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PROTECTIONS),
      fc.array(fc.constantFrom(29, 30, 31), { minLength: 1, maxLength: 12 }),
      (protection, months) => {
        const premium = (days: number) => law.selfEmployedPremium({ protection, days }, IN_1404).value.premium
        const together = premium(months.reduce((sum, days) => sum + days, 0))
        const apart = addRials(...months.map(premium)) - together
        assert.ok(apart <= BigInt(months.length) && -apart <= BigInt(months.length))
      },
    ),
  )
})

test('a chosen base lies between the minimum and the ceiling', () => {
  const base = (daily: bigint) =>
    law.selfEmployedPremium({ protection: 'full', days: 30, base: { daily: rial(daily) } }, IN_1404).value.dailyBase
  assert.deepEqual([base(1n), base(minimum + 5n), base(10n ** 9n)], [minimum, minimum + 5n, minimum * 7n])
})

test('trades have their coefficient', () => {
  const premium = (base: Parameters<typeof law.selfEmployedPremium>[0]['base'] & {}) =>
    law.selfEmployedPremium({ protection: 'full', days: 30, base }, IN_1404).value.premium
  assert.equal(premium({ trade: 'own-account' }), premium({ coefficient: decimal('1.2') }))
  assert.equal(premium({ trade: 'urban-driver' }), premium({ coefficient: decimal('1.1') }))
})

test('the record that somebody above fifty needs to begin', () => {
  const on = jalaliDay(1404, 7, 10)
  const needed = (years: number, days = 0) =>
    law.selfEmployedRecordNeeded(addDays(addJalaliYears(on, -years), -days), on).value
  assert.deepEqual(needed(49, 300), { years: 0, months: 0 })
  assert.deepEqual(needed(50), { years: 0, months: 0 })
  assert.deepEqual(needed(50, 31), { years: 0, months: 1 })
  assert.deepEqual(needed(52, 95), { years: 2, months: 3 })
  assert.deepEqual(needed(59, 360), { years: 9, months: 11 })
  assert.deepEqual(needed(60), { years: 10, months: 0 })
  assert.deepEqual(needed(75), { years: 10, months: 0 })
})

test('with less than that record one may not begin', () => {
  const on = jalaliDay(1404, 7, 10)
  const birth = addJalaliYears(on, -53)
  const verdict = (years: number) => law.selfEmployedEntry({ birth, record: { years } }, on).verdict
  assert.deepEqual([verdict(2), verdict(3), verdict(10)], ['no', 'yes', 'yes'])
  assert.equal(law.selfEmployedEntry({ birth: addJalaliYears(on, -30), record: {} }, on).verdict, 'yes')
})

test('students of eighteen to fifty, who pay by the end of the second month after', () => {
  const on = jalaliDay(1404, 7, 10)
  const verdict = (age: number, studies = true) =>
    law.studentEntry({ birth: addJalaliYears(on, -age), studies }, on).verdict
  assert.deepEqual(
    [17, 18, 50, 51].map((age) => verdict(age)),
    ['no', 'yes', 'yes', 'no'],
  )
  assert.equal(verdict(20, false), 'no')
  assert.equal(law.studentDeadline({ year: 1404, month: 10 }).value, jalaliDay(1404, 12, 29))
  assert.equal(law.studentDeadline({ year: 1404, month: 12 }).value, jalaliDay(1405, 2, 31))
})

test('voluntary insurance: 26 per cent on at least 1.1 minima, 27 if it is read so', () => {
  const premium = (daily: bigint, readings = {}) =>
    law.voluntaryPremium({ lastYearDaily: rial(daily), days: 30 }, IN_1404, readings).value
  assert.equal(premium(0n).dailyBase, 3_810_022n)
  assert.equal(premium(10_000_000n).premium, 78_000_000n)
  assert.equal(premium(10_000_000n, { 'voluntary-rate': '27' }).premium, 81_000_000n)
  assert.equal(premium(10_000_000n).state, 9_000_000n)
  const on = jalaliDay(1404)
  const entry = (age: number, paidDays: number) =>
    law.voluntaryEntry({ birth: addJalaliYears(on, -age), paidDays }, on).verdict
  assert.deepEqual([entry(55, 30), entry(56, 30), entry(40, 29)], ['yes', 'no', 'no'])
})

test('a driver and the State share the premium as the reading of the year has it', () => {
  const shares = (year: number, readings = {}) => {
    const vehicle = { coefficient: decimal('1') }
    const { driver, state, full } = law.driverPremium({ vehicle, days: 30 }, jalaliDay(year), readings).value
    assert.equal(driver + state, full)
    return Math.round((Number(driver) / Number(full)) * 27 * 10) / 10
  }
  assert.deepEqual([shares(1387), shares(1395), shares(1403)], [27, 10, 17])
  assert.equal(shares(1403, { 'driver-split': 'halves' }), 13.5)
})

test('a construction worker pays seven per cent on the coefficient of the skill, in years that are known', () => {
  const worker = (year: number, kind: 'unskilled' | 'semi-skilled' | 'skilled') =>
    law.builderPremium({ skill: { kind }, days: 31 }, jalaliDay(year)).value.worker
  assert.deepEqual(
    [worker(1404, 'unskilled'), worker(1404, 'semi-skilled'), worker(1404, 'skilled')],
    [9_770_974n, 12_025_814n, 14_280_654n],
  )
  assert.throws(() => worker(1402, 'skilled'), NoDataError)
})

test('the owner of a building pays a part of the levies, from the amendment on', () => {
  const levy = (year: number, month: number, day: number) =>
    law.ownerLevy({ levies: rial(1_000) }, jalaliDay(year, month, day)).value
  assert.throws(() => levy(1401, 11, 4), NoDataError)
  assert.deepEqual([levy(1401, 11, 5), levy(1402, 5, 21), levy(1402, 5, 22)], [200n, 200n, 225n])
})

test('the health charge of a housewife whom her husband covers is nothing; no other amount is known', () => {
  assert.equal(law.healthPremium({ heads: 1, coveredByHusband: true }, IN_1404).value, 0n)
  assert.throws(() => law.healthPremium({ heads: 1, coveredByHusband: false }, IN_1404), NoDataError)
})

test('three daily minima for each of two children; more by the other reading', () => {
  const paid = (children: number, readings = {}) => familyAllowance({ children }, IN_1404, readings)
  const one = minimum * 3n
  assert.deepEqual(
    [0, 1, 2, 3, 9].map((children) => paid(children).value),
    [0n, one, one * 2n, one * 2n, one * 2n],
  )
  assert.equal(paid(3, { 'family-allowance-children': 'every-child' }).value, one * 3n)
  assert.deepEqual(
    [2, 3].map((children) => paid(children).notes.length),
    [0, 1],
  )
  const entitled = (paidDays: number) => familyAllowanceEntitlement({ paidDays }, IN_1404).verdict
  assert.deepEqual([entitled(719), entitled(720)], ['no', 'yes'])
  const counts = (age: number, student = false, disabled = false) =>
    childCounts({ birth: addJalaliYears(IN_1404, -age), student, disabled }, IN_1404).verdict
  assert.deepEqual([counts(17), counts(18), counts(18, true), counts(30, false, true)], ['yes', 'no', 'yes', 'yes'])
})
