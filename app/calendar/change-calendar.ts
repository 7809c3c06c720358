import type { Edit } from '#kernel/working-time/calendar.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { listBranches } from '#store/branches.ts'
import { addProposal, decideProposal, findKnown, findProposal, type Proposal } from '#store/calendar.ts'
import { findStaff } from '#store/staff.ts'
import { nowOf, type App } from '../app.ts'
import { restate } from '../applications/restate.ts'
import { done, failed, type Result } from '../problem.ts'
import { moveDeadline } from '../requests/deadlines.ts'
import { moveDeadlinesLater } from './move-deadlines.ts'
import { runningOver } from './running.ts'

/** What the use cases of the calendar touch. */
export type CalendarApp = Pick<App, 'db' | 'clock' | 'workingTimes'>

const refused = (message: string): Result<never> => failed({ code: 'wrong-step', message })
const noStaff = (userName: string) => refused(`کارمند فعالی با نام کاربری «${userName}» نیست.`)
export const noProposal = refused('پیشنهادی با این شماره در انتظار تصمیم نیست.')

/** Proposes to change days; answers the number of the proposal. Nothing changes before somebody else approves it. */
export async function proposeDays(app: CalendarApp, userName: string, days: readonly Edit[]): Promise<Result<string>> {
  const staff = await findStaff(app.db, userName)
  return staff === undefined ? noStaff(userName) : proposeDaysAs(app, staff.staffId, days)
}

/** The same by the number of a member of staff. */
export async function proposeDaysAs(
  app: CalendarApp,
  staffId: string,
  days: readonly Edit[],
  years: readonly number[] = [],
): Promise<Result<string>> {
  const fault = await faultIn(app, days)
  if (fault !== null) return refused(fault)
  return done(await app.db.transaction((tx) => addProposal(tx, staffId, nowOf(app), days, years)))
}

async function faultIn(app: CalendarApp, days: readonly Edit[]): Promise<string | null> {
  if (days.length === 0) return 'هیچ روزی گفته نشده است.'
  const { from, until } = await app.workingTimes.calendar(app.db)
  const branches = await listBranches(app.db)
  for (const { day, scope, spans, name, source } of days) {
    if (day < from || day >= until) return 'این روز در تقویم سامانه نیست. اول تقویم آن سال را اضافه کنید.'
    if (name.trim() === '') return 'نام این روز را بنویسید؛ مردم آن را می‌خوانند.'
    if (source.trim() === '') return 'بنویسید چه کسی و با کدام نامه یا تقویم آن را گفته است.'
    if (scope !== 'nation' && 'province' in scope && !branches.some(({ province }) => province === scope.province))
      return `در استانی به نام «${scope.province}» شعبه‌ای نیست.`
    if (scope !== 'nation' && 'branch' in scope && !branches.some(({ branchId }) => String(branchId) === scope.branch))
      return `شعبه‌ای با شمارهٔ ${scope.branch} نیست.`
    const hours = (spans ?? []).flat()
    if (hours.some((at, n) => at < 0 || at > 1440 || at <= (hours[n - 1] ?? -1)))
      return 'ساعت‌ها باید پشت سر هم و در یک روز باشند.'
  }
  return null
}

/**
 * Approves or refuses what somebody else proposed. What is approved holds at once; then the rows and wake-ups of the
 * applications concerned are written anew, and the deadlines of requests moved on. Answers how many.
 */
export async function decideDays(
  app: CalendarApp,
  userName: string,
  proposalId: string,
  approved: boolean,
): Promise<Result<number>> {
  const staff = await findStaff(app.db, userName)
  if (staff === undefined) return noStaff(userName)
  const decided = await decideDaysAs(app, staff.staffId, proposalId, approved)
  if (!decided.ok) return decided
  return done(approved ? await restateAll(app, decided.value) : 0)
}

/** The same by the number of a member of staff; what follows from it the worker does, page by page. */
export async function decideDaysAs(
  app: CalendarApp,
  staffId: string,
  proposalId: string,
  approved: boolean,
): Promise<Result<Proposal>> {
  const proposal = await findProposal(app.db, proposalId)
  if (proposal === undefined) return noProposal
  if (proposal.proposedBy === staffId)
    return refused('پیشنهاد خود را نمی‌توانید تأیید یا رد کنید؛ همکار دیگری باید ببیند.')
  const decided = await app.db.transaction(async (tx) => {
    const now = await decideProposal(tx, proposalId, staffId, approved, nowOf(app))
    if (now && approved) await moveDeadlinesLater(tx, proposalId, nowOf(app))
    return now
  })
  if (!decided) return noProposal
  app.workingTimes.forget()
  return done(proposal)
}

/** Once more for a proposal that holds: when the program was stopped in the middle. */
export async function restateAgain(app: CalendarApp, proposalId: string): Promise<Result<number>> {
  const known = await findKnown(app.db, proposalId)
  return known === undefined ? noProposal : done(await restateAll(app, known))
}

async function restateAll(app: CalendarApp, proposal: Proposal): Promise<number> {
  app.workingTimes.forget()
  const running = await runningOver(app.db, proposal.days)
  let restated = 0
  // All keys first: what is moved on would stand further down in the list that is being read.
  const keys: ApplicationKey[] = []
  for await (const page of running.applications()) keys.push(...page)
  for (const key of keys) await restate(app, key)
  restated += keys.length
  for await (const page of running.requests()) for (const key of page) if (await moveDeadline(app, key)) restated += 1
  return restated
}
