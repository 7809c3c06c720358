import type { RequestEvent } from '#kernel/request/request-event.ts'
import type { Area, Channel, Kind } from '#kernel/request/request.ts'
import type { State } from '#kernel/request/states.ts'
import type { Mobile } from '#kernel/mobile.ts'
import type { Database, Reader, Tx } from './database.ts'
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

/** What its receipt says once and for all. */
const ONCE: readonly Written[] = [
  'trackingCode',
  'kind',
  'area',
  'topic',
  'channel',
  'title',
  'folded',
  'contactName',
  'contactMobile',
  'secretHash',
  'aboutBranch',
  'applicationId',
  'receivedAt',
]

/** Columns and values of a row, without its key: all of them, or those that may change after its receipt. */
export function requestValues(row: Omit<RequestRow, 'open'>, which: 'all' | 'changing'): [string, unknown][] {
  return fields
    .filter((field) => field !== 'personId' && field !== 'requestId' && (which === 'all' || !ONCE.includes(field)))
    .map((field) => [names[field], row[field]])
}

export async function findRequest(db: Tx, { personId, requestId }: RequestKey): Promise<RequestRow | undefined> {
  const rows = await db.query<RequestRow>(`select ${columns} from request where person_id = $1 and request_id = $2`, [
    personId,
    requestId,
  ])
  return rows[0]
}

/** What an SMS about a request says, and where it goes: to the guest's mobile, else the person's own; nowhere of a nameless report. */
export type ToTell = Pick<RequestRow, 'trackingCode' | 'title' | 'kind' | 'branchId' | 'province'> & {
  mobile: Mobile | null
}

export async function findToTell(db: Reader, { personId, requestId }: RequestKey): Promise<ToTell | undefined> {
  const rows = await db.read<ToTell>(
    'request-to-tell',
    `select r.tracking_code as "trackingCode", r.title, r.kind, r.branch_id as "branchId", r.province,
       case when r.secret_hash is null then coalesce(r.contact_mobile, p.mobile) end as mobile
     from request r left join person p on p.person_id = r.person_id where r.person_id = $1 and r.request_id = $2`,
    [personId, requestId],
  )
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
