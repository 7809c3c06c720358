import type { FileRef } from '../fields/file.ts'
import type { Clock, ClockStart } from './clock.ts'
import type { Area, Cause, Channel, Contact, Kind } from './request.ts'

/** Who did something: 'citizen' for whoever made the request, 'clock' for the portal itself, else the role of a member of staff. */
export type By = { readonly role: string; readonly id: string }

/** One line of the life of a request. The list only grows, and everything else follows from it. */
export type RequestEvent = RequestDeed & { readonly at: number; readonly by: By }

/** Deadlines are written down as they were promised, in milliseconds since 1970 UTC. */
export type RequestDeed =
  | ({ readonly kind: 'received' } & Intake)
  | { readonly kind: 'routed'; readonly branchId: number | null; readonly province: string | null }
  /** `insteadOf`: of a colleague who is away. */
  | { readonly kind: 'taken'; readonly insteadOf?: string }
  | { readonly kind: 'released' }
  | { readonly kind: 'handed'; readonly to: string; readonly note: string }
  | {
      readonly kind: 'transferred'
      readonly branchId: number | null
      readonly province: string | null
      readonly reason: string
    }
  | { readonly kind: 'asked'; readonly text: string }
  /** The person is known to have got question `n`: now the clock stands still, and theirs runs. */
  | { readonly kind: 'ask-got'; readonly n: number; readonly how: 'sms' | 'page'; readonly clock: ClockStart }
  /** `due` here and below: the deadline after a pause that this ends. */
  | { readonly kind: 'wrote'; readonly text: string; readonly files: readonly FileRef[]; readonly due?: number }
  | { readonly kind: 'wait-over'; readonly due: number }
  | { readonly kind: 'drafted'; readonly draft: Draft; readonly due?: number }
  | { readonly kind: 'draft-refused'; readonly reason: string }
  | { readonly kind: 'approved' }
  | { readonly kind: 'sending'; readonly goesAt: number }
  | { readonly kind: 'undone' }
  /** What was to be sent does not hold any more on the day of sending. */
  | { readonly kind: 'outdated' }
  | {
      readonly kind: 'sent'
      readonly text: string
      readonly digest: string
      readonly answerId: string | null
      readonly clock: ClockStart
    }
  /** An answer that was sent holds no more: what is to be known instead. */
  | { readonly kind: 'corrected'; readonly answerId: string; readonly text: string }
  | { readonly kind: 'rated'; readonly solved: boolean; readonly score: number; readonly text: string }
  | { readonly kind: 'reopened'; readonly reason: string; readonly clock: ClockStart }
  | { readonly kind: 'closed' }
  | {
      readonly kind: 'merged'
      readonly into: { readonly personId: string; readonly requestId: string; readonly trackingCode: string }
    }
  /** `clock`: of the other request, where that one was due earlier. */
  | {
      readonly kind: 'absorbed'
      readonly trackingCode: string
      readonly clock?: Pick<Clock, 'startedAt' | 'pauses' | 'policyId' | 'dueAt' | 'allotted'>
    }
  | { readonly kind: 'referred'; readonly where: string; readonly reason: string }
  | { readonly kind: 'withdrawn'; readonly reason: string }
  /** Found to be one of the organisation's questions. */
  | { readonly kind: 'linked'; readonly questionId: number }
  | { readonly kind: 'noted'; readonly text: string }
  | { readonly kind: 'viewed'; readonly what: string }
  | { readonly kind: 'promptness-set'; readonly value: number; readonly reason: string }
  | { readonly kind: 'breached' }
  | { readonly kind: 'cause-given'; readonly cycle: number; readonly cause: Cause; readonly note: string }
  | { readonly kind: 'deadline-moved'; readonly due: number; readonly because: 'calendar' }

export type EventKind = RequestDeed['kind']

/** What a person sent, and what was made of it on receipt. */
export type Intake = {
  /** Of the request. */
  readonly what: Kind
  readonly area: Area
  readonly topic: string | null
  readonly title: string
  readonly body: string
  readonly files: readonly FileRef[]
  readonly channel: Channel
  readonly contact: Contact | null
  readonly anonymous: boolean
  readonly aboutBranch: number | null
  readonly applicationId: string | null
  readonly questionId: number | null
  readonly promptness: number
  readonly clock: ClockStart
}

/**
 * A reply before it is sent. canonical: the organisation's approved answer, unchanged; own: own words, which for a question
 * is a deviation and says why; refusal and partial: of information, by the articles of the Free Access Act that bar it.
 */
export type Draft =
  | {
      readonly how: 'canonical'
      readonly questionId: number
      readonly caseKey: string
      readonly answerId: string
      readonly text: string
      readonly digest: string
    }
  | { readonly how: 'own'; readonly text: string; readonly reason: string; readonly questionId: number | null }
  | { readonly how: 'refusal'; readonly text: string; readonly articles: readonly number[] }
  | { readonly how: 'partial'; readonly text: string; readonly articles: readonly number[] }

/** Articles of the Act on Publication and Free Access to Information that bar an answer (by-law of article 8, 13, note 4). */
export const BARRING_ARTICLES = [13, 14, 15, 16, 17] as const

/** Only the approved answer, unchanged, to somebody who neither complains nor reports, needs no second person. */
export const needsSecondPerson = (kind: Kind, { how }: Draft): boolean =>
  how !== 'canonical' || kind === 'complaint' || kind === 'oversight'
