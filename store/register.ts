import type { IsoDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { Database, Tx } from './database.ts'
import type { PersonId } from './ids.ts'

/** What the organisation knows of a member. */
export type Member = {
  personId: PersonId
  standing: 'insured' | 'retiree' | 'totally-disabled' | 'survivor' | 'none'
  branchId: number | null
  branchName: string | null
  pension: boolean
  otherFund: boolean
  working: boolean
  /** On the ID card first presented to the organisation. */
  firstBirthDate: IsoDate | null
  idCardOnFile: boolean
}

/** The member behind a number; undefined for somebody the organisation has never met. */
export async function findMember(db: Tx, number: PersonalNumber): Promise<Member | undefined> {
  const rows = await db.query<Member>(
    `select m.person_id as "personId", m.standing, m.branch_id as "branchId", b.name as "branchName", m.pension,
       m.other_fund as "otherFund", m.working, m.first_birth_date as "firstBirthDate",
       m.id_card_on_file as "idCardOnFile"
     from identity i join register_member m on m.person_id = i.person_id left join branch b on b.branch_id = m.branch_id
     where i.number = $1`,
    [number],
  )
  return rows[0]
}

/** The number of the member who covers this person now; null when nobody does. */
export async function findInsuredOf(db: Tx, number: PersonalNumber): Promise<PersonalNumber | null> {
  const rows = await db.query<{ number: PersonalNumber }>(
    `select insured.number from identity i join register_dependant d on d.person_id = i.person_id
     join identity insured on insured.person_id = d.insured_id where i.number = $1`,
    [number],
  )
  return rows[0]?.number ?? null
}

export async function putMember(tx: Tx, member: Omit<Member, 'branchName'>): Promise<void> {
  await tx.query(
    `insert into register_member (person_id, standing, branch_id, pension, other_fund, working, first_birth_date, id_card_on_file)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (person_id) do update set standing = $2, branch_id = $3, pension = $4, other_fund = $5, working = $6,
       first_birth_date = $7, id_card_on_file = $8`,
    [
      member.personId,
      member.standing,
      member.branchId,
      member.pension,
      member.otherFund,
      member.working,
      member.firstBirthDate,
      member.idCardOnFile,
    ],
  )
}

/** A person covered by a member, now or in the past. */
export type Covered = {
  dependantId: PersonId
  relation: string
  name: string
  birthDate: IsoDate
  from: IsoDate
  /** Known beforehand: the age limit or the end of study. */
  until: IsoDate | null
  endedOn: IsoDate | null
  endedBecause: string | null
}

export async function listCovered(db: Tx, personId: PersonId): Promise<Covered[]> {
  return db.query<Covered>(
    `select dependant_id as "dependantId", relation, name, birth_date as "birthDate", from_date as "from",
       until_date as "until", ended_on as "endedOn", ended_because as "endedBecause"
     from register_cover where person_id = $1 order by ended_on is not null, from_date`,
    [personId],
  )
}

/**
 * Begins a cover. False when another member covers the person already. The same application again changes nothing.
 */
export async function beginCover(
  tx: Tx,
  personId: PersonId,
  cover: Pick<Covered, 'dependantId' | 'relation' | 'name' | 'birthDate' | 'from' | 'until'>,
  applicationId: string,
): Promise<boolean> {
  const claimed = await tx.query<{ insured: string }>(
    `insert into register_dependant (person_id, insured_id) values ($1, $2)
     on conflict (person_id) do update set insured_id = register_dependant.insured_id returning insured_id as insured`,
    [cover.dependantId, personId],
  )
  if (claimed[0]!.insured !== personId) return false
  await tx.query(
    `insert into register_cover (person_id, dependant_id, relation, name, birth_date, from_date, until_date, application_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [personId, cover.dependantId, cover.relation, cover.name, cover.birthDate, cover.from, cover.until, applicationId],
  )
  return true
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

/** Ends a cover that runs. */
export async function endCover(
  tx: Tx,
  personId: PersonId,
  dependantId: PersonId,
  on: IsoDate,
  because: string,
): Promise<void> {
  await tx.query(
    `update register_cover set ended_on = $3, ended_because = $4
     where person_id = $1 and dependant_id = $2 and ended_on is null`,
    [personId, dependantId, on, because],
  )
  await tx.query(`delete from register_dependant where person_id = $1 and insured_id = $2`, [dependantId, personId])
}

/** How many members the register holds: nothing is written twice by the demonstration. */
export async function countMembers(db: Database): Promise<number> {
  const rows = await db.query<{ n: number }>(`select count(*)::int as n from register_member`)
  return rows[0]!.n
}
