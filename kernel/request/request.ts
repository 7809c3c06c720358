import type { FileRef } from '../fields/file.ts'
import type { Clock } from './clock.ts'
import type { Draft } from './request-event.ts'
import type { State } from './states.ts'

/** What a request is, as people choose it. */
export const KINDS = {
  question: 'پرسش',
  complaint: 'شکایت',
  suggestion: 'پیشنهاد',
  oversight: 'گزارش نظارتی',
  information: 'درخواست اطلاعات',
} as const
export type Kind = keyof typeof KINDS

export const AREAS = { insurance: 'بیمه', treatment: 'درمان', pension: 'مستمری', other: 'موضوع دیگر' } as const
export type Area = keyof typeof AREAS

export const CHANNELS = { web: 'سایت', phone: 'تلفن ۱۴۲۰', counter: 'حضوری' } as const
export type Channel = keyof typeof CHANNELS

/** Why an answer was late, as the head of a branch says. */
export const CAUSES = {
  'no-staff': 'کمبود همکار',
  'other-unit': 'در انتظار واحد دیگر',
  'system-down': 'قطعی سامانه',
  vague: 'درخواست نامشخص بود',
  'wrong-routing': 'به واحد نادرست رفته بود',
  calendar: 'تعطیلی پیش‌بینی‌نشده',
} as const
export type Cause = keyof typeof CAUSES

/** How prompt an answer ought to be: nature × urgency × necessity, each 1 to 3 (by-law of article 8 of the Free Access Act, 13). */
export type Promptness = number

/** Of whom has no account: whoever asks for information gives the national code as well. */
export type Contact = { readonly name: string; readonly mobile: string; readonly number?: string }

/** A request of the people: everything that follows from its events. Instants in milliseconds since 1970 UTC. */
export type Request = {
  readonly kind: Kind
  readonly area: Area
  readonly topic: string | null
  readonly title: string
  readonly body: string
  readonly files: readonly FileRef[]
  readonly channel: Channel
  /** Of whom has no account here; null for the signed-in and the anonymous. */
  readonly contact: Contact | null
  readonly anonymous: boolean
  readonly state: State
  readonly since: number
  readonly receivedAt: number
  readonly branchId: number | null
  readonly province: string | null
  /** The branch that a complaint or report is about: nobody there sees it. */
  readonly aboutBranch: number | null
  readonly applicationId: string | null
  /** The organisation's question that it was found to be. */
  readonly questionId: number | null
  readonly holder: string | null
  readonly promptness: Promptness
  /** 1, and one more with every reopening. */
  readonly cycle: number
  readonly clocks: readonly Clock[]
  readonly asks: readonly Ask[]
  readonly draft: Drafted | null
  /** When the reply goes out, while it can still be undone. */
  readonly sendingAt: number | null
  readonly answers: readonly Answered[]
  readonly rating: Rating | null
  readonly mergedInto: { readonly personId: string; readonly requestId: string; readonly trackingCode: string } | null
  readonly referred: { readonly where: string; readonly reason: string } | null
  readonly answeredAt: number | null
  readonly endedAt: number | null
  readonly events: number
}

/** A question to the person. It stops the clock from when it is known to have arrived. */
export type Ask = {
  readonly n: number
  readonly text: string
  readonly at: number
  readonly by: string
  readonly gotAt: number | null
  readonly endedAt: number | null
  readonly reply: string | null
}

export type Drafted = {
  readonly draft: Draft
  readonly author: string
  readonly at: number
  readonly approver: string | null
}
export type Answered = {
  readonly cycle: number
  readonly at: number
  readonly text: string
  readonly answerId: string | null
  readonly how: Draft['how']
  readonly author: string
  readonly draftedAt: number
}
export type Rating = { readonly solved: boolean; readonly score: number; readonly text: string; readonly cycle: number }

/** The clock of the answer that has not stopped; an open request has one, another has none. */
export const answerClock = ({ clocks }: Pick<Request, 'clocks'>): Clock | null =>
  clocks.find(({ kind, stoppedAt }) => kind === 'answer' && stoppedAt === null) ?? null

/** When the latest reply to a question was drafted that stands and departs from the organisation's approved answer. */
export function deviatedAt({ kind, draft, answers }: Pick<Request, 'kind' | 'draft' | 'answers'>): number | null {
  if (kind !== 'question') return null
  if (draft?.draft.how === 'own') return draft.at
  return answers.findLast(({ how }) => how === 'own')?.draftedAt ?? null
}

/** The question to the person that is not answered, nor over. */
export const openAsk = ({ asks }: Pick<Request, 'asks'>): Ask | null =>
  asks.find(({ endedAt }) => endedAt === null) ?? null
