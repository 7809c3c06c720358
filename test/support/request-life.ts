import { answerClock, openAsk, type Area, type Kind, type Request } from '#kernel/request/request.ts'
import { dueIfResumed } from '#kernel/request/clock.ts'
import { mustBreach, stepRequest } from '#kernel/request/fold.ts'
import {
  answerStart,
  citizenStart,
  closingStart,
  mayPause,
  MOST_REOPENINGS,
  type Policy,
} from '#kernel/request/policy.ts'
import type { Draft, RequestDeed, RequestEvent } from '#kernel/request/request-event.ts'
import { stateAfter } from '#kernel/request/states.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { IRAN } from '#kernel/working-time/iran.ts'
import { workingTime } from '#kernel/working-time/working-time.ts'
import fc from 'fast-check'
import { at } from './jalali.ts'

// Lives of requests, invented turn by turn as the use cases would let them happen.

export const iran = workingTime(IRAN)

export const policyFor = (kind: Kind, area: Area): Policy => ({
  policyId: 1,
  kind,
  area: null,
  unit: 'working-day',
  days: kind === 'information' ? 10 : area === 'treatment' ? 7 : 3,
  pausable: kind !== 'information',
  maxPauses: kind === 'information' ? 0 : 2,
  citizenDays: 5,
  from: '2025-03-21' as IsoDate,
  until: null,
})

const draft: Draft = { how: 'own', text: 'پاسخ', reason: 'دلیل', questionId: null }

type Maker = (request: Request, at: number, policy: Policy) => RequestDeed | null

const resumed = (request: Request, now: number): { due?: number } => {
  const clock = answerClock(request)
  return clock === null || clock.pausedAt === null ? {} : { due: dueIfResumed(iran, clock, now) }
}
const running = (request: Request, kind: 'citizen' | 'closing') =>
  request.clocks.find((clock) => clock.kind === kind && clock.stoppedAt === null)

/** What anybody might do. Which of it can happen the state says. */
const MAKERS: readonly Maker[] = [
  () => ({ kind: 'taken' }),
  ({ holder }) => (holder === null ? null : { kind: 'released' }),
  () => ({ kind: 'handed', to: '7', note: '' }),
  () => ({ kind: 'transferred', branchId: 2, province: 'قم', reason: 'آنجاست' }),
  ({ clocks }, _, { maxPauses, pausable }) =>
    pausable && clocks.findLast(({ kind }) => kind === 'answer')!.pauses.length >= maxPauses
      ? null
      : { kind: 'asked', text: 'کدام؟' },
  (request, now, policy) => {
    const ask = openAsk(request)
    if (ask === null || !mayPause(answerClock(request), policy, now)) return null
    return { kind: 'ask-got', n: ask.n, how: 'page', clock: citizenStart(iran, now, policy) }
  },
  (request, now) => ({ kind: 'wrote', text: 'این', files: [], ...resumed(request, now) }),
  (request, now) => {
    const citizen = running(request, 'citizen')
    return citizen === undefined || now <= citizen.dueAt
      ? null
      : { kind: 'wait-over', due: dueIfResumed(iran, answerClock(request)!, now) }
  },
  (request, now) => ({ kind: 'drafted', draft, ...resumed(request, now) }),
  () => ({ kind: 'draft-refused', reason: 'نه' }),
  () => ({ kind: 'approved' }),
  (_, now) => ({ kind: 'sending', goesAt: now + 15_000 }),
  () => ({ kind: 'undone' }),
  () => ({ kind: 'outdated' }),
  (_, now) => ({ kind: 'sent', text: 'پاسخ', digest: 'x', answerId: null, clock: closingStart(now, 1) }),
  () => ({ kind: 'rated', solved: false, score: 1, text: '' }),
  (request, now, policy) =>
    request.cycle > MOST_REOPENINGS ? null : { kind: 'reopened', reason: 'نشد', clock: answerStart(iran, now, policy) },
  (request, now) => ((running(request, 'closing')?.dueAt ?? Infinity) < now ? { kind: 'closed' } : null),
  () => ({ kind: 'referred', where: 'جای دیگر', reason: 'قانون' }),
  () => ({ kind: 'withdrawn', reason: '' }),
  () => ({ kind: 'merged', into: { personId: '1', requestId: '2', trackingCode: '3' } }),
  () => ({ kind: 'promptness-set', value: 3, reason: 'دلیل' }),
  () => ({ kind: 'noted', text: 'دیده شد' }),
  () => ({ kind: 'linked', questionId: 1 }),
]
const RARE = [
  'referred',
  'withdrawn',
  'merged',
  'noted',
  'linked',
  'promptness-set',
  'handed',
  'transferred',
  'released',
]
/** What leads far is tried more often than what happens anywhere. */
const LIKELY = ['asked', 'ask-got', 'wait-over', 'drafted', 'sending', 'sent', 'reopened']

export type Turn = { readonly pick: number; readonly gap: number }
export type Beginning = { readonly kind: Kind; readonly area: Area; readonly at: number }

/** The life that these turns make, in Tehran's working time of 1404 and 1405. */
export function live({ kind, area, at: received }: Beginning, turns: readonly Turn[]): RequestEvent[] {
  const policy = policyFor(kind, area)
  const citizen = { role: 'citizen', id: '1' }
  const about = { area, topic: null, title: 'عنوان', body: 'متن', files: [], channel: 'web' } as const
  const of = {
    contact: null,
    anonymous: false,
    aboutBranch: null,
    applicationId: null,
    questionId: null,
    promptness: 1,
  }
  const clock = answerStart(iran, received, policy)
  const events: RequestEvent[] = [
    { kind: 'received', what: kind, ...about, ...of, clock, at: received, by: citizen },
    { kind: 'routed', branchId: 1, province: 'قم', at: received, by: citizen },
  ]
  let request = events.reduce<Request | null>(stepRequest, null)!
  let now = received
  const add = (deed: RequestDeed) => {
    const event: RequestEvent = { ...deed, at: now, by: { role: 'officer', id: '5' } }
    request = stepRequest(request, event)
    events.push(event)
  }
  for (const { pick, gap } of turns) {
    now += gap
    const can = MAKERS.flatMap((make) => {
      const deed = make(request, now, policy)
      if (deed === null || stateAfter(request.state, deed.kind) === null) return []
      const often = RARE.includes(deed.kind) ? 1 : LIKELY.includes(deed.kind) ? 12 : 3
      return Array.from({ length: often }, () => deed)
    })
    const deed = can[pick % can.length]
    if (deed === undefined) continue
    if (mustBreach(request, now)) add({ kind: 'breached' })
    add(deed)
  }
  return events
}

const HOUR = 3_600_000
const gap = fc.oneof(
  fc.integer({ min: 0, max: HOUR }),
  fc.integer({ min: 0, max: 30 * HOUR }),
  fc.integer({ min: 0, max: 7 * 24 * HOUR }),
)
export const turns = (most: number) => fc.array(fc.record({ pick: fc.nat(10_000), gap }), { maxLength: most })

/** Beginnings from Esfand 1404 to Farvardin 1405, Nowruz among them. */
export const beginnings: fc.Arbitrary<Beginning> = fc.record({
  kind: fc.constantFrom('question', 'complaint', 'suggestion', 'oversight', 'information'),
  area: fc.constantFrom('insurance', 'treatment', 'pension', 'other'),
  at: fc.integer({ min: at('1404/12/01', '00:00'), max: at('1405/01/20', '00:00') }),
})
