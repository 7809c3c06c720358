import type { Kind } from '#kernel/request/request.ts'
import type { By } from '#kernel/request/request-event.ts'
import type { RequestViewer } from '#store/request-desk.ts'
import { failed, type Result } from '../problem.ts'
import type { StaffRole, StaffScope } from '../staff/staff.ts'

/** A member of staff who works on requests. `StaffSignedIn` is one. */
export type Clerk = { readonly staffId: string; readonly role: StaffRole; readonly scope: StaffScope }

const BRANCH: readonly StaffRole[] = ['officer', 'supervisor', 'call-centre', 'province-head', 'director']

/** Who works on requests of a kind. Oversight reports nobody else sees. */
export const HANDLERS: Readonly<Record<Kind, readonly StaffRole[]>> = {
  question: BRANCH,
  complaint: BRANCH,
  suggestion: BRANCH,
  oversight: ['oversight-officer', 'director'],
  information: ['information-officer', 'director'],
}

/** Who gives work out, and answers for what was late. */
export const HEADS: readonly StaffRole[] = [
  'supervisor',
  'province-head',
  'director',
  'oversight-officer',
  'information-officer',
]

/** The kinds of requests a role works on; none: it has no inbox. */
export const kindsOf = (role: StaffRole): readonly Kind[] =>
  (Object.keys(HANDLERS) as Kind[]).filter((kind) => HANDLERS[kind].includes(role))

export const isHead = ({ role }: Clerk): boolean => HEADS.includes(role)

export const viewerOf = ({ staffId, role, scope }: Clerk): RequestViewer => ({ staffId, kinds: kindsOf(role), scope })

/** The portal itself, for what time does. */
export const CLOCK: By = { role: 'clock', id: 'clock' }

export const byClerk = ({ role, staffId }: Clerk): By => ({ role, id: staffId })

/** The key of an attempt: two members of staff never share one. */
export const onceOf = ({ staffId }: Clerk, once: string | null): string | null =>
  once === null ? null : `${staffId}:${once}`

export const refused = (message: string): Result<never> => failed({ code: 'wrong-step', message })

export const requestNotFound: Result<never> = failed({
  code: 'not-found',
  message: 'درخواستی با این نشانی نیست. کد رهگیری را بررسی کنید.',
})
