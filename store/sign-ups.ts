import type { IsoDate } from '#kernel/dates.ts'
import type { Mobile } from '#kernel/mobile.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { Sex } from '#ports/civil-registry.ts'
import type { Database, Tx } from './database.ts'
import type { PersonId } from './ids.ts'

/** How a submitted sign-up ended. All but the first two send the person to the branch with identity papers. */
export type SignUpOutcome =
  | 'succeeded'
  | 'already-registered'
  | 'mobile-not-own'
  | 'mobile-unknown'
  | 'registry-no-match'
  | 'registry-mismatch'
  | 'deceased'

/** What one person has filled in so far. */
export type SignUp = {
  personId: PersonId
  secretHash: Buffer
  deviceHash: Buffer | null
  number: PersonalNumber
  mobile: Mobile
  mobileProvedAt: Date | null
  firstName: string | null
  lastName: string | null
  fatherName: string | null
  idCardNumber: string | null
  sex: Sex | null
  birthDate: IsoDate | null
  email: string | null
  passwordHash: string | null
  trackingCode: string | null
  submittedAt: Date | null
  outcome: SignUpOutcome | null
  seenAt: Date | null
}

const columns = `person_id as "personId", secret_hash as "secretHash", device_hash as "deviceHash", number, mobile,
  mobile_proved_at as "mobileProvedAt", first_name as "firstName", last_name as "lastName", father_name as "fatherName",
  id_card_number as "idCardNumber", sex, birth_date as "birthDate", email, password_hash as "passwordHash",
  tracking_code as "trackingCode", submitted_at as "submittedAt", outcome, seen_at as "seenAt"`

export async function findSignUp(db: Database, personId: PersonId): Promise<SignUp | undefined> {
  const rows = await db.read<SignUp>('sign-up', `select ${columns} from sign_up where person_id = $1`, [personId])
  return rows[0]
}

/** The same row, locked until the transaction ends: of two tabs, one waits. */
export async function lockSignUp(tx: Tx, personId: PersonId): Promise<SignUp | undefined> {
  const rows = await tx.query<SignUp>(`select ${columns} from sign_up where person_id = $1 for update`, [personId])
  return rows[0]
}

export async function insertSignUp(
  tx: Tx,
  row: Pick<SignUp, 'personId' | 'secretHash' | 'deviceHash' | 'number' | 'mobile'>,
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into sign_up (person_id, secret_hash, device_hash, number, mobile, created_at) values ($1, $2, $3, $4, $5, $6)`,
    [row.personId, row.secretHash, row.deviceHash, row.number, row.mobile, at],
  )
}

/** Another number or mobile: the proof of the mobile belongs to the old pair, so it goes. */
export async function changeSignUpWho(
  tx: Tx,
  personId: PersonId,
  number: PersonalNumber,
  mobile: Mobile,
): Promise<void> {
  await tx.query(
    `update sign_up set number = $2, mobile = $3, mobile_proved_at = null, password_hash = null
     where person_id = $1 and submitted_at is null and (number, mobile) is distinct from ($2, $3)`,
    [personId, number, mobile],
  )
}

export async function markMobileProved(tx: Tx, personId: PersonId, at: Date): Promise<void> {
  await tx.query(`update sign_up set mobile_proved_at = $2 where person_id = $1 and submitted_at is null`, [
    personId,
    at,
  ])
}

export type SignUpIdentity = {
  firstName: string
  lastName: string
  fatherName: string
  idCardNumber: string
  sex: Sex
  birthDate: IsoDate
}

/** `keepPassword` is false when a name changed: the password rule was checked against the old one. */
export async function saveSignUpIdentity(
  tx: Tx,
  personId: PersonId,
  identity: SignUpIdentity,
  keepPassword: boolean,
): Promise<void> {
  await tx.query(
    `update sign_up set first_name = $2, last_name = $3, father_name = $4, id_card_number = $5, sex = $6, birth_date = $7,
       password_hash = case when $8 then password_hash end
     where person_id = $1 and submitted_at is null`,
    [
      personId,
      identity.firstName,
      identity.lastName,
      identity.fatherName,
      identity.idCardNumber,
      identity.sex,
      identity.birthDate,
      keepPassword,
    ],
  )
}

export async function saveSignUpAccess(
  tx: Tx,
  personId: PersonId,
  access: { email: string | null; passwordHash: string },
): Promise<void> {
  await tx.query(`update sign_up set email = $2, password_hash = $3 where person_id = $1 and submitted_at is null`, [
    personId,
    access.email,
    access.passwordHash,
  ])
}

export async function markSubmitted(tx: Tx, personId: PersonId, trackingCode: string, at: Date): Promise<void> {
  await tx.query(
    `update sign_up set tracking_code = $2, submitted_at = $3 where person_id = $1 and submitted_at is null`,
    [personId, trackingCode, at],
  )
}

/** Ends a sign-up; the password hash is not kept here any longer. */
export async function markDecided(tx: Tx, personId: PersonId, outcome: SignUpOutcome, at: Date): Promise<void> {
  await tx.query(
    `update sign_up set outcome = $2, decided_at = $3, password_hash = null where person_id = $1 and outcome is null`,
    [personId, outcome, at],
  )
}

export async function markSeen(tx: Tx, personId: PersonId, at: Date): Promise<void> {
  await tx.query(`update sign_up set seen_at = coalesce(seen_at, $2) where person_id = $1 and outcome is not null`, [
    personId,
    at,
  ])
}

/** Forgets sign-ups that were begun before `before` and never sent. */
export async function deleteAbandonedSignUps(tx: Tx, before: Date): Promise<number> {
  const rows = await tx.query(
    `delete from sign_up where submitted_at is null and created_at < $1 returning person_id`,
    [before],
  )
  return rows.length
}
