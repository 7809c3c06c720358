import { completedYears, type IsoDate } from '#kernel/dates.ts'
import type { PopulationLine } from '#ports/population.ts'
import type { Database, Tx } from '#store/database.ts'
import { randomPersonId } from '#store/ids.ts'
import { identityOf } from '#store/people.ts'
import { beginCover } from '#store/register/covers.ts'
import { countMembers, putMember } from '#store/register/members.ts'

/**
 * Tells the register who the living adults of the population are: most men and some women insured, the aged retired, the
 * rest unknown. Done once; whom the first people cover already is given by `covers`.
 */
export async function addRegister(db: Database, lines: readonly PopulationLine[], today: IsoDate): Promise<void> {
  if ((await countMembers(db)) > 0) return
  for (let from = 0; from < lines.length; from += 500) {
    await db.transaction(async (tx) => {
      for (const line of lines.slice(from, from + 500)) await addMember(tx, line, today)
    })
  }
}

async function addMember(tx: Tx, { person }: PopulationLine, today: IsoDate): Promise<void> {
  const age = completedYears(person.birthDate, today)
  if (person.diedOn !== null || age < 20) return
  // The last digits of the number stand for chance: the same person is the same in every demonstration.
  const chance = Number(person.number.slice(-4, -1)) / 1000
  const retired = age >= 60 && chance < (person.sex === 'male' ? 0.7 : 0.2)
  const insured = !retired && age < 60 && chance < (person.sex === 'male' ? 0.75 : 0.25)
  if (!retired && !insured) return
  await putMember(tx, {
    personId: await identityOf(tx, person.number, randomPersonId()),
    standing: retired ? 'retiree' : 'insured',
    branchId: 1 + (Number(person.number.slice(-2)) % 4),
    pension: retired,
    otherFund: false,
    working: insured,
    firstBirthDate: person.birthDate,
    idCardOnFile: true,
  })
}

/** Makes a person insured at the first branch, covering their eldest child under eighteen if they have one. */
export async function insure(
  db: Database,
  line: PopulationLine,
  people: ReadonlyMap<string, PopulationLine>,
  today: IsoDate,
): Promise<void> {
  const { person } = line
  const age = completedYears(person.birthDate, today)
  await db.transaction(async (tx) => {
    const personId = await identityOf(tx, person.number, randomPersonId())
    await putMember(tx, {
      personId,
      standing: age >= 60 ? 'retiree' : 'insured',
      branchId: 1,
      pension: age >= 60,
      otherFund: false,
      working: age < 60,
      firstBirthDate: person.birthDate,
      idCardOnFile: true,
    })
    const child = (person.children ?? [])
      .map((number) => people.get(number)?.person)
      .find((one) => one !== undefined && one.diedOn === null && completedYears(one.birthDate, today) < 18)
    if (child === undefined) return
    const cover = {
      dependantId: await identityOf(tx, child.number, randomPersonId()),
      relation: child.sex === 'male' ? 'son' : 'daughter',
      name: `${child.firstName} ${child.lastName}`,
      birthDate: child.birthDate,
      from: child.birthDate,
      until: null,
      sex: child.sex,
      ground: child.sex === 'male' ? ('age' as const) : ('tie' as const),
      studyUntil: null,
    }
    await beginCover(tx, personId, cover, '1')
  })
}
