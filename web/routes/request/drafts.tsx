import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { maskMobile, parseMobile } from '#kernel/mobile.ts'
import {
  anonymousReceipt,
  attachToDraft,
  detachFromDraft,
  draftCodeWait,
  draftFiles,
  faultsInDraft,
  needsCode,
  sendDraft,
  sendDraftCode,
  type OpenDraft,
} from '#app/requests/drafts.ts'
import { invalid } from '#app/problem.ts'
import type { FieldError } from '#web/components/shell.ts'
import { formHref, RequestCode, ReviewPage } from '#web/pages/request/review.tsx'
import { AnonymousSent } from '#web/pages/request/track.tsx'
import { formValues, goTo, sendFormAgain, sendPage, sendProblem } from '../../http/context.ts'
import { guardForm } from '../../http/guards.ts'
import type { uploadForms } from '../uploads.ts'
import { whenStoreWorks, type Requests } from './requests.ts'

type Uploads = Awaited<ReturnType<typeof uploadForms>>
type Visit = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly draft: OpenDraft }

/** The review of a draft, its attachments, and its sending: at once, or after the code that proves a guest's mobile. */
export function draftRoutes(server: FastifyInstance, requests: Requests, uploads: Uploads): void {
  const { context } = requests
  const { app, cookies } = context
  const guarded = { preValidation: guardForm(server) }

  const withDraft =
    (work: (visit: Visit) => Promise<FastifyReply>) => async (request: FastifyRequest, reply: FastifyReply) => {
      const draft = await requests.draft(request, reply)
      return draft === undefined ? requests.withoutDraft(request, reply) : work({ request, reply, draft })
    }
  /** A draft whose form is filled in. */
  const ready = (work: (visit: Visit) => Promise<FastifyReply>) =>
    withDraft(async (visit) =>
      faultsInDraft(visit.draft).length === 0 ? work(visit) : goTo(visit.reply, formHref(visit.draft.words)),
    )

  const reviewPage = async ({ request, reply, draft }: Visit, errors: readonly FieldError[] = []) => {
    const { words } = draft
    const shell = words.form === 'anonymous' ? requests.nobody() : await context.shell(request, reply)
    const [files, branches, token] = [await draftFiles(app, draft), await requests.branches(), context.token(reply)]
    return <ReviewPage {...{ shell, token, words, files, branches, errors }} needsCode={needsCode(draft)} />
  }
  server.get(
    '/requests/new/review',
    ready(async (visit) => sendPage(visit.reply, await reviewPage(visit))),
  )
  server.post(
    '/requests/new/files',
    uploads.guarded,
    ready(async (visit) => {
      const file = uploads.sent(visit.request)
      const kept =
        file === undefined
          ? invalid([{ field: 'file', message: 'پرونده‌ای انتخاب نشده است. یک تصویر یا سند PDF انتخاب کنید.' }])
          : await whenStoreWorks(() => attachToDraft(app, visit.draft, file))
      if (kept.ok) return goTo(visit.reply, '/requests/new/review')
      return sendFormAgain(visit.reply, kept, (errors) => reviewPage(visit, errors))
    }),
  )
  server.post(
    '/requests/new/files/remove',
    guarded,
    ready(async ({ request, reply, draft }) => {
      await detachFromDraft(app, draft, formValues(request)['file'] ?? '')
      return goTo(reply, '/requests/new/review')
    }),
  )
  server.post(
    '/requests/new/send',
    guarded,
    ready(async (visit) => {
      const { request, reply, draft } = visit
      if (needsCode(draft)) {
        const sent = await sendDraftCode(app, draft)
        if (sent.ok) return goTo(reply, '/requests/new/code')
        return sendFormAgain(reply, sent, (errors) => reviewPage(visit, errors))
      }
      const received = await sendDraft(app, draft, request.ip)
      if (!received.ok) return sendFormAgain(reply, received, (errors) => reviewPage(visit, errors))
      return draft.own ? requests.goToSent(reply, received.value.key, true) : goTo(reply, '/requests/anonymous/sent')
    }),
  )

  const codePage = async ({ request, reply, draft }: Visit, errors: readonly FieldError[] = []) => {
    const mobile = parseMobile(draft.words.mobile)
    return (
      <RequestCode
        shell={await context.shell(request, reply)}
        maskedMobile={mobile.ok ? maskMobile(mobile.value) : ''}
        resendSeconds={await draftCodeWait(app, draft)}
        to="send"
        {...context.form(reply, {}, errors)}
      />
    )
  }
  server.get(
    '/requests/new/code',
    ready(async (visit) =>
      needsCode(visit.draft) ? sendPage(visit.reply, await codePage(visit)) : goTo(visit.reply, '/requests/new/review'),
    ),
  )
  server.post(
    '/requests/new/code',
    guarded,
    ready(async (visit) => {
      const { request, reply, draft } = visit
      if (!needsCode(draft)) return goTo(reply, '/requests/new/review')
      const received = await sendDraft(app, draft, request.ip, formValues(request)['code'] ?? '')
      if (!received.ok) return sendFormAgain(reply, received, (errors) => codePage(visit, errors))
      return requests.goToSent(reply, received.value.key, false)
    }),
  )
  server.post(
    '/requests/new/code/resend',
    guarded,
    ready(async ({ request, reply, draft }) => {
      const sent = await sendDraftCode(app, draft, true)
      return sent.ok ? goTo(reply, '/requests/new/code') : sendProblem(context, request, reply, sent.problem)
    }),
  )

  server.get('/requests/anonymous/sent', async (request, reply) => {
    const receipt = await anonymousReceipt(app, cookies.get(request, 'request-draft'))
    if (receipt === undefined) return goTo(reply, '/requests/track')
    return sendPage(reply, <AnonymousSent shell={requests.nobody()} token={context.token(reply)} receipt={receipt} />)
  })
  server.post('/requests/anonymous/noted', guarded, async (_request, reply) => {
    cookies.clear(reply, 'request-draft')
    return goTo(reply, '/requests/track')
  })
}
