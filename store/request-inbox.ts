import { AREAS, type Area, type Channel, type Kind } from '#kernel/request/request.ts'
import type { Standing } from '#kernel/request/standing.ts'
import type { State } from '#kernel/request/states.ts'
import type { Database, Tx } from './database.ts'
import type { PersonId } from './ids.ts'
import { cells, requestsSeenBy, seesOneBranch, type RequestViewer } from './request-desk.ts'
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

/** Puts a value among those of a statement; answers its place. */
type Put = (value: unknown) => string

/** A list as conditions of which a request meets one at most: each is a stretch of an index. */
type Stretches = readonly string[]

/** The lists of `standing` in the kernel. */
function stretchesOf(standing: Standing | undefined, { now, begins, ends }: Today, put: Put): Stretches {
  const awaited = `open and state <> 'waiting'`
  switch (standing) {
    case undefined:
      return ['open']
    case 'late': {
      const at = put(now)
      // Whose deadline is broken has passed it; but for a clock that goes before this one.
      return [`${awaited} and due_at < ${at}`, `${awaited} and late and due_at >= ${at}`]
    }
    case 'due-today':
      return [
        `${awaited} and not late and due_at >= ${put(now)} and due_at > ${put(begins)} and due_at <= ${put(ends)}`,
      ]
    case 'on-time': {
      const later = `${awaited} and not late and due_at > ${put(ends)}`
      // Who closes at midnight closed yesterday, and is in time for that very instant.
      return now > begins ? [later] : [later, `${awaited} and not late and due_at = ${put(begins)}`]
    }
    case 'waiting':
      return [`state = 'waiting'`]
    case 'done':
      return ['not open']
  }
}

/**
 * What may be read of requests under a filter: stretches of one index or another; where many are seen cell by cell, and of
 * what is in hand one hand after the other. The values of the statement begin with those of what the viewer may see.
 */
export function readings(viewer: RequestViewer, filter: InboxFilter, today: Today, values: unknown[]) {
  const { kind, area, standing, holder } = filter
  const kinds = kind === undefined ? viewer.kinds : viewer.kinds.filter((one) => one === kind)
  const inHands = Array.isArray(holder)
  const byCell = !inHands && !seesOneBranch(viewer)
  const [seen, first] = requestsSeenBy({ ...viewer, kinds }, byCell ? 'cell.kind' : 'any($1)')
  values.splice(0, first.length, ...first)
  const put: Put = (value) => `$${values.push(value)}`
  const areas = put(area === undefined ? Object.keys(AREAS) : [area])
  const within = [seen, byCell ? 'area = cell.area' : `area = any(${areas})`]
  if (holder === 'free') within.push('holder is null')
  if (inHands) within.push('holder = hand.holder')
  const each = byCell ? cells(areas) : inHands ? `unnest(${put(holder)}::bigint[]) as hand(holder)` : null
  const stretches = stretchesOf(standing, today, put)
  /** Of every stretch what is wished, up to a limit, as one table of the name `request`. */
  const read = (what: string, rest: string): string =>
    stretches
      .map((stretch) => {
        const rows = `select ${what} from request where ${within.join(' and ')} and ${stretch} ${rest}`
        return each === null ? `(${rows})` : `(select request.* from ${each}, lateral (${rows}) as request)`
      })
      .join(' union all ')
  return { put, read }
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
  const values: unknown[] = []
  const { put, read } = readings(viewer, filter, today, values)
  const order = filter.standing === 'done' ? 'received_at desc, request_id desc' : 'due_at, promptness desc, request_id'
  const beyond = after === null ? '' : `and ${isBeyond(filter, after, put)}`
  const page = `order by ${order} limit ${put(limit)}`
  return db.query<InboxRow>(
    `select ${columns} from (${read('request.*', `${beyond} ${page}`)}) as request ${page}`,
    values,
  )
}

function isBeyond({ standing }: InboxFilter, { at, promptness, requestId }: InboxEnd, put: Put): string {
  const [when, id] = [put(at), put(requestId)]
  if (standing === 'done') return `(received_at, request_id) < (${when}, ${id}::bigint)`
  return `due_at >= ${when} and (due_at, -promptness, request_id) > (${when}, -${put(promptness)}::int, ${id}::bigint)`
}

/** Lists are counted so far: a larger number means that there are more. */
export const COUNTED = 10_000

/** Each exact up to `COUNTED`; one more than that where there are more. */
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
  wish: Pick<InboxFilter, 'kind' | 'area'>,
  today: Today,
): Promise<InboxCounts> {
  const most = COUNTED + 1
  const values: unknown[] = []
  const count = (filter: InboxFilter): string => {
    const { put, read } = readings(viewer, { ...wish, ...filter }, today, values)
    const limit = `limit ${put(most)}`
    return `(select count(*)::int from (select from (${read('1', limit)}) as request ${limit}) as counted)`
  }
  const rows = await db.query<Omit<InboxCounts, 'open'>>(
    `select ${count({ standing: 'late' })} as late, ${count({ standing: 'due-today' })} as "dueToday",
       ${count({ standing: 'on-time' })} as "onTime", ${count({ standing: 'waiting' })} as waiting,
       ${count({ holder: [viewer.staffId] })} as mine`,
    values,
  )
  const { late, dueToday, onTime, waiting, mine } = rows[0]!
  return { open: Math.min(most, late + dueToday + onTime + waiting), late, dueToday, onTime, waiting, mine }
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
