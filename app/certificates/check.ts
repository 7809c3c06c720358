import { findCertificateByCode, listCertificateKeys, type Certificate } from '#store/certificates.ts'
import type { App } from '../app.ts'
import { done, failed, type Result } from '../problem.ts'
import { controlDigits, digestOf, frozenOf, readCode, signedText, type Frozen } from './paper.ts'
import { isSignedBy } from './signing.ts'

/** What the bearer of a paper may know: enough to compare, nothing the paper does not say. */
export type CheckedCertificate = Pick<Certificate, 'code' | 'number' | 'status' | 'issuedAt' | 'endedAt'> &
  Pick<Frozen, 'title' | 'shown'> & { readonly control: string }

const unknown = failed({
  code: 'not-found',
  message: 'گواهی‌ای با این کد صادر نشده است. کد را با برگه مقایسه کنید؛ دوازده حرف و رقم انگلیسی است.',
})

/**
 * Checks the certificate that a public code names; `address` is whose tries are counted. Throws where what is kept does
 * not match its own signature: then nobody must be told that it is valid.
 */
export async function checkCertificate(
  app: Pick<App, 'db' | 'limits'>,
  typed: string,
  address: string,
): Promise<Result<CheckedCertificate>> {
  const within = await app.limits.count('certificate-check', address)
  if (!within.ok) return within
  const code = readCode(typed)
  const certificate = code === null ? undefined : await findCertificateByCode(app.db, code)
  if (certificate === undefined) return unknown
  return done(await verified(app, certificate))
}

/** What is kept of a certificate, once it is found to match its signature; throws where it does not. */
export async function verified(app: Pick<App, 'db'>, certificate: Certificate): Promise<CheckedCertificate> {
  const frozen = frozenOf(certificate)
  const key = (await listCertificateKeys(app.db)).find(({ keyId }) => keyId === certificate.keyId)
  const text = signedText({ ...certificate, digits: frozen.digits })
  const holds =
    key !== undefined &&
    digestOf(frozen) === certificate.digest &&
    isSignedBy(key.publicKey, text, certificate.signature)
  if (!holds) throw new Error(`certificate ${certificate.certificateId} does not match its signature`)
  const { number, status, issuedAt, endedAt } = certificate
  const { title, shown } = frozen
  return {
    code: certificate.code,
    number,
    status,
    issuedAt,
    endedAt,
    title,
    shown,
    control: controlDigits(certificate.digest),
  }
}

/** The published keys as a JSON Web Key Set (RFC 7517, RFC 8037). */
export async function publishedKeys(app: Pick<App, 'db'>): Promise<object> {
  const keys = await listCertificateKeys(app.db)
  return {
    keys: keys.map(({ keyId, publicKey, firstUsedAt, withdrawnAt }) => ({
      kid: keyId,
      kty: 'OKP',
      crv: 'Ed25519',
      alg: 'EdDSA',
      use: 'sig',
      x: publicKey.toString('base64url'),
      firstUsedAt: firstUsedAt.toISOString(),
      ...(withdrawnAt === null ? {} : { withdrawnAt: withdrawnAt.toISOString() }),
    })),
  }
}
