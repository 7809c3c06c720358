import { type IsoDate, addDays, tehranDate } from '../dates.ts'
import { type Day, OutsideCalendar, type WorkingTime, dayAt } from './working-time.ts'

/** A limit in days. The day of receipt is not counted; due at the close of the last day. */
export type Limit = { readonly days: number; readonly unit: 'working-day' | 'calendar-day' }

/** When a limit ends (milliseconds since 1970 UTC). Throws OutsideCalendar rather than guess. */
export function dueAt(time: WorkingTime, received: number, { days, unit }: Limit): number {
  if (!Number.isInteger(days) || days < 1) throw new RangeError(`${days} is not a number of days`)
  return unit === 'working-day' ? dueInWorkingDays(time, received, days) : dueInCalendarDays(time, received, days)
}

/** At the close of the n-th working day after the day of receipt. */
export function dueInWorkingDays(time: WorkingTime, received: number, days: number): number {
  return closeOf(time, workingDaysUntil(time, received) + days, `${days} working days`)
}

/** At the close of the n-th day after the day of receipt, or of the next open day where that one is closed. */
export function dueInCalendarDays(time: WorkingTime, received: number, days: number): number {
  const last = dayAt(time, addDays(tehranDate(received), days))
  return closeOf(time, last.closes === null ? last.ordinal + 1 : last.ordinal, `${days} days`)
}

/** D(t): working days from the calendar's start up to and with the day of an instant. */
export function workingDaysUntil(time: WorkingTime, instant: number): number {
  return dayAt(time, tehranDate(instant)).ordinal
}

function closeOf(time: WorkingTime, ordinal: number, what: string): number {
  const day = time.days[time.workingDays[ordinal - 1] ?? -1]
  if (day === undefined || day.closes === null) throw new OutsideCalendar(what, time)
  return day.closes * 1000
}

/** A line of the receipt of a deadline: which number the day has in the count, or why it has none. */
export type CountedDay = {
  readonly date: IsoDate
  readonly counted: number | null
  readonly why: 'receipt' | 'working' | 'calendar' | 'weekend' | 'closed' | 'moved-on'
  /** The name of the day, where it has one. */
  readonly name: string | null
  readonly confirmed: boolean
  readonly announced: boolean
}

/** Every day from the receipt to the due day. Its last day is the day of `dueAt`. */
export function countedDays(time: WorkingTime, received: number, limit: Limit): readonly CountedDay[] {
  const first = tehranDate(received)
  const last = tehranDate(dueAt(time, received, limit) - 1)
  const start = dayAt(time, first)
  const lines: CountedDay[] = [line(start, null, 'receipt')]
  for (let date = addDays(first, 1); date <= last; date = addDays(date, 1)) {
    const day = dayAt(time, date)
    const closed = day.name === null ? 'weekend' : 'closed'
    const number = limit.unit === 'working-day' ? day.ordinal - start.ordinal : lines.length
    if (limit.unit === 'working-day')
      lines.push(day.closes === null ? line(day, null, closed) : line(day, number, 'working'))
    else if (number > limit.days) lines.push(line(day, null, day.closes === null ? closed : 'moved-on'))
    else lines.push(line(day, number, 'calendar'))
  }
  return lines
}

function line({ date, name, confirmed, announced }: Day, counted: number | null, why: CountedDay['why']): CountedDay {
  return { date, counted, why, name, confirmed, announced }
}
