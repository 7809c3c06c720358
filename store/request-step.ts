import type { Clock } from '#kernel/request/clock.ts'
import type { Breach } from './clocks.ts'
import type { Tx } from './database.ts'
import { randomId } from './ids.ts'
import type { Decided } from './outbox.ts'
import { requestValues, type RequestRow } from './requests.ts'

/** An event to be written: as it was hashed. */
export type NewEvent = {
  readonly text: string
  readonly at: number
  readonly hash: string
  readonly key: string | null
}

/** A clock, new or changed, with its next step and when that is (null: it stands still or has stopped). */
export type ClockKept = { readonly clock: Clock; readonly nextStep: number; readonly nextFireAt: number | null }

/** What happened to a request, which is locked, and all that follows from it. */
export type RequestStep = {
  /** The projection after it. */
  readonly row: Omit<RequestRow, 'open'>
  /** The new events, the first of them the so-many-th of the list. */
  readonly first: number
  readonly events: readonly NewEvent[]
  readonly clocks: readonly ClockKept[]
  readonly breach: Omit<Breach, 'cause' | 'causeBy' | 'causeAt'> | null
  /** `dueAt`: not to be carried out before; else at once. */
  readonly commands: readonly (Decided & { readonly dueAt?: Date })[]
  readonly at: Date
}

/** Writes a step in one statement: events, projection, clocks, commands. `commandId`: the command, of the same person, that this carries out. */
export async function writeRequestStep(tx: Tx, step: RequestStep, commandId: string | null = null): Promise<void> {
  const parts = new Parts(step)
  const set = requestValues(step.row, 'changing').map(([column, value]) => `${column} = ${parts.value(value)}`)
  if (commandId !== null)
    parts.add(
      `update outbox set done_at = ${parts.value(step.at)}, last_error = null
       where person_id = $1 and command_id = ${parts.value(commandId)}`,
    )
  await parts.write(tx, `update request set ${set.join(', ')} where person_id = $1 and request_id = $2`)
}

const isOf =
  (constraint: string) =>
  (error: unknown): boolean =>
    error instanceof Error && (error as { constraint?: unknown }).constraint === constraint

/** True for the error of a request that is there already. */
export const isRequestTwice = isOf('request_pkey')

/** Writes a new request in one statement. Throws `isRequestTwice`. */
export async function writeNewRequest(tx: Tx, step: RequestStep): Promise<void> {
  const parts = new Parts(step)
  const values = requestValues(step.row, 'all')
  await parts.write(
    tx,
    `insert into request (person_id, request_id, ${values.map(([column]) => column).join(', ')})
     values ($1, $2, ${values.map(([, value]) => parts.value(value)).join(', ')})`,
  )
}

/** The parts of a statement beside its request. $1 and $2 are the key of that. */
class Parts {
  readonly #values: unknown[]
  readonly #parts: string[] = []

  constructor({ row, first, events, clocks, breach, commands, at }: RequestStep) {
    this.#values = [row.personId, row.requestId]
    this.#addEvents(first, events)
    if (clocks.length > 0) this.#addClocks(clocks)
    if (breach !== null) this.#addBreach(breach)
    if (commands.length > 0) this.#addCommands(commands, at)
  }

  /** Takes a value; answers its place. */
  value(each: unknown): string {
    return `$${this.#values.push(each)}`
  }

  add(part: string): void {
    this.#parts.push(part)
  }

  async write(tx: Tx, statement: string): Promise<void> {
    const parts = this.#parts.map((part, n) => `p${n} as (${part})`)
    await tx.query(`with ${parts.join(', ')} ${statement}`, this.#values)
  }

  #row(...values: readonly unknown[]): string {
    return values.map((value) => this.value(value)).join(', ')
  }

  #addEvents(first: number, events: readonly NewEvent[]): void {
    const rows = events.map(
      ({ text, hash, key, at }, n) => `($1, $2, ${this.#row(first + n, text, hash, key, new Date(at))})`,
    )
    this.add(`insert into request_event (person_id, request_id, n, event, hash, key, at) values ${rows.join(', ')}`)
  }

  #addClocks(clocks: readonly ClockKept[]): void {
    const instant = (at: number | null): Date | null => (at === null ? null : new Date(at))
    const rows = clocks.map(({ clock, nextStep, nextFireAt }) => {
      const { kind, cycle, n, policyId, startedAt, dueAt, allotted, pauses, pausedAt, breachedAt, stoppedAt } = clock
      const instants = [pausedAt, breachedAt, stoppedAt].map(instant)
      const limit = [policyId, instant(startedAt), instant(dueAt), allotted, JSON.stringify(pauses)]
      return `($1, $2, ${this.#row(kind, cycle, n, ...limit, ...instants, clock.outcome, nextStep, instant(nextFireAt))})`
    })
    this.add(
      `insert into clock (person_id, request_id, kind, cycle, n, policy_id, started_at, due_at, allotted, pauses, paused_at,
         breached_at, stopped_at, outcome, next_step, next_fire_at) values ${rows.join(', ')}
       on conflict (person_id, request_id, kind, cycle, n) do update set policy_id = excluded.policy_id,
         started_at = excluded.started_at, due_at = excluded.due_at, allotted = excluded.allotted, pauses = excluded.pauses,
         paused_at = excluded.paused_at, breached_at = excluded.breached_at, stopped_at = excluded.stopped_at,
         outcome = excluded.outcome, next_step = excluded.next_step, next_fire_at = excluded.next_fire_at,
         aside_until = null, aside_tries = 0, aside_reason = null`,
    )
  }

  #addBreach({ kind, cycle, at, dueAt, holder, branchId, province }: NonNullable<RequestStep['breach']>): void {
    this.add(
      `insert into breach (person_id, request_id, kind, cycle, at, due_at, holder, branch_id, province)
       values ($1, $2, ${this.#row(kind, cycle, at, dueAt, holder, branchId, province)})`,
    )
  }

  #addCommands(commands: RequestStep['commands'], at: Date): void {
    const rows = commands.map(
      ({ personId, kind, payload, dedupeKey, dueAt = at }) =>
        `(${this.#row(personId, randomId(), kind, payload, dedupeKey, dueAt, at)})`,
    )
    this.add(
      `insert into outbox (person_id, command_id, kind, payload, dedupe_key, due_at, created_at) values ${rows.join(', ')}
       on conflict (person_id, dedupe_key) do nothing`,
    )
  }
}
