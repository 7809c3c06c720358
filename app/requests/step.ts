import { canonical, linkHashOf } from '#kernel/hash-chain.ts'
import type { Json } from '#kernel/fields/field.ts'
import type { Clock } from '#kernel/request/clock.ts'
import { mustBreach, stepRequest } from '#kernel/request/fold.ts'
import { stepTime } from '#kernel/request/ladder.ts'
import { answerClock, deviatedAt, type Request } from '#kernel/request/request.ts'
import type { By, RequestDeed, RequestEvent } from '#kernel/request/request-event.ts'
import type { WorkingTime } from '#kernel/working-time/working-time.ts'
import type { PersonId } from '#store/ids.ts'
import type { ClockKept, NewEvent, RequestStep } from '#store/request-step.ts'
import type { RequestRow } from '#store/requests.ts'
import type { NewNotice } from '#store/staff-notices.ts'
import { digest } from '../applications/act.ts'
import type { RequestsApp, Seen } from './act.ts'
import { CLOCK } from './clerk.ts'
import { tidings } from './tell.ts'

/** What follows from deeds that were decided on a request that is locked: nothing of it is written yet. */
export async function stepOf(
  app: RequestsApp,
  seen: Seen,
  by: By,
  once: string | null,
  deeds: readonly RequestDeed[],
): Promise<{ step: RequestStep; notices: readonly NewNotice[]; after: Request }> {
  const { tx, row, at } = seen
  // Whatever comes first after a deadline writes down that it was broken.
  const late = mustBreach(seen.request, at)
  const all: { deed: RequestDeed; by: By }[] = deeds.map((deed) => ({ deed, by }))
  if (late) all.unshift({ deed: { kind: 'breached' }, by: CLOCK })
  const events: RequestEvent[] = []
  const links: NewEvent[] = []
  let { request } = seen
  let hash = row.lastHash
  for (const { deed, by: who } of all) {
    const event: RequestEvent = { ...deed, at, by: who }
    request = stepRequest(request, event)
    const text = canonical(event as unknown as Json)
    hash = linkHashOf(hash, text, digest)
    events.push(event)
    links.push({ text, at, hash, key: who === by && links.every(({ key }) => key === null) ? once : null })
  }
  const moved = row.branchId !== request.branchId || row.province !== request.province
  const time = moved ? await app.workingTimes.of(tx, request.branchId, request.province) : seen.time
  const { commands, notices } = await tidings(tx, { row, before: seen.request, after: request, events })
  const step: RequestStep = {
    row: rowOf(row, request, hash, at),
    first: row.events,
    events: links,
    clocks: changedClocks(seen, request, time, moved),
    breach: late ? breachOf(row, seen.request, at) : null,
    commands,
    at: new Date(at),
  }
  return { step, notices, after: request }
}

function changedClocks(seen: Seen, request: Request, time: WorkingTime, all: boolean): ClockKept[] {
  return request.clocks.flatMap((clock) => {
    const same = seen.request.clocks.includes(clock)
    if (same && !(all && clock.stoppedAt === null)) return []
    const kept = seen.clocks.find((one) => one.kind === clock.kind && one.cycle === clock.cycle && one.n === clock.n)
    const nextStep = kept?.nextStep ?? 1
    return [{ clock, nextStep, nextFireAt: nextFire(time, clock, nextStep) }]
  })
}

/** When a clock has something to do next; null where it stands still or has stopped. */
export const nextFire = (time: WorkingTime, clock: Clock, step: number): number | null =>
  clock.stoppedAt !== null || clock.pausedAt !== null ? null : stepTime(time, clock, step)

function breachOf(row: RequestRow, request: Request, at: number): NonNullable<RequestStep['breach']> {
  const { personId, requestId, kind, holder, branchId, province } = row
  const dueAt = new Date(answerClock(request)!.dueAt)
  return { personId, requestId, kind, cycle: request.cycle, at: new Date(at), dueAt, holder, branchId, province }
}

/** What of a row its receipt says once and for all. */
type Kept = Pick<
  RequestRow,
  | 'personId'
  | 'requestId'
  | 'trackingCode'
  | 'kind'
  | 'area'
  | 'topic'
  | 'channel'
  | 'title'
  | 'folded'
  | 'contactName'
  | 'contactMobile'
  | 'secretHash'
  | 'aboutBranch'
  | 'applicationId'
  | 'receivedAt'
>

/** The projection of a request. */
export function rowOf(row: Kept, request: Request, hash: string, at: number): Omit<RequestRow, 'open'> {
  const answer = request.clocks.findLast(({ kind }) => kind === 'answer')!
  const instant = (value: number | null) => (value === null ? null : new Date(value))
  return {
    ...row,
    state: request.state,
    since: new Date(request.since),
    branchId: request.branchId,
    province: request.province,
    questionId: request.questionId,
    holder: request.holder,
    promptness: request.promptness,
    cycle: request.cycle,
    dueAt: new Date(answer.dueAt),
    late: answer.breachedAt !== null,
    mergedPerson: (request.mergedInto?.personId ?? null) as PersonId | null,
    mergedRequest: request.mergedInto?.requestId ?? null,
    answeredAt: instant(request.answeredAt),
    deviatedAt: instant(deviatedAt(request)),
    endedAt: instant(request.endedAt),
    touchedAt: new Date(at),
    events: request.events,
    lastHash: hash,
  }
}
