import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto'

export type SecretPurpose =
  | 'one-time-code'
  | 'decoy'
  | 'limit'
  | 'csrf'
  | 'totp'
  | 'api'
  | 'certificate'
  | 'request'
  | 'payment'

/** Keys for each purpose, all derived from the one SECRET_KEY (HKDF-SHA-256). */
export class Secrets {
  readonly #master: Buffer
  readonly #keys = new Map<SecretPurpose, Buffer>()
  readonly #macKeys = new Map<SecretPurpose, KeyObject>()

  constructor(secretKey: string) {
    this.#master = Buffer.from(secretKey, 'base64url')
  }

  key(purpose: SecretPurpose): Buffer {
    let key = this.#keys.get(purpose)
    if (key === undefined) {
      key = Buffer.from(hkdfSync('sha256', this.#master, '', `tamin:${purpose}`, 32))
      this.#keys.set(purpose, key)
    }
    return key
  }

  /** The same key as a key object: a MAC with it costs a fifth of one with the bytes. */
  macKey(purpose: SecretPurpose): KeyObject {
    let key = this.#macKeys.get(purpose)
    if (key === undefined) {
      key = createSecretKey(this.key(purpose))
      this.#macKeys.set(purpose, key)
    }
    return key
  }

  mac(purpose: SecretPurpose, text: string): Buffer {
    return createHmac('sha256', this.macKey(purpose)).update(text).digest()
  }

  /** AES-256-GCM: 12 bytes nonce, 16 bytes tag, then the sealed bytes. */
  seal(purpose: SecretPurpose, plain: Buffer): Buffer {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.key(purpose), nonce)
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
  }

  /** Null for what was sealed under another SECRET_KEY. */
  tryOpen(purpose: SecretPurpose, sealed: Buffer): Buffer | null {
    try {
      return this.open(purpose, sealed)
    } catch {
      return null
    }
  }

  /** Throws for what was sealed under another key, or changed since. */
  open(purpose: SecretPurpose, sealed: Buffer): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.key(purpose), sealed.subarray(0, 12))
    decipher.setAuthTag(sealed.subarray(12, 28))
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
  }
}

/** 32 random bytes in base64url: what a cookie or bearer token carries. */
export const randomToken = (): string => randomBytes(32).toString('base64url')

/** What is stored of a random token. It has full entropy, so a plain hash is enough. */
export const tokenHash = (token: string): Buffer => hash('sha256', token, 'buffer')

export const sameBytes = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b)
