import type { Action } from '#kernel/service/action.ts'
import type { Database, Tx } from './database.ts'
import { randomId, type PersonId } from './ids.ts'
import { dateFrom, listOf, milliseconds, type OfPerson } from './of-person.ts'
import type { Decided } from './outbox.ts'

/** Names one application. */
export type ApplicationKey = { readonly personId: PersonId; readonly applicationId: string }

/** The projection of an application: what lists and queues show. Written with every action, computed from the list. */
export type ApplicationRow = ApplicationKey & {
  service: string
  version: number
  trackingCode: string
  state: string
  turn: 'citizen' | 'organisation' | null
  roles: string[]
  pending: string | null
  branchId: number | null
  holder: string | null
  actions: number
  lastHash: string
  applicantName: string
  /** Whom or what it is about, in a word or two. */
  subject: string | null
  openedAt: Date
  submittedAt: Date | null
  since: Date
  dueAt: Date | null
  endedAt: Date | null
}

export const columns = `person_id as "personId", application_id as "applicationId", service, version,
  tracking_code as "trackingCode", state, turn, roles, pending, branch_id as "branchId", holder, actions,
  last_hash as "lastHash", applicant_name as "applicantName", opened_at as "openedAt", submitted_at as "submittedAt",
  since, due_at as "dueAt", ended_at as "endedAt", subject`

export const newApplicationId = randomId

/** True for the error of a second open application of which only one may be. */
export const isPendingTwice = (error: unknown): boolean =>
  error instanceof Error && (error as { constraint?: unknown }).constraint === 'application_person_id_pending_key'

export async function insertApplication(tx: Tx, row: ApplicationRow): Promise<void> {
  await tx.query(
    `insert into application (person_id, application_id, service, version, tracking_code, state, turn, roles, pending,
       branch_id, holder, actions, last_hash, applicant_name, opened_at, submitted_at, since, due_at, ended_at, subject)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
    valuesOf(row),
  )
}

export async function updateApplication(tx: Tx, row: ApplicationRow): Promise<void> {
  const values: unknown[] = [row.personId, row.applicationId]
  await tx.query(updateOf(row, values), values)
}

/** The statement that writes a projection anew: $1 and $2 are its key. What never changes after the opening is left out. */
function updateOf(row: ApplicationRow, values: unknown[]): string {
  const changing = {
    state: row.state,
    turn: row.turn,
    roles: row.roles,
    pending: row.pending,
    branch_id: row.branchId,
    holder: row.holder,
    actions: row.actions,
    last_hash: row.lastHash,
    submitted_at: row.submittedAt,
    since: row.since,
    due_at: row.dueAt,
    ended_at: row.endedAt,
    subject: row.subject,
  }
  const set = Object.entries(changing).map(([column, value]) => `${column} = $${values.push(value)}`)
  return `update application set ${set.join(', ')} where person_id = $1 and application_id = $2`
}

const valuesOf = (row: ApplicationRow): unknown[] => [
  row.personId,
  row.applicationId,
  row.service,
  row.version,
  row.trackingCode,
  row.state,
  row.turn,
  row.roles,
  row.pending,
  row.branchId,
  row.holder,
  row.actions,
  row.lastHash,
  row.applicantName,
  row.openedAt,
  row.submittedAt,
  row.since,
  row.dueAt,
  row.endedAt,
  row.subject,
]

export async function findApplication(db: Database, key: ApplicationKey): Promise<ApplicationRow | undefined> {
  const rows = await db.read<ApplicationRow>(
    'application',
    `select ${columns} from application where person_id = $1 and application_id = $2`,
    [key.personId, key.applicationId],
  )
  return rows[0]
}

/** The same row, locked until the transaction ends: of two officers, one waits. */
export async function lockApplication(tx: Tx, key: ApplicationKey): Promise<ApplicationRow | undefined> {
  const rows = await tx.query<ApplicationRow>(
    `select ${columns} from application where person_id = $1 and application_id = $2 for update`,
    [key.personId, key.applicationId],
  )
  return rows[0]
}

/** What a person's own list shows of an application. */
export type ApplicationListed = Pick<
  ApplicationRow,
  | 'personId'
  | 'applicationId'
  | 'service'
  | 'version'
  | 'trackingCode'
  | 'state'
  | 'turn'
  | 'subject'
  | 'openedAt'
  | 'submittedAt'
  | 'dueAt'
>

const listedColumns = `application_id as "applicationId", service, version, tracking_code as "trackingCode", state, turn, subject,
       opened_at as "openedAt", submitted_at as "submittedAt", due_at as "dueAt"`

const ofPerson = (name: string, only: string): OfPerson<ApplicationListed> => ({
  name,
  // oxfmt-ignore
  values: [
    'application_id', 'service', 'version', 'tracking_code', 'state', 'turn', 'subject', milliseconds('opened_at'),
    milliseconds('submitted_at'), milliseconds('due_at'),
  ],
  from: `from application where person_id = $1 ${only} order by opened_at desc limit 200`,
  read: ([applicationId, service, version, trackingCode, state, turn, subject, opened, submitted, due], personId) => ({
    personId,
    applicationId: applicationId!,
    service: service!,
    version: Number(version),
    trackingCode: trackingCode!,
    state: state!,
    turn: turn as ApplicationListed['turn'],
    subject: subject ?? null,
    openedAt: dateFrom(opened)!,
    submittedAt: dateFrom(submitted),
    dueAt: dateFrom(due),
  }),
})

/** A person's applications, newest first. */
export const applicationsOf = ofPerson('applications', '')

/** Those that have not ended. */
export const openApplicationsOf = ofPerson('open-applications', 'and turn is not null')

export const listApplications = (db: Database, personId: PersonId): Promise<ApplicationListed[]> =>
  listOf(db, applicationsOf, personId)

/** One page of them: those opened before the application `after`, of which none comes twice though new ones are opened meanwhile. */
export async function listApplicationsPage(
  db: Database,
  personId: PersonId,
  { service, open, after }: { service: string | null; open: boolean | null; after: string | null },
  limit: number,
): Promise<ApplicationListed[]> {
  const rows = await db.query<Omit<ApplicationListed, 'personId'>>(
    `select ${listedColumns} from application
     where person_id = $1 and ($2::text is null or service = $2) and ($3::boolean is null or (turn is not null) = $3)
       and ($4::bigint is null or (opened_at, application_id) <
         (select opened_at, application_id from application where person_id = $1 and application_id = $4))
     order by opened_at desc, application_id desc limit $5`,
    [personId, service, open, after, limit],
  )
  return rows.map((row) => ({ ...row, personId }))
}

export type Link = { action: Action; hash: string; key: string | null }

/** The whole life of an application, in order. */
export async function listActions(db: Tx, key: ApplicationKey): Promise<Link[]> {
  return db.query<Link>(
    `select action, hash, key from application_action where person_id = $1 and application_id = $2 order by n`,
    [key.personId, key.applicationId],
  )
}

export async function appendActions(
  tx: Tx,
  key: ApplicationKey,
  first: number,
  links: readonly Link[],
  at: Date,
): Promise<void> {
  const append = ({ action, hash, key: requestKey }: Link, index: number) =>
    tx.query(
      `insert into application_action (person_id, application_id, n, action, hash, key, at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [key.personId, key.applicationId, first + index, action, hash, requestKey, at],
    )
  await Promise.all(links.map(append))
}

/** An action to be written: as it was hashed. */
export type NewLink = { readonly text: string; readonly hash: string; readonly key: string | null }

/** What was done to an application, which is locked, and all that follows from it. */
export type Step = {
  /** The projection after it. */
  readonly row: ApplicationRow
  /** The new actions, the first of them the so-many-th of the list. */
  readonly first: number
  readonly links: readonly NewLink[]
  readonly wake: Date | null
  readonly commands: readonly Decided[]
  readonly at: Date
}

/** Writes a step in one statement: actions, projection, wake-up and commands. */
export async function writeStep(tx: Tx, { row, first, links, wake, commands, at }: Step): Promise<void> {
  const values: unknown[] = [row.personId, row.applicationId, at]
  const value = (each: unknown) => `$${values.push(each)}`
  const actions = links.map(
    ({ text, hash, key }, n) => `($1, $2, ${value(first + n)}, ${value(text)}, ${value(hash)}, ${value(key)}, $3)`,
  )
  const parts = [
    `acted as (insert into application_action (person_id, application_id, n, action, hash, key, at) values ${actions.join(', ')})`,
    wake === null
      ? `woken as (delete from application_wake where person_id = $1 and application_id = $2)`
      : `woken as (insert into application_wake as w (person_id, application_id, at) values ($1, $2, ${value(wake)})
         on conflict (person_id, application_id) do update set at = excluded.at where w.at <> excluded.at)`,
  ]
  const rows = commands.map(
    ({ personId, kind, payload, dedupeKey }) =>
      `(${value(personId)}, ${value(randomId())}, ${value(kind)}, ${value(payload)}, ${value(dedupeKey)}, $3, $3)`,
  )
  if (rows.length > 0)
    parts.push(`told as (insert into outbox (person_id, command_id, kind, payload, dedupe_key, due_at, created_at)
      values ${rows.join(', ')} on conflict (person_id, dedupe_key) do nothing)`)
  await tx.query(`with ${parts.join(', ')} ${updateOf(row, values)}`, values)
}

/** Sets or removes the instant at which the clock moves an application on. */
export async function setWake(tx: Tx, key: ApplicationKey, at: Date | null): Promise<void> {
  if (at === null) {
    await tx.query(`delete from application_wake where person_id = $1 and application_id = $2`, [
      key.personId,
      key.applicationId,
    ])
    return
  }
  await tx.query(
    `insert into application_wake (person_id, application_id, at) values ($1, $2, $3)
     on conflict (person_id, application_id) do update set at = $3`,
    [key.personId, key.applicationId, at],
  )
}

/** Applications whose time limit has ended, oldest first. */
export async function listDueWakes(db: Tx, now: Date, limit: number): Promise<ApplicationKey[]> {
  return db.query<ApplicationKey>(
    `select person_id as "personId", application_id as "applicationId" from application_wake where at <= $1
     order by at limit $2`,
    [now, limit],
  )
}

/** Whose application a tracking code names. */
export async function findByTrackingCode(db: Database, code: string): Promise<ApplicationKey | undefined> {
  const rows = await db.query<ApplicationKey>(
    `select person_id as "personId", subject_id as "applicationId" from tracking where code = $1 and kind = 'application'`,
    [code],
  )
  return rows[0]
}
