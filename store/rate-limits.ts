import type { Database, Tx } from './database.ts'

/** A counter, and how many tries are let through in which time (milliseconds). */
export type Tried = { readonly key: string; readonly allowed: number; readonly time: number }

/** A counter after a try; `left`: milliseconds until it begins anew. */
export type Counted = { readonly key: string; readonly points: number; readonly left: number }

/**
 * Counts one try on each of these counters, in one statement; on those of `then` only where all of `first` had room. Tries
 * at the same moment, of any number of processes, are counted one after the other. Name counters in the same order
 * everywhere, so that no two statements wait for each other.
 */
export function countTries(
  db: Database,
  now: number,
  first: readonly Tried[],
  then: readonly Tried[],
): Promise<Counted[]> {
  return db.counters.count<Counted>(`count-${first.length}-${then.length}`, statementFor(first.length, then.length), [
    now,
    ...[...first, ...then].flatMap(({ key, time }) => [key, now + time]),
    ...(then.length === 0 ? [] : first.map(({ allowed }) => allowed)),
  ])
}

/**
 * The statement for so many counters. $1 is the time; then come key and end of each, and then, where more are to be counted,
 * what is allowed on each of the first.
 */
function statementFor(first: number, then: number): string {
  const shape = `${first}-${then}`
  const known = statements.get(shape)
  if (known !== undefined) return known
  const rows = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => 2 * (from + n) + 2).map((at) => `($${at}, 1, $${at + 1}::bigint)`)
  const allowed = Array.from({ length: first }, (_, n) => `when $${2 * n + 2} then $${2 * (first + then) + 2 + n}::int`)
  const answer = (from: string) => `select key, points, (expire - $1)::int as left from ${from}`
  let statement = `with first as (${upsert(`values ${rows(0, first).join(', ')}`)})`
  if (then === 0) statement += answer('first')
  else {
    const full = `select from first where points > case key ${allowed.join(' ')} end`
    const second = upsert(`select * from (values ${rows(first, then).join(', ')}) t where not exists (${full})`)
    statement += `, second as (${second}) ${answer('first')} union all ${answer('second')}`
  }
  statements.set(shape, statement)
  return statement
}

const statements = new Map<string, string>()

const upsert = (rows: string) => `
  insert into rate_limit as r (key, points, expire) ${rows}
  on conflict (key) do update set
    points = case when r.expire <= $1 then 1 else r.points + 1 end,
    expire = case when r.expire <= $1 then excluded.expire else r.expire end
  returning key, points, expire`

/** Closes a counter until then (milliseconds since 1970). */
export async function closeCounter(db: Database, key: string, until: number): Promise<void> {
  await db.counters.count('close-counter', `update rate_limit set expire = $2 where key = $1`, [key, until])
}

/** How a counter stands, without counting; undefined where nothing was counted yet. */
export async function findCounter(db: Database, now: number, key: string): Promise<Counted | undefined> {
  const rows = await db.counters.read<Counted>(
    'counter',
    `select key, points, (expire - $1::bigint)::int as left from rate_limit where key = $2 and expire > $1`,
    [now, key],
  )
  return rows[0]
}

/**
 * Forgets what was counted: for this process before it counts again, for others in a moment. A statement for each, so that
 * none holds a counter while it waits for another.
 */
export async function forgetTries(db: Database, keys: readonly string[]): Promise<void> {
  const forget = (key: string) => db.counters.countSoon('forget-tries', `delete from rate_limit where key = $1`, [key])
  await Promise.all(keys.map(forget))
}

/** Deletes counters whose time is over (milliseconds since 1970). */
export async function deleteOldLimits(tx: Tx, now: Date): Promise<void> {
  await tx.query(`delete from rate_limit where expire < $1`, [now.getTime()])
}
