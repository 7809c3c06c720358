import { addDays, tehranDate } from '#kernel/dates.ts'
import { parseMobile } from '#kernel/mobile.ts'
import { parsePersonalNumber } from '#kernel/personal-number.ts'
import type { Area, Kind } from '#kernel/request/request.ts'
import { standing, type Standing } from '#kernel/request/standing.ts'
import { parseTrackingCode } from '#kernel/tracking-code.ts'
import { tehranInstant } from '#kernel/working-time/working-time.ts'
import { listAbsent } from '#store/deputies.ts'
import { personNames, staffNames } from '#store/desk.ts'
import { findPersonId } from '#store/people.ts'
import { findRequestInScope } from '#store/request-desk.ts'
import {
  countInbox,
  listInbox,
  listSeenOf,
  listSeenOfPerson,
  type InboxCounts,
  type InboxEnd,
  type InboxFilter,
  type InboxRow,
  type Today,
} from '#store/request-inbox.ts'
import { listNotices, markSeen, type Notice } from '#store/staff-notices.ts'
import { nowOf, type App } from '../app.ts'
import { searchRequests } from './archive.ts'
import { isHead, kindsOf, viewerOf, type Clerk } from './clerk.ts'

/** What a clerk wants to see of the inbox. */
export type InboxWish = {
  readonly kind?: Kind
  readonly area?: Area
  readonly standing?: Standing
  /** `absent`: what those have in hand in whose place this one works today. */
  readonly holder?: 'mine' | 'free' | 'absent'
  /** What this colleague has in hand. Heads only. */
  readonly of?: string
}

/** A request as lists show it: with the list it stands in, and whose it is. */
export type InboxListed = InboxRow & {
  readonly standing: Standing
  /** Of whoever asks; null: anonymous. */
  readonly name: string | null
  readonly holderName: string | null
}

export type InboxPage = {
  readonly kinds: readonly Kind[]
  readonly counts: InboxCounts
  readonly rows: readonly InboxListed[]
  /** Where the next page begins; null on the last one. */
  readonly next: InboxEnd | null
}

type InboxApp = Pick<App, 'db' | 'clock'>

const PAGE = 25

/** Lists are counted so far: a larger number means that there are more. */
export { COUNTED } from '#store/request-inbox.ts'

/** A page of the requests a clerk may see. Null: their role works on none. */
export async function inbox(
  app: InboxApp,
  clerk: Clerk,
  wish: InboxWish,
  after: InboxEnd | null,
): Promise<InboxPage | null> {
  const kinds = kindsOf(clerk.role)
  if (kinds.length === 0) return null
  const viewer = viewerOf(clerk)
  const today = todayOf(app)
  const filter = await filterOf(app, clerk, wish)
  const [counts, rows] = await Promise.all([
    countInbox(app.db, viewer, filter, today),
    listInbox(app.db, viewer, filter, today, after, PAGE + 1),
  ])
  const shown = rows.slice(0, PAGE)
  const last = rows.length > PAGE ? shown.at(-1) : undefined
  return { kinds, counts, rows: await inboxListed(app, shown), next: last === undefined ? null : endOf(last) }
}

const endOf = ({ open, dueAt, receivedAt, promptness, requestId }: InboxRow): InboxEnd => ({
  at: open ? dueAt : receivedAt,
  promptness,
  requestId,
})

/** Now, with the day in Tehran it belongs to. */
export function todayOf(app: Pick<App, 'clock'>): Today {
  const now = nowOf(app)
  const day = tehranDate(now.getTime())
  const midnight = (date: typeof day) => new Date(tehranInstant(date, 0) * 1000)
  return { now, begins: midnight(day), ends: midnight(addDays(day, 1)) }
}

async function filterOf(app: InboxApp, clerk: Clerk, wish: InboxWish): Promise<InboxFilter> {
  const { holder, of, ...filter } = wish
  if (of !== undefined && isHead(clerk)) return { ...filter, holder: [of] }
  if (holder === 'mine') return { ...filter, holder: [clerk.staffId] }
  if (holder === 'absent') return { ...filter, holder: await absentOf(app, clerk) }
  return holder === 'free' ? { ...filter, holder } : filter
}

const absentOf = (app: InboxApp, { staffId }: Clerk): Promise<string[]> =>
  listAbsent(app.db, staffId, tehranDate(app.clock.now()))

/** Rows with the names that people read, and the list each stands in. */
export async function inboxListed(app: InboxApp, rows: readonly InboxRow[]): Promise<InboxListed[]> {
  if (rows.length === 0) return []
  const [people, staff] = await Promise.all([
    personNames(
      app.db,
      rows.flatMap(({ contactName, personId }) => (contactName === null ? [personId] : [])),
    ),
    staffNames(
      app.db,
      rows.flatMap(({ holder }) => holder ?? []),
    ),
  ])
  const now = app.clock.now()
  return rows.map((row) => ({
    ...row,
    standing: standing({ ...row, dueAt: row.dueAt.getTime() }, now),
    name: row.contactName ?? people.get(row.personId) ?? null,
    holderName: row.holder === null ? null : (staff.get(row.holder) ?? ''),
  }))
}

const MOST_FOUND = 50

/** Finds requests by tracking code, national code, mobile of a guest, or words of theirs, among those a clerk may see. */
export async function searchInbox(app: InboxApp, clerk: Clerk, text: string): Promise<readonly InboxListed[]> {
  const viewer = viewerOf(clerk)
  const code = parseTrackingCode(text)
  const byCode = code.ok ? await findRequestInScope(app.db, viewer, code.value) : undefined
  if (byCode !== undefined) return inboxListed(app, await listSeenOf(app.db, viewer, [byCode]))
  const number = parsePersonalNumber(text)
  const mobile = parseMobile(text)
  if (!number.ok && !mobile.ok) return inboxListed(app, (await searchRequests(app, clerk, text)).rows)
  const personId = number.ok ? ((await findPersonId(app.db, number.value)) ?? null) : null
  const of = { personId, mobile: mobile.ok ? mobile.value : null }
  return inboxListed(app, await listSeenOfPerson(app.db, viewer, of, MOST_FOUND))
}

const MOST_NOTICES = 20

/** What a member of staff was told of requests and has not marked as seen, newest first. */
export const noticesAtDesk = (app: Pick<App, 'db'>, { staffId }: Clerk): Promise<Notice[]> =>
  listNotices(app.db, staffId, true, MOST_NOTICES)

/** Marks as seen what one was told: one notice, or all up to an instant. */
export const markNoticesSeen = (app: InboxApp, { staffId }: Clerk, which: string | Date): Promise<void> =>
  markSeen(app.db, staffId, which, nowOf(app))
