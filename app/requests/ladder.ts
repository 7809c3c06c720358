import { BREACH } from '#kernel/request/ladder.ts'
import type { Kind } from '#kernel/request/request.ts'
import type { Tx } from '#store/database.ts'
import type { RequestRow } from '#store/requests.ts'
import { listTellable, type Tellable } from '#store/staff-notices.ts'
import { tehranDate } from '#kernel/dates.ts'
import type { StaffRole } from '../staff/staff.ts'

/** Whose request it is to answer: what the ladder looks at. */
export type Owned = Pick<RequestRow, 'kind' | 'branchId' | 'province' | 'aboutBranch' | 'holder'>

const TOLD: readonly StaffRole[] = [
  'supervisor',
  'province-head',
  'director',
  'oversight-officer',
  'information-officer',
  'administrator',
]

/** Everybody whom the ladder may tell on a day, and these holders. */
export const tellable = (tx: Tx, holders: readonly string[], at: number): Promise<Tellable[]> =>
  listTellable(tx, TOLD, holders, tehranDate(at))

/** From the unit upwards: who answers for a request of a kind. */
const RUNGS: Readonly<Record<Kind, readonly StaffRole[]>> = {
  question: ['supervisor', 'province-head', 'director'],
  complaint: ['supervisor', 'province-head', 'director'],
  suggestion: ['supervisor', 'province-head', 'director'],
  oversight: ['oversight-officer', 'oversight-officer', 'director'],
  information: ['information-officer', 'information-officer', 'director'],
}

/**
 * Whom a step of the answer's clock tells: 1 whoever has it in hand; 2 the head of the unit too; 3 both; 4 the province too;
 * then, every working day, the director and all below. Where a rung is empty, the next one up. Deputies stand in.
 */
export function toldAt(step: number, owned: Owned, staff: readonly Tellable[]): readonly string[] {
  const [unit, province, top] = RUNGS[owned.kind].map((role) => serving(owned, role, staff))
  const holder = owned.holder === null ? [] : staff.filter(({ staffId }) => staffId === owned.holder)
  const administrators = staff.filter(({ role }) => role === 'administrator')
  const upFrom = (...rungs: (readonly Tellable[] | undefined)[]) =>
    [...rungs, administrators].find((rung) => rung !== undefined && rung.length > 0) ?? []
  const own = holder.length > 0 ? holder : upFrom(unit, province, top)
  const heads = upFrom(unit, province, top)
  if (step === 1) return idsOf(own)
  if (step < BREACH) return idsOf([...own, ...heads])
  if (step === BREACH) return idsOf([...own, ...heads, ...upFrom(province, top)])
  return idsOf([...own, ...heads, ...upFrom(province, top), ...upFrom(top)])
}

/** The heads of the unit that a request lies with, or whoever is above them. */
export function headsOf(owned: Owned, staff: readonly Tellable[]): readonly string[] {
  return toldAt(1, { ...owned, holder: null }, staff)
}

/** Those of a role in whose branch or province it lies. Of whom it is about nobody is told. */
function serving(owned: Owned, role: StaffRole, staff: readonly Tellable[]): readonly Tellable[] {
  return staff.filter((one) => {
    if (one.role !== role) return false
    if (one.branchId !== null) return one.branchId === owned.branchId && one.branchId !== owned.aboutBranch
    return one.province === null || one.province === owned.province
  })
}

const idsOf = (staff: readonly Tellable[]): readonly string[] => [
  ...new Set(staff.map(({ staffId, deputyId }) => deputyId ?? staffId)),
]
