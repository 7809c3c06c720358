import { addDays, tehranDate } from '#kernel/dates.ts'
import {
  carriedOn,
  concerns,
  withEdits,
  withYears,
  type Calendar,
  type Edit,
  type Place,
} from '#kernel/working-time/calendar.ts'
import { IRAN } from '#kernel/working-time/iran.ts'
import { workingTime, type WorkingTime } from '#kernel/working-time/working-time.ts'
import type { Clock } from '#ports/clock.ts'
import { listBranches } from '#store/branches.ts'
import { listKnown, type Proposal } from '#store/calendar.ts'
import type { Tx } from '#store/database.ts'

/** A change is seen within this time, in milliseconds, by every process. */
const FRESH = 30_000
/** Days for which there is a calendar in any case: what is not published yet is carried on, unconfirmed. */
const AHEAD = 800
/** What was known before a change may have been promised for a while after it. */
const GRACE = 2 * FRESH

/** Changed days, and since when they are known, in milliseconds. */
type Change = Pick<Proposal, 'proposalId' | 'days' | 'years'> & { readonly at: number }

/** Working times of all branches: the published calendar with what staff decided, read anew when it may be old. */
export class WorkingTimes {
  readonly #clock: Clock
  #calendar: Calendar
  #readAt: number | null = null
  #changes: readonly Change[] = []
  #provinces: ReadonlyMap<number, string> = new Map()
  /** By the changes that hold in it: many branches have the same. */
  readonly #times = new Map<string, WorkingTime>()

  constructor(clock: Clock, calendar: Calendar = IRAN) {
    this.#clock = clock
    this.#calendar = calendar
  }

  /**
   * The working time of a branch, or of the nation where no branch is known, with what was known before. `tx` is asked
   * when what is here may be old: the transaction of the caller, so that nobody waits for a second connection.
   * `province`: of whoever serves a province as a whole.
   */
  async of(tx: Tx, branchId: number | null, province: string | null = null): Promise<WorkingTime> {
    await this.#refresh(tx)
    return this.#timeOf(this.#changesOf(branchId, this.#changes, province))
  }

  /** The same as it would be after one more change. */
  async after(
    tx: Tx,
    branchId: number | null,
    proposal: Proposal,
    province: string | null = null,
  ): Promise<WorkingTime> {
    await this.#refresh(tx)
    const more: Change = { ...proposal, at: this.#clock.now() }
    return this.#timeOf(this.#changesOf(branchId, [...this.#changes, more], province))
  }

  /** The whole calendar as it is known now, for reading. */
  async calendar(tx: Tx): Promise<Calendar> {
    await this.#refresh(tx)
    return this.#changed(
      this.#changes.flatMap(({ days }) => days),
      this.#changes.flatMap(({ years }) => years),
    )
  }

  /** Forgets what was read: the next question reads anew. */
  forget(): void {
    this.#readAt = null
  }

  async #refresh(tx: Tx): Promise<void> {
    const now = this.#clock.now()
    if (this.#readAt !== null && now >= this.#readAt && now - this.#readAt < FRESH) return
    const known = await listKnown(tx)
    this.#provinces = new Map((await listBranches(tx)).map(({ branchId, province }) => [branchId, province]))
    this.#changes = known.map(({ proposalId, days, years, decidedAt }) => ({
      proposalId,
      days,
      years,
      at: decidedAt.getTime(),
    }))
    this.#readAt = now
    const until = addDays(tehranDate(now), AHEAD)
    if (this.#calendar.until >= until) return
    this.#calendar = carriedOn(this.#calendar, addDays(until, AHEAD))
    this.#times.clear()
  }

  /** Days first: those of an announced year that are not certain stay so. */
  #changed(days: readonly Edit[], years: readonly number[]): Calendar {
    return withYears(withEdits(this.#calendar, days), years)
  }

  #placeOf(branchId: number | null, own: string | null): Place {
    if (branchId === null) return own === null ? {} : { province: own }
    const province = this.#provinces.get(branchId)
    return { branch: String(branchId), ...(province === undefined ? {} : { province }) }
  }

  /** The changes that concern a branch, each with only its days that do. */
  #changesOf(branchId: number | null, changes = this.#changes, province: string | null = null): readonly Change[] {
    const place = this.#placeOf(branchId, province)
    return changes
      .map((change) => ({ ...change, days: change.days.filter(({ scope }) => concerns(scope, place)) }))
      .filter(({ days, years }) => days.length > 0 || years.length > 0)
  }

  #timeOf(changes: readonly Change[]): WorkingTime {
    const earlier = changes.map(({ at }, n) => ({
      until: at + GRACE,
      time: () => this.#bare(changes.slice(0, n)),
    }))
    const time = this.#bare(changes)
    return earlier.length === 0 ? time : { ...time, earlier }
  }

  /** Of days that all concern one place: whose they are no longer matters, but how particular they are does. */
  #bare(changes: readonly Change[]): WorkingTime {
    const key = changes
      .map(({ proposalId, days, years }) => `${proposalId}:${JSON.stringify(days)}:${years.join(' ')}`)
      .join()
    let time = this.#times.get(key)
    if (time === undefined) {
      const days = changes.flatMap((change) => change.days)
      const scopes = days.flatMap(({ scope }) => (scope === 'nation' ? [] : [scope]))
      const place: Place = Object.assign({}, ...scopes)
      const years = changes.flatMap((change) => change.years)
      time = workingTime(this.#changed(days, years), place)
      if (this.#times.size >= 200) this.#times.clear()
      this.#times.set(key, time)
    }
    return time
  }
}
