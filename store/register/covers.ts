import type { IsoDate } from '#kernel/dates.ts'
import type { Ground } from '../covers.ts'
import type { Database, Tx } from '../database.ts'
import type { PersonId } from '../ids.ts'
import { listOf, type OfPerson } from '../of-person.ts'

/** A person covered by a member, now or in the past. */
export type Covered = {
  dependantId: PersonId
  relation: string
  name: string
  birthDate: IsoDate
  from: IsoDate
  /** The first day without cover, where it is known beforehand: by the age limit or the end of study. */
  until: IsoDate | null
  /** What the cover rests on, by which it may end on that day. */
  ground: Ground | null
  studyUntil: IsoDate | null
  endedOn: IsoDate | null
  endedBecause: string | null
  /** What the branch wrote down when it ended it. */
  endNote: string | null
  /** The branch is finding out whether it goes on. */
  asked: boolean
  /** The insured is asked for the commitment about a daughter who comes of age. */
  commits: boolean
}

/** Those whom a person covers or covered. */
export const coveredBy: OfPerson<Covered> = {
  name: 'covered',
  // oxfmt-ignore
  values: [
    'dependant_id', 'relation', 'name', 'birth_date', 'from_date', 'until_date', 'ground', 'study_until', 'ended_on',
    'ended_because',
    `(select e.detail ->> 'note' from register_cover_event e
      where e.person_id = c.person_id and e.dependant_id = c.dependant_id and e.from_date = c.from_date and e.kind = 'ended'
      order by e.at desc limit 1)`,
    '(question is not null)', '(commitment_asked_on is not null and committed_on is null)',
  ],
  from: 'from register_cover c where person_id = $1 order by ended_on is not null, from_date',
  read: ([
    dependantId,
    relation,
    name,
    birthDate,
    from,
    until,
    ground,
    studyUntil,
    endedOn,
    because,
    note,
    asked,
    commits,
  ]) => ({
    dependantId: dependantId as PersonId,
    relation: relation!,
    name: name!,
    birthDate: birthDate as IsoDate,
    from: from as IsoDate,
    until: until as IsoDate | null,
    ground: ground as Ground | null,
    studyUntil: studyUntil as IsoDate | null,
    endedOn: endedOn as IsoDate | null,
    endedBecause: because ?? null,
    endNote: note ?? null,
    asked: asked === 'true',
    commits: commits === 'true',
  }),
}

export const listCovered = (db: Database, personId: PersonId): Promise<Covered[]> => listOf(db, coveredBy, personId)

/** What an approval enters. */
export type NewCover = Pick<Covered, 'dependantId' | 'relation' | 'name' | 'birthDate' | 'from' | 'until'> & {
  readonly sex: 'female' | 'male' | null
  readonly ground: Ground | null
  readonly studyUntil: IsoDate | null
}

/** `known`: this application was entered before. `taken`: another member covers the person. */
export type Begun = 'begun' | 'renewed' | 'known' | 'taken'

/**
 * Begins a cover, or puts one that runs onto its new ground, from which its end follows. The same application again changes
 * nothing, also when the cover has ended meanwhile.
 */
export async function beginCover(
  tx: Tx,
  personId: PersonId,
  cover: NewCover,
  applicationId: string,
): Promise<{ readonly how: Begun; readonly from: IsoDate }> {
  const { dependantId, from, until, sex, ground, studyUntil } = cover
  const entered = await tx.query<{ from: IsoDate }>(
    `select from_date as "from" from register_cover where person_id = $1 and dependant_id = $2 and application_id = $3`,
    [personId, dependantId, applicationId],
  )
  if (entered[0] !== undefined) return { how: 'known', from: entered[0].from }
  const renewed = await tx.query<{ from: IsoDate }>(
    `update register_cover set sex = $3, ground = $4, since_date = $5, study_until = $6, until_date = $7, look_on = $5,
       warned_of = null, application_id = $8,
       committed_on = case when commitment_asked_on is null then committed_on else $5 end
     where person_id = $1 and dependant_id = $2 and ended_on is null returning from_date as "from"`,
    [personId, dependantId, sex, ground, from, studyUntil, until, applicationId],
  )
  if (renewed[0] !== undefined) return { how: 'renewed', from: renewed[0].from }
  const claimed = await tx.query<{ insured: string }>(
    `insert into register_dependant (person_id, insured_id) values ($1, $2)
     on conflict (person_id) do update set insured_id = register_dependant.insured_id returning insured_id as insured`,
    [dependantId, personId],
  )
  if (claimed[0]!.insured !== personId) return { how: 'taken', from }
  // One that began and ended on this very day begins again.
  await tx.query(
    `insert into register_cover (person_id, dependant_id, relation, name, birth_date, from_date, until_date, application_id, sex,
       ground, since_date, study_until, look_on, asked_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $6, $11, $6, $6)
     on conflict (person_id, dependant_id, from_date) do update set ended_on = null, ended_because = null, relation = $3,
       name = $4, birth_date = $5, until_date = $7, application_id = $8, sex = $9, ground = $10, since_date = $6,
       study_until = $11, look_on = $6, asked_on = $6, warned_of = null`,
    [
      personId,
      dependantId,
      cover.relation,
      cover.name,
      cover.birthDate,
      from,
      until,
      applicationId,
      sex,
      ground,
      studyUntil,
    ],
  )
  return { how: 'begun', from }
}

/** The cover that an application began, locked until the transaction ends; undefined where it began none. */
export async function lockCoverOf(
  tx: Tx,
  personId: PersonId,
  applicationId: string,
): Promise<Pick<Covered, 'endedOn' | 'endedBecause'> | undefined> {
  const rows = await tx.query<Pick<Covered, 'endedOn' | 'endedBecause'>>(
    `select ended_on as "endedOn", ended_because as "endedBecause" from register_cover
     where person_id = $1 and application_id = $2 for update`,
    [personId, applicationId],
  )
  return rows[0]
}
