import { IRANIAN_HOLIDAYS } from '#kernel/working-time/iran.ts'

// Working time counted the slow and obvious way, day by day, sharing no code with the kernel: Tehran is three and a half hours
// ahead of UTC since 1402, offices are open from 7:30 to 14:30, closed on Thursday, Friday and holidays.

const DAY = 86_400_000
const TEHRAN = 3.5 * 3_600_000
const OPENS = 7.5 * 3_600_000
const CLOSES = 14.5 * 3_600_000
const holidays = new Set(IRANIAN_HOLIDAYS.map(({ day }) => Date.parse(`${day}T00:00:00Z`) / DAY))

/** The number of the day of an instant in Tehran, since 1970. */
export const dayOf = (instant: number): number => Math.floor((instant + TEHRAN) / DAY)
const opening = (day: number): number => day * DAY - TEHRAN + OPENS
const closing = (day: number): number => day * DAY - TEHRAN + CLOSES

/** Days by their number, and whether they are open from 7:30 to 14:30 or closed, other than they would be. */
export type Changed = ReadonlyMap<number, boolean>
export type NaiveDays = ReturnType<typeof naiveDays>

/** Working time with some days changed. */
export function naiveDays(changed: Changed = new Map()) {
  return { workBetween, workAfter, workBefore, closeAfter, openingAfter }

  function isOpen(day: number): boolean {
    // 1970-01-01 was a Thursday.
    return changed.get(day) ?? (day % 7 !== 0 && day % 7 !== 1 && !holidays.has(day))
  }

  /** Working milliseconds between two instants. */
  function workBetween(from: number, to: number): number {
    let total = 0
    for (let day = dayOf(from); day <= dayOf(to); day += 1)
      if (isOpen(day)) total += Math.max(0, Math.min(to, closing(day)) - Math.max(from, opening(day)))
    return total
  }

  /** The first instant that has so much working time after `from`. */
  function workAfter(from: number, work: number): number {
    if (work === 0) return from
    let left = work
    for (let day = dayOf(from); ; day += 1) {
      if (!isOpen(day)) continue
      const begins = Math.max(from, opening(day))
      const room = Math.max(0, closing(day) - begins)
      if (left <= room) return begins + left
      left -= room
    }
  }

  /** The first instant that has at most so much working time before `until`. */
  function workBefore(until: number, work: number): number {
    let left = work
    for (let day = dayOf(until); ; day -= 1) {
      if (!isOpen(day)) continue
      const ends = Math.min(until, closing(day))
      const room = Math.max(0, ends - opening(day))
      if (left < room) return ends - left
      left -= room
    }
  }

  /** The close of the n-th working day after the day of receipt. */
  function closeAfter(received: number, days: number): number {
    let day = dayOf(received)
    for (let counted = 0; counted < days;) {
      day += 1
      if (isOpen(day)) counted += 1
    }
    return closing(day)
  }

  /** The opening of the n-th working day after the day of an instant. */
  function openingAfter(instant: number, days: number): number {
    return opening(dayOf(closeAfter(instant, days)))
  }
}

export const USUAL = naiveDays()
export const { workBetween, workAfter, workBefore, closeAfter, openingAfter } = USUAL

/** The end of the n-th day after the day of an instant. */
export const endOfDayAfter = (instant: number, days: number): number => (dayOf(instant) + days + 1) * DAY - TEHRAN
