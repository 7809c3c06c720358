import { addDays, tehranDate } from '#kernel/dates.ts'
import { parsePersonalNumber } from '#kernel/personal-number.ts'
import type { StaffRole as DeskRole } from '#kernel/service/flow.ts'
import { fold } from '#kernel/text.ts'
import { isTheirs, queueOf, type Unit } from '#kernel/unit.ts'
import { getVersion } from '#services/all.ts'
import { parseTrackingCode } from '#kernel/tracking-code.ts'
import { tehranInstant } from '#kernel/working-time/working-time.ts'
import type { ApplicationRow } from '#store/applications.ts'
import {
  countOwn,
  countWaiting,
  listQueue,
  type Queued,
  type QueueCounts,
  type QueueEnd,
  type QueueFilter,
} from '#store/queue.ts'
import { findInScope, listByNameInScope, listOfPersonInScope, personNames, staffNames } from '#store/desk.ts'
import { listAbsent } from '#store/deputies.ts'
import { findPersonId } from '#store/people.ts'
import { nowOf, type App } from '../app.ts'
import { togetherOn } from '../together.ts'
import type { StaffSignedIn } from './sign-in-staff.ts'
import { deskRoles, type StaffScope } from './staff.ts'

/** A member of staff at work: who, in which part of the flow, for whom. */
export type Desk = {
  readonly staffId: string
  readonly role: DeskRole
  readonly scope: StaffScope
  readonly unit?: Unit
}

/** Null for staff whose work is not at a desk. */
export function deskOf({ staffId, role, scope, unit }: StaffSignedIn): Desk | null {
  const deskRole = deskRoles[role]
  return deskRole === undefined ? null : { staffId, role: deskRole, scope, ...(unit === undefined ? {} : { unit }) }
}

/** Whether a desk decides about an application; others of the branch may read it and be asked about it. */
export const isOfDesk = (
  desk: Pick<Desk, 'role' | 'unit'>,
  { service, version }: Pick<ApplicationRow, 'service' | 'version'>,
): boolean => isTheirs(desk, getVersion(service, version).unit)

export type QueueWish = {
  readonly service?: string
  /** `absent`: what those have in hand in whose place this one works today. */
  readonly holder?: 'mine' | 'free' | 'absent'
  readonly late?: boolean
  /** What waits for anybody, not only for this role. Supervisors only. */
  readonly all?: boolean
  /** What this colleague has in hand. Supervisors only. */
  readonly of?: string
}

/** An application as lists show it. */
export type Listed = Omit<Queued, 'dueAt'> & { readonly dueAt: Date | null; readonly late: boolean }

export type QueuePage = {
  readonly counts: QueueCounts
  readonly rows: readonly Listed[]
  /** Where the next page begins; null on the last one. */
  readonly next: QueueEnd | null
}

const PAGE = 25

/** Milliseconds for which everybody at the desks of a branch is shown the same page and numbers of their queue. */
const QUEUE_KEPT = 1000

/** What waits at a desk, most urgent first. `anew`: for somebody who has just changed something. */
export async function queue(
  app: App,
  desk: Desk,
  wish: QueueWish,
  after: QueueEnd | null,
  { anew = true }: { anew?: boolean } = {},
): Promise<QueuePage> {
  const now = nowOf(app)
  const midnight = tehranInstant(addDays(tehranDate(now.getTime()), 1), 0) * 1000
  const { all = false, of, holder, ...filter } = wish
  const leads = desk.role === 'supervisor'
  const holders = leads && of !== undefined ? [of] : await holdersOf(app, desk, holder)
  const role = queueOf(desk)
  const listed = leads && (all || of !== undefined) ? null : role
  const wished = holders === undefined ? filter : { ...filter, holder: holders }
  const { scope } = desk
  const [waiting, own, page] = await Promise.all([
    together(`waiting ${JSON.stringify([role, scope])}`, () =>
      countWaiting(app.db, { role, scope }, now, new Date(midnight - 1)),
    ),
    countOwn(app.db, desk, tehranDate(now.getTime())),
    together(`queue ${JSON.stringify([listed, scope, wished, after])}`, async () =>
      pageOf(await listQueue(app.db, { role: listed, scope }, wished, now, after, PAGE + 1), now),
    ),
  ])
  return { counts: { ...waiting, ...own }, ...page }

  function together<T>(key: string, question: () => Promise<T>): Promise<T> {
    const second = Math.trunc(now.getTime() / QUEUE_KEPT)
    return togetherOn(app.db).askKept(`${key} ${second}`, question, { ms: QUEUE_KEPT, anew })
  }
}

function pageOf(rows: readonly Queued[], now: Date): Pick<QueuePage, 'rows' | 'next'> {
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined
  return {
    rows: rows.slice(0, PAGE).map((row) => ({ ...row, late: row.dueAt < now })),
    next: last === undefined ? null : { dueAt: last.dueAt, applicationId: last.applicationId },
  }
}

async function holdersOf(app: App, desk: Desk, holder: QueueWish['holder']): Promise<QueueFilter['holder']> {
  if (holder === 'mine') return [desk.staffId]
  return holder === 'absent' ? absentOf(app, desk) : holder
}

/** In whose place this one works today. */
export const absentOf = (app: App, desk: Desk): Promise<string[]> =>
  listAbsent(app.db, desk.staffId, tehranDate(app.clock.now()))

const MOST_FOUND = 50

/** Finds applications by tracking code, national code or name in any spelling, among those this desk may see. */
export async function search(app: App, desk: Desk, text: string): Promise<readonly Listed[]> {
  const code = parseTrackingCode(text)
  const byCode = code.ok ? await findInScope(app.db, desk, code.value) : undefined
  if (byCode !== undefined) return listed(app, [byCode])
  const number = parsePersonalNumber(text)
  if (number.ok) {
    const personId = await findPersonId(app.db, number.value)
    return personId === undefined ? [] : listed(app, await listOfPersonInScope(app.db, desk, personId, MOST_FOUND))
  }
  const words = fold(text).split(' ').filter(Boolean).slice(0, 6)
  return words.join('').length < 2 ? [] : listed(app, await listByNameInScope(app.db, desk, words, MOST_FOUND))
}

/** Rows with the names that people read. */
export async function listed(
  app: Pick<App, 'db' | 'clock'>,
  rows: readonly ApplicationRow[],
): Promise<(ApplicationRow & Listed)[]> {
  if (rows.length === 0) return []
  const holders = rows.flatMap(({ holder }) => holder ?? [])
  const [people, staff] = await Promise.all([
    personNames(
      app.db,
      rows.map(({ personId }) => personId),
    ),
    staffNames(app.db, holders),
  ])
  const now = app.clock.now()
  return rows.map((row) => ({
    ...row,
    name: people.get(row.personId) ?? row.applicantName,
    holderName: row.holder === null ? null : (staff.get(row.holder) ?? ''),
    late: row.dueAt !== null && row.dueAt.getTime() < now,
  }))
}
