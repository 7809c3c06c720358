import { parseMobile, type Mobile } from '#kernel/mobile.ts'
import { parsePersonalNumber } from '#kernel/personal-number.ts'
import type { Channel } from '#kernel/request/request.ts'
import { findPerson, findPersonId, type Person } from '#store/people.ts'
import { listSeenOfPerson } from '#store/request-inbox.ts'
import { writeStaffAudit } from '#store/staff.ts'
import { nowOf, type App } from '../app.ts'
import { done, failed, invalid, type Result } from '../problem.ts'
import type { StaffRole } from '../staff/staff.ts'
import { viewerOf, type Clerk } from './clerk.ts'
import { inboxListed, type InboxListed } from './inbox.ts'
import { receiveRequest, type IntakeApp, type NewRequest, type Receipt } from './receive.ts'

/** From whom staff take requests down, by role: on the phone of 1420, or at the counter of a branch. */
const TAKES_DOWN: { readonly [Role in StaffRole]?: Exclude<Channel, 'web'> } = {
  'call-centre': 'phone',
  officer: 'counter',
  supervisor: 'counter',
}

/** Null: this role takes nothing down. */
export const channelOf = ({ role }: Clerk): Exclude<Channel, 'web'> | null => TAKES_DOWN[role] ?? null

/** Whom a clerk has on the phone or before them. */
export type Caller = {
  /** Null: no account by what they said. */
  readonly person: Person | null
  /** What was typed, where it is a mobile. */
  readonly mobile: Mobile | null
  /** What they asked before, as far as the clerk may see it. */
  readonly requests: readonly InboxListed[]
}

const notTheirs: Result<never> = failed({
  code: 'not-found',
  message: 'این صفحه برای کسانی است که درخواست مردم را ثبت می‌کنند.',
})
const MOST = 10

/** Finds who calls, by national code, or what a guest asked by their mobile. That a person was looked up is written down. */
export async function findCaller(app: Pick<App, 'db' | 'clock'>, clerk: Clerk, who: string): Promise<Result<Caller>> {
  if (channelOf(clerk) === null) return notTheirs
  const number = parsePersonalNumber(who)
  const mobile = parseMobile(who)
  if (!number.ok && !mobile.ok)
    return invalid([{ field: 'who', message: 'کد ملی ده‌رقمی یا شماره همراه یازده‌رقمی او را بنویسید.' }])
  const personId = number.ok ? ((await findPersonId(app.db, number.value)) ?? null) : null
  if (personId !== null)
    await app.db.transaction((tx) =>
      writeStaffAudit(tx, clerk.staffId, { at: nowOf(app), action: `looked up person ${personId}`, address: null }),
    )
  const of = { personId, mobile: mobile.ok ? mobile.value : null }
  const [person, requests] = await Promise.all([
    personId === null ? undefined : findPerson(app.db, personId),
    listSeenOfPerson(app.db, viewerOf(clerk), of, MOST),
  ])
  return done({ person: person ?? null, mobile: of.mobile, requests: await inboxListed(app, requests) })
}

/**
 * Takes down what somebody says on the phone or at the counter, into the same form that people fill in themselves. Summary
 * and tracking code are read back by SMS. `once` names this attempt.
 */
export async function takeDown(
  app: IntakeApp,
  clerk: Clerk,
  caller: { readonly person: Person | null; readonly name: string; readonly mobile: string },
  values: NewRequest,
  once: string | null,
): Promise<Result<Receipt>> {
  const channel = channelOf(clerk)
  if (channel === null) return notTheirs
  const { person, name, mobile } = caller
  return receiveRequest(
    app,
    { by: 'clerk', clerk, channel, personId: person?.personId ?? null, name, mobile },
    values,
    once,
  )
}
