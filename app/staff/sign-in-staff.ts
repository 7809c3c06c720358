import { isUnit, type Unit } from '#kernel/unit.ts'
import { stripInvisible, toLatinDigits } from '#kernel/text.ts'
import {
  endStaffSession,
  findStaff,
  findStaffSession,
  insertStaffSession,
  touchStaffSession,
  useTotpStep,
  writeStaffAudit,
} from '#store/staff.ts'
import { personIdFrom, randomId } from '#store/ids.ts'
import type { Answered, Asked } from '#store/of-person.ts'
import { nowOf, type App } from '../app.ts'
import type { Origin } from '../origin.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import { randomToken, sameBytes, tokenHash } from '../secrets.ts'
import { totpOf } from './add-staff.ts'
import { isStaffRole, type StaffRole, type StaffScope } from './staff.ts'

/** Milliseconds. Staff sign in anew each working day, and after half an hour away. */
const staffSessionLifetime = 10 * 3600_000
const staffSessionIdle = 30 * 60_000

export type StaffSignedIn = {
  readonly staffId: string
  readonly sessionId: string
  readonly displayName: string
  readonly role: StaffRole
  readonly scope: StaffScope
  /** Without one they serve all units of their branch. */
  readonly unit?: Unit
  readonly branchName: string | null
}

/** Signs a member of staff in with user name, password and the six digits of their authenticator app. */
export async function signInStaff(
  app: App,
  values: { userName: string; password: string; totp: string },
  origin: Origin,
): Promise<Result<{ token: string }>> {
  const userName = values.userName.trim().toLowerCase()
  const digits = stripInvisible(toLatinDigits(values.totp)).replaceAll(/\s/g, '')
  const errors: FieldError[] = []
  if (userName === '') errors.push({ field: 'userName', message: 'نام کاربری را بنویسید.' })
  if (values.password === '') errors.push({ field: 'password', message: 'گذرواژه را بنویسید.' })
  if (!/^\d{6}$/.test(digits)) errors.push({ field: 'totp', message: 'کد شش‌رقمی برنامهٔ رمزساز را بنویسید.' })
  if (errors.length > 0) return invalid(errors)
  const counted = await app.limits.countAll({ 'staff-sign-in-address': origin.address }, { 'staff-sign-in': userName })
  if (!counted.ok) return counted

  const staff = await findStaff(app.db, userName)
  const right =
    staff === undefined
      ? await app.passwords.verifyNobody(values.password)
      : await app.passwords.verify(staff.passwordHash, values.password)
  const now = app.clock.now()
  const secret = staff === undefined ? null : app.secrets.tryOpen('totp', staff.totpSecret)
  const drift = secret === null ? null : totpOf(userName, secret).validate({ token: digits, timestamp: now, window: 1 })
  const wrong = failed({
    code: 'wrong-credentials',
    message: 'نام کاربری، گذرواژه یا کد رمزساز درست نیست. اگر کد را تازه به کار برده‌اید، منتظر کد بعدی بمانید.',
  })
  if (staff === undefined) return wrong
  const at = nowOf(app)
  const token = await app.db.transaction(async (tx) => {
    const good = right && drift !== null && (await useTotpStep(tx, staff.staffId, Math.floor(now / 30_000) + drift))
    await writeStaffAudit(tx, staff.staffId, {
      at,
      action: good ? 'signed-in' : 'sign-in-failed',
      address: origin.address,
    })
    if (!good) return null
    const sessionSecret = randomToken()
    const sessionId = randomId()
    await insertStaffSession(tx, {
      staffId: staff.staffId,
      sessionId,
      tokenHash: tokenHash(sessionSecret),
      at,
      expiresAt: new Date(now + staffSessionLifetime),
    })
    return `${staff.staffId}.${sessionId}.${sessionSecret}`
  })
  if (token === null) return wrong
  await counted.forgive('staff-sign-in')
  return done({ token })
}

/** Who a staff token belongs to, or null. */
export async function openStaffSession(app: App, token: string | undefined): Promise<StaffSignedIn | null> {
  return (await openStaffVisit(app, token, {}))?.who ?? null
}

/** The same with what is asked of them, in the same read. */
export async function openStaffVisit<A extends Asked>(
  app: App,
  token: string | undefined,
  asked: A,
): Promise<{ who: StaffSignedIn; answered: Answered<A> } | null> {
  const [staffId = '', sessionId = '', secret = ''] = (token ?? '').split('.')
  if (personIdFrom(staffId) === null || personIdFrom(sessionId) === null) return null
  const session = await findStaffSession(app.db, staffId, sessionId, asked)
  const now = app.clock.now()
  if (session === undefined || !sameBytes(session.tokenHash, tokenHash(secret))) return null
  if (now >= session.expiresAt || now - session.lastSeenAt >= staffSessionIdle) return null
  if (!isStaffRole(session.role)) return null
  if (now - session.lastSeenAt > 60_000) await touchStaffSession(app.db, staffId, sessionId, new Date(now))
  const { displayName, role, branchId, province, branchName, answered } = session
  const scope = branchId !== null ? { branchId } : province !== null ? { province } : 'everywhere'
  return { who: { staffId, sessionId, displayName, role, scope, branchName, ...unitOf(session) }, answered }
}

/** What a stored unit says; nothing where there is none. */
export const unitOf = ({ unit }: { readonly unit?: string | null }): { readonly unit?: Unit } =>
  unit != null && isUnit(unit) ? { unit } : {}

export async function signOutStaff(app: App, who: StaffSignedIn, origin: Origin): Promise<void> {
  const at = nowOf(app)
  await app.db.transaction(async (tx) => {
    await endStaffSession(tx, who.staffId, who.sessionId, at)
    await writeStaffAudit(tx, who.staffId, { at, action: 'signed-out', address: origin.address })
  })
}
