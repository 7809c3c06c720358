import type { IsoDate } from '#kernel/dates.ts'
import type { Mobile } from '#kernel/mobile.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { Sex } from '#ports/civil-registry.ts'
import type { Database, Reader, Tx } from './database.ts'
import type { PersonId } from './ids.ts'

/** A person with an account. Names and birth date are the civil registry's. */
export type Person = {
  personId: PersonId
  number: PersonalNumber
  firstName: string
  lastName: string
  fatherName: string | null
  idCardNumber: string | null
  placeOfIssue: string | null
  sex: Sex
  birthDate: IsoDate
  mobile: Mobile
  email: string | null
  branchId: number | null
  registeredAt: Date
}

const columns = `person_id as "personId", number, first_name as "firstName", last_name as "lastName",
  father_name as "fatherName", id_card_number as "idCardNumber", place_of_issue as "placeOfIssue", sex,
  birth_date as "birthDate", mobile, email, branch_id as "branchId", registered_at as "registeredAt"`

/**
 * The person behind a number: the one known already, or the one proposed, who is known from now on. Somebody may be known
 * to the register without having an account.
 */
export async function identityOf(tx: Tx, number: PersonalNumber, proposed: PersonId): Promise<PersonId> {
  if (await claimNumber(tx, number, proposed)) return proposed
  const rows = await tx.query<{ personId: PersonId }>(
    `select person_id as "personId" from identity where number = $1`,
    [number],
  )
  return rows[0]!.personId
}

/** Claims a number for a person; false when somebody holds it already. */
export async function claimNumber(tx: Tx, number: PersonalNumber, personId: PersonId): Promise<boolean> {
  const rows = await tx.query(
    `insert into identity (number, person_id) values ($1, $2) on conflict do nothing returning person_id`,
    [number, personId],
  )
  return rows.length === 1
}

export async function findPersonId(db: Reader, number: PersonalNumber): Promise<PersonId | undefined> {
  const rows = await db.read<{ personId: PersonId }>(
    'person-id',
    `select person_id as "personId" from identity where number = $1`,
    [number],
  )
  return rows[0]?.personId
}

/** Gives a person an account; false when they have one already. */
export async function insertPerson(tx: Tx, person: Person, passwordHash: string): Promise<boolean> {
  const inserted = await tx.query(
    `insert into person (person_id, number, first_name, last_name, father_name, id_card_number, place_of_issue, sex,
       birth_date, mobile, email, branch_id, registered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict (person_id) do nothing returning person_id`,
    [
      person.personId,
      person.number,
      person.firstName,
      person.lastName,
      person.fatherName,
      person.idCardNumber,
      person.placeOfIssue,
      person.sex,
      person.birthDate,
      person.mobile,
      person.email,
      person.branchId,
      person.registeredAt,
    ],
  )
  if (inserted.length === 0) return false
  await tx.query(`insert into credential (person_id, password_hash, changed_at) values ($1, $2, $3)`, [
    person.personId,
    passwordHash,
    person.registeredAt,
  ])
  return true
}

export async function findPerson(db: Database, personId: PersonId): Promise<Person | undefined> {
  return (await db.read<Person>('person', `select ${columns} from person where person_id = $1`, [personId]))[0]
}

/** For ids that a session vouches for. Throws when there is no such person. */
export async function getPerson(db: Database, personId: PersonId): Promise<Person> {
  const person = await findPerson(db, personId)
  if (person === undefined) throw new Error('no such person')
  return person
}

/** The number a person had before the present one. */
export async function findPreviousMobile(db: Database, personId: PersonId): Promise<Mobile | null> {
  const rows = await db.query<{ mobile: Mobile | null }>(
    `select previous_mobile as mobile from person where person_id = $1`,
    [personId],
  )
  return rows[0]?.mobile ?? null
}

export type Credential = { passwordHash: string; changedAt: Date }

export async function findCredential(db: Reader, personId: PersonId): Promise<Credential | undefined> {
  const rows = await db.read<Credential>(
    'credential',
    `select password_hash as "passwordHash", changed_at as "changedAt" from credential where person_id = $1`,
    [personId],
  )
  return rows[0]
}

export async function savePasswordHash(tx: Tx, personId: PersonId, passwordHash: string, at: Date): Promise<void> {
  await tx.query(`update credential set password_hash = $2, changed_at = $3 where person_id = $1`, [
    personId,
    passwordHash,
    at,
  ])
}

export async function saveEmail(tx: Tx, personId: PersonId, email: string | null): Promise<void> {
  await tx.query(`update person set email = $2 where person_id = $1`, [personId, email])
}

export async function saveMobile(tx: Tx, personId: PersonId, mobile: Mobile): Promise<void> {
  await tx.query(`update person set previous_mobile = mobile, mobile = $2 where person_id = $1`, [personId, mobile])
}
