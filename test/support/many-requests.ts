import { dueAt } from '#kernel/working-time/due.ts'
import { workingSecondsBetween } from '#kernel/working-time/working-time.ts'
import { stepTime } from '#kernel/request/ladder.ts'
import { iran } from './request-life.ts'

type Sql = { query(text: string, values?: readonly unknown[]): Promise<unknown> }

/**
 * Open questions in the first branches, put into the tables at once: received one after the other up to `at`, a millisecond apart, each
 * of a person of its own with the number of the request. Their chains are empty, so nothing that reads their events works.
 */
export async function manyRequests(
  database: Sql,
  { from, count, at, branches = 1 }: { from: number; count: number; at: number; branches?: number },
): Promise<void> {
  const due = dueAt(iran, at, { days: 3, unit: 'working-day' })
  const allotted = workingSecondsBetween(iran, at, due)
  const first = stepTime(iran, { kind: 'answer', dueAt: due, allotted }, 1)!
  const values = [from, from + count - 1, new Date(at), new Date(due), branches]
  // What is checked of single rows is not what is tried here.
  for (const table of ['request', 'clock']) await database.query(`alter table ${table} disable trigger user`)
  await database.query(
    `insert into request (person_id, request_id, tracking_code, kind, area, channel, state, since, title, folded, branch_id,
       province, promptness, cycle, due_at, late, received_at, touched_at, events, last_hash)
     select n, n, lpad(n::text, 10, '0'), 'question', 'insurance', 'web', 'assigned', $3, 'پرسش', 'پرسش',
       1 + n % $5, 'قم', 1 + n % 27, 1, $4,
       false, $3, $3, 2, '' from generate_series($1::bigint, $2::bigint) as n`,
    values,
  )
  await database.query(
    `insert into clock (person_id, request_id, kind, cycle, n, policy_id, started_at, due_at, allotted, next_fire_at)
     select n, n, 'answer', 1, 1, (select policy_id from request_policy where kind = 'question' and area is null), $3, $4, $5,
       $6::timestamptz + n * interval '1 millisecond' from generate_series($1::bigint, $2::bigint) as n`,
    [from, from + count - 1, new Date(at), new Date(due), allotted, new Date(first)],
  )
  for (const table of ['request', 'clock']) await database.query(`alter table ${table} enable trigger user`)
  await database.query('analyze request, clock')
}
