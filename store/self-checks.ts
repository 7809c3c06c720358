import type { RequestEvent } from '#kernel/request/request-event.ts'
import { answers, type Answer } from './answers.ts'
import type { Database, Row, Tx } from './database.ts'
import { requestsSeenBy, type RequestViewer } from './request-desk.ts'
import type { RequestKey } from './requests.ts'

/** replay: a request told again from its events; replies: an answer rendered again. */
export type CheckKind = 'replay' | 'replies'

/** Until when was looked; null: never yet. */
export async function lastCheck(db: Tx, kind: CheckKind): Promise<{ untilAt: Date; doneAt: Date } | undefined> {
  const rows = await db.query<{ untilAt: Date; doneAt: Date }>(
    `select until_at as "untilAt", done_at as "doneAt" from self_check where kind = $1 order by until_at desc limit 1`,
    [kind],
  )
  return rows[0]
}

export async function noteCheck(
  tx: Tx,
  kind: CheckKind,
  { untilAt, looked, faults }: { untilAt: Date; looked: number; faults: number },
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into self_check (kind, until_at, looked, faults, done_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [kind, untilAt, looked, faults, at],
  )
  await tx.query(`delete from self_check where kind = $1 and done_at < $2::timestamptz - interval '90 days'`, [
    kind,
    at,
  ])
}

/** Requests that something happened to in a time, and those that were found wrong before. */
export async function listTouched(db: Database, from: Date, until: Date): Promise<RequestKey[]> {
  return db.query<RequestKey>(
    `select person_id as "personId", request_id as "requestId" from request_event where at >= $1 and at < $2
     union select person_id, request_id from request_fault where kind = 'replay'`,
    [from, until],
  )
}

export type SentReply = RequestKey & { readonly event: RequestEvent & { readonly kind: 'sent' } }

/** Replies that went out in a time, and those of requests whose replies were found wrong before. */
export async function listSent(db: Database, from: Date, until: Date): Promise<SentReply[]> {
  return db.query<SentReply & Row>(
    `select person_id as "personId", request_id as "requestId", event from request_event
     where kind = 'sent' and (at >= $1 and at < $2
       or (person_id, request_id) in (select person_id, request_id from request_fault where kind = 'replies'))`,
    [from, until],
  )
}

/** An answer whatever became of it. */
export async function findAnyAnswer(db: Tx, answerId: string): Promise<Answer | undefined> {
  return (await db.query<Answer & Row>(`${answers} where a.answer_id = $1`, [answerId]))[0]
}

/** Writes a fault of a request down, or that there is none. */
export async function putFault(
  tx: Tx,
  { personId, requestId }: RequestKey,
  kind: CheckKind,
  what: string | null,
  at: Date,
): Promise<void> {
  if (what === null)
    await tx.query('delete from request_fault where person_id = $1 and request_id = $2 and kind = $3', [
      personId,
      requestId,
      kind,
    ])
  else
    await tx.query(
      `insert into request_fault (person_id, request_id, kind, what, found_at) values ($1, $2, $3, $4, $5)
       on conflict (person_id, request_id, kind) do update set what = excluded.what`,
      [personId, requestId, kind, what, at],
    )
}

export type RequestFault = { kind: CheckKind; trackingCode: string; title: string; what: string; foundAt: Date }

/** Faults of requests that a viewer may see, newest first. */
export async function listFaults(db: Database, viewer: RequestViewer, limit: number): Promise<RequestFault[]> {
  const [seen, values] = requestsSeenBy(viewer)
  return db.query<RequestFault>(
    `select f.kind, request.tracking_code as "trackingCode", request.title, f.what, f.found_at as "foundAt"
     from request_fault f join request on request.person_id = f.person_id and request.request_id = f.request_id
     where ${seen} order by f.found_at desc limit $4`,
    [...values, limit],
  )
}

/** When nobody did for the longest time what was due, and what is wrong: for operators. */
export type Pulse = {
  /** The clock that should have woken longest ago; null: none is overdue. */
  readonly clock: Date | null
  /** The command of the outbox that was to be taken longest ago; null: none is overdue. */
  readonly command: Date | null
  /** Clocks whose step failed and that are looked at again later. */
  readonly aside: number
  readonly faults: number
}

export async function readPulse(db: Database, at: Date): Promise<Pulse> {
  const [row] = await db.query<Pulse & Row>(
    `select
       (select min(greatest(next_fire_at, aside_until)) from clock where stopped_at is null and paused_at is null
          and greatest(next_fire_at, aside_until) < $1) as clock,
       (select min(due_at) from outbox where done_at is null and due_at < $1) as command,
       (select count(*)::int from clock where aside_until is not null) as aside,
       (select count(*)::int from request_fault) as faults`,
    [at],
  )
  return row!
}
