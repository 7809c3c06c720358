import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Raw } from '#kernel/fields/field.ts'
import type { Service } from '#kernel/service/service.ts'
import { isReading } from '#kernel/sheet/reading.ts'
import { fileHeaders } from '#app/files/file-headers.ts'
import { printSheet } from '#app/sheets/print-sheet.ts'
import { tell } from '#app/sheets/tell.ts'
import { findService } from '#services/all.ts'
import { SheetPage } from '#web/pages/sheet.tsx'
import { sendFormAgain, sendPage, sendProblem, type Context } from '../http/context.ts'
import { askToSignIn } from './application/visits.ts'

type Params = { id: string }
type Visit = { readonly service: Service; readonly raw: Raw; readonly query: string }

/** What services that only tell answer to the person who is signed in: as a page, and as a PDF. */
export function sheetRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context
  server.get<{ Params: Params }>('/services/:id/sheet', async (request, reply) => {
    const visit = visitOf(request)
    if (visit === null) return reply.callNotFound()
    const who = await context.signedIn(request, reply)
    if (who === null) return askToSignIn(reply, request.url)
    const { service, raw, query } = visit
    const told = await tell(app, who.personId, service, askedIn(raw))
    const shell = await context.shell(request, reply)
    if (!told.ok && told.problem.code === 'limited') return sendProblem(context, request, reply, told.problem)
    const page = { shell, service, raw, query }
    if (told.ok) return sendPage(reply, <SheetPage {...page} told={told.value} />)
    return sendFormAgain(reply, told, (errors) => <SheetPage {...page} told={null} errors={errors} />)
  })
  server.get<{ Params: Params }>('/services/:id/sheet.pdf', async (request, reply): Promise<FastifyReply> => {
    const visit = visitOf(request)
    if (visit === null) return callNotFound(reply)
    const who = await context.signedIn(request, reply)
    if (who === null) return askToSignIn(reply, request.url)
    const told = await tell(app, who.personId, visit.service, { form: visit.raw })
    const printed = told.ok ? await printSheet(app, told.value) : told
    if (!printed.ok) return sendProblem(context, request, reply, printed.problem)
    const { bytes, type, name } = printed.value
    return reply.headers(fileHeaders(type, name)).send(Buffer.from(bytes))
  })
}

const callNotFound = (reply: FastifyReply): FastifyReply => {
  reply.callNotFound()
  return reply
}

/** The service that is asked, and what is asked in the address; null where no service of this name only tells. */
function visitOf(request: FastifyRequest<{ Params: Params }>): Visit | null {
  const service = findService(request.params.id)
  if (service === undefined || !isReading(service)) return null
  const at = request.url.indexOf('?')
  return { service, raw: request.query as Raw, query: at < 0 ? '' : request.url.slice(at) }
}

/** An address without questions is a first visit: nothing was answered wrongly yet. */
const askedIn = (raw: Raw) => (Object.keys(raw).length === 0 ? null : { form: raw })
