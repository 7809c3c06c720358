import { data } from './machine.mjs'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type DemoKeys = {
  /** What all keys of the portal are derived from; without it nobody could sign in any more, so it is made once. */
  readonly secretKey: string
  /** PEM files. */
  readonly ours: KeyPair
  readonly civilRegistry: KeyPair
}
type KeyPair = { readonly privateKey: string; readonly publicKey: string }

/** The keys of this demonstration, made at the first start and kept in .data/, readable for its owner only. */
export function demoKeys(): DemoKeys {
  const folder = join(data, 'keys')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const secret = join(data, 'secret-key')
  if (!existsSync(secret)) keep(secret, randomBytes(32).toString('base64url'))
  return {
    secretKey: readFileSync(secret, 'utf8'),
    ours: keyPair(join(folder, 'ours')),
    civilRegistry: keyPair(join(folder, 'civil-registry')),
  }
}

function keyPair(name: string): KeyPair {
  const files = { privateKey: `${name}-private.pem`, publicKey: `${name}-public.pem` }
  // The private half is written last: where it is, both are.
  if (!existsSync(files.privateKey)) {
    const made = generateKeyPairSync('ed25519')
    keep(files.publicKey, made.publicKey.export({ type: 'spki', format: 'pem' }))
    keep(files.privateKey, made.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  }
  return files
}

// Renamed into place, so that a start cut off in between leaves no half key.
function keep(file: string, content: string | Buffer): void {
  writeFileSync(`${file}.part`, content, { mode: 0o600 })
  renameSync(`${file}.part`, file)
}
