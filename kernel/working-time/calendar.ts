import { fromJalali, toJalali, type IsoDate } from '../dates.ts'

/** Opening hours within one day: minutes after midnight in Tehran, from inclusive, to exclusive. */
export type Span = readonly [from: number, to: number]

/** The usual week from a day on, Saturday first. Unconfirmed where the official calendar is not published yet. */
export type Week = {
  readonly from: IsoDate
  readonly days: readonly [Hours, Hours, Hours, Hours, Hours, Hours, Hours]
  readonly confirmed: boolean
}
export type Hours = readonly Span[]

export type Scope = 'nation' | { readonly province: string } | { readonly branch: string }

/** One day that differs from the week: closed (no spans), shortened or opened, for everybody or for one place. */
export type Override = {
  readonly day: IsoDate
  readonly scope: Scope
  readonly spans: Hours
  /** What the day is called, in Persian. */
  readonly name: string
  /** Who says so: the official calendar, a decree, a circular. */
  readonly source: string
  /** False while a lunar day still waits for the moon, or a closure for its decree. */
  readonly confirmed: boolean
}

/** A change of one day for a place; `spans` null: as though nothing had been said of this day and place. */
export type Edit = Omit<Override, 'spans'> & { readonly spans: Hours | null }

/** What is known of working time from a day on until another (exclusive). A change makes a new version. */
export type Calendar = {
  readonly version: number
  readonly from: IsoDate
  readonly until: IsoDate
  /** In order of their first days; the first begins no later than the calendar. */
  readonly weeks: readonly Week[]
  readonly overrides: readonly Override[]
  /** Holidays that the solar calendar fixes: of years that are carried on they are known all the same. */
  readonly yearly?: readonly Yearly[]
}

/** A day of every Jalali year on which everybody is closed. */
export type Yearly = { readonly month: number; readonly day: number; readonly name: string; readonly source: string }

/** The calendar after some edits, in their order: of the same day and place the last one holds. A new version. */
export function withEdits(calendar: Calendar, edits: readonly Edit[]): Calendar {
  const keyOf = ({ day, scope }: Pick<Edit, 'day' | 'scope'>) => `${day} ${JSON.stringify(scope)}`
  const found = new Map(calendar.overrides.map((override) => [keyOf(override), override]))
  for (const { spans, ...edit } of edits) {
    found.delete(keyOf(edit))
    if (spans !== null) found.set(keyOf(edit), { ...edit, spans })
  }
  return { ...calendar, version: calendar.version + edits.length, overrides: [...found.values()] }
}

/** The calendar with some Jalali years announced: what differs from the week is told, and every other day is certain too. */
export function withYears(calendar: Calendar, years: readonly number[]): Calendar {
  let { weeks } = calendar
  for (const year of years) {
    const [from, until] = [firstDayOf(year), firstDayOf(year + 1)]
    const [before, after] = [from, until].map((day) => weeks.findLast((week) => week.from <= day))
    if (before === undefined || after === undefined) throw new RangeError(`no week is given for ${year}`)
    const inside = weeks.filter((week) => week.from > from && week.from < until)
    weeks = [
      ...weeks.filter((week) => week.from < from),
      ...[{ ...before, from }, ...inside].map((week) => ({ ...week, confirmed: true })),
      { ...after, from: until },
      ...weeks.filter((week) => week.from > until),
    ]
  }
  return years.length === 0 ? calendar : { ...calendar, version: calendar.version + years.length, weeks }
}

/** The first day, from a day on, of which the official calendar is not announced; the calendar's end where all is. */
export function announcedUntil({ weeks, until }: Calendar, day: IsoDate): IsoDate {
  const current = weeks.findLast(({ from }) => from <= day)
  if (current?.confirmed === false) return day
  return weeks.find(({ from, confirmed }) => from > day && !confirmed)?.from ?? until
}

function firstDayOf(year: number): IsoDate {
  const day = fromJalali({ year, month: 1, day: 1 })
  if (day === null) throw new RangeError(`${year} is no year`)
  return day
}

/**
 * The calendar carried on as its last week has it, with the holidays of every year, all unconfirmed, where it would end
 * before a day.
 */
export function carriedOn(calendar: Calendar, until: IsoDate): Calendar {
  const last = calendar.weeks.at(-1)
  if (calendar.until >= until || last === undefined) return calendar
  const weeks = [...calendar.weeks, { ...last, from: calendar.until, confirmed: false }]
  const { year: first } = toJalali(calendar.until)
  const overrides = [...calendar.overrides]
  for (let year = first; firstDayOf(year) < until; year += 1)
    for (const { month, day, name, source } of calendar.yearly ?? []) {
      const date = fromJalali({ year, month, day })
      if (date === null || date < calendar.until || date >= until) continue
      overrides.push({ day: date, scope: 'nation', spans: [], name, source, confirmed: true })
    }
  return { ...calendar, until, weeks, overrides }
}

/** Does an override or edit of this scope concern the place? */
export const concerns = (scope: Scope, place: Place): boolean => rankOf(scope, place) > 0

/** Whose working time: a branch in a province, or the nation's where neither is given. */
export type Place = { readonly province?: string; readonly branch?: string }

/** The most particular override of the day holds; among equals the one written last. */
export function overrideOf(calendar: Calendar, place: Place): Map<IsoDate, Override> {
  const found = new Map<IsoDate, Override>()
  for (const override of calendar.overrides) {
    const rank = rankOf(override.scope, place)
    const earlier = found.get(override.day)
    if (rank > 0 && (earlier === undefined || rankOf(earlier.scope, place) <= rank)) found.set(override.day, override)
  }
  return found
}

function rankOf(scope: Scope, place: Place): number {
  if (scope === 'nation') return 1
  if ('province' in scope) return scope.province === place.province ? 2 : 0
  return scope.branch === place.branch ? 3 : 0
}
