import { frozenOf } from '#app/certificates/paper.ts'
import type { Certificate } from '#store/certificates.ts'
import type { CertificateLine } from '#web/pages/certificate/mine.tsx'

/** A certificate as a line of a list. */
export const certificateLine = (certificate: Certificate): CertificateLine => ({
  certificateId: certificate.certificateId,
  title: frozenOf(certificate).title,
  number: certificate.number,
  code: certificate.code,
  status: certificate.status,
  issuedAt: certificate.issuedAt.getTime(),
  endedAt: certificate.endedAt?.getTime() ?? null,
  because: certificate.revokedBecause,
  printed: certificate.storageKey !== null,
})
