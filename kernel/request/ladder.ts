import { tehranDate } from '../dates.ts'
import {
  dayAt,
  instantAfter,
  OutsideCalendar,
  tehranInstant,
  workingSeconds,
  type WorkingTime,
} from '../working-time/working-time.ts'
import type { Clock } from './clock.ts'

/** The step at which a deadline is broken. Those before it warn; those after it come every working day, for ever. */
export const BREACH = 4

/** Two working hours, in seconds. */
const SHORTLY = 2 * 3600

/**
 * When a step of a clock is due. Of the answer's clock: 1 when half of its working time is gone, 2 when four fifths are, 3
 * two working hours before its end, 4 at its end, then at every opening of a following working day. Of the person's: 1 at
 * half, 2 at the end. Of closing: 1 at the end. Warnings are counted back from the deadline, so they move with it, and fall
 * into working hours. Null: it has no such step.
 */
export function stepTime(
  time: WorkingTime,
  clock: Pick<Clock, 'kind' | 'dueAt' | 'allotted'>,
  step: number,
): number | null {
  const { kind, dueAt, allotted } = clock
  if (kind === 'closing') return step === 1 ? dueAt : null
  if (kind === 'citizen') return step === 1 ? before(time, dueAt, allotted / 2) : step === 2 ? dueAt : null
  switch (step) {
    case 1:
      return before(time, dueAt, allotted / 2)
    case 2:
      return before(time, dueAt, allotted / 5)
    case 3:
      return before(time, dueAt, Math.min(allotted / 5, SHORTLY))
    case BREACH:
      return dueAt
    default:
      return openingAfter(time, dueAt, step - BREACH)
  }
}

/** How far up a step after the breach goes of so many levels: one more every working day, and at the highest for ever. */
export const levelAt = (step: number, levels: number): number => Math.min(step - BREACH, levels) - 1

/** The last step of clocks that have one. */
export const lastStep = (kind: Clock['kind']): number => (kind === 'citizen' ? 2 : kind === 'closing' ? 1 : Infinity)

function before(time: WorkingTime, due: number, seconds: number): number {
  return Math.min(due, instantAfter(time, Math.max(0, workingSeconds(time, due) - Math.floor(seconds))))
}

/** The opening of the `days`-th working day after the day of an instant. */
function openingAfter(time: WorkingTime, instant: number, days: number): number {
  const ordinal = dayAt(time, tehranDate(instant)).ordinal + days
  const day = time.days[time.workingDays[ordinal - 1] ?? -1]
  if (day === undefined) throw new OutsideCalendar(`${days} working days`, time)
  // The first working second of that day ends one second after its opening.
  const midnight = tehranInstant(day.date, 0) * 1000
  return instantAfter(time, workingSeconds(time, midnight) + 1) - 1000
}

/** What is promised instead of a broken deadline: the close of the next working day. */
export function newPromise(time: WorkingTime, at: number): number {
  const ordinal = dayAt(time, tehranDate(at)).ordinal + 1
  const day = time.days[time.workingDays[ordinal - 1] ?? -1]
  if (day === undefined || day.closes === null) throw new OutsideCalendar('the next working day', time)
  return day.closes * 1000
}
