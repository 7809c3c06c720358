import { dueAt, type Limit } from '../working-time/due.ts'
import { dueAfterPause, type WorkingTime } from '../working-time/working-time.ts'

/** answer: ours; citizen: the person's, while we wait for them; closing: until an answered request is closed. */
export type ClockKind = 'answer' | 'citizen' | 'closing'
export type Outcome = 'met' | 'breached' | 'cancelled'

/** A time limit that runs, stands still or has stopped. Instants in milliseconds since 1970 UTC. */
export type Clock = {
  readonly kind: ClockKind
  /** Of the request, and which one of its kind in that cycle. */
  readonly cycle: number
  readonly n: number
  readonly policyId: number
  readonly startedAt: number
  readonly dueAt: number
  /** Working seconds from start to the first deadline: what warnings are shares of. */
  readonly allotted: number
  readonly pauses: readonly Pause[]
  readonly pausedAt: number | null
  readonly breachedAt: number | null
  readonly stoppedAt: number | null
  readonly outcome: Outcome | null
}

/** From when until when a clock stood still. */
export type Pause = readonly [from: number, until: number]

export type ClockStart = Pick<Clock, 'policyId' | 'dueAt' | 'allotted'>

export const clockStarted = (
  kind: ClockKind,
  cycle: number,
  n: number,
  startedAt: number,
  start: ClockStart,
): Clock => ({
  kind,
  cycle,
  n,
  policyId: start.policyId,
  startedAt,
  dueAt: start.dueAt,
  allotted: start.allotted,
  pauses: [],
  pausedAt: null,
  breachedAt: null,
  stoppedAt: null,
  outcome: null,
})

export const clockPaused = (clock: Clock, at: number): Clock => ({ ...clock, pausedAt: at })

/** Goes on, with its deadline moved to `due`. */
export const clockResumed = (clock: Clock, at: number, due: number): Clock => ({
  ...clock,
  dueAt: due,
  pausedAt: null,
  pauses: clock.pausedAt === null ? clock.pauses : [...clock.pauses, [clock.pausedAt, at]],
})

export const clockStopped = (clock: Clock, at: number, done: boolean): Clock => ({
  ...clock,
  stoppedAt: at,
  outcome: clock.kind === 'closing' ? (done ? 'met' : 'cancelled') : outcomeOf(clock, at, done),
})

/** In time is up to and with the instant of the deadline. What was breached once stays so. */
export function outcomeOf(clock: Pick<Clock, 'dueAt' | 'breachedAt' | 'pausedAt'>, at: number, done: boolean): Outcome {
  if (isLate(clock, at)) return 'breached'
  return done ? 'met' : 'cancelled'
}

/** Past its deadline. One that stands still is not. */
export const isLate = ({ dueAt, breachedAt, pausedAt }: Pick<Clock, 'dueAt' | 'breachedAt' | 'pausedAt'>, at: number) =>
  breachedAt !== null || (pausedAt === null && at > dueAt)

/** When a clock that stands still would be due if it went on at an instant. */
export const dueIfResumed = (time: WorkingTime, clock: Pick<Clock, 'dueAt' | 'pausedAt'>, at: number): number =>
  clock.pausedAt === null ? clock.dueAt : dueAfterPause(time, clock.dueAt, clock.pausedAt, at)

/** The deadline counted anew by a working time: the limit from its start, moved on by every pause. */
export function dueRecounted(
  time: WorkingTime,
  { startedAt, pauses }: Pick<Clock, 'startedAt' | 'pauses'>,
  limit: Limit,
): number {
  let due = dueAt(time, startedAt, limit)
  for (const [from, until] of pauses) due = dueAfterPause(time, due, from, until)
  return due
}
