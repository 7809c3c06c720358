import type { App } from '#app/app.ts'
import type { StaffSignedIn } from '#app/staff/sign-in-staff.ts'
import type { StaffRole, StaffScope } from '#app/staff/staff.ts'
import { randomId } from '#store/ids.ts'
import { insertStaff } from '#store/staff.ts'

/** A member of staff as a session says who it is, without a session. */
export async function member(
  app: Pick<App, 'db'>,
  role: StaffRole,
  scope: StaffScope = 'everywhere',
  displayName = 'زهرا کاظمی',
): Promise<StaffSignedIn> {
  const staffId = randomId()
  const branchId = scope !== 'everywhere' && 'branchId' in scope ? scope.branchId : null
  const province = scope !== 'everywhere' && 'province' in scope ? scope.province : null
  const names = { staffId, userName: `user-${staffId}`, displayName, role, branchId, province }
  await insertStaff(app.db, { ...names, passwordHash: 'x', totpSecret: Buffer.alloc(1) }, new Date())
  return { staffId, sessionId: '1', displayName, role, scope, branchName: branchId === null ? null : `${branchId}` }
}
