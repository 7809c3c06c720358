import { addDays, tehranDate, type IsoDate } from '#kernel/dates.ts'
import { deadline } from '#kernel/service/deadline.ts'
import type { Edit } from '#kernel/working-time/calendar.ts'
import { tehranInstant, type WorkingTime } from '#kernel/working-time/working-time.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { listBranches } from '#store/branches.ts'
import {
  addProposal,
  decideProposal,
  findProposal,
  listKnown,
  listRunningOver,
  type DueEnd,
  type Proposal,
} from '#store/calendar.ts'
import { listPolicies } from '#store/clocks.ts'
import { findStaff } from '#store/staff.ts'
import { nowOf, type App } from '../app.ts'
import { loadApplication } from '../applications/load.ts'
import { restate } from '../applications/restate.ts'
import { done, failed, type Result } from '../problem.ts'
import { eachRunningRequest, laterDue, moveDeadline } from '../requests/deadlines.ts'
import { loadRequest } from '../requests/read.ts'

/** What the use cases of the calendar touch. */
export type CalendarApp = Pick<App, 'db' | 'clock' | 'workingTimes'>

const refused = (message: string): Result<never> => failed({ code: 'wrong-step', message })
const noStaff = (userName: string) => refused(`کارمند فعالی با نام کاربری «${userName}» نیست.`)
const noProposal = refused('پیشنهادی با این شماره در انتظار تصمیم نیست.')

/** Proposes to change days; answers the number of the proposal. Nothing changes before somebody else approves it. */
export async function proposeDays(app: CalendarApp, userName: string, days: readonly Edit[]): Promise<Result<string>> {
  const staff = await findStaff(app.db, userName)
  if (staff === undefined) return noStaff(userName)
  const fault = await faultIn(app, days)
  if (fault !== null) return refused(fault)
  return done(await app.db.transaction((tx) => addProposal(tx, staff.staffId, nowOf(app), days)))
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

/** So many open applications and requests whose day would move, from one day to another. */
export type Moving = { readonly from: IsoDate; readonly to: IsoDate; readonly count: number }

/** What a proposal would do: the promised days that would move, in order; all others stay. */
export async function previewProposal(
  app: CalendarApp,
  proposalId: string,
): Promise<Result<{ proposal: Proposal; looked: number; moving: readonly Moving[] }>> {
  const proposal = await findProposal(app.db, proposalId)
  if (proposal === undefined) return noProposal
  app.workingTimes.forget()
  const times = new Map<number | null, readonly [now: WorkingTime, then: WorkingTime]>()
  const counts = new Map<string, Moving>()
  let looked = 0
  const count = (now: number, then: number) => {
    const [from, to] = [tehranDate(now - 1), tehranDate(then - 1)]
    const moving = `${from} ${to}`
    if (from !== to) counts.set(moving, { from, to, count: (counts.get(moving)?.count ?? 0) + 1 })
  }
  await eachRunningOver(app, proposal, async (key) => {
    const loaded = await loadApplication(app, key)
    if (loaded === undefined) return
    looked += 1
    const { row, service, application } = loaded
    let pair = times.get(row.branchId)
    if (pair === undefined) {
      const { workingTimes, db } = app
      pair = [await workingTimes.of(db, row.branchId), await workingTimes.after(db, row.branchId, proposal)]
      times.set(row.branchId, pair)
    }
    const [now = 0, then = 0] = pair.map((time) => deadline(service, application, time)?.at ?? 0)
    count(now, then)
  })
  const policies = await listPolicies(app.db)
  await eachRunningRequest(app, over(proposal), async (key) => {
    const view = await loadRequest(app, key)
    if (view === undefined) return
    looked += 1
    const { request, row } = view
    const then = await app.workingTimes.after(app.db, row.branchId, proposal, row.province)
    const due = laterDue({ request, policies, at: app.clock.now() }, then)
    if (due !== null) count(row.dueAt.getTime(), due)
  })
  const moving = [...counts.entries()].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, line]) => line)
  return done({ proposal, looked, moving })
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
  const proposal = await findProposal(app.db, proposalId)
  if (proposal === undefined) return noProposal
  if (proposal.proposedBy === staff.staffId)
    return refused('پیشنهاد خود را نمی‌توانید تأیید یا رد کنید؛ همکار دیگری باید ببیند.')
  const decided = await app.db.transaction((tx) => decideProposal(tx, proposalId, staff.staffId, approved, nowOf(app)))
  if (!decided) return noProposal
  return done(approved ? await restateAll(app, proposal) : 0)
}

/** Once more for a proposal that holds: when the program was stopped in the middle. */
export async function restateAgain(app: CalendarApp, proposalId: string): Promise<Result<number>> {
  const known = (await listKnown(app.db)).find((one) => one.proposalId === proposalId)
  return known === undefined ? noProposal : done(await restateAll(app, known))
}

async function restateAll(app: CalendarApp, proposal: Proposal): Promise<number> {
  app.workingTimes.forget()
  let restated = 0
  await eachRunningOver(app, proposal, async (key) => {
    await restate(app, key)
    restated += 1
  })
  await eachRunningRequest(app, over(proposal), async (key) => {
    if (await moveDeadline(app, key)) restated += 1
  })
  return restated
}

/** Every open application whose time may run over the days of a proposal, by the end of its time as it was. */
async function eachRunningOver(
  app: CalendarApp,
  { days }: Pick<Proposal, 'days'>,
  work: (key: ApplicationKey) => Promise<void>,
): Promise<void> {
  const within = over({ days })
  const branches = await branchesOf(app, days)
  const keys: ApplicationKey[] = []
  let after: DueEnd | null = null
  for (;;) {
    const page: (ApplicationKey & DueEnd)[] = await listRunningOver(app.db, branches, within, after, 500)
    keys.push(...page)
    const last = page.at(-1)
    if (last === undefined) break
    after = last
  }
  for (const key of keys) await work(key)
}

function over({ days }: Pick<Proposal, 'days'>) {
  const sorted = days.map(({ day }) => day).toSorted()
  return { begins: midnight(sorted[0]!), ends: midnight(addDays(sorted.at(-1)!, 1)) }
}

const midnight = (day: IsoDate): Date => new Date(tehranInstant(day, 0) * 1000)

/** Null: all of them. */
async function branchesOf(app: CalendarApp, days: readonly Edit[]): Promise<readonly number[] | null> {
  if (days.some(({ scope }) => scope === 'nation')) return null
  const all = await listBranches(app.db)
  return days.flatMap(({ scope }) => {
    if (scope === 'nation') return []
    if ('branch' in scope) return [Number(scope.branch)]
    return all.filter(({ province }) => province === scope.province).map(({ branchId }) => branchId)
  })
}
