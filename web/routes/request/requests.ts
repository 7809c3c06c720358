import type { FastifyReply, FastifyRequest } from 'fastify'
import { beginDraft, changeDraft, openDraft, sentFromDraft, type OpenDraft } from '#app/requests/drafts.ts'
import { openPass, sealPass, type Pass } from '#app/requests/pass.ts'
import { failed, type Result } from '#app/problem.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import { listBranches } from '#store/branches.ts'
import type { DraftWords } from '#store/request-drafts.ts'
import type { RequestKey } from '#store/requests.ts'
import type { Shell } from '#web/components/shell.ts'
import type { BranchOptions } from '#web/pages/request/form.tsx'
import { goTo, type Context } from '../../http/context.ts'

/** What a device holds of requests: a draft, a pass. One for each server. */
export class Requests {
  readonly context: Context

  constructor(context: Context) {
    this.context = context
  }

  /** The draft of this device. One that was begun before signing in goes on under the account, without its files. */
  async draft(request: FastifyRequest, reply: FastifyReply): Promise<OpenDraft | undefined> {
    const { app, cookies } = this.context
    const who = await this.context.signedIn(request, reply)
    const draft = await openDraft(app, cookies.get(request, 'request-draft'), who?.personId ?? null)
    if (draft === undefined || draft.own || who === null || draft.words.form === 'anonymous') return draft
    const cookie = await beginDraft(app, who.personId, draft.words)
    cookies.set(reply, 'request-draft', cookie)
    return openDraft(app, cookie, who.personId)
  }

  /** Keeps what was typed in the draft of this form; begins one where there is none. */
  async keep(
    request: FastifyRequest,
    reply: FastifyReply,
    form: DraftWords['form'],
    words: Partial<DraftWords>,
  ): Promise<OpenDraft> {
    const { app, cookies } = this.context
    const draft = await this.draft(request, reply)
    if (draft?.words.form === form) return changeDraft(app, draft, words)
    const who = await this.context.signedIn(request, reply)
    const cookie = await beginDraft(app, who?.personId ?? null, { ...words, form })
    cookies.set(reply, 'request-draft', cookie)
    return (await openDraft(app, cookie, who?.personId ?? null))!
  }

  /** Who has no draft here has sent it, or has come by a wrong way. */
  async withoutDraft(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { app, cookies } = this.context
    const who = await this.context.signedIn(request, reply)
    const sent = await sentFromDraft(app, cookies.get(request, 'request-draft'), who?.personId ?? null)
    return sent === undefined
      ? goTo(reply, '/requests/new')
      : this.goToSent(reply, sent, who?.personId === sent.personId)
  }

  /** The page of a request that has just been sent. */
  goToSent(reply: FastifyReply, key: RequestKey, own: boolean): FastifyReply {
    if (own) return goTo(reply, `/requests/${key.requestId}?sent=1`)
    this.letIn(reply, sealPass(this.context.app, key, 'proved').token)
    return goTo(reply, '/requests/tracked?sent=1')
  }

  letIn(reply: FastifyReply, token: string): void {
    this.context.cookies.set(reply, 'request', token)
  }

  pass(request: FastifyRequest, stage: Pass['stage']): Pass | null {
    return openPass(this.context.app, this.context.cookies.get(request, 'request'), stage)
  }

  async branches(): Promise<BranchOptions> {
    const branches = await listBranches(this.context.app.db)
    return branches.map(({ branchId, name }) => [String(branchId), name] as const)
  }

  /** Names nobody, on the pages of anonymous reports. */
  nobody(): Shell {
    return { signedIn: null, demo: this.context.demo }
  }
}

/** For the form of a draft. */
export const typedOf = (words: DraftWords): Record<string, string> => ({
  title: words.title,
  body: words.body,
  kind: words.kind ?? '',
  area: words.area ?? '',
  branchId: words.branchId === null ? '' : String(words.branchId),
  aboutBranch: words.aboutBranch ? 'yes' : '',
  name: words.name,
  mobile: words.mobile,
  number: words.number,
})

/** What a file store that does not answer means for a form. */
export async function whenStoreWorks<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof OutsideSystemUnavailable)) throw error
    return failed({
      code: 'unavailable',
      message: 'انبار پرونده‌ها همین حالا پاسخ نمی‌دهد. چند دقیقهٔ دیگر همین پرونده را دوباره بفرستید.',
    })
  }
}
