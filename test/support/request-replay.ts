import { createHash } from 'node:crypto'
import { endOfDayAfter, USUAL, type NaiveDays } from './naive-days.ts'

// The life of one request told once more from its events, from docs/house.md and the table of policies, sharing no code with
// the portal. Whatever differs from what the portal wrote is a fault.

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
export type Event = { kind: string; at: number; by: { role: string; id: string } } & Record<string, Json>
export type Limits = { days: number; pausable: boolean; maxPauses: number; citizenDays: number }

/** A clock as the replay has it; instants in milliseconds. */
export type Told = {
  kind: string
  cycle: number
  n: number
  started: number
  due: number
  allotted: number
  paused: number | null
  stopped: number | null
  breached: number | null
  outcome: string | null
  /** From when until when it stood still. */
  pauses: [number, number][]
}

/** `absorbed`: clocks that go on by the start of another request's. */
export type Life = {
  state: string
  cycle: number
  holder: string | null
  clocks: Told[]
  absorbed: Told[]
  faults: string[]
}

const LEADS: Readonly<Record<string, string>> = {
  routed: 'assigned',
  released: 'assigned',
  transferred: 'assigned',
  asked: 'asked',
  'ask-got': 'waiting',
  'wait-over': 'in-progress',
  drafted: 'pending-approval',
  'draft-refused': 'in-progress',
  sending: 'sending',
  undone: 'in-progress',
  outdated: 'in-progress',
  sent: 'answered',
  closed: 'closed',
  merged: 'merged',
  referred: 'referred',
  withdrawn: 'withdrawn',
}
const ENDS = ['answered', 'closed', 'merged', 'referred', 'withdrawn']

/** Second by second what the portal counts in: its instants are whole working seconds. */
const second = (instant: number) => Math.floor(instant / 1000) * 1000

/** The calendars by which something may have been counted at an instant. */
export type Calendars = (at: number) => readonly NaiveDays[]

export function replayLife(events: readonly Event[], limits: Limits, calendars: Calendars = () => [USUAL]): Life {
  const faults: string[] = []
  const clocks: Told[] = []
  const absorbed: Told[] = []
  let [state, cycle, holder, last] = ['', 0, null as string | null, 0]
  const running = (kind: string) => clocks.find((clock) => clock.kind === kind && clock.stopped === null)
  const wrong = (event: Event, what: string) =>
    faults.push(`${event.kind} at ${new Date(event.at).toISOString()}: ${what}`)
  /** Of what may be right by one calendar or another, what was said. */
  const said = (event: Event, what: string, values: readonly string[], is: string) => {
    if (!values.includes(is)) wrong(event, `${what} is ${is}, not ${[...new Set(values)].join(' or ')}`)
  }

  const begin = (event: Event, kind: string, dueBy: (days: NaiveDays) => number) => {
    const { dueAt: due, allotted } = event['clock'] as { dueAt: number; allotted: number }
    const right = calendars(event.at).map((days) => {
      const by = dueBy(days)
      return `${by} in ${kind === 'closing' ? 0 : days.workBetween(second(event.at), by) / 1000}`
    })
    said(event, 'due', right, `${due} in ${allotted}`)
    const n = clocks.filter((clock) => clock.kind === kind && clock.cycle === cycle).length + 1
    const still = { paused: null, stopped: null, breached: null, outcome: null, pauses: [] }
    clocks.push({ kind, cycle, n, started: event.at, due, allotted, ...still })
  }
  const stop = (kind: string, at: number, outcome: string) => {
    const clock = running(kind)
    if (clock === undefined) return
    const late = clock.breached !== null || (clock.paused === null && at > clock.due)
    clock.stopped = at
    clock.outcome = late && kind !== 'closing' ? 'breached' : outcome
  }
  const resume = (event: Event) => {
    const clock = running('answer')
    if (clock === undefined || clock.paused === null) {
      if (event['due'] !== undefined) wrong(event, 'moves the deadline of a clock that ran')
      return
    }
    const { due: before, paused } = clock
    const right = calendars(event.at).map((days) =>
      days.workAfter(before, days.workBetween(second(paused), second(event.at))),
    )
    said(event, 'due after the pause', right.map(String), String(event['due']))
    clock.pauses.push([paused, event.at])
    clock.due = Number(event['due'])
    clock.paused = null
    stop('citizen', event.at, 'met')
  }

  for (const [index, event] of events.entries()) {
    if (event.at < last) wrong(event, 'comes before the event before it')
    last = event.at
    const answer = running('answer')
    const late = answer !== undefined && answer.paused === null && answer.breached === null && event.at > answer.due
    if (late && event.kind !== 'breached') wrong(event, 'comes after a deadline whose breach is not written')
    if ((index === 0) !== (event.kind === 'received')) wrong(event, 'is not where it belongs')
    switch (event.kind) {
      case 'received':
        cycle = 1
        begin(event, 'answer', (days) => days.closeAfter(event.at, limits.days))
        break
      case 'taken':
        holder = event.by.id
        if (state === 'assigned') state = 'in-progress'
        break
      case 'handed':
        holder = event['to'] as string
        if (state === 'assigned') state = 'in-progress'
        break
      case 'released':
      case 'transferred':
        holder = null
        break
      case 'breached':
        if (!late) wrong(event, 'nothing was broken')
        if (answer !== undefined) answer.breached = event.at
        break
      case 'ask-got':
        if (answer === undefined || answer.breached !== null || event.at > answer.due)
          wrong(event, 'pauses what is late')
        if (!limits.pausable || (answer?.pauses.length ?? 0) >= limits.maxPauses) wrong(event, 'may not pause')
        if (answer !== undefined) answer.paused = event.at
        begin(event, 'citizen', (days) => days.closeAfter(event.at, limits.citizenDays))
        break
      case 'wait-over':
        if (event.at <= (running('citizen')?.due ?? Infinity))
          wrong(event, 'comes before the time of the person is over')
        resume(event)
        break
      case 'wrote':
        if (state === 'asked' || state === 'waiting') state = 'in-progress'
        resume(event)
        break
      case 'drafted':
        resume(event)
        break
      case 'sent':
        stop('answer', event.at, 'met')
        begin(event, 'closing', () => endOfDayAfter(event.at, 20))
        break
      case 'closed':
        stop('closing', event.at, 'met')
        break
      case 'reopened':
        stop('closing', event.at, 'cancelled')
        cycle += 1
        state = holder === null ? 'assigned' : 'in-progress'
        begin(event, 'answer', (days) => days.closeAfter(event.at, limits.days))
        break
      case 'merged':
      case 'referred':
      case 'withdrawn':
        for (const kind of ['answer', 'citizen']) stop(kind, event.at, 'cancelled')
        break
      case 'absorbed': {
        const other = event['clock'] as { startedAt: number; dueAt: number; allotted: number } | undefined
        if (other === undefined || answer === undefined) break
        if (other.dueAt >= answer.due) wrong(event, 'took over a later deadline')
        answer.started = other.startedAt
        answer.due = other.dueAt
        answer.allotted = other.allotted
        absorbed.push(answer)
        break
      }
      case 'deadline-moved': {
        const due = Number(event['due'])
        if (answer === undefined || answer.breached !== null) wrong(event, 'moves a deadline that is broken')
        else if (due <= answer.due) wrong(event, 'brings a deadline forward')
        else {
          const right = calendars(event.at).map((days) => String(recounted(answer, limits, days)))
          if (!absorbed.includes(answer)) said(event, 'the deadline by the calendar', right, String(due))
          answer.due = due
        }
        break
      }
      default:
    }
    state = LEADS[event.kind] ?? state
    faults.push(...asleep(event))
  }
  return { state, cycle, holder, clocks, absorbed, faults }

  function asleep(event: Event): string[] {
    const count = (kind: string) => clocks.filter((clock) => clock.kind === kind && clock.stopped === null).length
    const open = state !== '' && !ENDS.includes(state)
    const right = [Number(open), Number(state === 'waiting'), Number(state === 'answered')]
    const is = ['answer', 'citizen', 'closing'].map(count)
    if (event.kind === 'received' || String(is) === String(right)) return []
    return [`after ${event.kind} it is ${state} and has clocks ${String(is)}`]
  }
}

/** A deadline counted anew from its start, moved on by every pause. */
export const recounted = ({ started, pauses }: Told, { days }: Limits, by: NaiveDays): number =>
  pauses.reduce(
    (due, [from, until]) => by.workAfter(due, by.workBetween(second(from), second(until))),
    by.closeAfter(started, days),
  )

/** When a step of a clock was to be carried out, given the deadline it had then. */
export function whenStep(kind: string, due: number, allotted: number, step: number, by: NaiveDays = USUAL): number {
  const back = (seconds: number) => Math.min(due, by.workBefore(due, Math.floor(seconds) * 1000))
  if (kind === 'closing') return due
  if (kind === 'citizen') return step === 1 ? back(allotted / 2) : due
  if (step === 1) return back(allotted / 2)
  if (step === 2) return back(allotted / 5)
  if (step === 3) return back(Math.min(allotted / 5, 7200))
  return step === 4 ? due : by.openingAfter(due, step - 4)
}

/** JSON with sorted keys and nothing between. */
function canonical(json: Json): string {
  if (Array.isArray(json)) return `[${json.map(canonical).join(',')}]`
  if (typeof json !== 'object' || json === null) return JSON.stringify(json)
  const keys = Object.keys(json).toSorted((one, other) => (one < other ? -1 : 1))
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(json[key]!)}`).join(',')}}`
}

/** The hashes that events should have, each after the one before it. */
export function chainOf(events: readonly Event[]): string[] {
  let hash = ''
  return events.map((event) => {
    hash = createHash('sha256')
      .update(`${hash}\n${canonical(event)}`)
      .digest('hex')
    return hash
  })
}
