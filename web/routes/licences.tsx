import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { giveLicence, inquire, licencesOf, openLicensed, takeLicenceBack } from '#app/certificates/licences.ts'
import { fileHeaders } from '#app/files/file-headers.ts'
import type { PersonId } from '#store/ids.ts'
import type { FieldError } from '#web/components/shell.ts'
import { InquiredPage, InquiryPage, LicencesPage } from '#web/pages/certificate/licences.tsx'
import { formValues, goTo, sendFormAgain, sendPage, sendProblem, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'
import { askToSignIn } from './application/visits.ts'

type Params = { id: string; licence: string }
type Request = FastifyRequest<{ Params: Params }>

/** Licences to inquire: their givers' pages, and the page on which an institution uses one. */
export function licenceRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context
  const guarded = { preValidation: guardForm(server) }
  const addressOf = (id: string) => `/certificates/${id}/licences`

  const own =
    (page: (request: Request, reply: FastifyReply, personId: PersonId) => Promise<FastifyReply>) =>
    async (request: Request, reply: FastifyReply): Promise<FastifyReply> => {
      const who = await context.signedIn(request, reply)
      return who === null ? askToSignIn(reply, addressOf(request.params.id)) : page(request, reply, who.personId)
    }
  async function view(request: Request, reply: FastifyReply, personId: PersonId, errors: readonly FieldError[] = []) {
    const found = await licencesOf(app, personId, request.params.id)
    if (!found.ok) return null
    const { certificate, title, licences } = found.value
    const { certificateId, number, status } = certificate
    const shell = await context.shell(request, reply)
    const page = { shell, certificateId, title, number, valid: status === 'valid', licences }
    return <LicencesPage {...page} {...context.form(reply, formValues(request), errors)} />
  }

  server.get<{ Params: Params }>(
    '/certificates/:id/licences',
    own(async (request, reply, personId) => {
      const page = await view(request, reply, personId)
      return page === null ? callNotFound(reply) : sendPage(reply, page)
    }),
  )
  server.post<{ Params: Params }>(
    '/certificates/:id/licences',
    guarded,
    own(async (request, reply, personId) => {
      const { institution = '', until = '' } = formValues(request)
      const given = await giveLicence(app, personId, request.params.id, { institution, until })
      if (given.ok) return goTo(reply, addressOf(request.params.id))
      if (given.problem.code === 'not-found') return callNotFound(reply)
      return sendFormAgain(reply, given, async (errors) => (await view(request, reply, personId, errors))!)
    }),
  )
  server.post<{ Params: Params }>(
    '/certificates/:id/licences/:licence/end',
    guarded,
    own(async (request, reply, personId) => {
      const ended = await takeLicenceBack(app, personId, request.params.licence)
      return ended.ok ? goTo(reply, addressOf(request.params.id)) : callNotFound(reply)
    }),
  )

  server.get('/licence', async (request, reply) =>
    sendPage(
      reply.headers(UNLISTED),
      <InquiryPage shell={await context.shell(request, reply)} {...context.form(reply)} />,
    ),
  )
  server.post('/licence', guarded, async (request, reply) => {
    const typed = typedIn(request)
    const inquired = await inquire(app, typed, request.ip)
    const shell = await context.shell(request, reply)
    reply.headers(UNLISTED)
    if (!inquired.ok)
      return sendFormAgain(reply, inquired, (errors) => (
        <InquiryPage shell={shell} {...context.form(reply, typed, errors)} />
      ))
    const page = { shell, inquiry: inquired.value, token: context.token(reply), ...typed }
    return sendPage(reply, <InquiredPage {...page} />)
  })
  server.post('/licence/paper', guarded, async (request, reply) => {
    const opened = await openLicensed(app, typedIn(request), request.ip)
    if (!opened.ok) return sendProblem(context, request, reply, opened.problem)
    const { bytes, type, name } = opened.value
    return reply.headers({ ...fileHeaders(type, name), ...UNLISTED }).send(Buffer.from(bytes))
  })
}

function typedIn(request: FastifyRequest): { code: string; usedBy: string } {
  const { code = '', usedBy = '' } = formValues(request)
  return { code: code.slice(0, 100), usedBy: usedBy.slice(0, 200) }
}

function callNotFound(reply: FastifyReply): FastifyReply {
  reply.callNotFound()
  return reply
}

/** Papers of people are nothing for search engines. */
const UNLISTED = { 'x-robots-tag': 'noindex' }
