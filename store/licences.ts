import type { IsoDate } from '#kernel/dates.ts'
import { randomInt } from 'node:crypto'
import type { Database, Tx } from './database.ts'
import { randomId, type PersonId } from './ids.ts'

/** A licence to inquire, as its giver sees it. */
export type Licence = {
  readonly personId: PersonId
  readonly licenceId: string
  readonly certificateId: string
  readonly code: string
  readonly institution: string
  readonly givenAt: Date
  /** The last day. */
  readonly until: IsoDate
  readonly endedAt: Date | null
}

export type LicenceUse = {
  readonly licenceId: string
  readonly at: Date
  /** As they named themselves. */
  readonly usedBy: string
  readonly paper: boolean
}

const columns = `person_id as "personId", licence_id as "licenceId", certificate_id as "certificateId", code, institution,
  given_at as "givenAt", until, ended_at as "endedAt"`

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Draws a code nobody has, 60 random bits as that of a certificate, and notes whose licence it opens. */
export async function newLicenceCode(tx: Tx, personId: PersonId, licenceId: string): Promise<string> {
  for (;;) {
    const code = Array.from({ length: 12 }, () => SIGNS.charAt(randomInt(32))).join('')
    const rows = await tx.query(
      `insert into licence_code (code, person_id, licence_id) values ($1, $2, $3) on conflict do nothing returning code`,
      [code, personId, licenceId],
    )
    if (rows.length === 1) return code
  }
}

export async function insertLicence(tx: Tx, one: Licence): Promise<void> {
  await tx.query(
    `insert into certificate_licence (person_id, licence_id, certificate_id, code, institution, given_at, until)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [one.personId, one.licenceId, one.certificateId, one.code, one.institution, one.givenAt, one.until],
  )
}

/** The licences for one certificate, newest first. */
export async function listLicences(db: Database, personId: PersonId, certificateId: string): Promise<Licence[]> {
  return db.read<Licence>(
    'licences',
    `select ${columns} from certificate_licence where person_id = $1 and certificate_id = $2
     order by given_at desc, licence_id limit 100`,
    [personId, certificateId],
  )
}

/** The newest openings of a person's licences for one certificate. */
export async function listLicenceUses(db: Database, personId: PersonId, certificateId: string): Promise<LicenceUse[]> {
  return db.read<LicenceUse>(
    'licence-uses',
    `select u.licence_id as "licenceId", u.at, u.used_by as "usedBy", u.paper
     from licence_use u join certificate_licence l on l.person_id = u.person_id and l.licence_id = u.licence_id
     where u.person_id = $1 and l.certificate_id = $2 order by u.at desc, u.use_id limit 200`,
    [personId, certificateId],
  )
}

/** A licence of a person; undefined where they gave none of this id. */
export async function findLicence(db: Database, personId: PersonId, licenceId: string): Promise<Licence | undefined> {
  const rows = await db.read<Licence>(
    'licence',
    `select ${columns} from certificate_licence where person_id = $1 and licence_id = $2`,
    [personId, licenceId],
  )
  return rows[0]
}

export async function findLicenceByCode(db: Database, code: string): Promise<Licence | undefined> {
  const named = await db.read<{ personId: PersonId; licenceId: string }>(
    'licence-code',
    `select person_id as "personId", licence_id as "licenceId" from licence_code where code = $1`,
    [code],
  )
  return named[0] === undefined ? undefined : findLicence(db, named[0].personId, named[0].licenceId)
}

/** Ends a licence; false where the person has none of this id that runs. */
export async function endLicence(db: Tx, personId: PersonId, licenceId: string, at: Date): Promise<boolean> {
  const rows = await db.query(
    `update certificate_licence set ended_at = $3 where person_id = $1 and licence_id = $2 and ended_at is null
     returning licence_id`,
    [personId, licenceId, at],
  )
  return rows.length === 1
}

/** Notes that a licence was used, before what it opens is shown. */
export async function noteLicenceUse(db: Tx, licence: Licence, use: Omit<LicenceUse, 'licenceId'>): Promise<void> {
  await db.query(
    `insert into licence_use (person_id, licence_id, use_id, at, used_by, paper) values ($1, $2, $3, $4, $5, $6)`,
    [licence.personId, licence.licenceId, randomId(), use.at, use.usedBy, use.paper],
  )
}
