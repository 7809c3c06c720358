import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, addJalaliYears } from '#kernel/dates.ts'
import { approximately, decimal } from '#kernel/rational.ts'
import { type Rial, rial } from '#kernel/rial.ts'
import * as law from '#law/old-age.ts'
import { NoDataError, jalaliDay } from '#law/parameters.ts'

const ON = jalaliDay(1404, 3)
const average = fc.bigInt({ min: 0n, max: 2_000_000_000n }).map((amount) => rial(amount))
const record = fc.record({
  years: fc.integer({ min: 0, max: 45 }),
  months: fc.integer({ min: 0, max: 11 }),
  days: fc.integer({ min: 0, max: 30 }),
})
const pension = (amount: Rial | number, years: number, more: Partial<law.Retirement> = {}) =>
  law.oldAgePension({ average: rial(amount), record: { years }, ...more }, ON).value

test('a thirtieth of the average for each year, at most thirty-five', () => {
  const of = (years: number) => pension(300_000_000, years).amount
  assert.deepEqual(
    [of(20), of(30), of(34), of(35), of(36), of(50)].map(Number),
    [200_000_000, 300_000_000, 340_000_000, 350_000_000, 350_000_000, 350_000_000],
  )
})

test('not below the minimum wage from twenty years on; below twenty years in proportion', () => {
  const minimum = 103_909_680n
  assert.deepEqual([pension(90_000_000, 20).amount, pension(90_000_000, 30).amount], [minimum, minimum])
  assert.equal(pension(90_000_000, 30).raisedToMinimum, true)
  assert.deepEqual([pension(90_000_000, 19).amount, pension(90_000_000, 9).amount], [57_000_000n, 27_000_000n])
  assert.equal(pension(90_000_000, 25, { route: 'short' }).amount, 75_000_000n)
  assert.equal(law.minimumPension(ON).value, minimum)
})

test('a higher average or a longer record never lowers the pension', () => {
  fc.assert(
    fc.property(average, average, record, record, (one, other, shorter, longer) => {
      const of = (amount: Rial, paid: typeof shorter) =>
        law.oldAgePension({ average: amount, record: paid }, ON).value.amount
      const [low, high] = one <= other ? [one, other] : [other, one]
      assert.ok(of(low, shorter) <= of(high, shorter))
      const inDays = (paid: typeof shorter) => (paid.years * 12 + paid.months) * 365 + paid.days * 12
      const [less, more] = inDays(shorter) <= inDays(longer) ? [shorter, longer] : [longer, shorter]
      assert.ok(of(low, less) <= of(low, more))
      assert.ok(of(high, more) * 30n <= high * 35n + 15n || of(high, more) === 103_909_680n)
    }),
  )
})

test('many on one day are estimated as each is by itself', () => {
  const reading = fc.constantFrom('days-365', 'months-of-30', 'whole-months', 'whole-years')
  fc.assert(
    fc.property(average, record, reading, (amount, paid, counts) => {
      const readings = { 'fraction-of-year': counts }
      const facts = { average: amount, record: paid }
      const alone = law.oldAgePension(facts, ON, readings).value.amount
      assert.equal(law.oldAgeEstimator(ON, readings)(facts), alone)
    }),
  )
  assert.throws(() => law.oldAgeEstimator(jalaliDay(1406)), NoDataError)
})

test('a part of a year counts as the reading has it, and the reading is named', () => {
  const of = (reading: string) =>
    law.oldAgePension({ average: rial(365_000_000), record: { years: 25, months: 7, days: 20 } }, ON, {
      'fraction-of-year': reading,
    })
  const years = (reading: string) => Number(of(reading).value.amount) / (365_000_000 / 30)
  const near = (found: number, wanted: number) => assert.ok(Math.abs(found - wanted) < 1e-6, `${found}`)
  near(years('days-365'), 25 + 7 / 12 + 20 / 365)
  near(years('months-of-30'), 25 + (7 + 20 / 30) / 12)
  near(years('whole-months'), 25 + 7 / 12)
  near(years('whole-years'), 25)
  assert.ok(of('days-365').notes.some(({ id }) => id === 'fraction-of-year'))
  assert.equal(of('days-365').certainty, 'U')
  const whole = law.oldAgePension({ average: rial(365_000_000), record: { years: 25 } }, ON)
  assert.ok(whole.notes.every(({ id }) => id !== 'fraction-of-year'))
  assert.throws(() => of('guessed'), RangeError)
})

test('hard years count one and a half for the way, not for the amount, unless it is read so', () => {
  const facts = { average: rial(300_000_000), record: { years: 24 }, hard: { years: 12 } }
  assert.equal(law.oldAgePension(facts, ON).value.amount, 240_000_000n)
  const read = law.oldAgePension(facts, ON, { 'hard-years-in-amount': 'amount-too' })
  assert.equal(read.value.amount, 300_000_000n)
})

test('a working woman who leaves at 42 has twenty days', () => {
  assert.equal(pension(300_000_000, 25, { route: 'working-woman' }).amount, 200_000_000n)
})

test('the ages and records of each way, at their edges', () => {
  const on = jalaliDay(1402, 9)
  const route = (sex: 'male' | 'female', age: number, years: number, more: Partial<law.Career> = {}) =>
    law.bestRoute({ sex, birth: addJalaliYears(on, -age), record: { years }, ...more }, on)
  const cases: [ReturnType<typeof route>, ReturnType<typeof route>][] = [
    [route('male', 60, 20), 'ordinary'],
    [route('male', 59, 20), null],
    [route('male', 60, 19), 'short'],
    [route('male', 60, 10), 'short'],
    [route('male', 60, 9), null],
    [route('female', 55, 20), 'ordinary'],
    [route('female', 54, 20), null],
    [route('female', 55, 10), 'short'],
    [route('male', 50, 30), 'thirty-years'],
    [route('male', 49, 30), null],
    [route('male', 50, 29), null],
    [route('female', 45, 30), 'thirty-years'],
    [route('male', 40, 35), 'any-age'],
    [route('male', 40, 34), null],
    [route('female', 42, 20, { labourLaw: true }), 'working-woman'],
    [route('female', 41, 20, { labourLaw: true }), null],
    [route('female', 42, 20), null],
    [route('male', 42, 20, { labourLaw: true }), null],
    [route('male', 40, 20, { hard: { record: { years: 20 }, continuous: true } }), 'hard'],
    [route('male', 40, 20, { hard: { record: { years: 20 }, continuous: false } }), null],
    [route('male', 44, 25, { hard: { record: { years: 25 }, continuous: false } }), 'any-age'],
  ]
  for (const [found, expected] of cases) assert.equal(found, expected)
  const almost = { sex: 'male', birth: addDays(addJalaliYears(on, -60), 1), record: { years: 20 } } as const
  assert.equal(law.bestRoute(almost, on), null)
})

test('the seventh plan moves the thirty-year way of men to more years, or to 62', () => {
  const on = jalaliDay(1404, 5)
  const man = (age: number, years: number, atLaw: number) =>
    law.bestRoute(
      { sex: 'male', birth: addJalaliYears(on, -age), record: { years }, recordAtPlan7: { years: atLaw } },
      on,
    )
  assert.equal(man(52, 30, 28), 'thirty-years')
  assert.equal(man(52, 30, 25), null)
  assert.equal(man(52, 31, 25), 'thirty-years')
  const readings = { 'plan7-scope': 'not-applied' }
  const career = {
    sex: 'male',
    birth: addJalaliYears(on, -52),
    record: { years: 30 },
    recordAtPlan7: { years: 20 },
  } as const
  assert.equal(law.bestRoute(career, on), null)
  assert.equal(law.bestRoute(career, on, readings), 'thirty-years')
})

test('the bands of the seventh plan, at their edges and by either reading', () => {
  const of = (years: number, readings = {}, sex: 'male' | 'female' = 'male') =>
    law.plan7({ sex, recordAtLaw: { years } }, ON, readings).value
  const extra = (years: number, readings = {}) => of(years, readings).extraMonthsPerYear
  assert.deepEqual(
    [30, 28, 27, 25, 24, 20, 19, 15, 14, 0].map((years) => extra(years)),
    [0, 0, 2, 2, 3, 3, 4, 4, 5, 5],
  )
  const upper = { 'plan7-edges': 'upper-inside' }
  assert.deepEqual(
    [28, 25, 20, 15].map((years) => extra(years, upper)),
    [2, 3, 4, 5],
  )
  const needed = (years: number, readings = {}) => approximately(of(years, readings).requiredYears)
  assert.deepEqual(
    [28, 25, 20, 15, 14].map((years) => needed(years)),
    [30, 30 + 10 / 12, 32.5, 35, 35],
  )
  const through = { 'plan7-method': 'through-bands' }
  assert.ok(Math.abs(needed(20, through) - (30 + (5 * 3 + 3 * 2) / 12)) < 1e-9)
  assert.deepEqual([of(10, {}, 'female').age, approximately(of(10, {}, 'female').requiredYears)], [55, 30])
  assert.throws(() => law.plan7({ sex: 'male', recordAtLaw: { years: 20 } }, jalaliDay(1402, 12, 29)), NoDataError)
  assert.throws(() => law.plan7({ sex: 'male', recordAtLaw: { years: 20 } }, jalaliDay(1408)), NoDataError)
})

test('the average is over twenty-four, though fewer months were paid', () => {
  const wages = (count: number) => Array.from({ length: count }, () => rial(24_000_000))
  assert.equal(law.twoYearAverage({ wages: wages(24) }, ON).value, 24_000_000n)
  assert.equal(law.twoYearAverage({ wages: wages(12) }, ON).value, 12_000_000n)
  assert.throws(() => law.twoYearAverage({ wages: wages(25) }, ON), RangeError)
})

test('the last two years are the last 24 paid months before the request', () => {
  const months = Array.from({ length: 40 }, (_, at) => ({
    year: 1400 + Math.floor(at / 12),
    month: (at % 12) + 1,
    days: at === 35 ? 0 : 30,
    wage: rial(at),
  }))
  const last = law.lastTwoYears(months, jalaliDay(1403, 3, 20))
  assert.equal(last.length, 24)
  assert.deepEqual([last[0]?.wage, last.at(-1)?.wage], [37n, 13n], 'Khordad is not over, Esfand was not paid')
})

test('the five-year average replaces the other at a tenth of a wage', () => {
  const of = (five: string, readings = {}) =>
    law.averageForPension(
      {
        twoYearAverage: rial(30),
        fiveYearAverage: rial(20),
        twoYearGrowth: decimal('6'),
        fiveYearGrowth: decimal(five),
      },
      ON,
      readings,
    )
  assert.deepEqual([of('6').value, of('7').value, of('5.95').value, of('5.94').value], [30n, 30n, 30n, 20n])
  assert.equal(of('5.94', { 'five-year-average': 'never' }).value, 30n)
  assert.equal(of('6').certainty, 'C')
  assert.ok(of('6').notes[0]?.dispute.includes('پنج‌ساله'))
})

test('four per cent of hard work is for 7,300 days at most', () => {
  const due = (hardDays: number) => law.hardWorkPremiumDue({ lastDailyWage: rial(1_000), hardDays }, ON).value
  assert.deepEqual([due(0), due(7_300), due(7_301)], [0n, 292_000n, 292_000n])
})

test('minimum pensions rise with the circulars that were seen, and no others', () => {
  const raised = (year: number) =>
    law.increasedPension({ pension: rial(1_000_000), level: 'minimum' }, jalaliDay(year)).value
  assert.deepEqual([raised(1401), raised(1403)], [1_574_000n, 1_350_000n])
  assert.throws(() => raised(1402), NoDataError)
  assert.throws(() => law.increasedPension({ pension: rial(1), level: 'other' }, jalaliDay(1403)), NoDataError)
})

test('the working is told in order, with article and inputs', () => {
  const { steps, parameters } = law.oldAgePension({ average: rial(300_000_000), record: { years: 25 } }, ON)
  const texts = steps.map(({ text }) => text)
  assert.match(texts[0]!, /^میانگین مزد: ۳۰۰٬۰۰۰٬۰۰۰ ریال$/)
  assert.ok(texts.includes('۳۰۰٬۰۰۰٬۰۰۰ ریال × ۲۵ ÷ ۳۰ = ۲۵۰٬۰۰۰٬۰۰۰ ریال'))
  assert.ok(steps.every(({ law: provision }) => provision !== null))
  assert.ok(parameters.includes('minimum-daily-wage@2025-03-21'))
  const { steps: mean } = law.twoYearAverage({ wages: [rial(48), rial(24)] }, ON)
  assert.equal(mean[0]?.text, 'میانگین دو سال آخر: جمع مزد ۲ ماه ۷۲ ریال ÷ ۲۴ ماه = ۳ ریال')
})
