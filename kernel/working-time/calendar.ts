import type { IsoDate } from '../dates.ts'

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
}

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

/** The calendar carried on as its last week has it, unconfirmed, where it would end before a day. */
export function carriedOn(calendar: Calendar, until: IsoDate): Calendar {
  const last = calendar.weeks.at(-1)
  if (calendar.until >= until || last === undefined) return calendar
  const weeks = [...calendar.weeks, { ...last, from: calendar.until, confirmed: false }]
  return { ...calendar, until, weeks }
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
