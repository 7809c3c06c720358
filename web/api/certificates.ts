import { checkCertificate } from '#app/certificates/check.ts'
import { giveLicence, licencesOf, takeLicenceBack } from '#app/certificates/licences.ts'
import { openOwnCertificate } from '#app/certificates/open.ts'
import { frozenOf } from '#app/certificates/paper.ts'
import { done } from '#app/problem.ts'
import { listCertificates } from '#store/certificates.ts'
import { z } from 'zod'
import { operation } from './operation.ts'
import type { Licence as Given } from '#store/licences.ts'
import { Instant, instant, JalaliDay, jalaliDay } from './schemas.ts'

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

const LicenceId = z
  .string()
  .max(19)
  .meta({ description: 'The `id` of a licence.', examples: ['4611686018427387905'] })

const licence = {
  id: LicenceId,
  code: z.string().meta({
    description: 'What the institution opens the certificate by: twelve digits and capitals.',
    examples: ['7K3MQXBZ9RTW'],
  }),
  institution: z.string(),
  givenAt: Instant,
  until: JalaliDay.meta({ description: 'The last day.' }),
  endedAt: Instant.nullable().meta({ description: 'When its giver ended it; null: they did not.' }),
}
const Licence = z
  .strictObject(licence)
  .meta({ id: 'Licence', description: 'Lets an institution open a certificate by a code until a day.' })

const Licences = z
  .strictObject({
    licences: z.array(
      z.strictObject({
        ...licence,
        open: z.boolean().meta({ description: 'Whether its code opens the certificate today.' }),
        uses: z
          .array(
            z.strictObject({
              at: Instant,
              usedBy: z.string().meta({ description: 'As they named themselves.' }),
              paper: z.boolean().meta({ description: 'Whether the paper itself was opened, not only its page.' }),
            }),
          )
          .meta({ description: 'Who opened it and when, newest first.' }),
      }),
    ),
  })
  .meta({ id: 'Licences' })

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
  operation({
    ...shared,
    who: 'session',
    path: '/certificates/:id/licences',
    id: 'listLicences',
    summary: 'The licences for a certificate, newest first, each with who used it',
    params: z.strictObject({ id: CertificateId }),
    answer: Licences,
    refuses: ['not-found'],
    handle: async ({ app, caller, params }) => {
      const found = await licencesOf(app, caller.personId, params.id)
      if (!found.ok) return found
      return done({
        licences: found.value.licences.map(({ open, uses, ...given }) => ({
          ...licenceOf(given),
          open,
          uses: uses.map(({ at, usedBy, paper }) => ({ at: instant(at), usedBy, paper })),
        })),
      })
    },
  }),
  operation({
    ...shared,
    method: 'POST',
    who: 'session',
    path: '/certificates/:id/licences',
    id: 'giveLicence',
    summary: 'Lets an institution open the certificate until a day',
    description:
      'A year ahead at most, and twenty open licences for a certificate. Pass the `code` on to the institution; it is used at `/licence`.',
    params: z.strictObject({ id: CertificateId }),
    body: z
      .strictObject({
        institution: z
          .string()
          .max(200)
          .meta({ description: 'Its name, up to a hundred letters.', examples: ['بانک ملی، شعبهٔ قم'] }),
        until: z
          .string()
          .max(30)
          .meta({ description: 'The last day, Jalali; any digits.', examples: ['1405/12/29'] }),
      })
      .meta({ id: 'NewLicence' }),
    status: 201,
    answer: Licence,
    refuses: ['not-found', 'wrong-step'],
    handle: async ({ app, caller, params, body, requestKey }) => {
      const given = await giveLicence(app, caller.personId, params.id, body, requestKey)
      return given.ok ? done(licenceOf(given.value)) : given
    },
  }),
  operation({
    ...shared,
    method: 'DELETE',
    who: 'session',
    path: '/certificates/:id/licences/:licence',
    id: 'endLicence',
    summary: 'Ends a licence: its code opens nothing from now on',
    params: z.strictObject({ id: CertificateId, licence: LicenceId }),
    status: 204,
    refuses: ['not-found'],
    handle: ({ app, caller, params }) => takeLicenceBack(app, caller.personId, params.licence),
  }),
]

const licenceOf = ({ licenceId, code, institution, givenAt, until, endedAt }: Given) => ({
  id: licenceId,
  code,
  institution,
  givenAt: instant(givenAt),
  until: jalaliDay(until),
  endedAt: endedAt === null ? null : instant(endedAt),
})
