import { checkCertificate } from '#app/certificates/check.ts'
import { openOwnCertificate } from '#app/certificates/open.ts'
import { frozenOf } from '#app/certificates/paper.ts'
import { done } from '#app/problem.ts'
import { listCertificates } from '#store/certificates.ts'
import { z } from 'zod'
import { operation } from './operation.ts'
import { Instant, instant } from './schemas.ts'

const shared = { tag: 'Certificates', method: 'GET', status: 200 } as const

const CertificateId = z
  .string()
  .max(19)
  .meta({ description: 'The `id` of a certificate.', examples: ['4611686018427387905'] })

const facts = {
  title: z.string(),
  number: z.string().meta({ description: 'Ten digits.' }),
  code: z.string().meta({ description: 'The public code: twelve digits and capitals.', examples: ['7K3MQXBZ9RTW'] }),
  status: z.enum(['valid', 'superseded', 'revoked']),
  issuedAt: Instant,
  endedAt: Instant.nullable(),
}

const Certificates = z
  .strictObject({
    certificates: z.array(
      z.strictObject({
        id: CertificateId,
        ...facts,
        revokedBecause: z.string().nullable(),
        printed: z.boolean().meta({ description: 'False for a moment after it was issued: its PDF is not there yet.' }),
      }),
    ),
  })
  .meta({ id: 'Certificates' })

const CheckedCertificate = z
  .strictObject({
    ...facts,
    shown: z.array(z.strictObject({ label: z.string(), value: z.string() })).meta({
      description: 'What may be compared with the paper; names by their initials, numbers by their last digits.',
    }),
    control: z.string().meta({ description: 'The twelve control digits as the paper prints them: Persian, in fours.' }),
  })
  .meta({ id: 'CheckedCertificate' })

export const certificateOperations = [
  operation({
    ...shared,
    who: 'session',
    path: '/certificates',
    id: 'listCertificates',
    summary: 'The certificates of whoever is signed in',
    answer: Certificates,
    refuses: [],
    handle: async ({ app, caller }) =>
      done({
        certificates: (await listCertificates(app.db, caller.personId)).map((certificate) => ({
          id: certificate.certificateId,
          title: frozenOf(certificate).title,
          number: certificate.number,
          code: certificate.code,
          status: certificate.status,
          issuedAt: instant(certificate.issuedAt),
          endedAt: certificate.endedAt === null ? null : instant(certificate.endedAt),
          revokedBecause: certificate.revokedBecause,
          printed: certificate.storageKey !== null,
        })),
      }),
  }),
  operation({
    ...shared,
    who: 'session',
    path: '/certificates/:id',
    id: 'getCertificate',
    summary: 'The paper itself: a PDF, the very print that was made when it was issued',
    params: z.strictObject({ id: CertificateId }),
    gives: 'file',
    refuses: ['not-found'],
    handle: ({ app, caller, params }) => openOwnCertificate(app, caller.personId, params.id),
  }),
  operation({
    ...shared,
    who: 'anybody',
    path: '/certificates/checks/:code',
    id: 'checkCertificate',
    summary: 'Whether a certificate that somebody shows was issued, and holds',
    params: z.strictObject({
      code: z
        .string()
        .max(100)
        .meta({ description: 'As printed or as typed: small letters, dashes, Persian digits are read.' }),
    }),
    answer: CheckedCertificate,
    refuses: ['not-found', 'limited'],
    handle: async ({ app, params, origin }) => {
      const checked = await checkCertificate(app, params.code, origin.address)
      if (!checked.ok) return checked
      const { issuedAt, endedAt, shown, ...rest } = checked.value
      return done({
        ...rest,
        issuedAt: instant(issuedAt),
        endedAt: endedAt === null ? null : instant(endedAt),
        shown: shown.map(([label, value]) => ({ label, value })),
      })
    },
  }),
]
