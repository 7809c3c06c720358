import type { FileId, FileRef } from '../fields/file.ts'
import type { Json } from '../fields/field.ts'
import type { PersonalNumber } from '../personal-number.ts'
import type { Effect } from './effect.ts'
import type { MoveName, Role, StaffRole } from './flow.ts'

/** Who did something. The portal itself is `clock` for what a time limit does and what it looks up. */
export type Actor = { readonly role: Role; readonly id: string }

/** A field or document that has to be corrected, and what is wrong with it. */
export type Remark = { readonly about: 'field' | 'document'; readonly name: string; readonly remark: string }

/** Why an application is refused: a rule of the service, and a word to the person. */
export type Reason = { readonly rule: string; readonly note: string }

/** One line of an application's life. The list only grows, and everything else is computed from it. */
export type Action = Deed & { readonly at: number; readonly by: Actor }

export type Deed =
  | { readonly kind: 'opened'; readonly service: string; readonly version: number; readonly applicant: PersonalNumber }
  | { readonly kind: 'answered'; readonly page: string; readonly answers: Readonly<Record<string, Json>> }
  | ({ readonly kind: 'fact'; readonly name: string } & Said)
  | { readonly kind: 'uploaded'; readonly document: string; readonly file: FileRef }
  | { readonly kind: 'removed'; readonly document: string; readonly file: FileId }
  | ({ readonly kind: 'moved'; readonly move: MoveName } & Grounds)
  | { readonly kind: 'infected'; readonly document: string; readonly file: FileId }
  /** `insteadOf`: taken over from a colleague who is away. */
  | { readonly kind: 'claimed'; readonly insteadOf?: string }
  | { readonly kind: 'released' }
  | { readonly kind: 'assigned'; readonly to: string; readonly note?: string }
  | { readonly kind: 'asked'; readonly to: Addressee; readonly text: string }
  /** `question`: the place of its `asked` in the list. */
  | { readonly kind: 'replied'; readonly question: number; readonly text: string }
  | { readonly kind: 'noted'; readonly text: string; readonly shownTo: 'citizen' | 'staff' }
  | { readonly kind: 'viewed'; readonly what: string }
  | { readonly kind: 'outcome'; readonly effects: readonly Effect[] }

/** Whom a question is put to: one member of staff, or whoever of a role serves the branch. */
export type Addressee = { readonly staff: string } | { readonly role: StaffRole }

/** What a source said: what it was asked about, its answer, and where and when it was said. */
export type Said = {
  readonly about: Json
  readonly value: Json
  readonly source: string
  readonly replyId: string
  /** Instant, ISO 8601 in UTC. */
  readonly saidAt: string
}

/** What a move may bring with it. `verdicts` keeps the judgement of that moment with a decision. */
export type Grounds = {
  readonly note?: string
  readonly remarks?: readonly Remark[]
  readonly reasons?: readonly Reason[]
  readonly verdicts?: Json
}

/** The hash that follows `previous` ('' before the first), of an action or another line of a life. `digest` is SHA-256 in hexadecimal, say. */
export function linkHash(previous: string, action: object, digest: (text: string) => string): string {
  return linkHashOf(previous, canonical(action as Json), digest)
}

/** The same of an action that is written canonically already. */
export const linkHashOf = (previous: string, text: string, digest: (text: string) => string): string =>
  digest(`${previous}\n${text}`)

/** Index of the first action whose hash is not right; null when the chain holds. */
export function brokenLink(
  links: readonly { readonly action: object; readonly hash: string }[],
  digest: (text: string) => string,
): number | null {
  const broken = links.findIndex(({ action, hash }, n) => hash !== linkHash(links[n - 1]?.hash ?? '', action, digest))
  return broken < 0 ? null : broken
}

/** JSON with its keys in order, so that what is equal is written the same. */
export function canonical(json: Json | undefined): string {
  if (json === undefined || json === null || typeof json !== 'object') return JSON.stringify(json) ?? 'null'
  let text = ''
  if (Array.isArray(json)) {
    for (const each of json as readonly Json[]) text += text === '' ? canonical(each) : `,${canonical(each)}`
    return `[${text}]`
  }
  const object = json as { readonly [key: string]: Json | undefined }
  for (const key of Object.keys(object).sort()) {
    const value = object[key]
    if (value !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${canonical(value)}`
  }
  return `{${text}}`
}

/** Names of keys as JSON writes them: a few hundred come again and again. */
const names = new Map<string, string>()

function quoted(key: string): string {
  let name = names.get(key)
  if (name === undefined) {
    name = JSON.stringify(key)
    if (names.size < 1000) names.set(key, name)
  }
  return name
}
