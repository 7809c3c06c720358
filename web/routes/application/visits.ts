import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { MoveName } from '#kernel/service/flow.ts'
import type { SignedIn } from '#app/account/session.ts'
import { digest } from '#app/applications/act.ts'
import { citizen, loadApplication } from '#app/applications/load.ts'
import { moveApplication } from '#app/applications/move.ts'
import { submitApplication } from '#app/applications/submit.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { personIdFrom } from '#store/ids.ts'
import type { Shell } from '#web/components/shell.ts'
import { addressOf, nextAddress, openedOf, type Opened } from '#web/pages/application/opened.ts'
import type { FormKeys } from '#web/pages/application/page.tsx'
import { formValues, goTo, type Context } from '../../http/context.ts'

export type Params = { id: string; page: string; document: string; file: string }

/** Somebody signed in who names an application of theirs, which nobody has looked for yet. */
export type Arrival = {
  readonly request: FastifyRequest<{ Params: Params }>
  readonly reply: FastifyReply
  readonly who: SignedIn
  readonly key: ApplicationKey
}

/** Somebody at a page of an application of their own. */
export type Visit = Arrival & { readonly shell: Shell; readonly opened: Opened }

/** Who comes to the pages of applications: only their owners. One for each server. */
export class Visits {
  readonly context: Context

  constructor(context: Context) {
    this.context = context
  }

  /** A page of an application of one's own; anybody else's is not there. */
  own(page: (visit: Visit) => Promise<FastifyReply>) {
    return this.arrived((arrival) => this.enter(arrival, page))
  }

  /** For a form whose use case reads the application itself, under its lock. */
  arrived(work: (arrival: Arrival) => Promise<FastifyReply>) {
    return async (request: FastifyRequest<{ Params: Params }>, reply: FastifyReply): Promise<FastifyReply> => {
      const { id } = request.params
      const who = await this.context.signedIn(request, reply)
      if (who === null) return askToSignIn(reply, request.method === 'GET' ? request.url : pageOfForm(request))
      if (personIdFrom(id) === null) return notThere(reply)
      return work({ request, reply, who, key: { personId: who.personId, applicationId: id } })
    }
  }

  /** Reads the application of an arrival for its page. */
  async enter(arrival: Arrival, page: (visit: Visit) => Promise<FastifyReply>): Promise<FastifyReply> {
    const { request, reply, key } = arrival
    const opened = await this.load(key)
    if (opened === undefined) return notThere(reply)
    return page({ ...arrival, opened, shell: await this.context.shell(request, reply) })
  }

  async load(key: ApplicationKey): Promise<Opened | undefined> {
    const loaded = await loadApplication(this.context.app, key)
    return loaded === undefined ? undefined : openedOf(loaded)
  }

  /** What a form of an application carries. */
  keys(reply: FastifyReply): FormKeys {
    return { token: this.context.token(reply), formKey: randomUUID() }
  }

  submit({ request, key }: Pick<Visit, 'request' | 'key'>) {
    return submitApplication(this.context.app, key, requestKey(request, 'citizen:submit'))
  }

  move({ request, key }: Pick<Visit, 'request' | 'key'>, name: MoveName) {
    return moveApplication(this.context.app, key, citizen(key.personId), name, {}, requestKey(request, name))
  }
}

function notThere(reply: FastifyReply): FastifyReply {
  reply.callNotFound()
  return reply
}

export const askToSignIn = (reply: FastifyReply, back: string): FastifyReply =>
  goTo(reply, `/sign-in?reason=needed&next=${encodeURIComponent(back)}`)

/** The page that a form was sent from; the application itself where the browser does not say. */
function pageOfForm(request: FastifyRequest<{ Params: Params }>): string {
  const application = addressOf({ applicationId: request.params.id })
  const { referer = '' } = request.headers
  const path = URL.canParse(referer) ? new URL(referer).pathname : ''
  return path.startsWith(`${application}/`) ? path : application
}

/** Whether the person goes on at this place of their application. */
export const isAt = (opened: Opened, rest: string): boolean => nextAddress(opened) === addressOf(opened, rest)

/** The same form sent again with the same content is the same request; null when it carries no key. */
export function requestKey(request: FastifyRequest, content: string): string | null {
  const key = formValues(request)['_key'] ?? ''
  return /^[\w-]{16,64}$/.test(key) ? digest(`${key} ${content}`) : null
}
