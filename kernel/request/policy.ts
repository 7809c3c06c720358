import { addDays, tehranDate, type IsoDate } from '../dates.ts'
import { dueAt, type Limit } from '../working-time/due.ts'
import { tehranInstant, workingSecondsBetween, type WorkingTime } from '../working-time/working-time.ts'
import { isLate, type Clock, type ClockStart } from './clock.ts'
import type { Area, Kind } from './request.ts'

/** How long an answer may take, by kind and area, from a day until another. A policy that was used is never changed. */
export type Policy = Limit & {
  readonly policyId: number
  readonly kind: Kind
  /** Null: any that has no policy of its own. */
  readonly area: Area | null
  readonly pausable: boolean
  readonly maxPauses: number
  /** Working days that the person has to answer a question of ours. */
  readonly citizenDays: number
  readonly from: IsoDate
  readonly until: IsoDate | null
}

/** The policy in force on a day; the one of the area wins. Throws RangeError where there is none. */
export function policyOn(policies: readonly Policy[], kind: Kind, area: Area, day: IsoDate): Policy {
  const inForce = policies.filter(
    (one) => one.kind === kind && one.from <= day && (one.until === null || day < one.until),
  )
  const found = inForce.find((one) => one.area === area) ?? inForce.find((one) => one.area === null)
  if (found === undefined) throw new RangeError(`No policy for ${kind} on ${day}`)
  return found
}

/** The clock of an answer that is owed from `at` on. */
export function answerStart(time: WorkingTime, at: number, policy: Policy): ClockStart {
  return start(time, at, policy, policy)
}

/** The clock of a person who was asked something. */
export function citizenStart(time: WorkingTime, at: number, policy: Policy): ClockStart {
  return start(time, at, policy, { days: policy.citizenDays, unit: 'working-day' })
}

function start(time: WorkingTime, at: number, { policyId }: Policy, limit: Limit): ClockStart {
  const due = dueAt(time, at, limit)
  return { policyId, dueAt: due, allotted: workingSecondsBetween(time, at, due) }
}

/** Whether our clock may stand still from an instant on: for a few times, never past its deadline, never for information. */
export function mayPause(clock: Clock | null, { pausable, maxPauses }: Policy, at: number): boolean {
  if (clock === null || clock.pausedAt !== null || clock.stoppedAt !== null || isLate(clock, at)) return false
  return pausable && clock.pauses.length < maxPauses
}

/** Calendar days for which an answered request can be reopened, and how often. */
export const REOPEN_DAYS = 20
export const MOST_REOPENINGS = 2

/** The clock of an answered request: it closes at the end of its last day. */
export function closingStart(at: number, policyId: number): ClockStart {
  const end = tehranInstant(addDays(tehranDate(at), REOPEN_DAYS + 1), 0) * 1000
  return { policyId, dueAt: end, allotted: 0 }
}

/** Milliseconds for which a reply can be taken back. */
export const UNDO_MS = 15_000
