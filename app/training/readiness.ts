import { tehranDate, type IsoDate } from '#kernel/dates.ts'
import { listEditions, listReadiness, listReadyBranches, type Edition, type Readiness } from '#store/training.ts'
import type { App } from '../app.ts'
import type { StaffSignedIn } from '../staff/sign-in-staff.ts'
import { answeringRoles, leadingRoles } from '../staff/staff.ts'

/** Which branches of one's own scope may answer, and who has still to learn what. */
export type ReadinessOfBranches = {
  readonly today: IsoDate
  readonly branches: Awaited<ReturnType<typeof listReadyBranches>>
  /** Documents, the texts of today and those to come, with where somebody has not passed. */
  readonly documents: readonly (Edition & { readonly gaps: readonly Readiness[] })[]
}

/** For those who lead a branch, a province, or all; null for others. */
export async function readiness(
  app: Pick<App, 'db' | 'clock'>,
  { role, scope }: StaffSignedIn,
): Promise<ReadinessOfBranches | null> {
  if (!leadingRoles.includes(role)) return null
  const today = tehranDate(app.clock.now())
  const [branches, editions, gaps] = await Promise.all([
    listReadyBranches(app.db, scope, answeringRoles, today),
    listEditions(app.db, today),
    listReadiness(app.db, scope, answeringRoles, today),
  ])
  const documents = editions.map((edition) => ({
    ...edition,
    gaps: gaps.filter((gap) => gap.documentId === edition.documentId && gap.from === edition.from),
  }))
  return { today, branches, documents }
}
