import type { FileId, FileRef } from '../fields/file.ts'
import type { Json } from '../fields/field.ts'
import type { PersonalNumber } from '../personal-number.ts'
import type { Proof } from '../steps/proof.ts'
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
  readonly proof?: Proof
}
