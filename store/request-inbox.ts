import type { Area, Channel, Kind } from '#kernel/request/request.ts'
import type { Standing } from '#kernel/request/standing.ts'
import type { State } from '#kernel/request/states.ts'
import type { Database, Row, Tx } from './database.ts'
import type { PersonId } from './ids.ts'
import { requestsSeenBy, type RequestViewer } from './request-desk.ts'
import type { RequestKey } from './requests.ts'

/** A request as lists of the desk show it. */
export type InboxRow = RequestKey & {
  trackingCode: string
  kind: Kind
  area: Area
  channel: Channel
  state: State
  open: boolean
  title: string
  contactName: string | null
  holder: string | null
  promptness: number
  cycle: number
  dueAt: Date
  late: boolean
  receivedAt: Date
}

const columns = `request.person_id as "personId", request.request_id as "requestId", tracking_code as "trackingCode",
  request.kind, area, channel, state, open, title, contact_name as "contactName", request.holder, promptness,
  request.cycle, request.due_at as "dueAt", late, received_at as "receivedAt"`

export type InboxFilter = {
  readonly kind?: Kind
  readonly area?: Area
  /** All that is open where it is not said. */
  readonly standing?: Standing
  /** In nobody's hand, or in the hand of one of these members of staff. */
  readonly holder?: 'free' | readonly string[]
}

/** The moment at which lists are looked at, and the first and last instant of that day in Tehran. */
export type Today = { readonly now: Date; readonly begins: Date; readonly ends: Date }

/** Where a page ends. `at`: the deadline; of what is done, the receipt. */
export type InboxEnd = { readonly at: Date; readonly promptness: number; readonly requestId: string }

const WAITED_FOR = `state <> 'waiting' and open`
const IN_TIME = `${WAITED_FOR} and not late and due_at >= $4`

/** The lists of `standing` in the kernel, as conditions: now is $4, the day from $5 until $6. */
const STANDING: Readonly<Record<Standing, string>> = {
  late: `${WAITED_FOR} and (late or due_at < $4)`,
  'due-today': `${IN_TIME} and due_at > $5 and due_at <= $6`,
  'on-time': `${IN_TIME} and (due_at > $6 or due_at <= $5)`,
  waiting: `state = 'waiting'`,
  done: 'not open',
}
const OF_THE_DAY = '$4::timestamptz is not null and $5::timestamptz is not null and $6::timestamptz is not null'

function matching(viewer: RequestViewer, filter: InboxFilter, { now, begins, ends }: Today): [string, unknown[]] {
  const { kind, area, standing, holder } = filter
  const kinds = kind === undefined ? viewer.kinds : viewer.kinds.filter((one) => one === kind)
  const [seen, values] = requestsSeenBy({ ...viewer, kinds })
  const held =
    holder === undefined
      ? '$8::bigint[] is null'
      : holder === 'free'
        ? '$8::bigint[] is null and holder is null'
        : 'holder = any($8)'
  const within = [
    seen,
    OF_THE_DAY,
    standing === undefined ? 'open' : STANDING[standing],
    '($7::text is null or area = $7)',
    held,
  ]
  const holders = holder === undefined || holder === 'free' ? null : holder
  return [within.join(' and '), [...values, now, begins, ends, area ?? null, holders]]
}

/**
 * A page of requests that a viewer may see: those that are open by their deadline and, of one deadline, the most prompt
 * first; those that are done by their receipt, newest first.
 */
export async function listInbox(
  db: Database,
  viewer: RequestViewer,
  filter: InboxFilter,
  today: Today,
  after: InboxEnd | null,
  limit: number,
): Promise<InboxRow[]> {
  const [matches, values] = matching(viewer, filter, today)
  const { at = null, promptness = null, requestId = null } = after ?? {}
  const done = filter.standing === 'done'
  const [page, order] = done
    ? [
        '($9::timestamptz is null or (received_at, request_id) < ($9, $11::bigint)) and $10::int is null',
        'received_at desc, request_id desc',
      ]
    : [
        `($9::timestamptz is null or (due_at >= $9 and (due_at, -promptness, request_id) > ($9, -$10::int, $11::bigint)))`,
        'due_at, promptness desc, request_id',
      ]
  return db.query<InboxRow>(`select ${columns} from request where ${matches} and ${page} order by ${order} limit $12`, [
    ...values,
    at,
    done ? null : promptness,
    requestId,
    limit,
  ])
}

export type InboxCounts = {
  readonly open: number
  readonly late: number
  readonly dueToday: number
  readonly onTime: number
  readonly waiting: number
  /** In the viewer's hand. */
  readonly mine: number
}

/** How many open requests of a viewer stand in each list, of the kind and area that are wished for. */
export async function countInbox(
  db: Database,
  viewer: RequestViewer,
  { kind, area }: Pick<InboxFilter, 'kind' | 'area'>,
  today: Today,
): Promise<InboxCounts> {
  const [matches, values] = matching(
    viewer,
    { ...(kind === undefined ? {} : { kind }), ...(area === undefined ? {} : { area }) },
    today,
  )
  const among = (condition: string) => `count(*) filter (where ${condition})::int`
  const rows = await db.query<InboxCounts & Row>(
    `select count(*)::int as open, ${among(STANDING.late)} as late, ${among(STANDING['due-today'])} as "dueToday",
       ${among(STANDING['on-time'])} as "onTime", ${among(STANDING.waiting)} as waiting,
       ${among('holder = $9::bigint')} as mine
     from request where ${matches}`,
    [...values, viewer.staffId],
  )
  return rows[0]!
}

/** Requests of these keys that a viewer may see, newest first. */
export async function listSeenOf(
  db: Database,
  viewer: RequestViewer,
  keys: readonly RequestKey[],
): Promise<InboxRow[]> {
  const [seen, values] = requestsSeenBy(viewer)
  return db.query<InboxRow>(
    `select ${columns} from request join unnest($4::bigint[], $5::bigint[]) as k(person_id, request_id)
       on request.person_id = k.person_id and request.request_id = k.request_id
     where ${seen} order by received_at desc, request.request_id desc`,
    [...values, keys.map(({ personId }) => personId), keys.map(({ requestId }) => requestId)],
  )
}

/** Requests of one person, by account or by the mobile of a guest, that a viewer may see; newest first. */
export async function listSeenOfPerson(
  db: Database,
  viewer: RequestViewer,
  { personId, mobile }: { readonly personId: PersonId | null; readonly mobile: string | null },
  limit: number,
): Promise<InboxRow[]> {
  const [seen, values] = requestsSeenBy(viewer)
  return db.query<InboxRow>(
    `select ${columns} from request where ${seen} and (person_id = $4 or contact_mobile = $5)
     order by received_at desc, request_id desc limit $6`,
    [...values, personId, mobile, limit],
  )
}

/** Notes that a member of staff has a request open. */
export async function noteReader(db: Tx, key: RequestKey, staffId: string, at: Date): Promise<void> {
  await db.query(
    `insert into request_reader (person_id, request_id, staff_id, at) values ($1, $2, $3, $4)
     on conflict (person_id, request_id, staff_id) do update set at = excluded.at`,
    [key.personId, key.requestId, staffId, at],
  )
}

/** Names of the others who have opened a request since an instant, the last one first. */
export async function listReaders(db: Tx, key: RequestKey, staffId: string, since: Date): Promise<string[]> {
  const rows = await db.query<{ name: string }>(
    `select display_name as name from request_reader join staff using (staff_id)
     where person_id = $1 and request_id = $2 and staff_id <> $3 and at > $4 order by at desc limit 5`,
    [key.personId, key.requestId, staffId, since],
  )
  return rows.map(({ name }) => name)
}

/** Forgets who had what open before an instant. */
export async function deleteReaders(db: Tx, before: Date): Promise<void> {
  await db.query('delete from request_reader where at < $1', [before])
}
