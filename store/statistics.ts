import type { Database, Row } from './database.ts'

/** What is counted of the requests that a branch received in a month, or that were opened again there in it. */
export type MonthOfBranch = {
  readonly month: string
  readonly branchId: number | null
  readonly branchName: string | null
  readonly province: string | null
  readonly received: number
  /** Answered, and of those within their limit. */
  readonly answered: number
  readonly inTime: number
  /** Not answered although the limit has passed. */
  readonly openLate: number
  /** Working hours between receipt and answer, without those in which the person was asked something. */
  readonly medianHours: number | null
  readonly slowHours: number | null
  readonly reopened: number
  readonly rated: number
  readonly solved: number
  /** Questions answered in own words although the organisation's answers are there. */
  readonly deviations: number
  readonly pauses: number
}

/** A working day: working seconds before it, and its one or two spans. */
export type CountedDay = {
  readonly day: string
  readonly before: number
  readonly opens: Date | null
  readonly closes: Date | null
  readonly opensAgain: Date | null
  readonly closesAgain: Date | null
}
export type CountedMonth = { readonly month: string; readonly begins: Date; readonly ends: Date }

/**
 * The one query behind the public statistics; docs/statistics.md says in words what it counts. Everything is read from the
 * list of events. A promise begins with `received` or `reopened` and ends with what follows before the next; it
 * belongs to the month in which it began and to the branch that has the request now. Reports of oversight are not counted.
 */
export async function countRequests(
  db: Database,
  months: readonly CountedMonth[],
  days: readonly CountedDay[],
): Promise<MonthOfBranch[]> {
  return db.query<MonthOfBranch & Row>(
    `with month as (select * from unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) as m(month, begins, ends)),
     day as (select * from unnest($4::date[], $5::float8[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[], $9::timestamptz[])
       as d(day, before, o1, c1, o2, c2)),
     told as (
       select e.person_id, e.request_id, e.n, e.at, e.kind, e.event,
         day.before + greatest(0, coalesce(extract(epoch from least(e.at, c1) - o1), 0))
           + greatest(0, coalesce(extract(epoch from least(e.at, c2) - o2), 0)) as worked,
         count(*) filter (where e.kind in ('received', 'reopened')) over life as cycle
       from request_event e join day on day.day = (e.at at time zone 'Asia/Tehran')::date
       where e.kind in ('received', 'reopened', 'ask-got', 'wrote', 'wait-over', 'drafted', 'sent', 'breached', 'rated',
         'withdrawn', 'merged', 'referred')
       window life as (partition by e.person_id, e.request_id order by e.n)),
     step as (
       select *, lead(worked) over (partition by person_id, request_id order by n) - worked as stood from told),
     promise as (
       select person_id, request_id, cycle, min(at) as begun, bool_or(kind = 'received') as first,
         bool_or(kind = 'sent') as answered, bool_or(kind = 'breached') as late,
         bool_or(kind in ('withdrawn', 'merged', 'referred')) as dropped,
         max(worked) filter (where kind = 'sent') - min(worked)
           - coalesce(sum(stood) filter (where kind = 'ask-got'), 0) as seconds,
         bool_or(kind = 'sent' and event ->> 'answerId' is null) as own,
         (array_agg((event ->> 'solved')::boolean order by n desc) filter (where kind = 'rated'))[1] as solved,
         count(*) filter (where kind = 'ask-got') as pauses
       from step group by person_id, request_id, cycle)
     select month.month, r.branch_id as "branchId", branch.name as "branchName", r.province,
       count(*) filter (where p.first)::int as received,
       count(*) filter (where p.answered)::int as answered,
       count(*) filter (where p.answered and not p.late)::int as "inTime",
       count(*) filter (where not p.answered and not p.dropped and p.late)::int as "openLate",
       percentile_cont(0.5) within group (order by p.seconds / 3600) filter (where p.answered) as "medianHours",
       percentile_cont(0.95) within group (order by p.seconds / 3600) filter (where p.answered) as "slowHours",
       count(*) filter (where not p.first)::int as reopened,
       count(p.solved)::int as rated,
       count(*) filter (where p.solved)::int as solved,
       count(*) filter (where p.answered and p.own and r.kind = 'question')::int as deviations,
       sum(p.pauses)::int as pauses
     from promise p join request r on r.person_id = p.person_id and r.request_id = p.request_id
       join month on p.begun >= month.begins and p.begun < month.ends
       left join branch on branch.branch_id = r.branch_id
     where r.kind <> 'oversight'
     group by month.month, month.begins, r.branch_id, branch.name, r.province
     order by month.begins desc, r.province nulls first, r.branch_id nulls first`,
    [
      months.map(({ month }) => month),
      months.map(({ begins }) => begins),
      months.map(({ ends }) => ends),
      days.map(({ day }) => day),
      days.map(({ before }) => before),
      days.map(({ opens }) => opens),
      days.map(({ closes }) => closes),
      days.map(({ opensAgain }) => opensAgain),
      days.map(({ closesAgain }) => closesAgain),
    ],
  )
}
