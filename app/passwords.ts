import { passwordForm } from '#kernel/password.ts'
import { type Algorithm, hash, verify } from '@node-rs/argon2'
import { inTurn } from './in-turn.ts'

/** argon2id with 19 MiB, 2 passes, 1 lane (OWASP's first recommendation). */
const cost = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The queue for hashing is full; the caller says "busy, try again in a moment". */
export class TooManyPasswords extends Error {}

export type Passwords = {
  hash(password: string): Promise<string>
  verify(hash: string, password: string): Promise<boolean>
  /** Costs as much as a real check and says no: for accounts that do not exist. */
  verifyNobody(password: string): Promise<false>
}

/**
 * Hashing takes a core for about 20 ms, so at most `atOnce` run and at most `queue` wait. One more runs than a small machine
 * has cores, so that none lies idle while an answer is on its way.
 */
export function passwords({ atOnce = 3, queue = 200 } = {}): Passwords {
  const oneOfFew = inTurn(atOnce, (waiting) => {
    if (waiting >= queue) throw new TooManyPasswords('too many passwords at once')
  })
  let nobody: Promise<string> | null = null
  return {
    hash: (password) => oneOfFew(() => hash(passwordForm(password), cost)),
    verify: (stored, password) => oneOfFew(() => verify(stored, passwordForm(password))),
    verifyNobody: async (password) => {
      const stored = await (nobody ??= hash(crypto.randomUUID(), cost))
      await oneOfFew(() => verify(stored, password))
      return false
    },
  }
}
