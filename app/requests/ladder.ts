import { BREACH, levelAt } from '#kernel/request/ladder.ts'
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
  oversight: ['oversight-officer', 'director'],
  information: ['information-officer', 'director'],
}

/**
 * Whom a step of the answer's clock tells, beside whoever has it in hand: 2 and 3 the head of the unit; 4 also the province;
 * then one level up every working day, from the head of the unit to the director, who is told again every day for ever. Where
 * a rung is empty, the next one up. Deputies stand in.
 */
export function toldAt(step: number, owned: Owned, staff: readonly Tellable[]): readonly string[] {
  const rungs = RUNGS[owned.kind]
  const administrators = staff.filter(({ role }) => role === 'administrator')
  const levels = [...rungs.map((role) => serving(owned, role, staff)), administrators]
  const upFrom = (level: number) => levels.slice(level).find((rung) => rung.length > 0) ?? []
  const holder = owned.holder === null ? [] : staff.filter(({ staffId }) => staffId === owned.holder)
  const own = holder.length > 0 ? holder : upFrom(0)
  if (step === 1) return idsOf(own)
  if (step < BREACH) return idsOf([...own, ...upFrom(0)])
  if (step === BREACH) return idsOf([...own, ...upFrom(0), ...upFrom(rungs.length - 2)])
  return idsOf([...own, ...upFrom(levelAt(step, rungs.length))])
}

/** Who was told last of a broken deadline, and how often the highest of them: for whoever looks at a ladder. */
export function climbed(kind: Kind, nextStep: number): { readonly role: StaffRole; readonly times: number } {
  const rungs = RUNGS[kind]
  const level = nextStep - 1 <= BREACH ? 0 : levelAt(nextStep - 1, rungs.length)
  // At the deadline itself all below the highest were told.
  return {
    role: rungs[Math.max(level, rungs.length - 2)]!,
    times: Math.max(0, nextStep - 1 - BREACH - (rungs.length - 1)),
  }
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
