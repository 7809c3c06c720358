import { type IsoDate, addDays, dayOfWeek, daysBetween, tehranTime } from '../dates.ts'
import { type Calendar, type Place, type Week, overrideOf } from './calendar.ts'

/** Asked about a time the calendar does not cover. Nothing is guessed there: the calendar must be extended first. */
export class OutsideCalendar extends RangeError {
  constructor(what: string, time: Pick<WorkingTime, 'from' | 'until'>) {
    super(`${what} is outside the working calendar, which runs from ${time.from} until ${time.until}`)
    this.name = 'OutsideCalendar'
  }
}

/** A day of a place: when it closes (seconds since 1970 UTC; null: closed all day) and how many working days lie up to and with it. */
export type Day = {
  readonly date: IsoDate
  readonly closes: number | null
  readonly ordinal: number
  /** The name of the override that holds; null on a day like its week. */
  readonly name: string | null
  readonly confirmed: boolean
  /** False where the official calendar of the year is not announced yet. */
  readonly announced: boolean
}

/**
 * The working time of one place as a coordinate: every instant has a number of working seconds before it, every day a
 * number of working days. Between, deadline and pause are then differences and look-ups in sorted arrays.
 */
export type WorkingTime = {
  readonly version: number
  readonly from: IsoDate
  readonly until: IsoDate
  /** Seconds since 1970 UTC of midnight of `from` and of `until`. */
  readonly starts: number
  readonly ends: number
  readonly days: readonly Day[]
  /** Indexes into `days` of the working days, in order. */
  readonly workingDays: readonly number[]
  /** The open windows: first second, first second after, working seconds before. */
  readonly opens: readonly number[]
  readonly closes: readonly number[]
  readonly before: readonly number[]
  /** What was known before the last change, until when (milliseconds since 1970 UTC): what was promised by it holds. */
  readonly earlier?: readonly { readonly until: number; readonly time: () => WorkingTime }[]
}

export function workingTime(calendar: Calendar, place: Place = {}): WorkingTime {
  const overrides = overrideOf(calendar, place)
  const time = {
    version: calendar.version,
    from: calendar.from,
    until: calendar.until,
    starts: tehranInstant(calendar.from, 0),
    ends: tehranInstant(calendar.until, 0),
    days: [] as Day[],
    workingDays: [] as number[],
    opens: [] as number[],
    closes: [] as number[],
    before: [] as number[],
  }
  let seconds = 0
  for (let date = calendar.from; date < calendar.until; date = addDays(date, 1)) {
    const override = overrides.get(date)
    const week = weekOf(calendar.weeks, date)
    let closes: number | null = null
    for (const [from, to] of override?.spans ?? week.days[dayOfWeek(date)] ?? []) {
      const opens = tehranInstant(date, from)
      closes = tehranInstant(date, to)
      if (to <= from || opens < (time.closes.at(-1) ?? 0)) throw new RangeError(`The hours of ${date} are not in order`)
      time.opens.push(opens)
      time.closes.push(closes)
      time.before.push(seconds)
      seconds += closes - opens
    }
    if (closes !== null) time.workingDays.push(time.days.length)
    const confirmed = override?.confirmed ?? week.confirmed
    time.days.push({
      date,
      closes,
      ordinal: time.workingDays.length,
      name: override?.name ?? null,
      confirmed,
      announced: week.confirmed,
    })
  }
  return time
}

function weekOf(weeks: readonly Week[], date: IsoDate): Week {
  const week = weeks.findLast(({ from }) => from <= date)
  if (week === undefined) throw new RangeError(`No week is given for ${date}`)
  return week
}

/** W(t): working seconds from the calendar's start to an instant (milliseconds since 1970 UTC). */
export function workingSeconds(time: WorkingTime, instant: number): number {
  const second = Math.floor(instant / 1000)
  if (second < time.starts || second >= time.ends) throw new OutsideCalendar(new Date(instant).toISOString(), time)
  const window = lastAtMost(time.opens, second)
  if (window < 0) return 0
  return (time.before[window] ?? 0) + Math.min(second, time.closes[window] ?? 0) - (time.opens[window] ?? 0)
}

/** The inverse of W: the first instant (milliseconds) with so many working seconds before it. A day's last second ends at its close. */
export function instantAfter(time: WorkingTime, seconds: number): number {
  const window = Math.max(0, lastAtMost(time.before, seconds - 1))
  const opens = time.opens[window] ?? Number.NaN
  const instant = opens + seconds - (time.before[window] ?? 0)
  if (!(seconds >= 0 && instant <= (time.closes[window] ?? 0)))
    throw new OutsideCalendar(`${seconds} working seconds`, time)
  return instant * 1000
}

export function workingSecondsBetween(time: WorkingTime, from: number, to: number): number {
  return workingSeconds(time, to) - workingSeconds(time, from)
}

/** When so many working seconds after `start` have passed. */
export function dueAfterSeconds(time: WorkingTime, start: number, seconds: number): number {
  return seconds === 0 ? start : instantAfter(time, workingSeconds(time, start) + seconds)
}

/** A deadline moved on by the working time of a pause: what was left before it is left after it. */
export function dueAfterPause(time: WorkingTime, due: number, paused: number, resumed: number): number {
  return dueAfterSeconds(time, due, workingSecondsBetween(time, paused, resumed))
}

/** The day of the calendar; throws OutsideCalendar where there is none. */
export function dayAt(time: WorkingTime, date: IsoDate): Day {
  const day = time.days[daysBetween(time.from, date)]
  if (day === undefined) throw new OutsideCalendar(date, time)
  return day
}

/**
 * Seconds since 1970 UTC of a time in Tehran, summer time of the years until 1401 included. Of an hour that came twice
 * the second is meant; an hour that was skipped is the instant at which the clocks went forward.
 */
export function tehranInstant(date: IsoDate, minutes: number): number {
  const standard = Date.parse(`${date}T00:00:00Z`) / 1000 + minutes * 60 - 12_600
  const wanted = minutes % 1440
  if (clockMinutes(standard) === wanted) return standard
  return clockMinutes(standard - 3600) === wanted ? standard - 3600 : standard - wanted * 60
}

function clockMinutes(second: number): number {
  const [hour = 0, minute = 0] = tehranTime(second * 1000)
    .time.split(':')
    .map(Number)
  return hour * 60 + minute
}

/** Index of the last element that is at most `value`, -1 when all are greater. `sorted` ascends. */
function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}
