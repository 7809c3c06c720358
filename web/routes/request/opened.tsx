import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fileHeaders } from '#app/files/file-headers.ts'
import { sha256 } from '#app/files/take-in.ts'
import { invalid, type Result } from '#app/problem.ts'
import { openRequestFile, sendFileToRequest } from '#app/requests/files.ts'
import { rateRequest } from '#app/requests/rate.ts'
import { listOwnRequests, openOwnRequest, openProvedRequest, type RequestView } from '#app/requests/read.ts'
import { reopenRequest } from '#app/requests/reopen.ts'
import { showRequest } from '#app/requests/shown.ts'
import { withdrawRequest } from '#app/requests/withdraw.ts'
import { writeToRequest } from '#app/requests/write.ts'
import { personIdFrom } from '#store/ids.ts'
import type { RequestKey } from '#store/requests.ts'
import type { FieldError } from '#web/components/shell.ts'
import { MyRequests } from '#web/pages/request/mine.tsx'
import { RequestPage } from '#web/pages/request/request.tsx'
import { formValues, goTo, sendFormAgain, sendPage, sendProblem } from '../../http/context.ts'
import { guardForm } from '../../http/guards.ts'
import { askToSignIn, requestKey } from '../application/visits.ts'
import type { uploadForms } from '../uploads.ts'
import { whenStoreWorks, type Requests } from './requests.ts'

type Uploads = Awaited<ReturnType<typeof uploadForms>>
type Params = { id: string; file: string }
type Ask = FastifyRequest<{ Params: Params }>

/** Somebody at a request that is theirs, by their account or by a pass. */
type Visit = {
  readonly request: Ask
  readonly reply: FastifyReply
  readonly key: RequestKey
  /** The address of the page, below which its forms post. */
  readonly base: string
  readonly own: boolean
}

/** «پرسش‌ها و شکایت‌های من», one request, and what a person does with it: signed in, or by tracking code. */
export function openedRequestRoutes(server: FastifyInstance, requests: Requests, uploads: Uploads): void {
  const { context } = requests
  const { app } = context
  const guarded = { preValidation: guardForm(server) }

  server.get<{ Querystring: { after?: unknown } }>('/requests', async (request, reply) => {
    const who = await context.signedIn(request, reply)
    if (who === null) return askToSignIn(reply, '/requests')
    const { after } = request.query
    const { rows, next } = await listOwnRequests(
      app,
      who.personId,
      personIdFrom(typeof after === 'string' ? after : ''),
    )
    const lines = rows.map((row) => ({ ...row, dueAt: row.dueAt.getTime(), receivedAt: row.receivedAt.getTime() }))
    return sendPage(reply, <MyRequests shell={await context.shell(request, reply)} lines={lines} next={next} />)
  })

  /** Registers the same thing for the owner and for whoever has a pass. */
  const both = (
    method: 'GET' | 'POST',
    rest: string,
    work: (visit: Visit) => Promise<FastifyReply>,
    hooks: object = method === 'POST' ? guarded : {},
  ) => {
    server.route<{ Params: Params }>({
      method,
      url: `/requests/:id${rest}`,
      ...hooks,
      handler: async (request, reply) => {
        const { id } = request.params
        const base = `/requests/${id}`
        const who = await context.signedIn(request, reply)
        if (who === null) return askToSignIn(reply, base)
        if (personIdFrom(id) === null) return notThere(reply)
        return work({ request, reply, key: { personId: who.personId, requestId: id }, base, own: true })
      },
    })
    server.route<{ Params: Params }>({
      method,
      url: `/requests/tracked${rest}`,
      ...hooks,
      handler: async (request, reply) => {
        const pass = requests.pass(request, 'proved')
        if (pass === null) return goTo(reply, '/requests/track')
        return work({ request, reply, key: pass, base: '/requests/tracked', own: false })
      },
    })
  }

  const open = ({ key, own }: Visit): Promise<Result<RequestView>> =>
    own ? openOwnRequest(app, key.personId, key.requestId) : openProvedRequest(app, key)

  /** The page again, with what is wrong. */
  const page = async (visit: Visit, view: RequestView, errors: readonly FieldError[] = []) => {
    const { request, reply, base } = visit
    const shown = await showRequest(app, view)
    const shell = view.request.anonymous ? requests.nobody() : await context.shell(request, reply)
    const sent = (request.query as { sent?: string }).sent === '1'
    const values = formValues(request)
    return (
      <RequestPage {...{ shell, shown, base, sent }} formKey={randomUUID()} {...context.form(reply, values, errors)} />
    )
  }
  both('GET', '', async (visit) => {
    const view = await open(visit)
    return view.ok ? sendPage(visit.reply, await page(visit, view.value)) : notThere(visit.reply)
  })
  both('GET', '/files/:file', async ({ request, reply, key }) => {
    const file = await openRequestFile(app, key, request.params.file)
    if (!file.ok) return sendProblem(context, request, reply, file.problem)
    return reply.headers(fileHeaders(file.value.type, file.value.name)).send(Buffer.from(file.value.bytes))
  })

  /** After a deed back to the page; what can be mended is shown there, a request that is not theirs is not there. */
  const answer = async (visit: Visit, made: Result<unknown>): Promise<FastifyReply> => {
    const { request, reply, base } = visit
    if (made.ok) return goTo(reply, base)
    if (made.problem.code === 'not-found') return notThere(reply)
    if (made.problem.errors === undefined) return sendProblem(context, request, reply, made.problem)
    const view = await open(visit)
    if (!view.ok) return notThere(reply)
    return sendFormAgain(reply, made, (errors) => page(visit, view.value, errors))
  }
  both(
    'POST',
    '/messages',
    async (visit) => {
      const { request, key } = visit
      const { text = '' } = formValues(request)
      const file = uploads.sent(request)
      const once = requestKey(request, `${text} ${file === undefined ? '' : sha256(file.bytes)}`)
      const made = await whenStoreWorks(() =>
        file === undefined
          ? writeToRequest(app, key, { text }, once)
          : sendFileToRequest(app, key, { text, ...file }, once),
      )
      return answer(visit, made)
    },
    uploads.guarded,
  )
  both('POST', '/withdraw', async (visit) => {
    const { reason = '' } = formValues(visit.request)
    return answer(visit, await withdrawRequest(app, visit.key, reason, requestKey(visit.request, 'withdraw')))
  })
  both('POST', '/reopen', async (visit) => {
    const { reason = '' } = formValues(visit.request)
    return answer(visit, await reopenRequest(app, visit.key, reason, requestKey(visit.request, `reopen ${reason}`)))
  })
  both('POST', '/rating', async (visit) => {
    const { solved = '', score = '', comment = '' } = formValues(visit.request)
    if (solved !== 'yes' && solved !== 'no')
      return answer(visit, invalid([{ field: 'solved', message: 'بگویید مشکلتان حل شد یا نه.' }]))
    const rating = { solved: solved === 'yes', score: Number(score), text: comment }
    const once = requestKey(visit.request, `rate ${solved} ${score} ${comment}`)
    return answer(visit, await rateRequest(app, visit.key, rating, once))
  })

  server.post('/requests/tracked/leave', guarded, async (_request, reply) => {
    context.cookies.clear(reply, 'request')
    context.cookies.clear(reply, 'request-draft')
    return goTo(reply, '/requests/track')
  })
}

function notThere(reply: FastifyReply): FastifyReply {
  reply.callNotFound()
  return reply
}
