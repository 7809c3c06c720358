import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, addJalaliYears } from '#kernel/dates.ts'
import { rial } from '#kernel/rial.ts'
import * as law from '#law/contributions.ts'
import { jalaliDay } from '#law/parameters.ts'
import { PROTECTIONS } from '#law/parameters/self-employed.ts'
import { minimumWage, wageCeiling } from '#law/wages.ts'

const on = jalaliDay(1405, 7, 10)

test('a contract from afar is for those who are eighteen', () => {
  const verdict = (early: number) => law.ofContractAge({ birth: addDays(addJalaliYears(on, -18), early) }, on).verdict
  assert.deepEqual([verdict(1), verdict(0), verdict(-1)], ['no', 'yes', 'yes'])
})

test('the base lies between the trade’s multiple of the minimum wage and the ceiling, to the rial', () => {
  const minimum = minimumWage({}, on).value
  assert.deepEqual(law.selfEmployedBase({ trade: 'other' }, on).value, {
    least: minimum,
    most: wageCeiling({}, on).value,
  })
  assert.equal(law.selfEmployedBase({ trade: 'own-account' }, on).value.least, rial((minimum * 12n) / 10n))
  const verdict = (trade: 'other' | 'own-account', base: bigint) =>
    law.baseWithinBounds({ trade, base: rial(base) }, on).verdict
  assert.deepEqual(
    [verdict('other', minimum - 1n), verdict('other', minimum), verdict('own-account', minimum)],
    ['no', 'yes', 'no'],
  )
  assert.deepEqual([verdict('other', minimum * 7n), verdict('other', minimum * 7n + 1n)], ['yes', 'no'])
})

test('who is examined: nobody for twelve per cent, those without a year for fourteen, without a recent one for eighteen', () => {
  const record = (all: number, recent: number, lastYearDays: number) => ({
    all: { days: all },
    recent: { days: recent },
    lastYearDays,
  })
  const needed = (protection: (typeof PROTECTIONS)[number], given: law.EarlierRecord) =>
    law.examNeeded({ protection, record: given }, on).value
  assert.equal(needed('old-age', record(0, 0, 0)), false)
  assert.deepEqual(
    [needed('old-age-death', record(364, 0, 0)), needed('old-age-death', record(365, 0, 0))],
    [true, false],
  )
  assert.equal(needed('full', record(4000, 364, 90)), true)
  assert.equal(needed('full', record(4000, 365, 89)), true)
  assert.equal(needed('full', record(365, 365, 90)), false)
})

test('a longer record never brings an examination', () => {
  const span = fc.integer({ min: 0, max: 800 })
  fc.assert(
    fc.property(fc.constantFrom(...PROTECTIONS), span, span, span, span, (protection, all, recent, year, more) => {
      const needed = (add: number) =>
        law.examNeeded(
          {
            protection,
            record: { all: { days: all + add }, recent: { days: recent + add }, lastYearDays: year + add },
          },
          on,
        ).value
      assert.ok(needed(0) || !needed(more))
    }),
  )
})

test('the first premium within thirty days, later ones within three months and a day of the last day paid for', () => {
  const last = (begins: string, paidThrough: string | null) =>
    law.premiumDeadline({ begins: begins as never, paidThrough: paidThrough as never }, on).value
  assert.equal(last(jalaliDay(1405, 1, 15), null), jalaliDay(1405, 2, 14))
  assert.equal(last(jalaliDay(1405, 1, 15), jalaliDay(1405, 4, 31)), jalaliDay(1405, 8, 1))
  assert.equal(last(jalaliDay(1405, 1, 15), jalaliDay(1405, 12, 29)), jalaliDay(1406, 3, 30))
})
