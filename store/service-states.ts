import type { IsoDate } from '#kernel/dates.ts'
import type { Tx } from './database.ts'
import type { PersonId } from './ids.ts'

/** Something that was said of a service. */
export type SaidOfService = {
  readonly service: string
  readonly state: 'active' | 'off' | 'warning' | 'outside'
  /** In Persian; people read it. */
  readonly reason: string
  readonly link: string | null
  readonly from: IsoDate
  /** The last day; null: until something else is said. */
  readonly until: IsoDate | null
  /** Null: it holds for everybody. */
  readonly personId: PersonId | null
}

const columns = `service, state, reason, from_day::text as "from", until_day::text as until`

/** What holds on or after a day, in the order in which it was said. */
export async function listServiceStates(tx: Tx, since: IsoDate): Promise<SaidOfService[]> {
  const [ofAll, ofPeople] = await Promise.all([
    tx.query<SaidOfService>(
      `select ${columns}, link, null as "personId" from service_state
       where until_day is null or until_day >= $1 order by service_state_id`,
      [since],
    ),
    tx.query<SaidOfService>(
      `select ${columns}, null as link, person_id as "personId" from service_state_of_person
       where until_day is null or until_day >= $1 order by said_at, service_state_id`,
      [since],
    ),
  ])
  return [...ofAll, ...ofPeople]
}

export async function addServiceState(tx: Tx, said: SaidOfService, staffId: string, at: Date): Promise<void> {
  const { service, state, reason, link, from, until, personId } = said
  if (personId === null) {
    await tx.query(
      `insert into service_state (service, state, reason, link, from_day, until_day, said_by, said_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [service, state, reason, link, from, until, staffId, at],
    )
  } else {
    await tx.query(
      `insert into service_state_of_person (person_id, service, state, reason, from_day, until_day, said_by, said_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [personId, service, state, reason, from, until, staffId, at],
    )
  }
}
