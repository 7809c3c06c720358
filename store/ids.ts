import type { Brand } from '#kernel/brand.ts'
import { randomBytes } from 'node:crypto'

/** A random 63-bit number as decimal text. Never derived from anything about the person. */
export type PersonId = Brand<string, 'PersonId'>

/** A fresh random 63-bit id, decimal text, never zero. */
export function randomId(): string {
  const id = randomBytes(8).readBigUInt64BE() >> 1n
  return id === 0n ? randomId() : id.toString()
}

/** The id that a key of 64 hexadecimal digits names: the same for the same, and as random as the key. */
export const idOfKey = (key: string): string => String((BigInt(`0x${key.slice(0, 16)}`) >> 1n) | 1n)

export const randomPersonId = (): PersonId => randomId() as PersonId

/** Reads a person id from outside (a cookie, a command); null when it cannot be one. */
export function personIdFrom(text: string): PersonId | null {
  return /^[1-9][0-9]{0,18}$/.test(text) && BigInt(text) < 2n ** 63n ? (text as PersonId) : null
}
