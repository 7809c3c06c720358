import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addJalaliYears } from '#kernel/dates.ts'
import { percent, share } from '#kernel/rational.ts'
import { addRials, rial } from '#kernel/rial.ts'
import * as disability from '#law/disability.ts'
import { jalaliDay } from '#law/parameters.ts'
import { SURVIVORS, type Survivor } from '#law/parameters/survivors.ts'
import * as law from '#law/survivors.ts'

const ON = jalaliDay(1404, 3)
const MINIMUM = 103_909_680n

test('degrees of disability at their edges, at work and not', () => {
  const of = (degree: number, workRelated: boolean, readings = {}) =>
    disability.disabilityOf({ degree: percent(Math.round(degree * 100), 100), workRelated }, ON, readings).value
  const atWork = [9.99, 10, 32.99, 33, 65.99, 66, 100].map((degree) => of(degree, true))
  assert.deepEqual(atWork, ['none', 'lump-sum', 'lump-sum', 'partial', 'partial', 'total', 'total'])
  assert.deepEqual([of(65.99, false), of(66, false)], ['none', 'total'])
  const upper = { 'degree-edges': 'upper-inside' }
  assert.deepEqual([of(33, true, upper), of(10, true, upper), of(66, true, upper)], ['lump-sum', 'none', 'total'])
  assert.throws(() => disability.disabilityOf({ degree: share(101, 100), workRelated: true }, ON), RangeError)
})

test('at work no record is asked; otherwise a year in ten and ninety days in the last', () => {
  const verdict = (paidInTenYears: number, paidInLastYear: number, workRelated = false) =>
    disability.disabilityEntitlement({ workRelated, paidInTenYears, paidInLastYear }, ON).verdict
  assert.deepEqual(
    [verdict(365, 90), verdict(364, 90), verdict(365, 89), verdict(0, 0, true)],
    ['yes', 'no', 'no', 'yes'],
  )
})

test('total disability: between half of the average and the whole', () => {
  const of = (years: number, family = false) =>
    disability.totalDisabilityPension({ average: rial(600_000_000), record: { years }, family }, ON).value
  assert.deepEqual(
    [0, 15, 16, 30, 40].map((years) => of(years)),
    [300_000_000n, 300_000_000n, 320_000_000n, 600_000_000n, 600_000_000n],
  )
  assert.deepEqual(
    [15, 16, 17, 18, 19].map((years) => of(years, true)),
    [330_000_000n, 352_000_000n, 360_000_000n, 360_000_000n, 380_000_000n],
    'ten per cent of the pension more, up to sixty per cent of the average',
  )
})

test('before 1371 a year was a thirty-fifth; without a minimum wage on file the guarantee is refused', () => {
  assert.throws(
    () => disability.totalDisabilityPension({ average: rial(1), record: { years: 1 }, family: false }, jalaliDay(1370)),
    RangeError,
  )
  const partial = (year: number) =>
    disability.partialDisabilityPension(
      { average: rial(42_000), record: { years: 30 }, degree: share(1) },
      jalaliDay(year),
    ).value
  assert.deepEqual([partial(1370), partial(1372)], [36_000n, 42_000n])
})

test('total disability is not below the minimum wage; partial may be', () => {
  const facts = { average: rial(90_000_000), record: { years: 10 } }
  assert.equal(disability.totalDisabilityPension({ ...facts, family: false }, ON).value, MINIMUM)
  assert.equal(disability.partialDisabilityPension({ ...facts, degree: percent(40) }, ON).value, 18_000_000n)
  assert.equal(disability.disabilityLumpSum({ ...facts, degree: percent(20) }, ON).value, 324_000_000n)
})

test('the average of article 72 is by days worked; with none it is refused', () => {
  const of = (daysWorked: number) => disability.disabilityAverage({ wages: rial(72_000), daysWorked }, ON).value
  assert.deepEqual([of(720), of(360)], [3_000n, 6_000n])
  assert.throws(() => of(0), RangeError)
})

const named = fc.array(fc.constantFrom(...(Object.keys(SURVIVORS) as Survivor[])), { minLength: 1, maxLength: 12 })

test('the survivors together are paid the whole to the rial', () => {
  fc.assert(
    fc.property(named, fc.bigInt({ min: MINIMUM, max: 10n ** 10n }), (survivors, pension) => {
      const { value } = law.survivorsPension({ pension: rial(pension), survivors }, ON)
      assert.equal(value.total, pension)
      assert.equal(addRials(...value.amounts), pension)
    }),
  )
})

test('when one survivor leaves, nobody who stays gets less', () => {
  fc.assert(
    fc.property(named, fc.nat(), (survivors, pick) => {
      fc.pre(survivors.length > 1)
      const leaves = pick % survivors.length
      const all = law.survivorsPension({ pension: rial(500_000_000), survivors }, ON).value.amounts
      const rest = survivors.filter((_, at) => at !== leaves)
      const after = law.survivorsPension({ pension: rial(500_000_000), survivors: rest }, ON).value.amounts
      all.filter((_, at) => at !== leaves).forEach((before, at) => assert.ok(after[at]! >= before - 1n))
    }),
  )
})

test('shares above the whole are scaled, below it raised or left as they are listed', () => {
  const of = (survivors: Survivor[], readings = {}) =>
    law.survivorsPension({ pension: rial(300_000_000), survivors }, ON, readings).value.amounts.map(Number)
  assert.deepEqual(of(['spouse', 'child', 'child']), [150_000_000, 75_000_000, 75_000_000])
  assert.deepEqual(of(['spouse', 'child', 'child', 'child']), [120_000_000, 60_000_000, 60_000_000, 60_000_000])
  assert.deepEqual(of(['spouse', 'spouse', 'child', 'child']), [75_000_000, 75_000_000, 75_000_000, 75_000_000])
  assert.deepEqual(of(['spouse']), [300_000_000])
  const listed = { 'survivors-below-whole': 'as-listed' }
  assert.deepEqual(of(['spouse'], listed), [150_000_000])
  assert.deepEqual(of(['orphan', 'orphan'], listed), [150_000_000, 150_000_000])
  assert.deepEqual(of(['parent', 'parent'], listed), [60_000_000, 60_000_000])
  assert.deepEqual(of(['parent'], listed), [Number(MINIMUM)], 'the total is not below the minimum wage')
})

test('the disputed end of article 83 is named only where it matters', () => {
  const notes = (survivors: Survivor[]) =>
    law.survivorsPension({ pension: rial(300_000_000), survivors }, ON).notes.map(({ id }) => id)
  assert.ok(notes(['spouse']).includes('survivors-below-whole'))
  assert.ok(!notes(['spouse', 'child', 'child']).includes('survivors-below-whole'))
  assert.throws(() => law.survivorsPension({ pension: rial(1), survivors: [] }, ON), RangeError)
})

test('which deaths open a pension', () => {
  const insured = (years: number, paidInTenYears: number, paidInLastYear: number, workRelated = false) =>
    law.survivorsEntitlement({ was: 'insured', record: { years }, paidInTenYears, paidInLastYear, workRelated }, ON)
      .verdict
  assert.deepEqual(
    [insured(3, 365, 90), insured(3, 364, 90), insured(3, 365, 89), insured(20, 0, 0), insured(19, 0, 0)],
    ['yes', 'no', 'no', 'yes', 'no'],
  )
  assert.equal(insured(0, 0, 0, true), 'yes')
  for (const was of ['retiree', 'totally-disabled'] as const)
    assert.equal(law.survivorsEntitlement({ was }, ON).verdict, 'yes')
})

test('who is a survivor', () => {
  const born = (age: number) => addJalaliYears(ON, -age)
  const verdict = (relative: law.Relative, readings = {}) => law.survives(relative, ON, readings).verdict
  const kept = { kept: true, pension: false, disabled: false }
  const son = (age: number, more = {}) =>
    verdict({ relation: 'son', birth: born(age), student: false, disabled: false, ...more })
  assert.deepEqual(
    [son(18), son(19), son(22, { student: true }), son(40, { disabled: true })],
    ['yes', 'no', 'yes', 'yes'],
  )
  const daughter = { relation: 'daughter', married: false, working: false, disabled: false } as const
  assert.deepEqual(
    [verdict(daughter), verdict({ ...daughter, married: true }), verdict({ ...daughter, working: true })],
    ['yes', 'no', 'no'],
  )
  assert.deepEqual(
    [
      verdict({ relation: 'father', birth: born(60), ...kept }),
      verdict({ relation: 'father', birth: born(59), ...kept }),
      verdict({ relation: 'mother', birth: born(55), ...kept }),
      verdict({ relation: 'mother', birth: born(54), ...kept, disabled: true }),
      verdict({ relation: 'widower', birth: born(61), ...kept, kept: false }),
      verdict({ relation: 'widower', birth: born(61), ...kept, pension: true }),
    ],
    ['yes', 'no', 'yes', 'yes', 'no', 'no'],
  )
  assert.deepEqual(
    [
      verdict({ relation: 'widow', remarried: false }),
      verdict({ relation: 'widow', remarried: true }),
      verdict({ relation: 'widow', remarried: true }, { 'surviving-widow': 'keeps' }),
    ],
    ['yes', 'no', 'yes'],
  )
})
