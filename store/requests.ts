import type { RequestEvent } from '#kernel/request/request-event.ts'
import type { Area, Channel, Kind } from '#kernel/request/request.ts'
import type { State } from '#kernel/request/states.ts'
import type { Database, Tx } from './database.ts'
import type { PersonId } from './ids.ts'

/** Names one request. Of a guest or an anonymous reporter the person id is one of this request alone. */
export type RequestKey = { readonly personId: PersonId; readonly requestId: string }

/** The projection of a request: what lists show. Written with every event, computed from the list. */
export type RequestRow = RequestKey & {
  trackingCode: string
  kind: Kind
  area: Area
  topic: string | null
  channel: Channel
  state: State
  open: boolean
  since: Date
  title: string
  folded: string
  contactName: string | null
  contactMobile: string | null
  secretHash: Buffer | null
  branchId: number | null
  province: string | null
  aboutBranch: number | null
  applicationId: string | null
  questionId: number | null
  holder: string | null
  promptness: number
  cycle: number
  dueAt: Date
  late: boolean
  mergedPerson: PersonId | null
  mergedRequest: string | null
  receivedAt: Date
  answeredAt: Date | null
  /** When the reply that stands was drafted, where it departs from the approved answer. */
  deviatedAt: Date | null
  endedAt: Date | null
  touchedAt: Date
  events: number
  lastHash: string
}

const names = {
  personId: 'person_id',
  requestId: 'request_id',
  trackingCode: 'tracking_code',
  kind: 'kind',
  area: 'area',
  topic: 'topic',
  channel: 'channel',
  state: 'state',
  since: 'since',
  title: 'title',
  folded: 'folded',
  contactName: 'contact_name',
  contactMobile: 'contact_mobile',
  secretHash: 'secret_hash',
  branchId: 'branch_id',
  province: 'province',
  aboutBranch: 'about_branch',
  applicationId: 'application_id',
  questionId: 'question_id',
  holder: 'holder',
  promptness: 'promptness',
  cycle: 'cycle',
  dueAt: 'due_at',
  late: 'late',
  mergedPerson: 'merged_person',
  mergedRequest: 'merged_request',
  receivedAt: 'received_at',
  answeredAt: 'answered_at',
  deviatedAt: 'deviated_at',
  endedAt: 'ended_at',
  touchedAt: 'touched_at',
  events: 'events',
  lastHash: 'last_hash',
} as const satisfies Record<Exclude<keyof RequestRow, 'open'>, string>
type Written = keyof typeof names
const fields = Object.keys(names) as Written[]

/** Columns of a row, for a `select` from `request` under the name `table`. */
export const requestColumns = (table = 'request'): string =>
  [...fields.map((field) => `${table}.${names[field]} as "${field}"`), `${table}.open`].join(', ')

const columns = requestColumns()

const [, ...others] = fields
const written = others.map((field) => names[field]).join(', ')
const places = fields.map((_, n) => `$${n + 1}`).join(', ')
const changes = others.map((field, n) => `${names[field]} = $${n + 2}`).join(', ')
const valuesOf = (row: Omit<RequestRow, 'open'>): unknown[] => fields.map((field) => row[field])

/** False when this very request is there already. */
export async function insertRequest(tx: Tx, row: Omit<RequestRow, 'open'>): Promise<boolean> {
  const rows = await tx.query(
    `insert into request (person_id, ${written}) values (${places})
     on conflict (person_id, request_id) do nothing returning request_id`,
    valuesOf(row),
  )
  return rows.length === 1
}

export async function updateRequest(tx: Tx, row: Omit<RequestRow, 'open'>): Promise<void> {
  await tx.query(`update request set ${changes} where person_id = $1 and request_id = $2`, valuesOf(row))
}

export async function findRequest(db: Tx, { personId, requestId }: RequestKey): Promise<RequestRow | undefined> {
  const rows = await db.query<RequestRow>(`select ${columns} from request where person_id = $1 and request_id = $2`, [
    personId,
    requestId,
  ])
  return rows[0]
}

/** The same row, locked until the transaction ends. Whatever changes a request or its clocks holds this lock. */
export async function lockRequest(tx: Tx, { personId, requestId }: RequestKey): Promise<RequestRow | undefined> {
  const rows = await tx.query<RequestRow>(
    `select ${columns} from request where person_id = $1 and request_id = $2 for update`,
    [personId, requestId],
  )
  return rows[0]
}

/** Whose request a tracking code names. */
export async function findRequestByCode(db: Tx, code: string): Promise<RequestKey | undefined> {
  const rows = await db.query<RequestKey>(
    `select person_id as "personId", subject_id as "requestId" from tracking where code = $1 and kind = 'request'`,
    [code],
  )
  return rows[0]
}

/** A page of a person's requests, newest first; `after` is the last one of the page before. */
export async function listRequestsOfPerson(
  db: Database,
  personId: PersonId,
  after: RequestKey | null,
  limit: number,
): Promise<RequestRow[]> {
  return db.query<RequestRow>(
    `select ${columns} from request where person_id = $1
       and ($2::bigint is null or (received_at, request_id) <
         (select received_at, request_id from request where person_id = $1 and request_id = $2))
     order by received_at desc, request_id desc limit $3`,
    [personId, after?.requestId ?? null, limit],
  )
}

/** An event with its place in the chain. */
export type EventLink = { event: RequestEvent; hash: string; key: string | null }

/** The whole life of a request, in order. */
export async function listEvents(db: Tx, { personId, requestId }: RequestKey): Promise<EventLink[]> {
  return db.query<EventLink>(
    `select event, hash, key from request_event where person_id = $1 and request_id = $2 order by n`,
    [personId, requestId],
  )
}

export async function appendEvents(
  tx: Tx,
  { personId, requestId }: RequestKey,
  first: number,
  links: readonly EventLink[],
): Promise<void> {
  await Promise.all(
    links.map(({ event, hash, key }, index) =>
      tx.query(
        `insert into request_event (person_id, request_id, n, event, hash, key, at) values ($1, $2, $3, $4, $5, $6, $7)`,
        [personId, requestId, first + index, event, hash, key, new Date(event.at)],
      ),
    ),
  )
}
