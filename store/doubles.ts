import { columns, type ApplicationRow } from './applications.ts'
import type { Database } from './database.ts'
import { seenBy, type Viewer } from './desk.ts'

/** What makes two applications alike: what only one may be open for, and files that are the same bit for bit. */
export type Like = Pick<ApplicationRow, 'personId' | 'applicationId' | 'pending'> & {
  readonly digests: readonly string[]
}

/** A condition with its four values, the first of them numbered so. */
function alike({ personId, applicationId, pending, digests }: Like, first: number): [string, unknown[]] {
  const [person, application, key, files] = [0, 1, 2, 3].map((n) => `$${first + n}`)
  // Of the same person a file twice is nothing to wonder at: whoever was refused sends it again.
  return [
    `(person_id, application_id) <> (${person}::bigint, ${application}::bigint) and submitted_at is not null
     and (person_id, application_id) in (
       select person_id, application_id from application where pending = ${key}::text
       union select person_id, application_id from file where sha256 = any(${files}::text[]) and person_id <> ${person})`,
    [personId, applicationId, pending, digests],
  ]
}

/** Applications like one that this viewer may see, newest first. */
export async function listDoublesInScope(
  db: Database,
  viewer: Viewer,
  like: Like,
  limit: number,
): Promise<ApplicationRow[]> {
  const [seen, values] = seenBy(viewer)
  const [isAlike, more] = alike(like, 6)
  return db.query<ApplicationRow>(
    `select ${columns} from application where ${isAlike} and ${seen} order by opened_at desc limit $5`,
    [...values, limit, ...more],
  )
}

/** How many there are in all, whoever may see them: only the number leaves. */
export async function countElsewhere(db: Database, like: Like): Promise<number> {
  const [isAlike, values] = alike(like, 1)
  const rows = await db.query<{ count: number }>(
    `select count(*)::int as count from application where ${isAlike}`,
    values,
  )
  return rows[0]!.count
}
