import type { Database } from './database.ts'
import { requestColumns, type RequestRow } from './requests.ts'
import { requestsSeenBy, type RequestViewer } from './request-desk.ts'

/** What of the archive is asked for beside its words. */
export type ArchiveFilters = {
  readonly kind?: string
  readonly area?: string
  /** Received on or after, and before. */
  readonly from?: Date
  readonly until?: Date
  /** Only what was answered. */
  readonly answered?: boolean
}

/** Where a page ends: the next begins after it. */
export type ArchiveEnd = { readonly receivedAt: Date; readonly requestId: string }

/**
 * Requests that have all of some words (of `archiveWords`), newest first, at most `limit`, of what the viewer may see. None
 * without a word: a whole archive is no answer.
 */
export async function searchArchive(
  db: Database,
  viewer: RequestViewer,
  words: readonly string[],
  filters: ArchiveFilters,
  after: ArchiveEnd | null,
  limit: number,
): Promise<RequestRow[]> {
  if (words.length === 0) return []
  const [seen, values] = requestsSeenBy(viewer)
  // Words are letters and digits only, so quotes around them are all that a query needs.
  const query = words.map((word) => `'${word}'`).join(' & ')
  const { kind = null, area = null, from = null, until = null, answered = false } = filters
  const text = `select ${requestColumns()} from request where ${seen} and archive_words(folded) @@ $4::tsquery
       and ($5::text is null or kind = $5) and ($6::text is null or area = $6)
       and ($7::timestamptz is null or received_at >= $7) and ($8::timestamptz is null or received_at < $8)
       and (not $12::boolean or answered_at is not null)
       and ($9::timestamptz is null or (received_at, request_id) < ($9, $10::bigint))
     order by received_at desc, request_id desc limit $11`
  const page = [query, kind, area, from, until, after?.receivedAt ?? null, after?.requestId ?? null, limit, answered]
  return db.transaction(async (tx) => {
    // Rare words are found by their index, those that many have by going back in time: it takes the words to know which.
    await tx.query(`select set_config('plan_cache_mode', 'force_custom_plan', true)`)
    return tx.query<RequestRow>(text, [...values, ...page])
  })
}
