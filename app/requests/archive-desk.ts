import { addDays, parseJalali, type IsoDate } from '#kernel/dates.ts'
import { AREAS, KINDS, type Kind } from '#kernel/request/request.ts'
import { tehranInstant } from '#kernel/working-time/working-time.ts'
import type { ArchiveEnd } from '#store/archive.ts'
import type { App } from '../app.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import { searchRequests } from './archive.ts'
import { kindsOf, type Clerk } from './clerk.ts'
import { inboxListed, type InboxListed } from './inbox.ts'

export type ArchiveFound = {
  readonly kinds: readonly Kind[]
  /** Null: nothing was looked for yet. */
  readonly found: { readonly rows: readonly InboxListed[]; readonly next: ArchiveEnd | null } | null
}

const notTheirs: Result<never> = failed({
  code: 'not-found',
  message: 'نقش شما درخواست‌های مردمی را رسیدگی نمی‌کند.',
})

/**
 * Earlier requests in the words of a clerk, of what they may see: answered ones, or all. `form`: q, kind, area, from and
 * until as Jalali days of receipt, both counted, and `all`.
 */
export async function archiveAtDesk(
  app: Pick<App, 'db' | 'clock'>,
  clerk: Clerk,
  form: Readonly<Record<string, string>>,
  after: ArchiveEnd | null,
): Promise<Result<ArchiveFound>> {
  const kinds = kindsOf(clerk.role)
  if (kinds.length === 0) return notTheirs
  const { q = '', kind = '', area = '' } = form
  const [from, until] = [dayFrom(form['from']), dayFrom(form['until'])]
  const errors: FieldError[] = [
    ...(from.ok ? [] : [{ field: 'from', message: from.error }]),
    ...(until.ok ? [] : [{ field: 'until', message: until.error }]),
  ]
  if (errors.length > 0 || !from.ok || !until.ok) return invalid(errors)
  if (q.trim() === '') return done({ kinds, found: null })
  const filters = {
    ...(Object.hasOwn(KINDS, kind) ? { kind } : {}),
    ...(Object.hasOwn(AREAS, area) ? { area } : {}),
    ...(from.value === null ? {} : { from: midnight(from.value) }),
    ...(until.value === null ? {} : { until: midnight(addDays(until.value, 1)) }),
    ...(form['all'] === 'yes' ? {} : { answered: true }),
  }
  const { rows, next } = await searchRequests(app, clerk, q, filters, after)
  return done({ kinds, found: { rows: await inboxListed(app, rows), next } })
}

const dayFrom = (text = '') => (text.trim() === '' ? ({ ok: true, value: null } as const) : parseJalali(text))
const midnight = (day: IsoDate): Date => new Date(tehranInstant(day, 0) * 1000)
