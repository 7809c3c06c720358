import { listRequestLoads, listUnexplained, listLadders, countCauses, readUniformity } from '#store/request-heads.ts'
import type { Ladder, RequestLoad, Unexplained, Uniformity } from '#store/request-heads.ts'
import { COUNTED } from '#store/request-inbox.ts'
import { listFaults, type RequestFault } from '#store/self-checks.ts'
import type { App } from '../app.ts'
import { isHead, viewerOf, type Clerk } from './clerk.ts'
import { todayOf } from './inbox.ts'

export { COUNTED }

/** What whoever answers for a branch, a province or all sees of requests there. */
export type HeadsView = {
  readonly unexplained: readonly Unexplained[]
  readonly causes: readonly { readonly cause: string | null; readonly count: number }[]
  readonly ladders: readonly Ladder[]
  readonly loads: readonly RequestLoad[]
  /** There may be others who have something in hand. */
  readonly notEverybody: boolean
  readonly uniformity: Uniformity
  /** Requests and replies that do not agree with their own events. */
  readonly faults: readonly RequestFault[]
  /** Of causes and uniformity, in days. */
  readonly days: number
}

const DAYS = 30
/** Lists that are so long may have more: the newest deadlines without a cause and deviations, the oldest ladders. */
export const MOST = 50
/** Members of staff. */
export const MOST_LOADS = 100

/** Broken deadlines, ladders that climb, what each has in hand, and how alike questions are answered. Null: not a head. */
export async function headsView(app: Pick<App, 'db' | 'clock'>, clerk: Clerk): Promise<HeadsView | null> {
  if (!isHead(clerk)) return null
  const viewer = viewerOf(clerk)
  const today = todayOf(app)
  const since = new Date(today.now.getTime() - DAYS * 24 * 3600_000)
  const [unexplained, causes, ladders, loads, uniformity, faults] = await Promise.all([
    listUnexplained(app.db, viewer, MOST),
    countCauses(app.db, viewer, since),
    listLadders(app.db, viewer, MOST),
    listRequestLoads(app.db, viewer, today, MOST_LOADS),
    readUniformity(app.db, viewer, since, MOST),
    listFaults(app.db, viewer, MOST),
  ])
  const notEverybody = viewer.scope === 'everywhere' || loads.length === MOST_LOADS
  return { unexplained, causes, ladders, loads, notEverybody, uniformity, faults, days: DAYS }
}
