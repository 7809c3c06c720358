import { tehranDate, type IsoDate } from '#kernel/dates.ts'
import type { Contract, RegisteredMember, RegisteredPension } from '#kernel/register.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import { getPerson } from '#store/people.ts'
import { setRole, setRoles } from '#store/sessions.ts'
import type { App } from '../app.ts'
import { done, failed, type Result } from '../problem.ts'
import type { SignedIn } from './session.ts'

/** As what somebody looks at the portal. Nobody is an employer yet: the register does not tell whose a workshop is. */
export const ROLES = ['insured', 'pensioner', 'employer'] as const
export type Role = (typeof ROLES)[number]
export const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text)

/** The roles that somebody holds, and the one they have chosen. */
export type Roles = { readonly held: readonly Role[]; readonly chosen: Role }

type Known = {
  readonly member: Pick<RegisteredMember, 'standing'> | undefined
  readonly contracts: readonly Pick<Contract, 'until'>[]
  readonly pensions: readonly Pick<RegisteredPension, 'until'>[]
}

/** What the register knows somebody to be today. Whoever it does not know may become insured. */
export function rolesFrom({ member, contracts, pensions }: Known, today: IsoDate): readonly Role[] {
  const runs = ({ until }: { until: IsoDate | null }) => until === null || until >= today
  const standing = member?.standing ?? 'none'
  const held: Role[] = [
    ...(standing === 'insured' || contracts.some(runs) ? (['insured'] as const) : []),
    ...(['retiree', 'totally-disabled', 'survivor'].includes(standing) || pensions.some(runs)
      ? (['pensioner'] as const)
      : []),
  ]
  return held.length === 0 ? ['insured'] : held
}

/** The roles of whoever is signed in: asked of the register once a session; null while it does not answer. */
export async function lookUpRoles(app: App, who: SignedIn): Promise<Roles | null> {
  if (who.roles !== null) return who.roles
  try {
    const { number } = await getPerson(app.db, who.personId)
    const [member, contracts, pensions] = await Promise.all([
      app.register.member(number),
      app.register.contracts(number),
      app.register.pensions(number),
    ])
    const held = rolesFrom({ member, contracts, pensions }, tehranDate(app.clock.now()))
    await setRoles(app.db, who.personId, who.sessionId, held)
    return { held, chosen: held[0]! }
  } catch (error) {
    if (error instanceof OutsideSystemUnavailable) return null
    throw error
  }
}

/** Looks at the portal as something else: only what one is. */
export async function chooseRole(app: App, who: SignedIn, role: string): Promise<Result<void>> {
  const roles = await lookUpRoles(app, who)
  if (!isRole(role) || roles?.held.includes(role) !== true)
    return failed({ code: 'wrong-step', message: 'این نقش در سازمان برای شما ثبت نشده است.' })
  await setRole(app.db, who.personId, who.sessionId, role)
  return done(undefined)
}
