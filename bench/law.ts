import { type IsoDate } from '#kernel/dates.ts'
import { rial } from '#kernel/rial.ts'
import { oldAgeEstimator, oldAgePension } from '#law/old-age.ts'
import { inForce, jalaliDay } from '#law/parameters.ts'
import { minimumDailyWage } from '#law/parameters/wages.ts'
import Engine from 'publicodes'
import { inTurn } from './measure.ts'
import { type Row, atLeast, told } from './table.ts'

const ON: IsoDate = jalaliDay(1405, 2)
const PEOPLE = 200_000
/** Few enough of them that a round of the reference takes about a second. */
const FOR_REFERENCE = 4_000

/**
 * The old-age estimate for a whole population, on one core: the same averages and records, by the law as it is coded here and
 * by the same formula written in publicodes, which is told the record in days. People a second of processor time, so that
 * others on the machine do not count; both must come to the same amounts.
 */
export async function lawRates(): Promise<Row[]> {
  const people = population()
  const reference = publicodes()
  const ours = oldAgeEstimator(ON)
  for (const person of people.slice(0, 1_000)) {
    const [found, wanted] = [Number(ours(person)), reference(person)]
    if (Math.abs(found - wanted) > 1) throw new Error(`${found}, by publicodes ${wanted}`)
  }
  const few = people.slice(0, FOR_REFERENCE)
  const pair = await inTurn(
    () => rateOf(people, ours),
    () => rateOf(few, reference),
  )
  const explained = await inTurn(
    () => rateOf(people.slice(0, 50_000), (person) => oldAgePension(person, ON).value.amount),
    () => rateOf(few, reference),
    3,
  )
  return [
    atLeast('old-age estimates of a population against publicodes', pair, 'people/s/core', 100),
    told('the same, each ready to be explained', explained.ours, 'people/s/core', explained.reference),
  ]
}

type Person = ReturnType<typeof population>[number]

/** Averages between the minimum and the ceiling, records of 5 to 40 years in days. */
function population() {
  return Array.from({ length: PEOPLE }, (_, at) => ({
    average: rial(166_255_500 + ((at * 7_919) % 997_000) * 1_000),
    record: { days: 1_825 + ((at * 104_729) % 12_775) },
  }))
}

function publicodes(): (person: Person) => number {
  const engine = new Engine({
    average: null,
    days: null,
    minimum: Number(inForce(minimumDailyWage, ON).value) * 30,
    years: 'days / 365',
    counted: { valeur: 'years', plafond: 35 },
    earned: 'average * counted / 30',
    pension: {
      variations: [{ si: 'years >= 20', alors: { valeur: 'earned', plancher: 'minimum' } }, { sinon: 'earned' }],
    },
  })
  return ({ average, record }) => {
    const { nodeValue } = engine.setSituation({ average: Number(average), days: record.days }).evaluate('pension')
    if (typeof nodeValue !== 'number') throw new Error('publicodes came to nothing')
    return Math.round(nodeValue)
  }
}

async function rateOf(people: readonly Person[], estimate: (person: Person) => unknown): Promise<number> {
  const before = process.cpuUsage()
  for (const person of people) estimate(person)
  const { user, system } = process.cpuUsage(before)
  return people.length / ((user + system) / 1e6)
}
