import type { FastifyReply, FastifyRequest } from 'fastify'
import { problemStatus, type Problem } from '#app/problem.ts'
import { deskOf, type Desk } from '#app/staff/desk.ts'
import type { StaffSignedIn } from '#app/staff/sign-in-staff.ts'
import { personIdFrom } from '#store/ids.ts'
import { DeskProblem } from '#web/pages/desk/frame.tsx'
import type { AtDesk } from '#web/pages/staff.tsx'
import { goTo, sendPage, type Context } from '../http/context.ts'

/** A request of somebody of the staff. */
export type AtStaff = { request: FastifyRequest; reply: FastifyReply; who: StaffSignedIn }
/** A request of somebody who has a desk. */
export type At = AtStaff & { desk: Desk }
/** What stands in addresses of the desk. */
export type Params = {
  code: string
  action: string
  name: string
  file: string
  n: string
  deputy: string
  certificate: string
  cover: string
  document: string
  question: string
  answer: string
  article: string
  wording: string
  copy: string
  proposal: string
}

/** What all routes of the desk share. */
export function atDeskOf(context: Context) {
  /** For the header, and the token of the forms. */
  function staffOf(who: StaffSignedIn, reply: FastifyReply): AtDesk {
    return { name: who.displayName, token: context.token(reply), role: who.role, demo: context.demo }
  }

  function showProblem({ reply, who }: Pick<AtStaff, 'reply' | 'who'>, problem: Problem): FastifyReply {
    const heading = problem.code === 'not-found' ? 'پیدا نشد' : 'انجام نشد'
    return sendPage(
      reply,
      <DeskProblem staff={staffOf(who, reply)} heading={heading} message={problem.message} />,
      problemStatus(problem),
    )
  }

  /** For all staff. Nobody signed in: to the sign-in. */
  function forStaff(work: (at: AtStaff, params: Params) => Promise<FastifyReply>) {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const who = await context.staff(request)
      if (who === null) return goTo(reply, '/staff/sign-in')
      noteDeed(request, reply)
      return work({ request, reply, who }, request.params as Params)
    }
  }

  /** For staff who have a desk. Nobody signed in: to the sign-in. No desk: nothing of it is there. */
  function atDesk(work: (at: At, params: Params) => Promise<FastifyReply>) {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const who = await context.staff(request)
      if (who === null) return goTo(reply, '/staff/sign-in')
      noteDeed(request, reply)
      const desk = deskOf(who)
      const at = { request, reply, who }
      return desk === null ? showProblem(at, noDesk) : work({ ...at, desk }, request.params as Params)
    }
  }

  function noteDeed(request: FastifyRequest, reply: FastifyReply): void {
    if (request.method === 'POST') context.cookies.set(reply, 'acted', '1')
  }

  /** Has this one of the staff done something a moment ago? */
  function hasActed(request: FastifyRequest): boolean {
    return context.cookies.get(request, 'acted') !== undefined
  }

  return { atDesk, forStaff, hasActed, showProblem, staffOf }
}

const noDesk: Problem = { code: 'not-found', message: 'نقش شما میز رسیدگی ندارد.' }

export const isId = (text: string): boolean => personIdFrom(text) !== null

/** The text values of an address. */
export const queryOf = (request: FastifyRequest): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.query as object).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )

/** The key of an attempt, where a form carries one. */
export const onceOf = ({ once = '' }: Readonly<Record<string, string>>): string | null =>
  /^[\w-]{16,64}$/.test(once) ? once : null

/** Whose cases one sees, in words. */
export function scopeText(who: StaffSignedIn): string {
  if (who.branchName !== null) return who.branchName
  return who.scope !== 'everywhere' && 'province' in who.scope ? `استان ${who.scope.province}` : 'همهٔ شعبه‌ها'
}
