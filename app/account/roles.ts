import { tehranDate, type IsoDate } from '#kernel/dates.ts'
import type { KeptWorkshop } from '#kernel/employer.ts'
import type { Contract, RegisteredMember, RegisteredPension } from '#kernel/register.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import type { Register } from '#ports/register.ts'
import { getPerson } from '#store/people.ts'
import { setRole, setRoles } from '#store/sessions.ts'
import type { App } from '../app.ts'
import { done, failed, type Result } from '../problem.ts'
import type { SignedIn } from './session.ts'

/** As what somebody looks at the portal. */
export const ROLES = ['insured', 'pensioner', 'employer'] as const
export type Role = (typeof ROLES)[number]
export const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text)

/** The roles that somebody holds, and the one they have chosen. */
export type Roles = { readonly held: readonly Role[]; readonly chosen: Role }

type Known = {
  readonly member: Pick<RegisteredMember, 'standing'> | undefined
  readonly contracts: readonly Pick<Contract, 'until'>[]
  readonly pensions: readonly Pick<RegisteredPension, 'until'>[]
  readonly workshops: readonly Pick<KeptWorkshop, 'until'>[]
}

/** What the register knows somebody to be today. Whoever it does not know may become insured. */
export function rolesFrom({ member, contracts, pensions, workshops }: Known, today: IsoDate): readonly Role[] {
  const runs = ({ until }: { until: IsoDate | null }) => until === null || until >= today
  const standing = member?.standing ?? 'none'
  const held: Role[] = [
    ...(standing === 'insured' || contracts.some(runs) ? (['insured'] as const) : []),
    ...(['retiree', 'totally-disabled', 'survivor'].includes(standing) || pensions.some(runs)
      ? (['pensioner'] as const)
      : []),
    ...(workshops.some(runs) ? (['employer'] as const) : []),
  ]
  return held.length === 0 ? ['insured'] : held
}

/** How long a register that was silent is not asked again who somebody is: a page waits for it once, not every time. */
const SILENCE_MS = 60_000
/** Until when, in milliseconds. */
const silent = new WeakMap<Register, number>()

/**
 * The roles of whoever is signed in: asked of the register once a session; null while it does not answer. For a minute
 * after it was silent nobody waits for it.
 */
export async function lookUpRoles(app: App, who: SignedIn): Promise<Roles | null> {
  if (who.roles !== null) return who.roles
  if ((silent.get(app.register) ?? 0) > app.clock.now()) return null
  try {
    const { number } = await getPerson(app.db, who.personId)
    const [member, contracts, pensions, workshops] = await Promise.all([
      app.register.member(number),
      app.register.contracts(number),
      app.register.pensions(number),
      app.register.workshopsOf(number),
    ])
    const held = rolesFrom({ member, contracts, pensions, workshops }, tehranDate(app.clock.now()))
    await setRoles(app.db, who.personId, who.sessionId, held)
    return { held, chosen: held[0]! }
  } catch (error) {
    if (error instanceof OutsideSystemUnavailable) {
      silent.set(app.register, app.clock.now() + SILENCE_MS)
      return null
    }
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
