import { addDays, type IsoDate } from '#kernel/dates.ts'
import type { Edit } from '#kernel/working-time/calendar.ts'
import { tehranInstant } from '#kernel/working-time/working-time.ts'
import { listBranches } from '#store/branches.ts'
import { listClocksOver, listRunningOver, type Places, type Within } from '#store/calendar.ts'
import type { Database } from '#store/database.ts'

/** From the first instant of the first of some days to the last of the last. */
export function within(days: readonly Edit[]): Within {
  const sorted = days.map(({ day }) => day).toSorted()
  return { begins: midnight(sorted[0]!), ends: midnight(addDays(sorted.at(-1)!, 1)) }
}

const midnight = (day: IsoDate): Date => new Date(tehranInstant(day, 0) * 1000)

/** Whose time a change of some days concerns. */
export async function placesOf(db: Database, days: readonly Edit[]): Promise<Places> {
  if (days.some(({ scope }) => scope === 'nation')) return null
  const provinces = days.flatMap(({ scope }) => (scope !== 'nation' && 'province' in scope ? [scope.province] : []))
  const named = days.flatMap(({ scope }) => (scope !== 'nation' && 'branch' in scope ? [Number(scope.branch)] : []))
  const all = await listBranches(db)
  const within = all.filter(({ province }) => provinces.includes(province)).map(({ branchId }) => branchId)
  return { branches: [...new Set([...named, ...within])], provinces }
}

type Page<T> = readonly T[]

/** All pages of a list, one after the other: each is asked for with the last of the one before. */
export async function* pages<T>(next: (after: T | null) => Promise<Page<T>>): AsyncGenerator<Page<T>> {
  let after: T | null = null
  for (;;) {
    const page: Page<T> = await next(after)
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (last === undefined) return
    after = last
  }
}

const PAGE = 500

/** Open applications whose time runs over some days, and running clocks of answers that do, page by page. */
export async function runningOver(db: Database, days: readonly Edit[]) {
  const [places, over] = [await placesOf(db, days), within(days)]
  return {
    applications: () =>
      pages<Awaited<ReturnType<typeof listRunningOver>>[number]>((after) =>
        listRunningOver(db, places, over, after, PAGE),
      ),
    requests: () =>
      pages<Awaited<ReturnType<typeof listClocksOver>>[number]>((after) =>
        listClocksOver(db, places, over, after, PAGE),
      ),
  }
}
