import { listRequestLoads, listUnexplained, listLadders, countCauses, readUniformity } from '#store/request-heads.ts'
import type { Ladder, RequestLoad, Unexplained, Uniformity } from '#store/request-heads.ts'
import { listFaults, type RequestFault } from '#store/self-checks.ts'
import { nowOf, type App } from '../app.ts'
import { isHead, viewerOf, type Clerk } from './clerk.ts'

/** What whoever answers for a branch, a province or all sees of requests there. */
export type HeadsView = {
  readonly unexplained: readonly Unexplained[]
  readonly causes: readonly { readonly cause: string | null; readonly count: number }[]
  readonly ladders: readonly Ladder[]
  readonly loads: readonly RequestLoad[]
  readonly uniformity: Uniformity
  /** Requests and replies that do not agree with their own events. */
  readonly faults: readonly RequestFault[]
  /** Of causes and uniformity, in days. */
  readonly days: number
}

const DAYS = 30
const MOST = 50

/** Broken deadlines, ladders that climb, what each has in hand, and how alike questions are answered. Null: not a head. */
export async function headsView(app: Pick<App, 'db' | 'clock'>, clerk: Clerk): Promise<HeadsView | null> {
  if (!isHead(clerk)) return null
  const viewer = viewerOf(clerk)
  const now = nowOf(app)
  const since = new Date(now.getTime() - DAYS * 24 * 3600_000)
  const [unexplained, causes, ladders, loads, uniformity, faults] = await Promise.all([
    listUnexplained(app.db, viewer, MOST),
    countCauses(app.db, viewer, since),
    listLadders(app.db, viewer, MOST),
    listRequestLoads(app.db, viewer, now),
    readUniformity(app.db, viewer, since, MOST),
    listFaults(app.db, viewer, MOST),
  ])
  return { unexplained, causes, ladders, loads, uniformity, faults, days: DAYS }
}
