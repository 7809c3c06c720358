import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addJalaliYears, formatJalali, type IsoDate } from '#kernel/dates.ts'
import type { MonthNumber, WageRecord } from '#kernel/register.ts'
import { rial, type Rial } from '#kernel/rial.ts'
import { outcome } from '#kernel/service/outcome.ts'
import { situation } from '#kernel/service/situation.ts'
import type { Amount, Sheet } from '#kernel/sheet/sheet.ts'
import { sheetOf, sheetOfPage } from '#kernel/sheet/shown.ts'
import { bestOf, careerOf, insuredMonths, pensionOf, routesOf, yearsOf, type Working } from '#services/career.ts'
import { routesTable } from '#services/estimate.ts'
import { CASES_ON, jalali } from '#services/case.ts'
import { CASES } from '#services/retirement/cases.ts'
import service from '#services/retirement/service.ts'
import { WORKSHOP, applicant, worked } from '#services/samples.ts'
import { oldAgePension, twoYearAverage } from '#law/old-age.ts'
import { wageCeiling } from '#law/wages.ts'
import { fill, settle } from '../support/cases.ts'
import { Journey } from '../support/journey.ts'

const amountOf = (sheet: Sheet | null): Rial =>
  sheet!.sections.find((section): section is Amount => section.kind === 'amount')!.rials
const case0 = CASES[0]!

/** A life of work: some years without a gap or with, some of them hard, at some wage, for a woman or a man of some age. */
const lives = fc.record({
  sex: fc.constantFrom('male' as const, 'female' as const),
  age: fc.integer({ min: 40, max: 70 }),
  from: fc.integer({ min: 1366, max: 1400 }),
  gap: fc.option(fc.integer({ min: 1390, max: 1399 }), { nil: null }),
  hardUntil: fc.option(fc.integer({ min: 1385, max: 1404 }), { nil: null }),
  wage: fc.integer({ min: 70_000_000, max: 900_000_000 }),
  second: fc.boolean(),
})
type Life = typeof lives extends fc.Arbitrary<infer T> ? T : never

function workingOf({ sex, age, from, gap, hardUntil, wage, second }: Life): Working {
  const first = worked((from * 100 + 1) as MonthNumber, 140409, wage)
  const wages = first
    .filter(({ month }) => gap === null || Math.trunc(month / 100) !== gap)
    .map((one): WageRecord => ({ ...one, hard: hardUntil !== null && Math.trunc(one.month / 100) <= hardUntil }))
  const beside = second ? worked(140301, 140306, wage, { workshop: { ...WORKSHOP, code: '0371000022' } }) : []
  return { sex, birthDate: addJalaliYears(CASES_ON, -age), wages: [...wages, ...beside] }
}

/** A request of this person by the first open route, filled in up to the sending. */
function asked(of: Working): Journey {
  const journey = new Journey(service)
  const self = applicant({ sex: of.sex, birthDate: of.birthDate })
  fill(journey, {
    ...case0,
    answers: { ...case0.answers, route: bestOf(of, CASES_ON) ?? 'ordinary' },
    facts: { ...case0.facts, self, wages: of.wages },
  })
  return journey
}

test('the estimate, the review, the edict and the register have one number, which is the law’s', () => {
  let awarded = 0
  fc.assert(
    fc.property(lives, (life) => {
      const of = workingOf(life)
      const journey = asked(of)
      const now = situation(service, journey.application, journey.today)
      const estimated = amountOf(sheetOfPage(service, now, 'estimate'))
      const route = bestOf(of, CASES_ON)
      assert.equal(estimated, pensionOf(of, route, CASES_ON).pension.amount)
      if (route === null) return
      awarded += 1
      assert.equal(amountOf(sheetOf(service, now)), estimated)
      journey.moves('citizen:submit').facts(case0.found!, 'officer')
      settle(journey)
      assert.equal(journey.application.state, 'approved')
      // Decided within the same year: no parameter of the law changes between.
      const effects = outcome(service, journey.application, CASES_ON)
      const entry = effects.find((effect) => effect.do === 'register')!.data as {
        monthly: string
        edict: { total: string }
      }
      const paper = effects.find((effect) => effect.do === 'certificate')!.data as { monthly: string }
      assert.deepEqual([entry.monthly, entry.edict.total, paper.monthly], Array(3).fill(String(estimated)))

      const { record, hard } = careerOf(of)
      const last = insuredMonths(of.wages).toSorted((a, b) => b.year - a.year || b.month - a.month)
      const average = twoYearAverage({ wages: last.slice(0, 24).map(({ wage }) => wage) }, CASES_ON).value
      const byLaw = oldAgePension(
        { average, record, route, ...(hard === undefined ? {} : { hard: hard.record }) },
        CASES_ON,
      )
      assert.equal(estimated, byLaw.value.amount)
    }),
    { numRuns: 40 },
  )
  assert.ok(awarded > 8, `${awarded} of them are entitled`)
})

test('twenty years at one wage are twenty thirtieths of it, worked by hand', () => {
  const of = { sex: 'male', birthDate: jalali('1343/02/01'), wages: worked(138410, 140409, 300_000_000) } as const
  assert.deepEqual(careerOf(of).record, { years: 20, months: 0, days: 0 })
  const { average, pension, working } = pensionOf(of, 'ordinary', CASES_ON)
  assert.equal(average, 300_000_000n)
  assert.equal(pension.amount, 200_000_000n)
  assert.ok(working.steps.every(({ text, law }) => /[آ-ی]/.test(text) && law !== null))
})

test('what if: more years make one older and the record longer, another wage another average, and nothing is written', () => {
  const of = { sex: 'male', birthDate: jalali('1349/02/01'), wages: worked(138901, 140409, 300_000_000) } as const
  assert.equal(bestOf(of, CASES_ON), null)
  assert.equal(bestOf(of, CASES_ON, { moreYears: 5 }), 'ordinary')
  const now = pensionOf(of, 'ordinary', CASES_ON).pension.amount
  assert.ok(pensionOf(of, 'ordinary', CASES_ON, { moreYears: 5 }).pension.amount > now)
  const doubled = pensionOf(of, 'ordinary', CASES_ON, { otherWage: rial(600_000_000) })
  assert.deepEqual(
    [doubled.average, doubled.pension.earned],
    [600_000_000n, 2n * pensionOf(of, 'ordinary', CASES_ON).pension.earned],
  )

  const supposed = new Journey(service).facts(case0.facts).answers('estimate', { moreYears: 5, otherWage: '600000000' })
  const sheet = (journey: Journey) =>
    sheetOfPage(service, situation(service, journey.application, journey.today), 'estimate')
  assert.notEqual(amountOf(sheet(supposed)), amountOf(sheet(new Journey(service).facts(case0.facts))))
  const journey = asked({ sex: 'male', birthDate: jalali('1343/02/01'), wages: case0.facts.wages! })
  const plain = amountOf(sheetOf(service, situation(service, journey.application, journey.today)))
  journey.answers('estimate', { moreYears: 5, otherWage: '600000000' })
  assert.equal(amountOf(sheetOf(service, situation(service, journey.application, journey.today))), plain)
})

test('every closed route says by which article, why not, and what would change it where anything can', () => {
  const of = { sex: 'male', birthDate: jalali('1365/02/01'), wages: worked(139001, 140409, 300_000_000) } as const
  for (const { route, entitlement } of routesOf(of, CASES_ON)) {
    assert.equal(entitlement.verdict, 'no', route)
    assert.match(entitlement.refusal ?? '', /[آ-ی].*\.$/)
    assert.ok(entitlement.articles.length > 0)
    if (route !== 'working-woman') assert.match(entitlement.mend ?? '', /[آ-ی]/)
  }
  for (const [route, , pension] of routesTable(of, CASES_ON).rows) assert.equal(pension, '', `${route} has no amount`)
})

test('two workshops in one month are one month, and no more wage than its ceiling', () => {
  const one = worked(140401, 140401, 500_000_000)
  const both = [...one, ...worked(140401, 140401, 500_000_000, { workshop: { ...WORKSHOP, code: '0371000022' } })]
  const [month] = insuredMonths(both)
  assert.deepEqual([month!.days, month!.wage], [31, wageCeiling({ days: 31 }, jalali('1404/01/01')).value])
  assert.equal(insuredMonths(one)[0]!.wage, 500_000_000n)
  assert.deepEqual(
    yearsOf(both).map(({ year, days }) => [year, days]),
    [[1404, 31]],
  )
})

test('hard work with a month missing is not continuous', () => {
  const hard = worked(138301, 140409, 300_000_000, { hard: true })
  const of = { sex: 'male', birthDate: jalali('1360/02/01'), wages: hard } as const
  assert.equal(careerOf(of).hard?.continuous, true)
  assert.equal(bestOf(of, CASES_ON), 'hard')
  const gap = { ...of, wages: hard.filter(({ month }) => month !== 139507) }
  assert.equal(careerOf(gap).hard?.continuous, false)
  assert.equal(bestOf(gap, CASES_ON), null)
})

test('the pension begins on the day after the last day of work, and never before it is decided', () => {
  const entryOf = (leaveOn: IsoDate) => {
    const journey = new Journey(service)
    fill(journey, { ...case0, answers: { ...case0.answers, leaveOn } })
    journey.moves('citizen:submit').facts(case0.found!, 'officer')
    settle(journey)
    const [entry] = outcome(service, journey.application, CASES_ON).filter((effect) => effect.do === 'register')
    return entry!.data as { from: IsoDate; edict: { year: number } }
  }
  const ahead = entryOf(jalali('1404/12/29'))
  assert.deepEqual([formatJalali(ahead.from, 'numeric'), ahead.edict.year], ['۱۴۰۵/۰۱/۰۱', 1405])
  assert.equal(entryOf(jalali('1403/05/01')).from, CASES_ON)
})
