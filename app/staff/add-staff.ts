import type { Unit } from '#kernel/unit.ts'
import { insertStaff, putIntoUnit, renewStaff, writeStaffAudit } from '#store/staff.ts'
import { randomId } from '#store/ids.ts'
import { Secret, TOTP } from 'otpauth'
import { nowOf, type App } from '../app.ts'
import { staffRoles, type StaffRole, type StaffScope } from './staff.ts'

export type NewStaff = {
  userName: string
  displayName: string
  role: StaffRole
  scope: StaffScope
  unit?: Unit
  password: string
}

/** The TOTP of a member of staff: SHA-1, six digits, 30 seconds, as every authenticator app understands it. */
export const totpOf = (userName: string, secret: Buffer): TOTP =>
  new TOTP({ issuer: 'تأمین من', label: userName, secret: new Secret({ buffer: new Uint8Array(secret).buffer }) })

/**
 * Adds a member of staff; answers the address for their authenticator app (otpauth://…), shown once. Null when the user
 * name is taken. A secret is made unless one is given (demonstrations only).
 */
export async function addStaff(
  app: Pick<App, 'db' | 'clock' | 'passwords' | 'secrets'>,
  staff: NewStaff,
  secret: Buffer = Buffer.from(new Secret({ size: 20 }).buffer),
): Promise<{ otpauth: string } | null> {
  const passwordHash = await app.passwords.hash(staff.password)
  const staffId = randomId()
  const { scope } = staff
  return app.db.transaction(async (tx) => {
    const added = await insertStaff(
      tx,
      {
        staffId,
        userName: staff.userName,
        displayName: staff.displayName,
        role: staff.role,
        branchId: scope !== 'everywhere' && 'branchId' in scope ? scope.branchId : null,
        province: scope !== 'everywhere' && 'province' in scope ? scope.province : null,
        unit: staff.unit ?? null,
        passwordHash,
        totpSecret: app.secrets.seal('totp', secret),
      },
      nowOf(app),
    )
    if (!added) return null
    await writeStaffAudit(tx, staffId, { at: nowOf(app), action: `added as ${staffRoles[staff.role]}`, address: null })
    return { otpauth: totpOf(staff.userName, secret).toString() }
  })
}

/** A new password and authenticator for somebody who lost theirs, or after SECRET_KEY changed. Null: no such user name. */
export async function renewAccess(
  app: Pick<App, 'db' | 'clock' | 'passwords' | 'secrets'>,
  userName: string,
  password: string,
): Promise<{ otpauth: string } | null> {
  const secret = Buffer.from(new Secret({ size: 20 }).buffer)
  const passwordHash = await app.passwords.hash(password)
  return app.db.transaction(async (tx) => {
    const staffId = await renewStaff(tx, userName, { passwordHash, totpSecret: app.secrets.seal('totp', secret) })
    if (staffId === null) return null
    await writeStaffAudit(tx, staffId, { at: nowOf(app), action: 'access renewed', address: null })
    return { otpauth: totpOf(userName, secret).toString() }
  })
}

/** Puts a member of staff into a unit of their branch, or, with null, into all. False: no such user name. */
export async function changeUnit(
  app: Pick<App, 'db' | 'clock'>,
  userName: string,
  unit: Unit | null,
): Promise<boolean> {
  return app.db.transaction(async (tx) => {
    const staffId = await putIntoUnit(tx, userName, unit)
    if (staffId === null) return false
    await writeStaffAudit(tx, staffId, { at: nowOf(app), action: `unit: ${unit ?? 'all'}`, address: null })
    return true
  })
}
