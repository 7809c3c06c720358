import { AREAS, type Kind } from '#kernel/request/request.ts'
import type { Database, Row } from './database.ts'
import { cells, requestsSeenBy, seesOneBranch, type RequestViewer } from './request-desk.ts'
import { COUNTED, readings, type Today } from './request-inbox.ts'
import type { RequestKey } from './requests.ts'

/** A broken deadline whose cause nobody has said. */
export type Unexplained = RequestKey & {
  trackingCode: string
  kind: Kind
  title: string
  cycle: number
  at: Date
  dueAt: Date
  holderName: string | null
  branchName: string | null
}

/** Where a condition on a breach stands beside that on its request: a branch explains its own, a province those within it. */
const brokenIn = ({ scope }: RequestViewer): string =>
  scope === 'everywhere' ? 'true' : 'branchId' in scope ? 'b.branch_id = $2' : 'b.province = $3'

/** Broken deadlines without a cause, the newest on top. */
export async function listUnexplained(db: Database, viewer: RequestViewer, limit: number): Promise<Unexplained[]> {
  const [seen, values] = requestsSeenBy(viewer)
  const unexplained =
    viewer.scope === 'everywhere'
      ? `(select newest.* from unnest($1::text[]) as k(kind), lateral (select * from breach
           where kind = k.kind and cause is null order by at desc, request_id limit $4) as newest)`
      : 'breach'
  return db.query<Unexplained & Row>(
    `select request.person_id as "personId", request.request_id as "requestId", tracking_code as "trackingCode",
       request.kind, title, b.cycle, b.at, b.due_at as "dueAt", s.display_name as "holderName", branch.name as "branchName"
     from ${unexplained} b join request on request.person_id = b.person_id and request.request_id = b.request_id
       left join staff s on s.staff_id = b.holder left join branch on branch.branch_id = b.branch_id
     where ${seen} and ${brokenIn(viewer)} and b.cause is null order by b.at desc, b.request_id limit $4`,
    [...values, limit],
  )
}

/** How often each cause was said of deadlines broken since an instant; null: none was said. */
export async function countCauses(
  db: Database,
  viewer: RequestViewer,
  since: Date,
): Promise<{ cause: string | null; count: number }[]> {
  const [seen, values] = requestsSeenBy(viewer)
  // Whoever sees every place needs of the request its kind alone, which its breach has too.
  const broken =
    viewer.scope === 'everywhere'
      ? 'where b.kind = any($1) and $2::int is null and $3::text is null'
      : `join request on request.person_id = b.person_id and request.request_id = b.request_id
         where ${seen} and ${brokenIn(viewer)}`
  return db.query<{ cause: string | null; count: number }>(
    `select b.cause, count(*)::int as count from breach b ${broken} and b.at >= $4 group by b.cause order by count desc, b.cause`,
    [...values, since],
  )
}

/** A deadline that was broken and whose ladder still climbs. */
export type Ladder = RequestKey & {
  trackingCode: string
  kind: Kind
  title: string
  dueAt: Date
  holderName: string | null
  branchName: string | null
  /** The step that comes next, and when. */
  nextStep: number
  nextFireAt: Date
}

/** Ladders that run, the oldest deadline on top. */
export async function listLadders(db: Database, viewer: RequestViewer, limit: number): Promise<Ladder[]> {
  const few = seesOneBranch(viewer)
  const [seen, values] = requestsSeenBy(viewer, few ? 'any($1)' : 'cell.kind')
  const first = 'order by request.due_at, promptness desc, request.request_id limit $4'
  const late = (area: string) => `select * from request where ${seen} and area = ${area} and open and late ${first}`
  const oldest = few
    ? `(${late('any($5)')})`
    : `(select request.* from ${cells('$5')}, lateral (${late('cell.area')}) as request)`
  return db.query<Ladder & Row>(
    `select request.person_id as "personId", request.request_id as "requestId", tracking_code as "trackingCode",
       request.kind, title, request.due_at as "dueAt", s.display_name as "holderName", branch.name as "branchName",
       request.next_step as "nextStep", request.next_fire_at as "nextFireAt"
     from (select request.*, c.next_step, c.next_fire_at from ${oldest} as request
         join clock c on c.person_id = request.person_id and c.request_id = request.request_id
           and c.kind = 'answer' and c.stopped_at is null and c.next_fire_at is not null ${first}) as request
       left join staff s on s.staff_id = request.holder left join branch on branch.branch_id = request.branch_id
     ${first}`,
    [...values, limit, Object.keys(AREAS)],
  )
}

/** What one member of staff has in hand. */
export type RequestLoad = {
  staffId: string
  name: string
  role: string
  inHand: number
  late: number
  nextDue: Date | null
}

/** So many of the next deadlines say who is listed beside those who are late. */
const NEAREST = 500

/**
 * What members of staff have in hand of what a viewer may see, whoever has most that is late on top; a request that waits for
 * its person is not late. Of all of the country not everybody is counted: first those who have most that is late, then those
 * who have the next deadlines. What is said of each is exact.
 */
export async function listRequestLoads(
  db: Database,
  viewer: RequestViewer,
  today: Today,
  limit: number,
): Promise<RequestLoad[]> {
  const [seen, values] = requestsSeenBy(viewer)
  const late = `state <> 'waiting' and (late or due_at < ${put(today.now)})`
  const held = `select holder, count(*)::int as "inHand", min(due_at) as "nextDue", count(*) filter (where ${late})::int as late
    from request where ${seen} and open`
  const loads =
    viewer.scope === 'everywhere'
      ? `${picked()} cross join lateral (${held} and holder = picked.id group by holder) held`
      : `(${held} and holder is not null group by holder) held`
  return db.query<RequestLoad & Row>(
    `select staff_id as "staffId", display_name as name, role, "inHand", late, "nextDue" from ${loads}
       join staff on staff_id = holder order by late desc, "inHand" desc, staff_id limit ${put(limit)}`,
    values,
  )

  function put(value: unknown): string {
    return `$${values.push(value)}`
  }

  function picked(): string {
    // Cell by cell: the planner takes many for late, of whom most are done.
    const behind = readings(viewer, { standing: 'late' }, today, values).read(
      'holder',
      'and holder is not null offset 0',
    )
    const next = readings(viewer, {}, today, values).read(
      'holder, due_at',
      `and holder is not null order by due_at limit ${NEAREST}`,
    )
    return `(select holder as id
      from (select holder, count(*) as late from (${behind}) as request group by holder) as behind
        full join (select holder, min(due_at) as due from
          (select holder, due_at from (${next}) as request order by due_at limit ${NEAREST}) as next group by holder) as next
        using (holder)
      order by late desc nulls last, due nulls last, holder limit ${put(limit)}) as picked`
  }
}

/**
 * How alike questions were answered since an instant: how many were, exact up to `COUNTED` and one more than that where there
 * are more; and those that departed from the approved answer.
 */
export type Uniformity = { readonly answered: number; readonly deviations: readonly Deviation[] }
export type Deviation = RequestKey & {
  trackingCode: string
  title: string
  at: Date
  reason: string
  authorName: string | null
  questionId: number | null
}

/** Deviations of questions since an instant, newest first, and how many questions were answered. */
export async function readUniformity(
  db: Database,
  viewer: RequestViewer,
  since: Date,
  limit: number,
): Promise<Uniformity> {
  const [seen, values] = requestsSeenBy({ ...viewer, kinds: viewer.kinds.filter((kind) => kind === 'question') })
  const [counted, deviations] = await Promise.all([
    db.query<{ answered: number }>(
      `select count(*)::int as answered from (select from request
         where ${seen} and kind = 'question' and answered_at >= $4 limit $5) as counted`,
      [...values, since, COUNTED + 1],
    ),
    db.query<Deviation & Row>(
      `select request.person_id as "personId", request.request_id as "requestId", tracking_code as "trackingCode", title,
         e.at, e.event -> 'draft' ->> 'reason' as reason, s.display_name as "authorName", question_id as "questionId"
       from (select * from request where ${seen} and deviated_at >= $4 order by deviated_at desc, request_id limit $5) as request
         cross join lateral (select at, event from request_event e where e.person_id = request.person_id
           and e.request_id = request.request_id and e.kind = 'drafted' and e.at = deviated_at order by n desc limit 1) e
         left join staff s on s.staff_id = (e.event -> 'by' ->> 'id')::bigint
       order by deviated_at desc, request.request_id`,
      [...values, since, limit],
    ),
  ])
  return { answered: counted[0]!.answered, deviations }
}
