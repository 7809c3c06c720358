import { formatJalali, tehranDate } from '#kernel/dates.ts'
import type { Json } from '#kernel/fields/field.ts'
import { canonical } from '#kernel/hash-chain.ts'
import type { CertificateKind } from '#kernel/service/certificate.ts'
import { toLatinDigits, toPersianDigits } from '#kernel/text.ts'
import type { IssuedCertificate } from '#store/certificates.ts'
import { hash } from 'node:crypto'

/** What is frozen when a certificate is issued: every word of it, and nothing that could change later. */
export type Frozen = {
  readonly title: string
  /** What the template prints. */
  readonly lines: Readonly<Record<string, string>>
  /** What the public page shows. */
  readonly shown: readonly (readonly [label: string, value: string])[]
  /** Digits of the paper that stand in the QR code in the open. */
  readonly digits: readonly string[]
  /** What the outcome gave. */
  readonly data: Json
  /** Random, so that the digest tells nothing to those who guess. */
  readonly nonce: string
}

/** What a certificate of this kind says, from the data of its outcome; `nonce` is random and new. */
export const freeze = (kind: CertificateKind, data: Json, nonce: string): Frozen => ({
  title: kind.title,
  lines: kind.lines(data),
  shown: kind.shown(data),
  digits: kind.digits(data),
  data,
  nonce,
})

export const frozenOf = ({ data }: Pick<IssuedCertificate, 'data'>): Frozen => data as unknown as Frozen

export const digestOf = (frozen: Frozen): string => hash('sha256', canonical(frozen as unknown as Json), 'base64url')

/** What a signature is over, and what the QR code tells of it. */
export type Signed = Pick<IssuedCertificate, 'code' | 'number' | 'issuedAt' | 'digest' | 'keyId'> & {
  readonly digits: readonly string[]
}

/** `20260110T063000Z` */
const compact = (at: Date): string => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

/** The very text that is signed: docs/certificates.md. */
export const signedText = ({ code, number, issuedAt, digits, digest, keyId }: Signed): string =>
  ['tamin-certificate/1', code, number, compact(issuedAt), digits.join('-'), digest, keyId].join('\n')

/** What the QR code holds: the address of the public page, and behind the # what a check without network needs. */
export const qrText = (publicUrl: string, signed: Signed, signature: string): string => {
  const { code, number, issuedAt, digits, digest, keyId } = signed
  const parts = ['1', number, compact(issuedAt), digits.join('-'), digest, keyId, signature]
  return `${publicUrl}/v/${code}#${parts.join('.')}`
}

/** Twelve digits made of the digest, to be compared by eye: «۱۲۳۴ ۵۶۷۸ ۹۰۱۲». */
export function controlDigits(digest: string): string {
  const number = Buffer.from(digest, 'base64url').readBigUInt64BE() % 1_000_000_000_000n
  return toPersianDigits(groupsOfFour(number.toString().padStart(12, '0'), ' '))
}

/** The public code as it is printed: «7K3M-ABCD-EFGH». */
export const printedCode = (code: string): string => groupsOfFour(code, '-')

const groupsOfFour = (text: string, between: string): string => text.match(/.{1,4}/g)?.join(between) ?? text

/** A public code as somebody types it: any case, any digits, dashes and spaces; O is 0, I and L are 1. Null: it cannot be one. */
export function readCode(typed: string): string | null {
  const plain = toLatinDigits(typed).replace(/[\s\u200c\u200e\u200f_–—-]/g, '')
  const code = plain.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(code) ? code : null
}

/** All that the template gets. */
export function printData(
  certificate: Pick<IssuedCertificate, 'data' | 'issuedAt' | 'number' | 'code' | 'digest'>,
  publicUrl: string,
): Readonly<Record<string, unknown>> {
  const { title, lines } = frozenOf(certificate)
  const at = certificate.issuedAt
  return {
    title,
    lines,
    number: toPersianDigits(certificate.number),
    date: formatJalali(tehranDate(at.getTime()), 'long'),
    code: printedCode(certificate.code),
    control: controlDigits(certificate.digest),
    checkAt: `${publicUrl.replace(/^https?:\/\//, '')}/v`,
    issued: {
      year: at.getUTCFullYear(),
      month: at.getUTCMonth() + 1,
      day: at.getUTCDate(),
      hour: at.getUTCHours(),
      minute: at.getUTCMinutes(),
      second: at.getUTCSeconds(),
    },
  }
}
