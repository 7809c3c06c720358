import { tehranDate, type IsoDate } from '#kernel/dates.ts'
import { deadline } from '#kernel/service/deadline.ts'
import type { WorkingTime } from '#kernel/working-time/working-time.ts'
import { findProposal, type Proposal } from '#store/calendar.ts'
import { listPolicies } from '#store/clocks.ts'
import { loadApplication } from '../applications/load.ts'
import { done, type Result } from '../problem.ts'
import { recounted } from '../requests/deadlines.ts'
import { noProposal, type CalendarApp } from './change-calendar.ts'
import { runningOver } from './running.ts'

/** So many applications and requests whose promised day would move, from one day to another. */
export type Moving = {
  readonly from: IsoDate
  readonly to: IsoDate
  readonly applications: number
  readonly requests: number
}

/** What a proposal would do. All promised days that are not named here stay. */
export type Preview = {
  readonly proposal: Proposal
  /** Open applications and running answers over these days that were looked at. */
  readonly looked: number
  /** False: there are more applications than were looked at, and the numbers are at least what will be. */
  readonly whole: boolean
  readonly moving: readonly Moving[]
  /** Running answers that would have less time by the new days. What was promised to people is not taken back. */
  readonly unshortened: number
}

/**
 * Counts what a proposal would move, by the very functions that move it. Of the applications `most` are looked at, those
 * that end first; of requests all.
 */
export async function previewProposal(app: CalendarApp, proposalId: string, most = Infinity): Promise<Result<Preview>> {
  const proposal = await findProposal(app.db, proposalId)
  if (proposal === undefined) return noProposal
  app.workingTimes.forget()
  const running = await runningOver(app.db, proposal.days)
  const counts = new Map<string, Moving>()
  const add = (kind: 'applications' | 'requests', now: number, then: number) => {
    const [from, to] = [tehranDate(now - 1), tehranDate(then - 1)]
    if (from >= to) return
    const before = counts.get(`${from} ${to}`) ?? { from, to, applications: 0, requests: 0 }
    counts.set(`${from} ${to}`, { ...before, [kind]: before[kind] + 1 })
  }
  const timesOf = timesBefore(app, proposal)
  let [looked, unshortened, whole] = [0, 0, true]

  applications: for await (const page of running.applications())
    for (const key of page) {
      if (looked >= most) {
        whole = false
        break applications
      }
      const loaded = await loadApplication(app, key)
      if (loaded === undefined) continue
      looked += 1
      const { row, service, application } = loaded
      const [now = 0, then = 0] = (await timesOf(row.branchId, null)).map(
        (time) => deadline(service, application, time)?.at ?? 0,
      )
      add('applications', now, then)
    }
  const policies = new Map((await listPolicies(app.db)).map((policy) => [policy.policyId, policy]))
  const at = app.clock.now()
  for await (const page of running.requests())
    for (const { branchId, province, clock } of page) {
      looked += 1
      const [, then] = await timesOf(branchId, province)
      const due = recounted(clock, policies.get(clock.policyId)!, then, at)
      if (due === null) continue
      add('requests', clock.dueAt, due)
      if (due < clock.dueAt) unshortened += 1
    }
  const moving = [...counts.entries()].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, line]) => line)
  return done({ proposal, looked, whole, moving, unshortened })
}

/** The working time of a place as it is and as it would be, each reckoned once. */
function timesBefore({ workingTimes, db }: CalendarApp, proposal: Proposal) {
  const times = new Map<string, readonly [now: WorkingTime, then: WorkingTime]>()
  return async (branchId: number | null, province: string | null) => {
    const place = `${branchId} ${province}`
    let pair = times.get(place)
    if (pair === undefined) {
      pair = [await workingTimes.of(db, branchId, province), await workingTimes.after(db, branchId, proposal, province)]
      times.set(place, pair)
    }
    return pair
  }
}
