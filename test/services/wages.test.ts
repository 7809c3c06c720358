import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, daysBetween, type IsoDate } from '#kernel/dates.ts'
import { daysOfMonth, monthOf } from '#kernel/register.ts'
import { rial } from '#kernel/rial.ts'
import { jalali } from '#services/case.ts'
import { spell, worked } from '#services/samples.ts'
import {
  contractOn,
  daysInMonths,
  isEmployedOn,
  lastNinetyDays,
  monthsBefore,
  paidDays,
  spread,
  wagesOf,
  workedIn,
} from '#services/wages.ts'

test('the months before a day are whole ones, the last of them the month before its own', () => {
  assert.deepEqual(monthsBefore(jalali('1404/01/31'), 24), { from: 140201, to: 140312 })
  assert.deepEqual(monthsBefore(jalali('1404/12/01'), 1), { from: 140411, to: 140411 })
})

test('wages and days are those of work for wages in the range; a month is never longer than it is', () => {
  const records = [
    ...worked(140401, 140404, 100),
    ...worked(140402, 140402, 50, { days: 20, workshop: { code: '0371000022', name: 'دیگر' } }),
    ...worked(140403, 140403, 9, { kind: 'self-employed', workshop: null }),
  ]
  const found = workedIn(records, { from: 140402, to: 140403 })
  assert.equal(wagesOf(found), rial(250))
  assert.equal(paidDays(found), 62)
})

test('the last ninety days are counted back from the end of the month before', () => {
  // Mehr, Shahrivar and the last 29 days of Mordad: 30 + 31 + 29.
  const full = worked(140401, 140407, 3_100_000)
  assert.deepEqual(lastNinetyDays(full, jalali('1404/08/20')), { wages: rial(6_200_000 + 2_900_000), daysWorked: 90 })
  // Ten days in Mehr and nothing before: the wage of these ten days, for ten days.
  const few = worked(140407, 140407, 1_000_000, { days: 10 })
  assert.deepEqual(lastNinetyDays(few, jalali('1404/08/01')), { wages: rial(1_000_000), daysWorked: 10 })
  assert.deepEqual(lastNinetyDays(few, jalali('1404/12/01')), { wages: rial(0), daysWorked: 0 })
  // The month of the rest itself does not count: its list has not come.
  assert.deepEqual(lastNinetyDays(few, jalali('1404/07/30')), { wages: rial(0), daysWorked: 0 })
})

test('whoever works the whole time for one daily wage has that daily wage, whatever the months', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 1, max: 100_000_000 }), (offset, daily) => {
      const rest = addDays(jalali('1396/01/01'), offset)
      const records = worked(monthsBefore(rest, 4).from, monthOf(rest), 0).map((record) => ({
        ...record,
        wage: String(daily * record.days),
      }))
      assert.deepEqual(lastNinetyDays(records, rest), { wages: rial(daily * 90), daysWorked: 90 })
    }),
    { numRuns: 200 },
  )
})

test('days of work spread over the months of a span: their sum, none beyond its month, none unevenly', () => {
  assert.deepEqual(daysInMonths(jalali('1404/06/20'), jalali('1404/08/05')), [
    [140406, 12],
    [140407, 30],
    [140408, 5],
  ])
  assert.deepEqual(daysInMonths(jalali('1403/12/30'), jalali('1403/12/30')), [[140312, 1]])
  fc.assert(
    fc.property(fc.nat(3_000), fc.nat(900), fc.nat(), (offset, length, seed) => {
      const from = addDays(jalali('1396/01/01'), offset)
      const until = addDays(from, length)
      const all = daysBetween(from, until) + 1
      const days = seed % (all + 1)
      const parts = spread(days, from, until)
      const months = daysInMonths(from, until)
      assert.equal(
        months.reduce((sum, [, n]) => sum + n, 0),
        all,
      )
      assert.equal(
        parts.reduce((sum, [, n]) => sum + n, 0),
        days,
      )
      for (const [n, [month, part]] of parts.entries()) {
        assert.ok(part >= 0 && part <= months[n]![1] && part <= daysOfMonth(month))
        assert.ok(Math.abs(part - (days * months[n]![1]) / all) < 1.000001)
      }
    }),
    { numRuns: 300 },
  )
  assert.throws(() => spread(32, '2026-01-01' as IsoDate, '2026-01-31' as IsoDate), RangeError)
})

test('employed from the first to the last day of a spell, both included', () => {
  const spells = [spell('1404/01/10', '1404/02/20')]
  const on = (day: string) => isEmployedOn(spells, jalali(day))
  assert.deepEqual(['1404/01/09', '1404/01/10', '1404/02/20', '1404/02/21'].map(on), [false, true, true, false])
  assert.equal(isEmployedOn([spell('1404/01/10')], jalali('1410/01/01')), true)
  assert.equal(contractOn([], jalali('1404/01/01')), undefined)
})
