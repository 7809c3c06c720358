import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/**
 * The `signature` member of a CRVS message: a detached Ed25519 signature of {header}+{message}, written as
 *
 *   Signature: namespace="spdci", kidId="{sender_id}|{unique_key_id}|{algorithm}", algorithm="ed25519",
 *   created="…", expires="…", headers="(created) (expires) digest", signature="Base64(signing content)"
 *
 * The standard names the parts and leaves the bytes to the parties. Here the digest is BLAKE2b-512, as in the signing rule
 * that this form comes from, over the canonical JSON (RFC 8785) of the header followed by that of the message, so that
 * neither spaces nor the order of members matter; the signing content is the three lines named in `headers`.
 */
export type SigningKey = { readonly key: KeyObject; readonly id: string }

export type Signable = { readonly signature?: unknown; readonly header: unknown; readonly message?: unknown }

/** `valid`, or what is wrong: absent, not in the form, out of its time, or not the sender's. */
export type SignatureVerdict = 'valid' | 'missing' | 'malformed' | 'expired' | 'wrong'

const LIFETIME_S = 600
const CLOCK_SKEW_S = 300
const HEADERS = '(created) (expires) digest'

/** An Ed25519 private key from PEM. Throws where the text is none. */
export function signingKeyFrom(pem: string): SigningKey {
  const key = ed25519(createPrivateKey(pem))
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' })
  return { key, id: createHash('sha256').update(der).digest('hex').slice(0, 16) }
}

/** An Ed25519 public key from PEM. Throws where the text is none. */
export function publicKeyFrom(pem: string): KeyObject {
  return ed25519(createPublicKey(pem))
}

/** The signature text for a header and message. `now` in milliseconds. */
export function signMessage(senderId: string, header: unknown, message: unknown, by: SigningKey, now: number): string {
  const created = String(Math.floor(now / 1000))
  const expires = String(Math.floor(now / 1000) + LIFETIME_S)
  const bytes = sign(null, signingContent(created, expires, header, message), by.key).toString('base64')
  return `Signature: namespace="spdci", kidId="${senderId}|${by.id}|ed25519", algorithm="ed25519", created="${created}", expires="${expires}", headers="${HEADERS}", signature="${bytes}"`
}

/** Is the message signed by the holder of this key, in the name of its own `header.sender_id`, and is it still in time? */
export function verifyMessage(envelope: Signable, key: KeyObject, now: number): SignatureVerdict {
  if (isUnsigned(envelope.signature)) return 'missing'
  const parts = signatureParts(envelope.signature)
  if (parts === null) return 'malformed'
  const seconds = now / 1000
  const created = Number(parts.created)
  const expires = Number(parts.expires)
  if (created > seconds + CLOCK_SKEW_S || expires < seconds - CLOCK_SKEW_S || expires < created) return 'expired'
  if (parts.senderId !== senderOf(envelope.header)) return 'wrong'
  try {
    const content = signingContent(parts.created, parts.expires, envelope.header, envelope.message)
    return verify(null, content, key, parts.signature) ? 'valid' : 'wrong'
  } catch {
    return 'wrong' // a message nested deeper than the stack
  }
}

/** Absent, empty, or a placeholder that says itself that it is no signature. */
export function isUnsigned(signature: unknown): boolean {
  if (signature === undefined || signature === null) return true
  return (
    typeof signature === 'string' &&
    /^(|string|signature|none|null|(un|not[- ]?)signed.*|(stub|dummy|mock|test|sample|placeholder)([-_ ].*)?)$/i.test(
      signature.trim(),
    )
  )
}

/** Has the text the form of the standard, whoever signed it? */
export function isSignatureForm(signature: unknown): boolean {
  return (
    typeof signature === 'string' &&
    /^Signature\b/i.test(signature.trim()) &&
    /kidId=/.test(signature) &&
    /signature="/.test(signature)
  )
}

type SignatureParts = { senderId: string; created: string; expires: string; signature: Buffer }

function signatureParts(text: unknown): SignatureParts | null {
  if (typeof text !== 'string' || text.length > 4_000 || !isSignatureForm(text)) return null
  const named = new Map<string, string>()
  for (const [, name, value] of text.matchAll(/([A-Za-z]+)="([^"]*)"/g)) {
    if (named.has(name!)) return null
    named.set(name!, value!)
  }
  const kid = named.get('kidId')?.split('|') ?? []
  const created = named.get('created') ?? ''
  const expires = named.get('expires') ?? ''
  const signature = named.get('signature') ?? ''
  if (kid.length !== 3 || kid[2] !== 'ed25519') return null
  if (named.get('algorithm') !== 'ed25519' || named.get('headers') !== HEADERS) return null
  if (!/^\d{1,12}$/.test(created) || !/^\d{1,12}$/.test(expires)) return null
  // Exactly one way to write the 64 bytes: Base64 with padding, so that no other text passes for the same signature.
  const bytes = Buffer.from(signature, 'base64')
  if (bytes.length !== 64 || bytes.toString('base64') !== signature) return null
  return { senderId: kid[0]!, created, expires, signature: bytes }
}

function senderOf(header: unknown): unknown {
  return typeof header === 'object' && header !== null && 'sender_id' in header ? header.sender_id : undefined
}

function signingContent(created: string, expires: string, header: unknown, message: unknown): Buffer {
  const body = canonicalJson(header) + (message === undefined ? '' : canonicalJson(message))
  const digest = createHash('blake2b512').update(body, 'utf8').digest('base64')
  return Buffer.from(`(created): ${created}\n(expires): ${expires}\ndigest: BLAKE-512=${digest}`, 'utf8')
}

/** RFC 8785: no spaces, members sorted by UTF-16 code units, numbers and strings as ECMAScript writes them. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  members.sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`
}

function ed25519(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`not an Ed25519 key but ${key.asymmetricKeyType}`)
  return key
}
