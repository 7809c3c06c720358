import type { Brand } from './brand.ts'

/** A calendar day in the Gregorian calendar, 'YYYY-MM-DD', without time or zone. For storing and comparing, never shown. */
export type IsoDate = Brand<string, 'IsoDate'>

/** A calendar day in the Jalali (Solar Hijri) calendar; month and day from 1. */
export type JalaliDate = { readonly year: number; readonly month: number; readonly day: number }

/** Jalali years this module answers for. Within them the 33-year rule below agrees with ICU on every day. */
export const FIRST_YEAR = 1200
export const LAST_YEAR = 1500

const MINUTE_MS = 60_000
const DAY_MINUTES = 1440
const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
const MOST_KEPT = 10_000
/** A hundred years of days: registers reach from the births of the old to today. */
const MOST_DAYS_KEPT = 40_000
/** Day number, from 1970-01-01, of the day before 1 Farvardin of year 1. */
const EPOCH = -492_269

/** Is this a real day written as 'YYYY-MM-DD'? For borders where dates arrive in that form. */
export function isIsoDate(text: string): text is IsoDate {
  if (!/^[12]\d{3}-\d\d-\d\d$/.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && isoOfDay(ms / DAY_MS) === text
}

/** Leap by the 33-year cycle: remainders 1, 5, 9, 13, 17, 22, 26, 30. */
export function isLeapJalali(year: number): boolean {
  return (25 * year + 11) % 33 < 8
}

/** Days of a Jalali month: six of 31, five of 30, Esfand 29 or 30. */
export function monthLength(year: number, month: number): number {
  if (month <= 6) return 31
  return month < 12 || isLeapJalali(year) ? 30 : 29
}

export function toJalali(date: IsoDate): JalaliDate {
  const day = dayOfIso(date)
  let year = 1 + Math.floor((33 * (day - EPOCH - 1) + 3) / 12_053)
  if (day < dayOfJalali(year, 1, 1)) year -= 1
  const ofYear = day - dayOfJalali(year, 1, 1)
  const month = ofYear < 186 ? 1 + Math.floor(ofYear / 31) : 7 + Math.floor((ofYear - 186) / 30)
  return { year, month, day: day - dayOfJalali(year, month, 1) + 1 }
}

/** Null when there is no such day, or the year is outside FIRST_YEAR to LAST_YEAR. */
export function fromJalali({ year, month, day }: JalaliDate): IsoDate | null {
  if (![year, month, day].every(Number.isInteger)) return null
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return null
  if (day < 1 || day > monthLength(year, month)) return null
  return isoOfDay(dayOfJalali(year, month, day))
}

/** Negative, zero or positive as `one` is before, the same as or after `other`. */
export function compare(one: IsoDate, other: IsoDate): number {
  return one < other ? -1 : one > other ? 1 : 0
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return isoOfDay(dayOfIso(date) + days)
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayOfIso(to) - dayOfIso(from)
}

/** The same day so many Jalali months on; where that month is shorter, its last day. Throws RangeError past LAST_YEAR. */
export function addJalaliMonths(date: IsoDate, months: number): IsoDate {
  const from = toJalali(date)
  const count = from.year * 12 + from.month - 1 + months
  const year = Math.floor(count / 12)
  const month = (count % 12) + 1
  const moved = fromJalali({ year, month, day: Math.min(from.day, monthLength(year, month)) })
  if (moved === null) throw new RangeError(`${date} plus ${months} Jalali months is outside the calendar`)
  return moved
}

export function addJalaliYears(date: IsoDate, years: number): IsoDate {
  return addJalaliMonths(date, years * 12)
}

/**
 * Age in completed Jalali years, counted by birthdays; negative before the birth.
 * Whoever was born on 30 Esfand has their birthday on 1 Farvardin after a common year.
 */
export function completedYears(birth: IsoDate, on: IsoDate): number {
  const from = toJalali(birth)
  const to = toJalali(on)
  const beforeBirthday = to.month < from.month || (to.month === from.month && to.day < from.day)
  return to.year - from.year - (beforeBirthday ? 1 : 0)
}

/** 0 for Saturday to 6 for Friday. */
export function dayOfWeek(date: IsoDate): number {
  return (((dayOfIso(date) + 5) % 7) + 7) % 7
}

// Swedish writes «2026-01-10 10:00».
const tehranClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Tehran',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
})

/** The calendar day and the time ('14:30') in Iran at an instant (milliseconds since 1970 UTC). */
export function tehranTime(instant: number): { readonly date: IsoDate; readonly time: string } {
  const ahead = aheadAt(instant)
  if (ahead === null) return askClock(instant)
  const minutes = Math.floor(instant / MINUTE_MS) + ahead
  const day = Math.floor(minutes / DAY_MINUTES)
  const ofDay = minutes - day * DAY_MINUTES
  return { date: isoOfDay(day), time: `${twoDigits(Math.floor(ofDay / 60))}:${twoDigits(ofDay % 60)}` }
}

function askClock(instant: number): { date: IsoDate; time: string } {
  const [date = '', time = ''] = tehranClock.format(instant).split(' ')
  return { date: date as IsoDate, time }
}

const aheadInWeek = new Map<number, number | null>()

/**
 * By how many minutes the clocks of Iran are ahead of UTC. Asking ICU takes longer than all the rest of writing a day, so
 * it is asked once for each week; null in a week in which they change, and before 1970, when they were ahead by seconds too.
 */
function aheadAt(instant: number): number | null {
  if (instant < 0) return null
  const week = Math.floor(instant / WEEK_MS)
  let ahead = aheadInWeek.get(week)
  if (ahead === undefined) {
    const [first, last] = [week * WEEK_MS, (week + 1) * WEEK_MS].map((at) => {
      const { date, time } = askClock(at)
      return (Date.parse(`${date}T${time}:00Z`) - at) / MINUTE_MS
    }) as [number, number]
    ahead = first === last ? first : null
    if (aheadInWeek.size >= MOST_KEPT) aheadInWeek.clear()
    aheadInWeek.set(week, ahead)
  }
  return ahead
}

/** The calendar day in Iran at an instant (milliseconds since 1970 UTC). */
export function tehranDate(instant: number): IsoDate {
  return tehranTime(instant).date
}

function dayOfJalali(year: number, month: number, day: number): number {
  const months = month <= 7 ? 31 * (month - 1) : 30 * (month - 1) + 6
  return EPOCH + 365 * (year - 1) + Math.floor((8 * year + 21) / 33) + months + day
}

function dayOfIso(date: IsoDate): number {
  const digit = (at: number) => date.charCodeAt(at) - 48
  const year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
  return Date.UTC(year, digit(5) * 10 + digit(6) - 1, digit(8) * 10 + digit(9)) / DAY_MS
}

const isoDays = new Map<number, IsoDate>()

function isoOfDay(day: number): IsoDate {
  let date = isoDays.get(day)
  if (date === undefined) {
    date = new Date(day * DAY_MS).toISOString().slice(0, 10) as IsoDate
    if (isoDays.size >= MOST_DAYS_KEPT) isoDays.clear()
    isoDays.set(day, date)
  }
  return date
}

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : String(value))
