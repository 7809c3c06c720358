import { archiveWords } from '#kernel/archive-words.ts'
import { searchArchive, type ArchiveEnd, type ArchiveFilters } from '#store/archive.ts'
import type { RequestRow } from '#store/requests.ts'
import type { App } from '../app.ts'
import { viewerOf, type Clerk } from './clerk.ts'

export type ArchivePage = { readonly rows: readonly RequestRow[]; readonly next: ArchiveEnd | null }

const PAGE = 25
const MOST_WORDS = 12

/** Requests, open and ended, that have all the words a clerk typed, in any form and spelling; newest first, of their scope. */
export async function searchRequests(
  app: Pick<App, 'db'>,
  clerk: Clerk,
  text: string,
  filters: ArchiveFilters = {},
  after: ArchiveEnd | null = null,
): Promise<ArchivePage> {
  const words = archiveWords(text.slice(0, 400)).slice(0, MOST_WORDS)
  const rows = await searchArchive(app.db, viewerOf(clerk), words, filters, after, PAGE + 1)
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
  return {
    rows: rows.slice(0, PAGE),
    next: last === undefined ? null : { receivedAt: last.receivedAt, requestId: last.requestId },
  }
}
