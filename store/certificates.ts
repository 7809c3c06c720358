import type { Json } from '#kernel/fields/field.ts'
import type { FileKey } from '#ports/files.ts'
import { randomInt } from 'node:crypto'
import type { ApplicationKey } from './applications.ts'
import type { Database, Tx } from './database.ts'
import type { PersonId } from './ids.ts'

/** Where a certificate comes from: one effect of one outcome, from which it is issued once. */
export type CertificateOrigin = ApplicationKey & { readonly action: number; readonly effect: number }

/** What was frozen when it was issued. */
export type IssuedCertificate = CertificateOrigin & {
  readonly certificateId: string
  readonly service: string
  readonly template: string
  readonly version: number
  /** The person it speaks of; null where that is the holder. */
  readonly aboutId: PersonId | null
  readonly number: string
  /** Names it in public: twelve signs without O, I, L and U. */
  readonly code: string
  readonly data: Json
  /** SHA-256 of the frozen data, base64url. */
  readonly digest: string
  readonly issuedAt: Date
  readonly keyId: string
  /** Ed25519, base64url. */
  readonly signature: string
}

export type Certificate = IssuedCertificate & {
  /** Null until it is printed. */
  readonly storageKey: FileKey | null
  readonly pdfSha256: string | null
  readonly pdfBytes: number | null
  readonly status: 'valid' | 'superseded' | 'revoked'
  readonly endedAt: Date | null
  readonly supersededBy: string | null
  readonly revokedBy: string | null
  readonly revokedBecause: string | null
}

const columns = `person_id as "personId", certificate_id as "certificateId", application_id as "applicationId", action, effect,
  service, template, version, about_id as "aboutId", number, code, data, digest, issued_at as "issuedAt", key_id as "keyId",
  signature, storage_key as "storageKey", pdf_sha256 as "pdfSha256", pdf_bytes as "pdfBytes", status,
  ended_at as "endedAt", superseded_by as "supersededBy", revoked_by as "revokedBy", revoked_because as "revokedBecause"`

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Draws a code nobody has (60 random bits in Crockford's base 32) and notes whose certificate it names. */
export async function newCertificateCode(tx: Tx, personId: PersonId, certificateId: string): Promise<string> {
  for (;;) {
    const code = Array.from({ length: 12 }, () => SIGNS.charAt(randomInt(32))).join('')
    const rows = await tx.query(
      `insert into certificate_code (code, person_id, certificate_id) values ($1, $2, $3)
       on conflict do nothing returning code`,
      [code, personId, certificateId],
    )
    if (rows.length === 1) return code
  }
}

/** Waits for whoever else issues a certificate to this person: of two for the same thing, one is the newer. */
export async function lockHolder(tx: Tx, personId: PersonId): Promise<void> {
  await tx.query(`select person_id from person where person_id = $1 for update`, [personId])
}

/** Adds a certificate. Throws where its outcome has one already: look under `lockHolder` first. */
export async function insertCertificate(tx: Tx, one: IssuedCertificate): Promise<void> {
  await tx.query(
    `insert into certificate (person_id, certificate_id, application_id, action, effect, service, template, version, about_id,
       number, code, data, digest, issued_at, key_id, signature)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      one.personId,
      one.certificateId,
      one.applicationId,
      one.action,
      one.effect,
      one.service,
      one.template,
      one.version,
      one.aboutId,
      one.number,
      one.code,
      JSON.stringify(one.data),
      one.digest,
      one.issuedAt,
      one.keyId,
      one.signature,
    ],
  )
}

export async function findCertificate(
  db: Database,
  personId: PersonId,
  certificateId: string,
): Promise<Certificate | undefined> {
  const rows = await db.read<Certificate>(
    'certificate',
    `select ${columns} from certificate where person_id = $1 and certificate_id = $2`,
    [personId, certificateId],
  )
  return rows[0]
}

/** The certificate of one outcome, for one who has its holder locked. */
export async function findCertificateOf(tx: Tx, origin: CertificateOrigin): Promise<Certificate | undefined> {
  const rows = await tx.query<Certificate>(
    `select ${columns} from certificate where person_id = $1 and application_id = $2 and action = $3 and effect = $4`,
    [origin.personId, origin.applicationId, origin.action, origin.effect],
  )
  return rows[0]
}

/** The certificate that a public code names. */
export async function findCertificateByCode(db: Database, code: string): Promise<Certificate | undefined> {
  const rows = await db.read<{ personId: PersonId; certificateId: string }>(
    'certificate-code',
    `select person_id as "personId", certificate_id as "certificateId" from certificate_code where code = $1`,
    [code],
  )
  return rows[0] === undefined ? undefined : findCertificate(db, rows[0].personId, rows[0].certificateId)
}

/** A person's certificates, newest first. */
export async function listCertificates(db: Database, personId: PersonId): Promise<Certificate[]> {
  return db.read<Certificate>(
    'certificates-of-person',
    `select ${columns} from certificate where person_id = $1 order by issued_at desc, certificate_id limit 200`,
    [personId],
  )
}

/** The certificates that came of an application, newest first. */
export async function listCertificatesOf(db: Database, key: ApplicationKey): Promise<Certificate[]> {
  return db.read<Certificate>(
    'certificates-of-application',
    `select ${columns} from certificate where person_id = $1 and application_id = $2
     order by issued_at desc, certificate_id`,
    [key.personId, key.applicationId],
  )
}

/** Notes the print, once; false when it had one already. */
export async function notePrint(
  tx: Tx,
  { personId, certificateId }: Pick<Certificate, 'personId' | 'certificateId'>,
  print: { readonly key: FileKey; readonly sha256: string; readonly bytes: number },
): Promise<boolean> {
  const rows = await tx.query(
    `update certificate set storage_key = $3, pdf_sha256 = $4, pdf_bytes = $5
     where person_id = $1 and certificate_id = $2 and storage_key is null returning certificate_id`,
    [personId, certificateId, print.key, print.sha256, print.bytes],
  )
  return rows.length === 1
}

/** Certificates of one kind about one person, in the hands of one holder. */
export type CertificatesOf = {
  readonly personId: PersonId
  readonly service: string
  readonly template: string
  readonly aboutId: PersonId | null
}

const OF_ONE_KIND = `person_id = $1 and service = $2 and template = $3 and about_id is not distinct from $4::bigint
  and status = 'valid'`

/** A valid certificate of the same kind that was decided after this one. */
export async function findNewerCertificate(tx: Tx, than: IssuedCertificate): Promise<Certificate | undefined> {
  const rows = await tx.query<Certificate>(
    `select ${columns} from certificate where ${OF_ONE_KIND} and issued_at > $5 order by issued_at desc limit 1`,
    [than.personId, than.service, than.template, than.aboutId, than.issuedAt],
  )
  return rows[0]
}

/** The newer certificate takes the place of all others of its kind that are valid; answers how many. */
export async function supersedeCertificates(tx: Tx, newer: IssuedCertificate): Promise<number> {
  const rows = await tx.query(
    `update certificate set status = 'superseded', superseded_by = $5, ended_at = $6
     where ${OF_ONE_KIND} and certificate_id <> $5 returning certificate_id`,
    [newer.personId, newer.service, newer.template, newer.aboutId, newer.certificateId, newer.issuedAt],
  )
  return rows.length
}

/** Why, by whom (a staff id, or 'clock') and when certificates were revoked. */
export type Revocation = { readonly because: string; readonly by: string; readonly at: Date }

/**
 * Revokes all valid certificates of one kind about one person, as when their cover ends; answers how many. In the same
 * transaction as what made them wrong, and after it: `endCover` first, so that one that is just being issued waits for
 * it, and sees that the cover has ended.
 */
export async function revokeCertificates(tx: Tx, of: CertificatesOf, why: Revocation): Promise<number> {
  const rows = await tx.query(
    `update certificate set status = 'revoked', revoked_because = $5, revoked_by = $6, ended_at = $7
     where ${OF_ONE_KIND} returning certificate_id`,
    [of.personId, of.service, of.template, of.aboutId, why.because, why.by, why.at],
  )
  return rows.length
}

/** Revokes one certificate; false when it was not valid any more. */
export async function revokeCertificate(
  tx: Tx,
  { personId, certificateId }: Pick<Certificate, 'personId' | 'certificateId'>,
  why: Revocation,
): Promise<boolean> {
  const rows = await tx.query(
    `update certificate set status = 'revoked', revoked_because = $3, revoked_by = $4, ended_at = $5
     where person_id = $1 and certificate_id = $2 and status = 'valid' returning certificate_id`,
    [personId, certificateId, why.because, why.by, why.at],
  )
  return rows.length === 1
}

/** The public half of a key that signs or once signed. */
export type CertificateKey = {
  readonly keyId: string
  /** 32 bytes, raw. */
  readonly publicKey: Buffer
  readonly firstUsedAt: Date
  readonly withdrawnAt: Date | null
}

/** Publishes a key before its first signature; one that is known already stays as it is. */
export async function publishCertificateKey(
  tx: Tx,
  key: Pick<CertificateKey, 'keyId' | 'publicKey'>,
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into certificate_key (key_id, public_key, first_used_at) values ($1, $2, $3) on conflict do nothing`,
    [key.keyId, key.publicKey, at],
  )
}

/** All keys that ever signed, newest first. */
export async function listCertificateKeys(db: Database): Promise<CertificateKey[]> {
  return db.read<CertificateKey>(
    'certificate-keys',
    `select key_id as "keyId", public_key as "publicKey", first_used_at as "firstUsedAt", withdrawn_at as "withdrawnAt"
     from certificate_key order by first_used_at desc, key_id`,
    [],
  )
}
