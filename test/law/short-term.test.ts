import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, addJalaliYears } from '#kernel/dates.ts'
import { type Rial, rial } from '#kernel/rial.ts'
import * as health from '#law/health.ts'
import { NoDataError, jalaliDay } from '#law/parameters.ts'
import * as law from '#law/short-term.ts'
import * as unemployment from '#law/unemployment.ts'

const ON = jalaliDay(1404, 3)
const spell: law.Sickness = {
  wages: rial(900_000_000),
  daysWorked: 90,
  family: true,
  cause: 'illness',
  place: 'home',
  days: 10,
}
const sick = (more: Partial<law.Sickness>) => law.sicknessPay({ ...spell, ...more }, ON).value

test('three quarters with a family, two thirds without, half without in hospital', () => {
  const daily = (more: Partial<law.Sickness>) => sick(more).daily
  assert.deepEqual(
    [
      daily({}),
      daily({ place: 'hospital' }),
      daily({ family: false }),
      daily({ family: false, place: 'hospital' }),
      daily({ away: true }),
    ],
    [7_500_000n, 7_500_000n, 6_666_667n, 5_000_000n, 15_000_000n],
  )
})

test('an illness at home is paid from the fourth day, all else from the first', () => {
  const paid = (days: number, more: Partial<law.Sickness> = {}) => sick({ days, ...more }).paidDays
  assert.deepEqual(
    [0, 1, 3, 4, 10].map((days) => paid(days)),
    [0, 0, 0, 1, 7],
  )
  assert.deepEqual(
    [paid(3, { place: 'hospital' }), paid(3, { cause: 'accident-or-occupational' }), paid(3, { daysBefore: 2 })],
    [3, 3, 2],
  )
})

test('a long illness in two certificates is paid as in one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (first, second) => {
      const apart = sick({ days: first }).amount + sick({ days: second, daysBefore: first }).amount
      const together = sick({ days: first + second }).amount
      assert.ok(apart - together <= 1n && together - apart <= 1n)
    }),
  )
})

test('a higher wage never lowers sickness pay; piece-rate is not below the minimum wage', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 10n }), fc.bigInt({ min: 0n, max: 10n ** 10n }), (one, other) => {
      const of = (wages: bigint) => sick({ wages: rial(wages) }).amount
      assert.ok(one <= other === of(one) <= of(other) || of(one) === of(other))
    }),
  )
  assert.equal(sick({ wages: rial(0), pieceRate: true }).daily, 2_597_742n)
  assert.throws(() => sick({ daysWorked: 0 }), RangeError)
  assert.throws(() => sick({ daysWorked: 91 }), RangeError)
})

test('sickness pay is for employees', () => {
  const verdict = (insurance: 'employee' | 'self-employed' | 'voluntary') =>
    law.sicknessEntitlement({ insurance }, ON).verdict
  assert.deepEqual([verdict('employee'), verdict('self-employed'), verdict('voluntary')], ['yes', 'no', 'no'])
})

test('maternity: two thirds for nine months, twelve for twins; 270 days unless calendar months are read', () => {
  const of = (children: number, readings = {}) =>
    law.maternityPay({ wages: rial(900_000_000), daysWorked: 90, children, restFrom: jalaliDay(1404, 2, 10) }, readings)
  assert.deepEqual([of(1).value.days, of(2).value.days, of(3).value.days], [270, 360, 360])
  assert.equal(of(1).value.amount, 1_800_000_000n)
  assert.equal(of(1).value.until, addDays(jalaliDay(1404, 2, 10), 269))
  assert.equal(of(1, { 'maternity-months-reading': 'calendar-months' }).value.days, 275)
  assert.equal(of(1, { 'maternity-rate': 'full' }).value.amount, 2_700_000_000n)
  assert.deepEqual(
    of(1).notes.map(({ id }) => id),
    ['maternity-rate', 'maternity-months-reading'],
  )
})

test('maternity by the law of the day: twelve weeks at first, nothing known between, nine months since 1400', () => {
  const days = (year: number, month: number, day: number) => {
    const facts = { wages: rial(90), daysWorked: 90, children: 1, restFrom: jalaliDay(year, month, day) }
    return law.maternityPay(facts).value.days
  }
  assert.deepEqual([days(1370, 1, 1), days(1400, 7, 24)], [84, 270])
  assert.throws(() => days(1390, 1, 1), NoDataError)
})

test('who has maternity pay', () => {
  const facts = { birth: ON, restFrom: addDays(ON, -30), paidInYear: 60, employed: true, working: false }
  const verdict = (more: Partial<law.Expecting>) => law.maternityEntitlement({ ...facts, ...more }).verdict
  assert.deepEqual(
    [verdict({}), verdict({ paidInYear: 59 }), verdict({ employed: false }), verdict({ working: true })],
    ['yes', 'no', 'no', 'no'],
  )
  const twoMonths = jalaliDay(1404, 1)
  assert.deepEqual([verdict({ restFrom: twoMonths }), verdict({ restFrom: addDays(twoMonths, -1) })], ['yes', 'no'])
})

test('the marriage gift is a twenty-fourth of two years, for a first, permanent, registered marriage', () => {
  assert.equal(law.marriageGift({ wages: rial(2_400_000_000) }, ON).value, 100_000_000n)
  const fine: law.Marriage = {
    insurance: 'employee',
    first: true,
    permanent: true,
    registered: true,
    employed: true,
    paidInFiveYears: 720,
  }
  const verdict = (more: Partial<law.Marriage>) => law.marriageEntitlement({ ...fine, ...more }, ON).verdict
  assert.equal(verdict({}), 'yes')
  const missing: Partial<law.Marriage>[] = [
    { first: false },
    { permanent: false },
    { registered: false },
    { employed: false },
    { paidInFiveYears: 719 },
    { insurance: 'self-employed' },
    { insurance: 'builder' },
  ]
  for (const more of missing) assert.equal(verdict(more), 'no')
})

test('the funeral grant is a minimum wage of thirty days of the year of death', () => {
  assert.deepEqual(
    [jalaliDay(1403, 12, 30), jalaliDay(1404, 1, 1), jalaliDay(1399, 3, 31), jalaliDay(1399, 4, 1)].map(
      (day) => law.funeralGrant(day).value,
    ),
    [71_661_840n, 103_909_680n, 18_354_270n, 19_104_270n],
  )
  assert.throws(() => law.funeralGrant(jalaliDay(1406, 1, 1)), NoDataError)
  const verdict = (deceased: Parameters<typeof law.funeralEntitlement>[0]['deceased'], on = ON) =>
    law.funeralEntitlement({ deceased, insuredAtDeath: true }, on).verdict
  assert.deepEqual(
    [verdict('employee'), verdict('spouse'), verdict('voluntary'), verdict('self-employed')],
    ['yes', 'yes', 'yes', 'no'],
  )
  assert.deepEqual(
    [verdict('voluntary', jalaliDay(1385, 7, 30)), verdict('voluntary', jalaliDay(1385, 8, 1))],
    ['no', 'yes'],
  )
  assert.deepEqual(
    [verdict('spouse', jalaliDay(1386, 11, 19)), verdict('spouse', jalaliDay(1386, 11, 20))],
    ['no', 'yes'],
  )
  assert.equal(law.funeralEntitlement({ deceased: 'employee', insuredAtDeath: false }, ON).verdict, 'no')
})

test('unemployment: 55 per cent and a tenth of the minimum for each of four, not above 80 per cent, not below the minimum', () => {
  const of = (wages: number, dependants: number, readings = {}) =>
    unemployment.unemploymentBenefit({ wages: rial(wages), dependants }, ON, readings).value.daily
  assert.equal(of(900_000_000, 0), 5_500_000n)
  assert.equal(of(900_000_000, 2), 6_192_731n)
  assert.deepEqual([of(900_000_000, 4), of(900_000_000, 5)], [6_885_462n, 6_885_462n])
  assert.equal(of(450_000_000, 4), 4_000_000n, 'eighty per cent')
  assert.equal(of(360_000_000, 0), 3_463_656n, 'the minimum wage')
  assert.equal(of(360_000_000, 4), 3_463_656n, 'eighty per cent are below the minimum: the floor')
  assert.equal(of(360_000_000, 4, { 'unemployment-floor-against-cap': 'cap-wins' }), 3_200_000n)
})

test('the average of unemployment by days worked, if it is read so', () => {
  const facts = { wages: rial(450_000_000), daysWorked: 45, dependants: 0 }
  const of = (readings = {}) => unemployment.unemploymentBenefit(facts, ON, readings).value.daily
  assert.deepEqual([of(), of({ 'unemployment-average': 'days-worked' })], [3_463_656n, 5_500_000n])
})

test('a higher wage or one more dependant never lowers the benefit', () => {
  const wage = fc.bigInt({ min: 0n, max: 5n * 10n ** 9n }).map((amount) => rial(amount))
  fc.assert(
    fc.property(wage, wage, fc.nat(6), (one, other, dependants) => {
      const of = (wages: Rial, more: number) =>
        unemployment.unemploymentBenefit({ wages, dependants: more }, ON).value.monthly
      const [low, high] = one <= other ? [one, other] : [other, one]
      assert.ok(of(low, dependants) <= of(high, dependants))
      assert.ok(of(low, dependants) <= of(low, dependants + 1))
    }),
  )
})

test('months of unemployment at every edge, less what was drawn; from 55 until the pension', () => {
  const of = (months: number, family: boolean, drawn = 0) =>
    unemployment.unemploymentDuration({ months, family, drawn }, ON).value.months
  const edges = [5, 6, 24, 25, 120, 121, 180, 181, 240, 241]
  assert.deepEqual(
    edges.map((months) => of(months, false)),
    [0, 6, 6, 12, 12, 18, 18, 26, 26, 36],
  )
  assert.deepEqual(
    edges.map((months) => of(months, true)),
    [0, 12, 12, 18, 18, 26, 26, 36, 36, 50],
  )
  assert.deepEqual([of(130, true, 20), of(130, true, 30)], [6, 0])
  const stays = (age: number) =>
    unemployment.unemploymentDuration({ months: 130, family: true, birth: addJalaliYears(ON, -age) }, ON).value
      .untilPension
  assert.deepEqual([stays(54), stays(55)], [false, true])
})

test('who has unemployment benefit', () => {
  const loss = { involuntary: true, paidMonths: 6, lostOn: ON, reportedOn: addDays(ON, 30), excused: false }
  const verdict = (more: Partial<unemployment.JobLoss>) =>
    unemployment.unemploymentEntitlement({ ...loss, ...more }).verdict
  assert.deepEqual(
    [
      verdict({}),
      verdict({ involuntary: false }),
      verdict({ paidMonths: 5 }),
      verdict({ reportedOn: addDays(ON, 31) }),
      verdict({ reportedOn: jalaliDay(1404, 6), excused: true }),
      verdict({ reportedOn: jalaliDay(1404, 6, 2), excused: true }),
    ],
    ['yes', 'no', 'no', 'no', 'yes', 'no'],
  )
})

test('who is treated', () => {
  const patient: health.Patient = { as: 'employee', until: ON, covered: true }
  const verdict = (more: Partial<health.Patient>, on = ON) => health.treatment({ ...patient, ...more }, on).verdict
  assert.deepEqual([verdict({}), verdict({}, addDays(ON, 1)), verdict({ covered: false })], ['yes', 'no', 'no'])
  assert.equal(verdict({ as: 'pensioner', until: null }, addDays(ON, 9_000)), 'yes')
  assert.deepEqual(
    [verdict({ as: 'self-employed' }), verdict({ as: 'self-employed', healthPaid: true })],
    ['no', 'yes'],
  )
})

test('aids, and when the next one is due', () => {
  const next = (aid: Parameters<typeof health.nextAid>[0]['aid']) => health.nextAid({ aid, receivedOn: ON }).value
  assert.deepEqual([next('spectacles'), next('wheelchair')], [jalaliDay(1406, 3), jalaliDay(1411, 3)])
  assert.throws(() => health.nextAid({ aid: 'limb', receivedOn: jalaliDay(1390) }), NoDataError)
  const verdict = (as: health.Patient['as']) => health.aidEntitlement({ as }, ON).verdict
  assert.deepEqual([verdict('employee'), verdict('self-employed')], ['yes', 'no'])
})
