import { archiveWords } from '#kernel/archive-words.ts'
import type { PublishedCase, PublishedEnd } from '#store/published-cases.ts'
import type { App } from '../app.ts'
import { done, failed, type Result } from '../problem.ts'

export type RegisterPage = { readonly rows: readonly PublishedCase[]; readonly next: PublishedEnd | null }

const PAGE = 20

/** The register of published answers, newest first, or those with all of some words. For everybody. */
export async function publishedAnswers(
  app: Pick<App, 'published'>,
  text: string,
  after: PublishedEnd | null,
): Promise<RegisterPage> {
  const rows = await app.published.list(archiveWords(text.slice(0, 200)), after, PAGE + 1)
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
  return {
    rows: rows.slice(0, PAGE),
    next: last === undefined ? null : { publishedAt: last.publishedAt, caseId: last.caseId },
  }
}

/** One published answer. */
export async function publishedAnswer(app: Pick<App, 'published'>, caseId: string): Promise<Result<PublishedCase>> {
  const found = await app.published.find(caseId)
  return found === undefined
    ? failed({ code: 'not-found', message: 'چنین پاسخی منتشر نشده، یا دیگر منتشر نیست.' })
    : done(found)
}
