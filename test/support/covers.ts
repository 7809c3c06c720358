import { addDays, addJalaliYears, tehranDate, type IsoDate } from '#kernel/dates.ts'
import { tehranInstant } from '#kernel/working-time/working-time.ts'
import type { App } from '#app/app.ts'
import { coverBegins, type CoverEntry } from '#app/covers/begin.ts'
import type { PopulationLine } from '#ports/population.ts'
import { findCover, type CoverKey, type CoverRow } from '#store/covers.ts'
import { randomId, randomPersonId, type PersonId } from '#store/ids.ts'
import { identityOf, insertPerson } from '#store/people.ts'
import { putMember, type Member } from '#store/register/members.ts'
import type { TestClock } from './portal.ts'

/** A clock that stands at noon of a day in Iran until it is set to another. */
export class DayClock {
  #at: number
  constructor(day: IsoDate) {
    this.#at = noon(day)
  }
  now = (): number => this.#at
  set(day: IsoDate, minute = 12 * 60): void {
    this.#at = tehranInstant(day, minute) * 1000
  }
}

const noon = (day: IsoDate): number => tehranInstant(day, 12 * 60) * 1000

/** Moves a clock that only goes forward to noon of a day. */
export function forwardTo(clock: TestClock, day: IsoDate): void {
  clock.forward(noon(day) - clock.now())
}

/** An account for somebody the simulators know. */
export async function account(app: App, { person, mobiles }: PopulationLine, branchId = 1): Promise<PersonId> {
  return app.db.transaction(async (tx) => {
    const personId = await identityOf(tx, person.number, randomPersonId())
    const { number, firstName, lastName, fatherName, idCardNumber, placeOfIssue, sex, birthDate } = person
    const rest = { firstName, lastName, fatherName, idCardNumber, placeOfIssue, sex, birthDate }
    const mobile = mobiles[0]!
    const registeredAt = new Date(app.clock.now())
    await insertPerson(tx, { personId, number, ...rest, mobile, email: null, branchId, registeredAt }, 'x')
    return personId
  })
}

/** What the organisation knows of a member. */
export async function enrol(app: App, personId: PersonId, more: Partial<Member> = {}): Promise<void> {
  await putMember(app.db, {
    personId,
    standing: 'insured',
    branchId: 1,
    pension: false,
    otherFund: false,
    working: true,
    firstBirthDate: null,
    idCardOnFile: true,
    ...more,
  })
}

/** Begins a cover as an approval does, today. */
export async function cover(
  app: App,
  insuredId: PersonId,
  { person }: Pick<PopulationLine, 'person'>,
  relation: CoverEntry['relation'],
  more: Partial<CoverEntry> = {},
): Promise<CoverKey> {
  const from = more.from ?? tehranDate(app.clock.now())
  const age = relation === 'son' && addJalaliYears(person.birthDate, 19) > from
  const entry: CoverEntry = {
    number: person.number,
    relation,
    name: `${person.firstName} ${person.lastName}`,
    birthDate: person.birthDate,
    from,
    until: null,
    sex: person.sex,
    ground: age ? 'age' : 'tie',
    studyUntil: null,
    ...more,
  }
  await coverBegins(app, insuredId, entry, randomId())
  const dependantId = await app.db.transaction((tx) => identityOf(tx, person.number, randomPersonId()))
  return { personId: insuredId, dependantId, from }
}

/** The cover as the register has it now. */
export async function coverNow(app: App, key: CoverKey): Promise<CoverRow> {
  const row = await findCover(app.db, key)
  if (row === undefined) throw new Error('no such cover')
  return row
}

export const dayBefore = (day: IsoDate): IsoDate => addDays(day, -1)
