import type { Clock, ClockKind, Outcome, Pause } from '#kernel/request/clock.ts'
import type { Policy } from '#kernel/request/policy.ts'
import type { Cause, Kind } from '#kernel/request/request.ts'
import type { Database, Row, Tx } from './database.ts'
import { requestColumns, type RequestKey, type RequestRow } from './requests.ts'

/** A clock as it is kept: with the step that comes next, and when. */
export type ClockRow = RequestKey & {
  kind: ClockKind
  cycle: number
  n: number
  policyId: number
  startedAt: Date
  dueAt: Date
  allotted: number
  pauses: Pause[]
  pausedAt: Date | null
  breachedAt: Date | null
  stoppedAt: Date | null
  outcome: Outcome | null
  nextStep: number
  nextFireAt: Date | null
  asideTries: number
}

export const clockColumns = `c.person_id as "personId", c.request_id as "requestId", c.kind, c.cycle, c.n, c.policy_id as "policyId",
  c.started_at as "startedAt", c.due_at as "dueAt", c.allotted, c.pauses, c.paused_at as "pausedAt",
  c.breached_at as "breachedAt", c.stopped_at as "stoppedAt", c.outcome, c.next_step as "nextStep",
  c.next_fire_at as "nextFireAt", c.aside_tries as "asideTries"`

/** The clock that a row keeps, as the kernel knows it. */
export const clockOf = (row: ClockRow): Clock => ({
  kind: row.kind,
  cycle: row.cycle,
  n: row.n,
  policyId: row.policyId,
  startedAt: row.startedAt.getTime(),
  dueAt: row.dueAt.getTime(),
  allotted: row.allotted,
  pauses: row.pauses,
  pausedAt: row.pausedAt?.getTime() ?? null,
  breachedAt: row.breachedAt?.getTime() ?? null,
  stoppedAt: row.stoppedAt?.getTime() ?? null,
  outcome: row.outcome,
})

/** All clocks of a request, first to last. */
export async function listClocks(db: Tx, { personId, requestId }: RequestKey): Promise<ClockRow[]> {
  return db.query<ClockRow>(
    `select ${clockColumns} from clock c where person_id = $1 and request_id = $2 order by started_at, kind, cycle, n`,
    [personId, requestId],
  )
}

const WAKES = 'greatest(c.next_fire_at, c.aside_until)'
/** Has something to do before … At the very instant of a deadline nothing is broken yet. */
const DUE = 'c.stopped_at is null and c.paused_at is null and greatest(c.next_fire_at, c.aside_until) <'

/**
 * Clocks that have something to do before an instant, oldest first, with their requests, which are locked; those that
 * somebody else holds are passed over. What is answered was read after the lock and is still so.
 */
export async function takeDueClocks(
  tx: Tx,
  before: Date,
  limit: number,
): Promise<{ clock: ClockRow; row: RequestRow }[]> {
  const locked = await tx.query<RequestKey>(
    `select c.person_id as "personId", c.request_id as "requestId" from clock c
       join request r on r.person_id = c.person_id and r.request_id = c.request_id
     where ${DUE} $1
     order by ${WAKES} limit $2 for update of r skip locked`,
    [before, limit],
  )
  if (locked.length === 0) return []
  const ids = [locked.map(({ personId }) => personId), locked.map(({ requestId }) => requestId)]
  const named = 'unnest($1::bigint[], $2::bigint[]) as k(person_id, request_id)'
  const [clocks, requests] = await Promise.all([
    tx.query<ClockRow>(
      `select ${clockColumns} from ${named} join clock c using (person_id, request_id)
       where ${DUE} $3 order by ${WAKES}, c.request_id`,
      [...ids, before],
    ),
    tx.query<RequestRow>(
      `select ${requestColumns('r')} from ${named} join request r using (person_id, request_id)`,
      ids,
    ),
  ])
  const byId = new Map(requests.map((row) => [`${row.personId} ${row.requestId}`, row]))
  return clocks.map((clock) => ({ clock, row: byId.get(`${clock.personId} ${clock.requestId}`)! }))
}

/** A step that was carried out, for the ledger. */
export type Fired = Pick<ClockRow, 'personId' | 'requestId' | 'kind' | 'cycle' | 'n'> & {
  readonly step: number
  readonly scheduledAt: Date
  readonly firedAt: Date
  readonly dueAt: Date
  readonly told: number
  /** When the clock wakes again. Never null where it goes on. */
  readonly nextFireAt: Date | null
}

/** Writes steps into the ledger, and when each clock wakes again. A step that was fired before is refused by the database. */
export async function writeFired(tx: Tx, fired: readonly Fired[]): Promise<void> {
  if (fired.length === 0) return
  const list = (pick: (one: Fired) => unknown) => fired.map(pick)
  const key = [
    list(({ personId }) => personId),
    list(({ requestId }) => requestId),
    list(({ kind }) => kind),
    list(({ cycle }) => cycle),
    list(({ n }) => n),
    list(({ step }) => step),
  ]
  await tx.query(
    `insert into clock_fired (person_id, request_id, kind, cycle, n, step, scheduled_at, fired_at, due_at, told)
     select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::int[], $5::int[], $6::int[], $7::timestamptz[],
       $8::timestamptz[], $9::timestamptz[], $10::int[])`,
    [
      ...key,
      list(({ scheduledAt }) => scheduledAt),
      list(({ firedAt }) => firedAt),
      list(({ dueAt }) => dueAt),
      list(({ told }) => told),
    ],
  )
  await tx.query(
    `update clock c set next_step = k.step + 1, next_fire_at = k.fire_at, aside_until = null, aside_tries = 0,
       aside_reason = null
     from unnest($1::bigint[], $2::bigint[], $3::text[], $4::int[], $5::int[], $6::int[], $7::timestamptz[])
       as k(person_id, request_id, kind, cycle, n, step, fire_at)
     where c.person_id = k.person_id and c.request_id = k.request_id and c.kind = k.kind and c.cycle = k.cycle and c.n = k.n`,
    [...key, list(({ nextFireAt }) => nextFireAt)],
  )
}

/** Sets aside clocks whose steps failed: they hold back nobody and are looked at again at `until`. */
export async function setAside(
  tx: Tx,
  failed: readonly {
    readonly clock: Pick<ClockRow, 'personId' | 'requestId' | 'kind' | 'cycle' | 'n'>
    readonly until: Date
    readonly reason: string
  }[],
): Promise<void> {
  if (failed.length === 0) return
  await tx.query(
    `update clock c set aside_until = k.until, aside_tries = aside_tries + 1, aside_reason = k.reason
     from unnest($1::bigint[], $2::bigint[], $3::text[], $4::int[], $5::int[], $6::timestamptz[], $7::text[])
       as k(person_id, request_id, kind, cycle, n, until, reason)
     where c.person_id = k.person_id and c.request_id = k.request_id and c.kind = k.kind and c.cycle = k.cycle and c.n = k.n`,
    [
      failed.map(({ clock }) => clock.personId),
      failed.map(({ clock }) => clock.requestId),
      failed.map(({ clock }) => clock.kind),
      failed.map(({ clock }) => clock.cycle),
      failed.map(({ clock }) => clock.n),
      failed.map(({ until }) => until),
      failed.map(({ reason }) => reason),
    ],
  )
}

/** How many clocks wait to be fired since before an instant, the oldest of them, and how many are set aside. */
export async function clockBacklog(
  db: Database,
  now: Date,
): Promise<{ due: number; oldest: Date | null; aside: number }> {
  const rows = await db.query<{ due: number; oldest: Date | null; aside: number }>(
    `select count(*) filter (where ${WAKES} < $1)::int as due, min(${WAKES}) as oldest,
       count(*) filter (where c.aside_until is not null)::int as aside
     from clock c where c.stopped_at is null and c.paused_at is null and (${WAKES} < $1 or c.aside_until is not null)`,
    [now],
  )
  return rows[0]!
}

/** Every policy there ever was. */
export async function listPolicies(db: Tx): Promise<Policy[]> {
  return db.query<Policy & Row>(
    `select policy_id as "policyId", kind, area, unit, days, pausable, max_pauses as "maxPauses",
       citizen_days as "citizenDays", lower(valid) as "from", upper(valid) as "until" from request_policy`,
  )
}

export type Breach = RequestKey & {
  /** Of the request. */
  kind: Kind
  cycle: number
  at: Date
  dueAt: Date
  holder: string | null
  branchId: number | null
  province: string | null
  cause: Cause | null
  causeBy: string | null
  causeAt: Date | null
}

/** Writes broken deadlines down; the same again is the same. */
export async function writeBreaches(
  tx: Tx,
  breaches: readonly Omit<Breach, 'cause' | 'causeBy' | 'causeAt'>[],
): Promise<void> {
  if (breaches.length === 0) return
  const list = (pick: (one: (typeof breaches)[number]) => unknown) => breaches.map(pick)
  await tx.query(
    `insert into breach (person_id, request_id, cycle, at, due_at, holder, branch_id, province, kind)
     select * from unnest($1::bigint[], $2::bigint[], $3::int[], $4::timestamptz[], $5::timestamptz[], $6::bigint[],
       $7::int[], $8::text[], $9::text[])`,
    [
      list(({ personId }) => personId),
      list(({ requestId }) => requestId),
      list(({ cycle }) => cycle),
      list(({ at }) => at),
      list(({ dueAt }) => dueAt),
      list(({ holder }) => holder),
      list(({ branchId }) => branchId),
      list(({ province }) => province),
      list(({ kind }) => kind),
    ],
  )
}

/** The event of a broken deadline, for requests that are locked: appended, and written into request and clock. */
export async function writeBreachEvents(
  tx: Tx,
  links: readonly (RequestKey & Pick<ClockRow, 'cycle' | 'n'> & { place: number; event: object; hash: string })[],
  at: Date,
): Promise<void> {
  if (links.length === 0) return
  const list = (pick: (one: (typeof links)[number]) => unknown) => links.map(pick)
  const ids = [list(({ personId }) => personId), list(({ requestId }) => requestId)]
  const [places, hashes] = [list(({ place }) => place), list(({ hash }) => hash)]
  await Promise.all([
    tx.query(
      `insert into request_event (person_id, request_id, n, event, hash, at)
       select k.*, $6 from unnest($1::bigint[], $2::bigint[], $3::int[], $4::jsonb[], $5::text[]) as k`,
      [...ids, places, list(({ event }) => JSON.stringify(event)), hashes, at],
    ),
    tx.query(
      `update request r set late = true, events = k.n + 1, last_hash = k.hash, touched_at = $5
       from unnest($1::bigint[], $2::bigint[], $3::int[], $4::text[]) as k(person_id, request_id, n, hash)
       where r.person_id = k.person_id and r.request_id = k.request_id`,
      [...ids, places, hashes, at],
    ),
    tx.query(
      `update clock c set breached_at = $5
       from unnest($1::bigint[], $2::bigint[], $3::int[], $4::int[]) as k(person_id, request_id, cycle, n)
       where c.person_id = k.person_id and c.request_id = k.request_id and c.kind = 'answer' and c.cycle = k.cycle
         and c.n = k.n`,
      [...ids, list(({ cycle }) => cycle), list(({ n }) => n), at],
    ),
  ])
}

/** The broken deadlines of a request. */
export async function listBreaches(db: Tx, { personId, requestId }: RequestKey): Promise<Breach[]> {
  return db.query<Breach>(
    `select person_id as "personId", request_id as "requestId", kind, cycle, at, due_at as "dueAt", holder,
       branch_id as "branchId", province, cause, cause_by as "causeBy", cause_at as "causeAt"
     from breach where person_id = $1 and request_id = $2 order by cycle`,
    [personId, requestId],
  )
}

export async function writeCause(
  tx: Tx,
  { personId, requestId }: RequestKey,
  cycle: number,
  cause: Cause,
  by: string,
  at: Date,
): Promise<void> {
  await tx.query(
    `update breach set cause = $4, cause_by = $5, cause_at = $6 where person_id = $1 and request_id = $2 and cycle = $3`,
    [personId, requestId, cycle, cause, by, at],
  )
}
