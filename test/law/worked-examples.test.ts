import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { type IsoDate, addJalaliMonths } from '#kernel/dates.ts'
import { approximately, decimal, percent, share } from '#kernel/rational.ts'
import { type Rial, rial } from '#kernel/rial.ts'
import * as contributions from '#law/contributions.ts'
import * as disability from '#law/disability.ts'
import * as employers from '#law/employers.ts'
import { familyAllowance } from '#law/family-allowance.ts'
import * as oldAge from '#law/old-age.ts'
import { NoDataError, inForce, jalaliDay } from '#law/parameters.ts'
import { minimumDailyWage } from '#law/parameters/wages.ts'
import * as unemployment from '#law/unemployment.ts'
import { dailyWage, minimumWage, wageCeiling } from '#law/wages.ts'

// Numbers that others published. Every one that can be relied on comes out of the law as it is coded here; those whose source is
// wrong do not. A kind of example that the table below does not know fails.

type Inputs = Readonly<Record<string, any>>
type Example = {
  readonly id: string
  readonly service: string
  readonly inputs: Inputs
  readonly expected: Readonly<Record<string, unknown>>
  readonly use: boolean
  readonly tolerance?: number
}

const examples: readonly Example[] = JSON.parse(
  readFileSync(new URL('worked-examples.json', import.meta.url), 'utf8'),
) as Example[]

const dayOf = ({ year }: Inputs): IsoDate => jalaliDay(year as number)
const toman = (amount: Rial): number => Number(amount) / 10
const exact = (value: number) => decimal(String(value))

/** The same amount by every name under which examples print one. */
const amount = (value: Rial) => ({
  rial: Number(value),
  rialPerDay: Number(value),
  rialPerMonth: Number(value),
  toman: toman(value),
  tomanPerMonth: toman(value),
})

const FROM_PERCENT = { 12: 'old-age', 14: 'old-age-death', 18: 'full' } as const
const protectionOf = (rate: number) => FROM_PERCENT[Math.round(rate * 100) as keyof typeof FROM_PERCENT]

const builder = (inputs: Inputs) =>
  contributions.builderPremium(
    { skill: { coefficient: exact(inputs['coefficient'] as number) }, days: (inputs['days'] as number) ?? 31 },
    dayOf(inputs),
  ).value

/** How each kind of example is asked of the law; the answer has every name that such examples expect. */
const ASKED: Readonly<Record<string, (inputs: Inputs) => Record<string, unknown>>> = {
  'contribution.minMonthlyWage': (inputs) => amount(minimumWage({ days: inputs['days'] }, dayOf(inputs)).value),
  'contribution.ceilingDaily': (inputs) => amount(wageCeiling({ days: 1 }, dayOf(inputs)).value),
  'contribution.ceilingMonthly': (inputs) => amount(wageCeiling({ days: inputs['days'] }, dayOf(inputs)).value),
  'contribution.dailyWage': (inputs) =>
    amount(dailyWage({ wage: rial(inputs['monthlyRial'] as number), days: inputs['days'] }, dayOf(inputs)).value),
  'familyAllowance.art86': (inputs) => amount(familyAllowance({ children: inputs['children'] }, dayOf(inputs)).value),
  'contribution.selfEmployed': (inputs) =>
    amount(
      contributions.selfEmployedPremium(
        {
          protection: protectionOf(inputs['insuredRate'] as number),
          days: inputs['days'],
          base: { coefficient: exact(inputs['wageCoefficient'] as number) },
        },
        dayOf(inputs),
      ).value.premium,
    ),
  'contribution.constructionWorker.base': (inputs) => amount(builder(inputs).base),
  'contribution.constructionWorker.dailyBase': (inputs) => amount(builder(inputs).dailyBase),
  'contribution.constructionWorker.workerShare': (inputs) => amount(builder(inputs).worker),
  'contribution.driver.full27': (inputs) => {
    const vehicle = { coefficient: exact(inputs['coefficient'] as number) }
    const premium = contributions.driverPremium({ vehicle, days: inputs['days'], withoutState: true }, dayOf(inputs))
    assert.equal(premium.value.driver, premium.value.full)
    return amount(premium.value.full)
  },
  'unemployment.dependantIncrement': (inputs) =>
    amount(
      unemployment.dependantIncrement({ dependants: inputs['dependants'], days: inputs['days'] }, dayOf(inputs)).value,
    ),
  'unemployment.floor': (inputs) =>
    amount(unemployment.unemploymentBenefit({ wages: rial(0), dependants: 0 }, dayOf(inputs)).value.monthly),
  'unemployment.duration': ({ historyMonths, marital }) => {
    const months = (family: boolean) =>
      unemployment.unemploymentDuration({ months: historyMonths, family }, jalaliDay(1403)).value.months
    const [single, family] = [months(false), months(true)]
    return { single, marriedOrWithDependants: family, married: family, months: marital === 'single' ? single : family }
  },
  'pension.oldAge.art77+fiveYearCheck': (inputs) => {
    const on = jalaliDay(1392)
    const average = oldAge.averageForPension(
      {
        twoYearAverage: rial(inputs['avgLast2yRial'] as number),
        fiveYearAverage: rial(inputs['avgLast5yRial'] as number),
        twoYearGrowth: exact(inputs['growth2y'] as number),
        fiveYearGrowth: exact(inputs['growth5y'] as number),
      },
      on,
    ).value
    return amount(oldAge.oldAgePension({ average, record: { years: inputs['years'] } }, on).value.amount)
  },
  'pension.oldAge.short': ({ years }) => {
    const facts = { average: rial(10_000_000), record: { years: years as number } }
    const pension = oldAge.oldAgePension(facts, jalaliDay(1399)).value
    const ratioOfAverage = approximately(pension.part)
    assert.equal(Number(pension.amount), Math.round(10_000_000 * ratioOfAverage))
    return { ratioOfAverage, minimumApplied: pension.raisedToMinimum, daysOfPensionPerMonth: ratioOfAverage * 30 }
  },
  'disability.art74': ({ degreePercent, workRelated }) => {
    const degree = percent(degreePercent as number)
    const on = jalaliDay(1402)
    const facts = { average: rial(30_000_000), record: { years: 30 }, degree }
    const once = disability.disabilityLumpSum(facts, on).value
    const kind = disability.disabilityOf({ degree, workRelated }, on).value
    return { multipleOfArt72Pension: Number(once) / 30_000_000, paidOnce: kind === 'lump-sum' }
  },
  'pension.eligibility.hardJob': ({ gender, age }) => {
    assert.equal(gender, 'm')
    const on = jalaliDay(1402)
    const birth = addJalaliMonths(on, -12 * (age as number))
    const hard = { record: { years: 12 }, continuous: false }
    const route = oldAge.bestRoute({ sex: 'male', birth, record: { years: 24 }, hard }, on)
    return { eligible: route === 'thirty-years' }
  },
  'pension.plan7': ({ historyYearsAtLaw }) => {
    const { value } = oldAge.plan7({ sex: 'male', recordAtLaw: { years: historyYearsAtLaw } }, jalaliDay(1404))
    const requiredYears = approximately(value.requiredYears)
    return { extraMonthsPerRemainingYear: value.extraMonthsPerYear, requiredYears, orAge: value.age }
  },
  'employer.art38.coefficient': ({ type, materialsBy }) => {
    const kind =
      materialsBy === 'contractor' ? 'materials' : /consulting/.test(type as string) ? 'consulting' : 'price-list'
    const { total, contractor, owner } = employers.contractCoefficient(kind, jalaliDay(1403)).value
    const inPercent = (rate: typeof total | null) =>
      rate === null ? null : Math.round(approximately(rate) * 1e4) / 100
    return { percent: inPercent(total), contractorPercent: inPercent(contractor), employerPercent: inPercent(owner) }
  },
  'employer.latePenalty': ({ period, paidOn, deadline }) => {
    const [year, month] = (period as string).split('/').map(Number) as [number, number]
    const written = (text: string) => jalaliDay(...(text.split('/').map(Number) as [number, number, number]))
    assert.equal(employers.listDeadline({ year, month }).value, written(deadline as string))
    const late = { unpaid: rial(50_000_000), month: { year, month }, paidOn: written(paidOn as string) }
    const { months, fine } = employers.lateFineDue(late).value
    const penaltyRate = Number(fine) / 50_000_000
    return { monthsLate: months, penaltyRate, base: 'whole premium of the list' }
  },
  'contract.housewife.eligibility': ({ ageYears, ageMonths }) => {
    const on = jalaliDay(1403)
    const birth = addJalaliMonths(on, -((ageYears as number) * 12 + (ageMonths as number)))
    const { years, months } = contributions.selfEmployedRecordNeeded(birth, on).value
    return { requiredPriorHistory: `${years} years ${months} months` }
  },
  'pension.annualIncrease': (inputs) => {
    const pension = rial(100_000_000)
    return { rule: oldAge.increasedPension({ pension, level: inputs['level'] }, dayOf(inputs)).value }
  },
}

/** «36 x 0.15» and «9/30» stand for numbers. */
function expectedValue(value: unknown): unknown {
  const [, one, sign, other] = /^([\d.]+) ?(x|\/) ?([\d.]+)$/.exec(String(value)) ?? []
  if (sign === 'x') return Number(one) * Number(other)
  if (sign === '/') return Number(one) / Number(other)
  return value
}

function sameAs(found: unknown, expected: unknown, tolerance: number): boolean {
  const wanted = expectedValue(expected)
  if (typeof wanted === 'number' && typeof found === 'number') return Math.abs(found - wanted) <= tolerance + 1e-9
  return found === wanted
}

function differences({ service, inputs, expected, tolerance = 0 }: Example): string[] {
  const ask = ASKED[service]
  assert.ok(ask !== undefined, `nothing is asked for ${service}`)
  const found = ask(inputs)
  for (const name of Object.keys(expected)) assert.ok(name in found, `${service} does not answer ${name}`)
  return Object.entries(expected).flatMap(([name, value]) =>
    sameAs(found[name], value, tolerance) ? [] : [`${name}: ${String(found[name])}, not ${String(value)}`],
  )
}

test('there is an example of every kind that the table knows, and no other', () => {
  const kinds = new Set(examples.map(({ service }) => service))
  assert.deepEqual([...kinds].toSorted(), Object.keys(ASKED).toSorted())
})

describe('published numbers come out of the law', () => {
  for (const example of examples.filter(({ use }) => use))
    test(example.id, () => {
      const { minDailyWageRial } = example.inputs
      if (minDailyWageRial !== undefined)
        assert.equal(inForce(minimumDailyWage, dayOf(example.inputs)).value, rial(minDailyWageRial as number))
      assert.deepEqual(differences(example), [])
    })
})

describe('wrong published numbers do not', () => {
  for (const example of examples.filter(({ use }) => !use))
    test(example.id, () => {
      try {
        assert.notDeepEqual(differences(example), [])
      } catch (error) {
        assert.ok(error instanceof NoDataError, String(error))
      }
    })
})

test('the three wrong calculators that were seen are not ours', () => {
  const on = jalaliDay(1404)
  const pension = (years: number) =>
    oldAge.oldAgePension({ average: rial(900_000_000), record: { years } }, on).value.amount
  assert.equal(pension(35), rial(1_050_000_000), 'not capped at thirty years')
  assert.equal(pension(40), pension(35))
  const career = Array.from({ length: 24 }, (_, month) => rial(month < 21 ? 100_000_000 : 400_000_000))
  assert.equal(oldAge.twoYearAverage({ wages: career }, on).value, rial(137_500_000), 'not the last ninety days')
  const disabled = { average: rial(900_000_000), record: { years: 20 }, degree: share(1, 2) }
  assert.equal(disability.partialDisabilityPension(disabled, on).value, rial(300_000_000))
})
