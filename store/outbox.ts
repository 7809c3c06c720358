import type { Database, Tx } from './database.ts'
import { randomId, type PersonId } from './ids.ts'

/** A side effect that was decided and is still to be carried out. */
export type Command = {
  personId: PersonId
  commandId: string
  kind: string
  payload: Record<string, unknown>
  attempts: number
  createdAt: Date
}

/** A command as it is decided. */
export type Decided = Pick<Command, 'personId' | 'kind' | 'payload'> & { readonly dedupeKey: string }

/**
 * Writes a command in the transaction that decided it. The same person and key again is the same command: nothing is
 * added. Payloads carry ids and words, never national numbers or mobiles. `dueAt`: not to be carried out before.
 */
export async function enqueue(tx: Tx, command: Decided, at: Date, dueAt: Date = at): Promise<void> {
  await tx.query(
    `insert into outbox (person_id, command_id, kind, payload, dedupe_key, due_at, created_at)
     values ($1, $2, $3, $4, $5, $7, $6) on conflict (person_id, dedupe_key) do nothing`,
    [command.personId, randomId(), command.kind, command.payload, command.dedupeKey, at, dueAt],
  )
}

/** Writes many commands at once, as `enqueue` does one. */
export async function enqueueAll(tx: Tx, commands: readonly Decided[], at: Date): Promise<void> {
  if (commands.length === 0) return
  await tx.query(
    `insert into outbox (person_id, command_id, kind, payload, dedupe_key, due_at, created_at)
     select k.*, $6, $6 from unnest($1::bigint[], $2::bigint[], $3::text[], $4::jsonb[], $5::text[]) as k
     on conflict (person_id, dedupe_key) do nothing`,
    [
      commands.map(({ personId }) => personId),
      commands.map(() => randomId()),
      commands.map(({ kind }) => kind),
      commands.map(({ payload }) => JSON.stringify(payload)),
      commands.map(({ dedupeKey }) => dedupeKey),
      at,
    ],
  )
}

/** Takes up to `limit` due commands, oldest first, and hides them from other workers until `leaseUntil`. */
export async function takeDue(db: Database, at: Date, leaseUntil: Date, limit: number): Promise<Command[]> {
  const rows = await db.query<Command & { due: Date }>(
    `with due as (
       select person_id, command_id, due_at from outbox
       where done_at is null and due_at <= $1 order by due_at limit $3 for update skip locked)
     update outbox o set due_at = $2, attempts = o.attempts + 1
     from due where o.person_id = due.person_id and o.command_id = due.command_id
     returning o.person_id as "personId", o.command_id as "commandId", o.kind, o.payload, o.attempts,
       o.created_at as "createdAt", due.due_at as due`,
    [at, leaseUntil, limit],
  )
  return rows.toSorted((a, b) => a.due.getTime() - b.due.getTime())
}

export async function markDone(tx: Tx, command: Pick<Command, 'personId' | 'commandId'>, at: Date): Promise<void> {
  await tx.query(`update outbox set done_at = $3, last_error = null where person_id = $1 and command_id = $2`, [
    command.personId,
    command.commandId,
    at,
  ])
}

/** Ends a command that can never be done; the reason stays for the operator. */
export async function giveUp(
  tx: Tx,
  command: Pick<Command, 'personId' | 'commandId'>,
  at: Date,
  reason: string,
): Promise<void> {
  await tx.query(`update outbox set done_at = $3, last_error = $4 where person_id = $1 and command_id = $2`, [
    command.personId,
    command.commandId,
    at,
    reason,
  ])
}

export async function retryLater(
  db: Tx,
  command: Pick<Command, 'personId' | 'commandId'>,
  dueAt: Date,
  reason: string,
): Promise<void> {
  await db.query(
    `update outbox set due_at = $3, last_error = $4 where person_id = $1 and command_id = $2 and done_at is null`,
    [command.personId, command.commandId, dueAt, reason],
  )
}

/** What a command says, done or not; undefined once it is forgotten. */
export async function findPayload(
  db: Tx,
  { personId, commandId }: Pick<Command, 'personId' | 'commandId'>,
): Promise<Record<string, unknown> | undefined> {
  const rows = await db.query<Pick<Command, 'payload'>>(
    `select payload from outbox where person_id = $1 and command_id = $2`,
    [personId, commandId],
  )
  return rows[0]?.payload
}

/** How many commands wait, and since when the oldest is due: what an operator watches. */
export async function outboxBacklog(db: Database): Promise<{ waiting: number; oldestDueAt: Date | null }> {
  const rows = await db.query<{ waiting: number; oldest: Date | null }>(
    `select count(*)::int as waiting, min(created_at) as oldest from outbox where done_at is null`,
  )
  return { waiting: rows[0]!.waiting, oldestDueAt: rows[0]!.oldest }
}

export async function deleteDoneCommands(tx: Tx, before: Date): Promise<void> {
  await tx.query(`delete from outbox where done_at < $1`, [before])
}
