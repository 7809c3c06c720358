import type { Answered } from '#kernel/request/request.ts'
import type { RequestEvent } from '#kernel/request/request-event.ts'
import { barringArticle, NEVER_BARRED, SOONEST, type Barring } from '#law/free-access.ts'

export { NEVER_BARRED, SOONEST }

/** The articles by which an answer refused information, or a part of it; none for any other answer. */
export function barredBy(events: readonly RequestEvent[], answer: Answered): readonly Barring[] {
  const sent = events.findIndex((event) => event.kind === 'sent' && event.at === answer.at)
  const drafted = events.slice(0, sent).findLast((event) => event.kind === 'drafted')
  if (drafted?.kind !== 'drafted' || !('articles' in drafted.draft)) return []
  return drafted.draft.articles.map(barringArticle)
}
