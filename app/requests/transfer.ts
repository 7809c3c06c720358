import type { Request } from '#kernel/request/request.ts'
import { listBranches } from '#store/branches.ts'
import { done, invalid, type Result } from '../problem.ts'
import { actAsClerk, type RequestsApp } from './act.ts'
import { isHead, type Clerk } from './clerk.ts'
import { notYours } from './take.ts'

/**
 * Gives a request to another branch, or (branchId null) to a province as a whole. The deadline stays: moving never resets a
 * clock. Who it is about never gets it.
 */
export async function transferRequest(
  app: RequestsApp,
  clerk: Clerk,
  code: string,
  to: { readonly branchId: number | null; readonly province: string | null; readonly reason: string },
  once: string | null,
): Promise<Result<Request>> {
  const reason = to.reason.trim()
  if (reason === '') return invalid([{ field: 'reason', message: 'بنویسید چرا این درخواست به جای دیگری می‌رود.' }])
  return actAsClerk(app, clerk, code, once, async ({ tx, request }) => {
    if (request.holder !== clerk.staffId && !isHead(clerk)) return notYours
    const branches = await listBranches(tx)
    const branch = branches.find(({ branchId }) => branchId === to.branchId)
    const province = branch?.province ?? to.province
    const wrong = (message: string) => invalid([{ field: 'branchId', message }])
    if (to.branchId !== null && branch === undefined) return wrong('شعبه‌ای را از فهرست انتخاب کنید.')
    if (branch === undefined && !branches.some((one) => one.province === province))
      return wrong('شعبه یا استانی را از فهرست انتخاب کنید.')
    if (branch !== undefined && branch.branchId === request.aboutBranch)
      return wrong('این درخواست دربارهٔ همین شعبه است و نمی‌تواند به آن سپرده شود.')
    if (branch !== undefined && (request.kind === 'oversight' || request.kind === 'information'))
      return wrong('این درخواست در استان رسیدگی می‌شود، نه در شعبه.')
    if ((branch?.branchId ?? null) === request.branchId && province === request.province)
      return wrong('این درخواست همین حالا آنجاست.')
    return done([{ kind: 'transferred', branchId: branch?.branchId ?? null, province, reason: reason.slice(0, 2_000) }])
  })
}
