import { toPersianDigits } from '#kernel/text.ts'
import { findCertificate, type Certificate } from '#store/certificates.ts'
import { personIdFrom, type PersonId } from '#store/ids.ts'
import type { App } from '../app.ts'
import type { OpenedFile } from '../files/open-file.ts'
import { sha256 } from '../files/take-in.ts'
import { done, failed, type Result } from '../problem.ts'
import { frozenOf } from './paper.ts'

/**
 * The PDF of a certificate, for one who was found to be permitted to read it. Null: it is not printed yet. Throws
 * OutsideSystemUnavailable when the file store does not work, Error when it lost or changed the bytes.
 */
export async function openCertificate(app: Pick<App, 'files'>, certificate: Certificate): Promise<OpenedFile | null> {
  const { storageKey, certificateId } = certificate
  if (storageKey === null) return null
  const bytes = await app.files.get(storageKey)
  if (bytes === null) throw new Error(`the file store has lost certificate ${certificateId}`)
  if (sha256(bytes) !== certificate.pdfSha256)
    throw new Error(`the file store has changed certificate ${certificateId}`)
  const name = `${frozenOf(certificate).title} ${toPersianDigits(certificate.number)}.pdf`
  return { bytes, type: 'application/pdf', name }
}

/** The paper that a person named as theirs. */
export async function openOwnCertificate(
  app: Pick<App, 'db' | 'files'>,
  personId: PersonId,
  certificateId: string,
): Promise<Result<OpenedFile>> {
  const certificate =
    personIdFrom(certificateId) === null ? undefined : await findCertificate(app.db, personId, certificateId)
  const file = certificate === undefined ? null : await openCertificate(app, certificate)
  if (file !== null) return done(file)
  const message =
    certificate === undefined
      ? 'چنین گواهی‌ای ندارید. فهرست گواهی‌های خود را دوباره باز کنید.'
      : 'این گواهی هنوز چاپ نشده است. چند لحظهٔ دیگر دوباره باز کنید.'
  return failed({ code: 'not-found', message })
}
