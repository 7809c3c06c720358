import { BREACH, lastStep, newPromise, stepTime } from '#kernel/request/ladder.ts'
import type { RequestEvent } from '#kernel/request/request-event.ts'
import { dueIfResumed } from '#kernel/request/clock.ts'
import { answerClock } from '#kernel/request/request.ts'
import { linkHash } from '#kernel/hash-chain.ts'
import type { WorkingTime } from '#kernel/working-time/working-time.ts'
import {
  clockOf,
  setAside,
  takeDueClocks,
  writeBreaches,
  writeBreachEvents,
  writeFired,
  type ClockRow,
  type Fired,
} from '#store/clocks.ts'
import { connectionBroke, type Tx } from '#store/database.ts'
import { enqueueAll } from '#store/outbox.ts'
import type { RequestRow } from '#store/requests.ts'
import { tellStaff, type NewNotice, type Tellable } from '#store/staff-notices.ts'
import { digest } from '../applications/act.ts'
import { done } from '../problem.ts'
import { actOnRequestWithin, type RequestsApp } from './act.ts'
import { CLOCK } from './clerk.ts'
import { tellable, toldAt } from './ladder.ts'
import { smsTo } from './tell.ts'

const BATCH = 500

/**
 * The clock's part: carries out what is due of all clocks, oldest first, one batch of them in one transaction: ledger, who is
 * told, broken deadlines, when each wakes again. Any number may sweep side by side. Answers how many steps were carried out.
 * One that has no next step to be computed is set aside with the reason; where the database refuses one of a batch, they are
 * carried out one by one, and that one is set aside.
 */
export async function sweepClocks(app: RequestsApp, limit = BATCH): Promise<number> {
  try {
    return await app.db.transaction((tx) => sweepBatch(tx, app, limit))
  } catch (error) {
    if (connectionBroke(error)) throw error
    return sweepOneByOne(app, limit)
  }
}

/** What is due of one clock, under the lock of its request. */
type Due = { readonly clock: ClockRow; readonly row: RequestRow }

async function sweepBatch(tx: Tx, app: RequestsApp, limit: number): Promise<number> {
  const at = app.clock.now()
  const due = await takeDueClocks(tx, new Date(at), limit)
  if (due.length === 0) return 0
  const holders = [...new Set(due.flatMap(({ row }) => row.holder ?? []))]
  const staff = await tellable(tx, holders, at)
  const steps: Step[] = []
  const failed: { clock: ClockRow; until: Date; reason: string }[] = []
  for (const one of due) {
    const time = await app.workingTimes.of(tx, one.row.branchId, one.row.province)
    try {
      steps.push(stepOf(one, time, staff, at))
    } catch (error) {
      failed.push({ clock: one.clock, until: nextTry(one.clock, at), reason: String(error) })
    }
  }
  await setAside(tx, failed)
  await carryOut(tx, steps, at)
  // What changes the request itself goes through its events.
  const ended = steps.filter(({ fired }) => fired.step === lastStep(fired.kind))
  await Promise.all(ended.map(({ fired, row }) => endClock(tx, app, fired, row)))
  return due.length
}

async function sweepOneByOne(app: RequestsApp, limit: number): Promise<number> {
  for (let swept = 0; swept < limit; swept += 1) {
    const found: { due: Due | null } = { due: null }
    try {
      const some = await app.db.transaction(async (tx) => {
        const [due] = await takeDueClocks(tx, new Date(app.clock.now()), 1)
        if (due === undefined) return false
        found.due = due
        return (await sweepBatch(tx, app, 1)) > 0
      })
      if (!some) return swept
    } catch (error) {
      if (found.due === null || connectionBroke(error)) throw error
      const { clock } = found.due
      const until = nextTry(clock, app.clock.now())
      await app.db.transaction((tx) => setAside(tx, [{ clock, until, reason: String(error) }]))
    }
  }
  return limit
}

type Step = {
  readonly fired: Fired
  readonly row: RequestRow
  readonly told: readonly string[]
  readonly time: WorkingTime
}

/** What failed is tried again after one minute, two, four …, at most an hour. */
const nextTry = ({ asideTries }: ClockRow, at: number): Date => new Date(at + Math.min(60, 2 ** asideTries) * 60_000)

/** The next step of a clock: whom it tells, and when it wakes again. */
function stepOf({ clock, row }: Due, time: WorkingTime, staff: readonly Tellable[], at: number): Step {
  const { personId, requestId, kind, cycle, n, nextStep: step } = clock
  const told = kind === 'answer' ? toldAt(step, row, staff) : []
  const next = stepTime(time, clockOf(clock), step + 1)
  const fired: Fired = {
    personId,
    requestId,
    kind,
    cycle,
    n,
    step,
    scheduledAt: clock.nextFireAt!,
    firedAt: new Date(at),
    dueAt: clock.dueAt,
    told: told.length,
    // Its last step stops it, in the same transaction.
    nextFireAt: next === null ? clock.dueAt : new Date(next),
  }
  return { fired, row, told, time }
}

async function carryOut(tx: Tx, steps: readonly Step[], at: number): Promise<void> {
  const now = new Date(at)
  const broken = steps.filter(({ fired, row }) => fired.kind === 'answer' && fired.step === BREACH && !row.late)
  await writeFired(
    tx,
    steps.map(({ fired }) => fired),
  )
  await tellStaff(tx, steps.flatMap(noticesOf), now)
  await enqueueAll(
    tx,
    steps.flatMap((step) => messageOf(step, at)),
    now,
  )
  await writeBreaches(
    tx,
    broken.map(({ fired, row }) => ({ ...row, cycle: fired.cycle, at: now, dueAt: fired.dueAt })),
  )
  await writeBreachEvents(
    tx,
    broken.map(({ fired, row }) => {
      const event: RequestEvent = { kind: 'breached', at: Math.max(at, row.touchedAt.getTime()), by: CLOCK }
      return { ...fired, place: row.events, event, hash: linkHash(row.lastHash, event, digest) }
    }),
    now,
  )
}

function noticesOf({ fired, row, told }: Step): NewNotice[] {
  const { personId, requestId, kind, cycle, n, step, dueAt } = fired
  const body = { trackingCode: row.trackingCode, step, due: dueAt.getTime() }
  const dedupeKey = `clock:${requestId}:${kind}:${cycle}:${n}:${step}`
  return told.map((staffId) => ({
    staffId,
    personId,
    requestId,
    body,
    dedupeKey,
    kind: step < BREACH ? 'warned' : 'late',
  }))
}

/** At the deadline the person is told who has it now, and the new promise; half-way through their own time, that we wait. */
function messageOf({ fired, row, time }: Step, at: number) {
  if (row.secretHash !== null) return []
  const { kind, cycle, n, step } = fired
  const key = `clock:${row.requestId}:${kind}:${cycle}:${n}:${step}`
  if (kind === 'answer' && step === BREACH)
    return [smsTo(row, { template: 'request-late', due: newPromise(time, at) }, key)]
  if (kind === 'citizen' && step === 1)
    return [smsTo(row, { template: 'request-reminder', due: fired.dueAt.getTime() }, key)]
  return []
}

/** The end of the person's time, or of the twenty days after an answer. */
async function endClock(tx: Tx, app: RequestsApp, { kind }: Fired, row: RequestRow): Promise<void> {
  const ended = await actOnRequestWithin(tx, app, row, CLOCK, null, ({ request, time, at }) => {
    const answer = answerClock(request)
    if (kind === 'closing' || answer === null) return done([{ kind: 'closed' }])
    return done([{ kind: 'wait-over', due: dueIfResumed(time, answer, at) }])
  })
  if (!ended.ok) throw new Error(ended.problem.message)
}
