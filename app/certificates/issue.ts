import type { Effect } from '#kernel/service/effect.ts'
import type { Service } from '#kernel/service/service.ts'
import {
  findCertificateOf,
  findNewerCertificate,
  insertCertificate,
  lockHolder,
  newCertificateCode,
  publishCertificateKey,
  revokeCertificate,
  supersedeCertificates,
  type CertificateOrigin,
  type IssuedCertificate,
} from '#store/certificates.ts'
import type { Tx } from '#store/database.ts'
import { randomId, randomPersonId } from '#store/ids.ts'
import { enqueue } from '#store/outbox.ts'
import { identityOf } from '#store/people.ts'
import { lockCoverOf } from '#store/register/covers.ts'
import { newTrackingCode } from '#store/tracking.ts'
import { randomBytes } from 'node:crypto'
import { nowOf, type App } from '../app.ts'
import { COVER_OVER } from '../covers/end.ts'
import { digestOf, freeze, signedText } from './paper.ts'

export type CertificateEffect = Extract<Effect, { do: 'certificate' }>

/**
 * Issues the certificate of an outcome, once: freezes what it says, signs it, lets it take the place of older ones about
 * the same person, and orders the print. `decidedAt` is the instant of the outcome, and the date of the paper.
 */
export async function issueCertificate(
  app: Pick<App, 'db' | 'clock' | 'signingKey'>,
  origin: CertificateOrigin,
  service: Service,
  effect: CertificateEffect,
  decidedAt: Date,
): Promise<void> {
  const kind = service.certificates?.[effect.template]
  if (kind === undefined) throw new Error(`${service.id} has no certificate ${effect.template}`)
  const frozen = freeze(kind, effect.data, randomBytes(16).toString('base64url'))
  const about = kind.about(effect.data)
  await app.db.transaction(async (tx) => {
    await lockHolder(tx, origin.personId)
    if ((await findCertificateOf(tx, origin)) !== undefined) return
    const { personId } = origin
    const certificateId = randomId()
    const { signingKey } = app
    const signed = {
      code: await newCertificateCode(tx, personId, certificateId),
      number: await newTrackingCode(tx, personId, 'certificate', certificateId),
      issuedAt: wholeSecond(decidedAt),
      digits: frozen.digits,
      digest: digestOf(frozen),
      keyId: signingKey.keyId,
    }
    await publishCertificateKey(tx, signingKey, nowOf(app))
    const certificate: IssuedCertificate = {
      ...origin,
      certificateId,
      service: service.id,
      template: effect.template,
      version: kind.version,
      aboutId: about === null ? null : await identityOf(tx, about, randomPersonId()),
      number: signed.number,
      code: signed.code,
      data: JSON.parse(JSON.stringify(frozen)) as IssuedCertificate['data'],
      digest: signed.digest,
      issuedAt: signed.issuedAt,
      keyId: signed.keyId,
      signature: signingKey.sign(signedText(signed)),
    }
    await insertCertificate(tx, certificate)
    await settle(tx, certificate, nowOf(app), kind.besideOthers === true)
    await enqueue(
      tx,
      { personId, kind: 'print-certificate', payload: { certificateId }, dedupeKey: `print:${certificateId}` },
      nowOf(app),
    )
  })
}

/** Where it stands among others of its kind, whatever came first: commands may be carried out in any order. */
async function settle(tx: Tx, certificate: IssuedCertificate, now: Date, besideOthers: boolean): Promise<void> {
  if (!besideOthers) {
    const newer = await findNewerCertificate(tx, certificate)
    await supersedeCertificates(tx, newer ?? certificate)
  }
  const cover = await lockCoverOf(tx, certificate.personId, certificate.applicationId)
  if (cover !== undefined && cover.endedOn !== null)
    await revokeCertificate(tx, certificate, { because: COVER_OVER, by: 'clock', at: now })
}

/** What is signed has no parts of a second. */
const wholeSecond = (at: Date): Date => new Date(Math.floor(at.getTime() / 1000) * 1000)
