import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto'
import type { Secrets } from '../secrets.ts'

/** A key that signs certificates (Ed25519). */
export type SigningKey = {
  /** The first eight signs of its public half's SHA-256, base64url: nobody has to number keys. */
  readonly keyId: string
  /** 32 bytes, raw. */
  readonly publicKey: Buffer
  /** The signature of a text in base64url, 86 signs. */
  sign(text: string): string
}

/** The wrapping of a raw Ed25519 key in PKCS #8 and in SubjectPublicKeyInfo (RFC 8410). */
const PRIVATE_WRAPPING = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC_WRAPPING = Buffer.from('302a300506032b6570032100', 'hex')

/** The key of a PEM file, or without one the key derived from SECRET_KEY. Throws for a key of another kind. */
export function signingKeyOf(pem: string | undefined, secrets: Secrets): SigningKey {
  const derived = () => Buffer.concat([PRIVATE_WRAPPING, secrets.key('certificate')])
  const key = createPrivateKey(pem === undefined ? { key: derived(), format: 'der', type: 'pkcs8' } : pem)
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('the key that signs certificates is not an Ed25519 key')
  const publicKey = rawPublicKey(key)
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
  }
}

export const keyIdOf = (publicKey: Buffer): string => hash('sha256', publicKey, 'base64url').slice(0, 8)

/** Whether the text was signed by the private half of this key. */
export function isSignedBy(publicKey: Buffer, text: string, signature: string): boolean {
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_WRAPPING, publicKey]), format: 'der', type: 'spki' })
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
}

function rawPublicKey(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(PUBLIC_WRAPPING.length)
}
