import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addJalaliMonths } from '#kernel/dates.ts'
import { approximately, percent, share } from '#kernel/rational.ts'
import { rial } from '#kernel/rial.ts'
import * as contributions from '#law/contributions.ts'
import * as disability from '#law/disability.ts'
import * as employers from '#law/employers.ts'
import * as oldAge from '#law/old-age.ts'
import { jalaliDay } from '#law/parameters.ts'
import type { Survivor } from '#law/parameters/survivors.ts'
import * as shortTerm from '#law/short-term.ts'
import * as survivors from '#law/survivors.ts'
import * as unemployment from '#law/unemployment.ts'
import { SAMPLE_YEARS } from './second/arithmetic.ts'
import * as benefits from './second/benefits.ts'
import * as premiums from './second/contributions.ts'
import * as boss from './second/employers.ts'
import * as pensions from './second/pensions.ts'

// Formulas for which nobody has published a number: written a second time from the articles, in another arithmetic, and compared.

const year = fc.constantFrom(...SAMPLE_YEARS)
const wage = fc.bigInt({ min: 0n, max: 3_000_000_000n })
const wages90 = fc.bigInt({ min: 0n, max: 4_000_000_000n })
const days = fc.integer({ min: 0, max: 31 })
const record = fc.record({
  years: fc.integer({ min: 0, max: 45 }),
  months: fc.integer({ min: 0, max: 11 }),
  days: fc.integer({ min: 0, max: 30 }),
})

const holds = <Values extends [unknown, ...unknown[]]>(
  arbitraries: { [At in keyof Values]: fc.Arbitrary<Values[At]> },
  check: (...values: Values) => void,
): void =>
  fc.assert(
    fc.property(fc.tuple(...arbitraries), (values) => check(...(values as Values))),
    { numRuns: 400 },
  )

test('premiums of employees', () => {
  holds([year, wage, days], (at, amount, worked) => {
    const { value } = contributions.employeePremium({ wage: rial(amount), days: worked }, jalaliDay(at))
    assert.deepEqual(value, premiums.employee(at, amount, worked))
  })
})

test('voluntary, self-employed, drivers, hard work', () => {
  holds([year, wage, days, fc.constantFrom(12, 14, 18)], (at, daily, worked, rate) => {
    const on = jalaliDay(at)
    const own = contributions.voluntaryPremium({ lastYearDaily: rial(daily), days: worked }, jalaliDay(1404))
    assert.equal(own.value.premium, premiums.voluntary(1404, daily, worked))
    const protection = ({ 12: 'old-age', 14: 'old-age-death', 18: 'full' } as const)[rate as 12]
    const chosen = { protection, days: worked, base: { daily: rial(daily) } }
    assert.equal(
      contributions.selfEmployedPremium(chosen, on).value.premium,
      premiums.selfEmployed(at, daily, worked, rate as 12),
    )
    const vehicle = { coefficient: share(100 + rate, 100) }
    const { value } = contributions.driverPremium({ vehicle, days: worked }, jalaliDay(1403))
    assert.deepEqual(value, premiums.driver(1403, 100 + rate, worked))
    const hardDays = worked * 400
    const more = oldAge.hardWorkPremiumDue({ lastDailyWage: rial(daily), hardDays }, on).value
    assert.equal(more, premiums.hardWork(daily, hardDays))
  })
})

test('old-age pensions', () => {
  holds([year, wage, record], (at, average, paid) => {
    const { value } = oldAge.oldAgePension({ average: rial(average), record: paid }, jalaliDay(at))
    assert.equal(value.amount, pensions.oldAge(at, average, paid))
  })
})

test('which way to retire is open', () => {
  const person = fc.record({
    female: fc.boolean(),
    age: fc.integer({ min: 38, max: 66 }),
    years: fc.integer({ min: 0, max: 40 }),
    hard: fc.integer({ min: 0, max: 30 }),
    continuous: fc.boolean(),
    labour: fc.boolean(),
  })
  holds([person], (one) => {
    const on = jalaliDay(1402, 6, 15)
    const hard = Math.min(one.hard, one.years)
    const career: oldAge.Career = {
      sex: one.female ? 'female' : 'male',
      birth: addJalaliMonths(on, -12 * one.age),
      record: { years: one.years },
      hard: { record: { years: hard }, continuous: one.continuous },
      labourLaw: one.labour,
    }
    assert.equal(oldAge.bestRoute(career, on), pensions.route({ ...one, hard }))
  })
})

test('the years of the seventh plan', () => {
  holds([fc.integer({ min: 0, max: 420 }), fc.boolean()], (months, through) => {
    const recordAtLaw = { years: Math.floor(months / 12), months: months % 12 }
    const readings = { 'plan7-method': through ? 'through-bands' : 'band-of-today' }
    const { value } = oldAge.plan7({ sex: 'male', recordAtLaw }, jalaliDay(1404), readings)
    assert.ok(Math.abs(approximately(value.requiredYears) * 12 - pensions.plan7Months(months, through)) < 1e-6)
  })
})

test('disability', () => {
  holds([year, wage, record, fc.boolean(), fc.integer({ min: 0, max: 100 })], (at, average, paid, family, degree) => {
    const on = jalaliDay(at)
    const facts = { average: rial(average), record: paid }
    const total = disability.totalDisabilityPension({ ...facts, family }, on)
    assert.equal(total.value, pensions.totalDisability(at, average, paid, family))
    const part = { ...facts, degree: percent(degree) }
    assert.equal(disability.partialDisabilityPension(part, on).value, pensions.partialDisability(average, paid, degree))
    assert.equal(disability.disabilityLumpSum(part, on).value, pensions.lumpSum(average, paid, degree))
  })
  holds([wage, fc.integer({ min: 1, max: 720 })], (wages, daysWorked) => {
    const { value } = disability.disabilityAverage({ wages: rial(wages), daysWorked }, jalaliDay(1403))
    assert.equal(value, pensions.disabilityAverage(wages, daysWorked))
  })
})

test('survivors', () => {
  const few = (max: number) => fc.integer({ min: 0, max })
  const family = fc
    .record({ spouses: few(4), children: few(6), orphans: few(3), parents: few(2) })
    .filter((one) => Object.values(one).some((count) => count > 0))
  holds([year, wage, family, fc.boolean()], (at, pension, one, raised) => {
    const readings = { 'survivors-below-whole': raised ? 'raised-to-whole' : 'as-listed' }
    const many = (survivor: Survivor, count: number) => Array<Survivor>(count).fill(survivor)
    const named = [
      ...many('spouse', one.spouses),
      ...many('child', one.children),
      ...many('orphan', one.orphans),
      ...many('parent', one.parents),
    ]
    const facts = { pension: rial(pension), survivors: named }
    const { total, amounts } = survivors.survivorsPension(facts, jalaliDay(at), readings).value
    assert.deepEqual({ total, amounts }, pensions.survivors(at, pension, one, raised))
  })
})

test('sickness, maternity, marriage', () => {
  const spell = fc.record({
    wages: wages90,
    worked: fc.integer({ min: 1, max: 90 }),
    piece: fc.boolean(),
    family: fc.boolean(),
    hospital: fc.boolean(),
    accident: fc.boolean(),
    days: fc.integer({ min: 0, max: 200 }),
    before: fc.integer({ min: 0, max: 5 }),
    away: fc.boolean(),
  })
  holds([year, spell], (at, one) => {
    const { value } = shortTerm.sicknessPay(
      {
        wages: rial(one.wages),
        daysWorked: one.worked,
        pieceRate: one.piece,
        family: one.family,
        cause: one.accident ? 'accident-or-occupational' : 'illness',
        place: one.hospital ? 'hospital' : 'home',
        days: one.days,
        daysBefore: one.before,
        away: one.away,
      },
      jalaliDay(at),
    )
    assert.deepEqual({ paid: value.paidDays, amount: value.amount }, benefits.sickness(at, one))
  })
  holds([wages90, fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 3 })], (wages, daysWorked, children) => {
    const facts = { wages: rial(wages), daysWorked, children, restFrom: jalaliDay(1404, 2, 10) }
    assert.equal(shortTerm.maternityPay(facts).value.amount, benefits.maternity(wages, daysWorked, children))
  })
  holds([fc.array(wage, { maxLength: 24 })], (months) => {
    const wages = rial(months.reduce((all, one) => all + one, 0n))
    assert.equal(shortTerm.marriageGift({ wages }, jalaliDay(1404)).value, benefits.marriage(months))
  })
})

test('unemployment', () => {
  holds([year, wages90, fc.integer({ min: 0, max: 9 }), fc.boolean()], (at, wages, dependants, floorWins) => {
    const readings = { 'unemployment-floor-against-cap': floorWins ? 'floor-wins' : 'cap-wins' }
    const { value } = unemployment.unemploymentBenefit({ wages: rial(wages), dependants }, jalaliDay(at), readings)
    assert.equal(value.monthly, benefits.unemployment(at, wages, dependants, floorWins))
  })
  holds([fc.integer({ min: 0, max: 400 }), fc.boolean()], (months, family) => {
    const { value } = unemployment.unemploymentDuration({ months, family }, jalaliDay(1403))
    assert.equal(value.months, benefits.months(months, family))
  })
})

test('contracts', () => {
  holds([fc.bigInt({ min: 0n, max: 10n ** 15n }), wage, fc.boolean()], (gross, paid, one) => {
    const on = jalaliDay(1403)
    const kind = one ? 'materials' : 'labour-only'
    const asked = { gross: rial(gross), paidOnLists: rial(paid) }
    const { premium, balance } = employers.contractPremium({ kind, ...asked }, on).value
    assert.deepEqual({ premium, balance }, boss.contract(kind, gross, paid))
    const state = employers.contractPremium({ kind: one ? 'consulting' : 'price-list', ...asked }, on).value
    const { owner, contractor } = state
    assert.deepEqual({ premium: state.premium, owner, contractor }, boss.stateContract(one, gross))
  })
})

test('instalments and late fines', () => {
  holds([fc.integer({ min: 1_000_000, max: 10_000_000_000 }), fc.integer({ min: 1, max: 36 })], (debt, months) => {
    const on = jalaliDay(1404)
    const plan = employers.instalments({ debt: rial(debt), months }, on).value
    const interest = boss.declining(debt, months)
    plan.forEach((part, at) => assert.ok(Math.abs(Number(part.interest) - interest[at]!) <= 2))
    const equal = employers.instalments({ debt: rial(debt), months }, on, { 'instalment-form': 'annuity' }).value
    const payment = boss.annuity(debt, months)
    for (const { amount } of equal) assert.ok(Math.abs(Number(amount) - payment) <= months + 2)
  })
  holds([wage, fc.integer({ min: 0, max: 60 })], (unpaid, late) => {
    const paidOn = addJalaliMonths(jalaliDay(1399, 3, 15), late)
    const facts = { unpaid: rial(unpaid), month: { year: 1399, month: 1 }, paidOn }
    const { months, fine } = employers.lateFineDue(facts).value
    assert.equal(months, late + 1)
    assert.equal(fine, boss.lateFine(unpaid, late + 1))
  })
})
