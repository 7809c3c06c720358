import { CAUSES, type Cause, type Request } from '#kernel/request/request.ts'
import { listBreaches, writeCause } from '#store/clocks.ts'
import { done, invalid, type Result } from '../problem.ts'
import { actAsClerk, type RequestsApp } from './act.ts'
import { isHead, refused, type Clerk } from './clerk.ts'

/** A head says why an answer was late. That it was stays as it is written; the last cause said holds. */
export async function giveCause(
  app: RequestsApp,
  clerk: Clerk,
  code: string,
  { cycle, cause, note }: { readonly cycle: number; readonly cause: Cause; readonly note: string },
  once: string | null,
): Promise<Result<Request>> {
  if (!Object.hasOwn(CAUSES, cause)) return invalid([{ field: 'cause', message: 'یکی از دلیل‌ها را انتخاب کنید.' }])
  if (!isHead(clerk)) return refused('دلیل دیرشدن را مسئول واحد ثبت می‌کند.')
  return actAsClerk(app, clerk, code, once, async ({ tx, row, at }) => {
    const breaches = await listBreaches(tx, row)
    if (!breaches.some((breach) => breach.cycle === cycle)) return refused('در این دور مهلتی نگذشته است.')
    await writeCause(tx, row, cycle, cause, clerk.staffId, new Date(at))
    return done([{ kind: 'cause-given', cycle, cause, note: note.trim().slice(0, 2_000) }])
  })
}
