import type { StaffRole } from './service/flow.ts'

/** The units of a branch: each kind of service has officers of its own, and a head. */
export const UNITS = {
  enrolment: 'نامنویسی',
  records: 'سوابق',
  benefits: 'تعهدات کوتاه‌مدت',
  contracts: 'قراردادها',
  pensions: 'مستمری‌ها',
} as const
export type Unit = keyof typeof UNITS

export const isUnit = (text: string): text is Unit => Object.hasOwn(UNITS, text)

/** Inquirers and physicians serve all units. */
const isOfUnit = (role: string): boolean => role === 'officer' || role === 'supervisor'

/**
 * For whom an application waits when it waits for a role: for all of that role who serve every unit, and for those of its
 * own unit, `officer:benefits` say.
 */
export const waitsFor = (role: string, unit: Unit = 'enrolment'): readonly string[] =>
  isOfUnit(role) ? [role, `${role}:${unit}`] : [role]

/** A member of staff. Without a unit they serve all of them. */
type Member = { readonly role: StaffRole; readonly unit?: Unit }

/** The one of the names of `waitsFor` under which all that waits for a member of staff is found. */
export const queueOf = ({ role, unit }: Member): string =>
  unit === undefined || !isOfUnit(role) ? role : `${role}:${unit}`

/** Does this one decide about what belongs to a unit? */
export const isTheirs = (member: Member, unit?: Unit): boolean => waitsFor(member.role, unit).includes(queueOf(member))
