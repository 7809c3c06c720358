import type { FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import { openSession, type SignedIn } from '#app/account/session.ts'
import type { Answered, Asked } from '#store/of-person.ts'
import { openStaffSession, openStaffVisit, type StaffSignedIn } from '#app/staff/sign-in-staff.ts'
import type { App } from '#app/app.ts'
import { deviceName, type Origin } from '#app/origin.ts'
import { problemStatus, type FieldError, type Problem, type Result } from '#app/problem.ts'
import { randomToken, tokenHash } from '#app/secrets.ts'
import type { FormProps, Shell } from '#web/components/shell.ts'
import { Problem as ProblemPage } from '#web/pages/errors.tsx'
import { renderBytes } from '#web/look/render.ts'
import { Cookies } from './cookies.ts'
import { localPath } from './local-path.ts'

/** Somebody signed in, and what the page asked of them. */
export type Visit<A extends Asked> = { readonly who: SignedIn; readonly answered: Answered<A> }

/** What routes of pages need of a request: who is there, forms, answers. One for each server. */
export class Context {
  readonly app: App
  readonly cookies: Cookies
  /** Pages say that this is a demonstration. */
  readonly demo: boolean
  readonly #signedIn = new WeakMap<FastifyRequest, Promise<SignedIn | null>>()
  readonly #tokens = new WeakMap<FastifyReply, string>()

  constructor(app: App, options: { secure: boolean; demo: boolean }) {
    this.app = app
    this.demo = options.demo
    this.cookies = new Cookies(options.secure)
  }

  /** Who is signed in, or null. Asked once a request; a session whose token is due gets its new one here. */
  signedIn(request: FastifyRequest, reply: FastifyReply): Promise<SignedIn | null> {
    let answer = this.#signedIn.get(request)
    if (answer === undefined) {
      answer = this.#openSession(request, reply, {}).then((visit) => visit?.who ?? null)
      this.#signedIn.set(request, answer)
    }
    return answer
  }

  /** The same for a page that shows something of the person: one read for who they are and for what it asks. */
  visit<A extends Asked>(request: FastifyRequest, reply: FastifyReply, asked: A): Promise<Visit<A> | null> {
    const visit = this.#openSession(request, reply, asked)
    const who = visit.then((each) => each?.who ?? null)
    who.catch(() => {}) // heard by whoever asks for it; the page itself waits for the visit
    this.#signedIn.set(request, who)
    return visit
  }

  async #openSession<A extends Asked>(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: A,
  ): Promise<Visit<A> | null> {
    const cookie = this.cookies.get(request, 'session')
    if (cookie === undefined) return null
    const opened = await openSession(this.app, cookie, { rotate: true }, asked)
    if (opened === null) {
      this.cookies.clear(reply, 'session')
      return null
    }
    if (opened.newToken !== null) this.cookies.set(reply, 'session', opened.newToken)
    return { who: opened.signedIn, answered: opened.answered }
  }

  staff(request: FastifyRequest): Promise<StaffSignedIn | null> {
    return openStaffSession(this.app, this.cookies.get(request, 'staff'))
  }

  /** The same for a page that shows something of the member of staff. */
  staffVisit<A extends Asked>(
    request: FastifyRequest,
    asked: A,
  ): Promise<{ who: StaffSignedIn; answered: Answered<A> } | null> {
    return openStaffVisit(this.app, this.cookies.get(request, 'staff'), asked)
  }

  /** The device has a long-lived random cookie, by which a sign-in from a new one is noticed. */
  origin(request: FastifyRequest, reply: FastifyReply): Origin {
    let device = this.cookies.get(request, 'device')
    if (device === undefined || device.length < 40) {
      device = randomToken()
      this.cookies.set(reply, 'device', device)
    }
    return {
      address: request.ip,
      device: deviceName(request.headers['user-agent']),
      deviceHash: tokenHash(device),
    }
  }

  /** Where somebody wanted to go who had to sign up or find their password first; kept on their device until they sign in. */
  wantedPath(request: FastifyRequest): string {
    return localPath(this.cookies.get(request, 'next'), '/')
  }

  /** Keeps where they want to go; anything that is no page of ours is not kept. */
  keepWantedPath(reply: FastifyReply, path: string | undefined): void {
    const wanted = localPath(path, '/')
    if (wanted !== '/') this.cookies.set(reply, 'next', wanted)
  }

  async shell(request: FastifyRequest, reply: FastifyReply): Promise<Shell> {
    const who = await this.signedIn(request, reply)
    return {
      signedIn: who === null ? null : { name: who.name, token: this.token(reply), roles: who.roles },
      demo: this.demo,
    }
  }

  /** The token that the forms of a page carry: one for all of them. */
  token(reply: FastifyReply): string {
    let token = this.#tokens.get(reply)
    if (token === undefined) {
      token = reply.generateCsrf()
      this.#tokens.set(reply, token)
    }
    return token
  }

  form(reply: FastifyReply, values: Record<string, string> = {}, errors: readonly FieldError[] = []): FormProps {
    return { values, errors, token: this.token(reply) }
  }
}

/** Sends a page. Pages are never kept by caches: they are personal, or carry a token. */
export function sendPage(reply: FastifyReply, view: VNode, status = 200): FastifyReply {
  return reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(renderBytes(view))
}

/** After a POST: go there with GET. */
export function goTo(reply: FastifyReply, address: string): FastifyReply {
  return reply.redirect(address, 303)
}

/** The text fields of a posted form; anything that is not text is left out. */
export function formValues(request: FastifyRequest): Record<string, string> {
  const body: unknown = request.body
  if (typeof body !== 'object' || body === null) return {}
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** The errors a form shows for a problem: at their fields, or on top when the problem is of the whole form. */
export function formErrors(problem: Problem): readonly FieldError[] {
  return problem.errors ?? [{ field: '', message: problem.message }]
}

/** Shows the form again with what was typed and what is wrong, under the status of the problem. */
export async function sendFormAgain(
  reply: FastifyReply,
  result: Extract<Result<unknown>, { ok: false }>,
  view: (errors: readonly FieldError[]) => VNode | Promise<VNode>,
): Promise<FastifyReply> {
  const { problem } = result
  if (problem.retryAfter !== undefined) reply.header('retry-after', String(problem.retryAfter))
  return sendPage(reply, await view(formErrors(problem)), problemStatus(problem))
}

/** A page for a problem that no form can show. */
export async function sendProblem(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
): Promise<FastifyReply> {
  if (problem.retryAfter !== undefined) reply.header('retry-after', String(problem.retryAfter))
  const status = problemStatus(problem)
  return sendPage(
    reply,
    ProblemPage({ shell: await context.shell(request, reply), status, code: problem.code, message: problem.message }),
    status,
  )
}
