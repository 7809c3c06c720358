import { templateOf } from '#services/papers.ts'
import { findCertificate, notePrint, type Certificate } from '#store/certificates.ts'
import { forgetStray, noteStray, randomFileKey } from '#store/files.ts'
import type { PersonId } from '#store/ids.ts'
import type { Command } from '#store/outbox.ts'
import { nowOf, type App } from '../app.ts'
import { sha256 } from '../files/take-in.ts'
import { frozenOf, printData, qrText } from './paper.ts'

/**
 * Prints a certificate and keeps the PDF for ever: what a person downloads today is what they download in ten years.
 * Printed twice, one print is kept. Throws OutsideSystemUnavailable when the file store does not work.
 */
export async function printCertificate(app: App, command: Command): Promise<void> {
  const { personId } = command
  const certificate = await getCertificate(app, personId, String(command.payload['certificateId']))
  if (certificate.storageKey !== null) return
  const bytes = await app.press.print({
    ...templateOf(certificate.service, certificate.template),
    data: printData(certificate, app.publicUrl),
    qr: qrText(app.publicUrl, { ...certificate, digits: frozenOf(certificate).digits }, certificate.signature),
  })
  const key = randomFileKey()
  // Noted first, so that no crash leaves bytes in the store that nobody knows of.
  await noteStray(app.db, personId, key, nowOf(app))
  await app.files.put(key, bytes, 'application/pdf')
  await app.db.transaction(async (tx) => {
    if (!(await forgetStray(tx, { personId, key }))) throw new Error('the print was swept away')
    if (!(await notePrint(tx, certificate, { key, sha256: sha256(bytes), bytes: bytes.length })))
      await noteStray(tx, personId, key, nowOf(app)) // another worker was first
  })
}

async function getCertificate(app: App, personId: PersonId, certificateId: string): Promise<Certificate> {
  const certificate = await findCertificate(app.db, personId, certificateId)
  if (certificate === undefined) throw new Error('no such certificate')
  return certificate
}
