import type { Request } from '#kernel/request/request.ts'
import type { Tx } from '#store/database.ts'
import { listTellable, type Tellable } from '#store/staff-notices.ts'
import { tehranDate } from '#kernel/dates.ts'
import { done, invalid, type Result } from '../problem.ts'
import { actAsClerk, type RequestsApp } from './act.ts'
import { HANDLERS, isHead, type Clerk } from './clerk.ts'
import type { Owned } from './ladder.ts'
import { notYours } from './take.ts'

/** Whoever has a request in hand, or a head, gives it to a colleague who works on such requests there. */
export async function handRequest(
  app: RequestsApp,
  clerk: Clerk,
  code: string,
  { to, note }: { readonly to: string; readonly note: string },
  once: string | null,
): Promise<Result<Request>> {
  return actAsClerk(app, clerk, code, once, async ({ tx, request, at }) => {
    if (request.holder !== clerk.staffId && !isHead(clerk)) return notYours
    const colleagues = await colleaguesOn(tx, request, at)
    if (!colleagues.some(({ staffId }) => staffId === to) || to === request.holder)
      return invalid([{ field: 'to', message: 'همکاری را از فهرست انتخاب کنید.' }])
    return done([{ kind: 'handed', to, note: note.trim().slice(0, 2_000) }])
  })
}

/** Who works on requests like this one where it lies: their staff ids, roles, and deputies today. */
export async function colleaguesOn(tx: Tx, owned: Owned, at: number): Promise<readonly Tellable[]> {
  const staff = await listTellable(tx, HANDLERS[owned.kind], [], tehranDate(at))
  return staff.filter(({ branchId, province }) => {
    if (branchId !== null) return branchId === owned.branchId && branchId !== owned.aboutBranch
    return province === null || province === owned.province
  })
}
