import { toPersianDigits } from '#kernel/text.ts'
import type { Certificate } from '#store/certificates.ts'
import type { App } from '../app.ts'
import type { OpenedFile } from '../files/open-file.ts'
import { sha256 } from '../files/take-in.ts'
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
