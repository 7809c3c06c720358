import { clockPaused, clockResumed, clockStarted, clockStopped, type Clock } from './clock.ts'
import type { RequestEvent } from './request-event.ts'
import { answerClock, type Ask, type Request } from './request.ts'
import { isOpen, stateAfter } from './states.ts'

/** A request as its events left it. Throws RangeError for events that cannot be. */
export function foldRequest(events: readonly RequestEvent[]): Request {
  let request: Request | null = null
  for (const event of events) request = stepRequest(request, event)
  if (request === null) throw new RangeError('A request begins with its receipt')
  return request
}

/** A request after one more event. Throws RangeError where that cannot happen in its state. */
export function stepRequest(request: Request | null, event: RequestEvent): Request {
  if (request === null) return received(event)
  const next = stateAfter(request.state, event.kind)
  if (next === null) throw new RangeError(`${event.kind} cannot happen to a request that is ${request.state}`)
  const changed = withClocks({ ...request, ...changes(request, event) }, event)
  // Nobody has in hand what was reopened when its holder is gone.
  const state = event.kind === 'reopened' && changed.holder === null ? 'assigned' : next
  return {
    ...changed,
    state,
    since: state === request.state ? request.since : event.at,
    endedAt: isOpen(state) || state === 'answered' ? null : (request.endedAt ?? event.at),
    events: request.events + 1,
  }
}

function received(event: RequestEvent): Request {
  if (event.kind !== 'received') throw new RangeError(`A request begins with its receipt, not with ${event.kind}`)
  const { kind: _kind, by: _by, at, what, clock, ...rest } = event
  return {
    ...rest,
    kind: what,
    state: 'received',
    since: at,
    receivedAt: at,
    branchId: null,
    province: null,
    holder: null,
    cycle: 1,
    clocks: [clockStarted('answer', 1, 1, at, clock)],
    asks: [],
    draft: null,
    sendingAt: null,
    answers: [],
    rating: null,
    mergedInto: null,
    referred: null,
    answeredAt: null,
    endedAt: null,
    events: 1,
  }
}

/** What an event changes beside state and clocks. */
function changes(request: Request, event: RequestEvent): Partial<Request> {
  const { at, by } = event
  switch (event.kind) {
    case 'routed':
      return { branchId: event.branchId, province: event.province }
    case 'transferred':
      return { branchId: event.branchId, province: event.province, holder: null }
    case 'taken':
      return { holder: by.id }
    case 'handed':
      return { holder: event.to }
    case 'released':
      return { holder: null }
    case 'asked':
      return { asks: [...request.asks, { n: request.asks.length + 1, text: event.text, at, by: by.id, ...UNHEARD }] }
    case 'ask-got':
      return { asks: request.asks.map((ask) => (ask.n === event.n ? { ...ask, gotAt: at } : ask)) }
    case 'wrote':
      return { asks: asksEnded(request, at, event.text) }
    case 'wait-over':
      return { asks: asksEnded(request, at, null) }
    case 'drafted':
      return {
        asks: asksEnded(request, at, null),
        draft: { draft: event.draft, author: by.id, at, approver: null },
        questionId: 'questionId' in event.draft ? (event.draft.questionId ?? request.questionId) : request.questionId,
      }
    case 'approved':
      return { draft: request.draft === null ? null : { ...request.draft, approver: by.id } }
    case 'sending':
      return { sendingAt: event.goesAt }
    case 'draft-refused':
    case 'undone':
    case 'outdated':
      return { draft: null, sendingAt: null }
    case 'sent':
      return { answers: [...request.answers, answered(request, event)], answeredAt: at, draft: null, sendingAt: null }
    case 'rated':
      return { rating: { solved: event.solved, score: event.score, text: event.text, cycle: request.cycle } }
    case 'reopened':
      return { cycle: request.cycle + 1, answeredAt: null, endedAt: null }
    case 'merged':
      return { mergedInto: event.into, ...DROPPED }
    case 'referred':
      return { referred: { where: event.where, reason: event.reason }, ...DROPPED }
    case 'withdrawn':
      return DROPPED
    case 'linked':
      return { questionId: event.questionId }
    case 'promptness-set':
      return { promptness: event.value }
    default:
      return {}
  }
}

const UNHEARD = { gotAt: null, endedAt: null, reply: null } as const
const DROPPED = { draft: null, sendingAt: null } as const

const asksEnded = ({ asks }: Request, at: number, reply: string | null): readonly Ask[] =>
  asks.map((ask) => (ask.endedAt === null ? { ...ask, endedAt: at, reply } : ask))

function answered({ cycle, draft }: Request, { at, text, answerId }: RequestEvent & { kind: 'sent' }) {
  if (draft === null) throw new RangeError('Nothing was drafted')
  return { cycle, at, text, answerId, how: draft.draft.how, author: draft.author, draftedAt: draft.at }
}

function withClocks(request: Request, event: RequestEvent): Request {
  const { at } = event
  const { cycle, clocks } = request
  const change = (kind: Clock['kind'], work: (clock: Clock) => Clock) =>
    clocks.map((clock) => (clock.kind === kind && clock.stoppedAt === null ? work(clock) : clock))
  const stop = (done: boolean) =>
    clocks.map((clock) => (clock.stoppedAt === null ? clockStopped(clock, at, done) : clock))
  switch (event.kind) {
    case 'ask-got': {
      const n = clocks.filter((clock) => clock.kind === 'citizen' && clock.cycle === cycle).length + 1
      const paused = change('answer', (clock) => clockPaused(clock, at))
      return { ...request, clocks: [...paused, clockStarted('citizen', cycle, n, at, event.clock)] }
    }
    case 'wrote':
    case 'wait-over':
    case 'drafted': {
      const { due } = event
      if (due === undefined) return request
      const went = change('answer', (clock) => clockResumed(clock, at, due))
      return { ...request, clocks: went.map((clock) => (isWaiting(clock) ? clockStopped(clock, at, true) : clock)) }
    }
    case 'sent':
      return { ...request, clocks: [...stop(true), clockStarted('closing', cycle, 1, at, event.clock)] }
    case 'reopened':
      return { ...request, clocks: [...stop(false), clockStarted('answer', cycle, 1, at, event.clock)] }
    case 'merged':
    case 'referred':
    case 'withdrawn':
      return { ...request, clocks: stop(false) }
    case 'closed':
      return { ...request, clocks: stop(true) }
    case 'breached':
      return { ...request, clocks: change('answer', (clock) => ({ ...clock, breachedAt: at })) }
    case 'deadline-moved':
      return { ...request, clocks: change('answer', (clock) => ({ ...clock, dueAt: event.due })) }
    case 'absorbed':
      return { ...request, clocks: change('answer', (clock) => ({ ...clock, ...event.clock })) }
    default:
      return request
  }
}

const isWaiting = ({ kind, stoppedAt }: Clock): boolean => kind === 'citizen' && stoppedAt === null

/** Whether the running answer is past its deadline at an instant and that is not written down yet. */
export function mustBreach(request: Request, at: number): boolean {
  const clock = answerClock(request)
  return clock !== null && clock.breachedAt === null && clock.pausedAt === null && at > clock.dueAt
}
