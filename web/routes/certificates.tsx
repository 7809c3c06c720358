import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { checkCertificate, publishedKeys } from '#app/certificates/check.ts'
import { openOwnCertificate } from '#app/certificates/open.ts'
import { readCode } from '#app/certificates/paper.ts'
import { fileHeaders } from '#app/files/file-headers.ts'
import { problemStatus } from '#app/problem.ts'
import { listCertificates } from '#store/certificates.ts'
import { CheckedPage, CheckPage } from '#web/pages/certificate/check.tsx'
import { MyCertificates } from '#web/pages/certificate/mine.tsx'
import { formErrors, goTo, sendPage, type Context } from '../http/context.ts'
import { askToSignIn } from './application/visits.ts'
import { certificateLine } from './certificate-lines.ts'

/** «گواهی‌های من», and the pages on which anybody checks a paper they were given. */
export function certificateRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context

  server.get('/certificates', async (request, reply) => {
    const who = await context.signedIn(request, reply)
    if (who === null) return askToSignIn(reply, '/certificates')
    const lines = (await listCertificates(app.db, who.personId)).map(certificateLine)
    return sendPage(reply, <MyCertificates shell={await context.shell(request, reply)} lines={lines} />)
  })
  server.get<{ Params: { id: string } }>('/certificates/:id', async (request, reply) => {
    const who = await context.signedIn(request, reply)
    if (who === null) return askToSignIn(reply, '/certificates')
    const opened = await openOwnCertificate(app, who.personId, request.params.id)
    if (!opened.ok) return reply.callNotFound()
    const file = opened.value
    return reply.headers(fileHeaders(file.type, file.name)).send(Buffer.from(file.bytes))
  })

  server.get<{ Querystring: { code?: string } }>('/v', async (request, reply) => {
    const { code } = request.query
    const typed = typeof code === 'string' ? code.slice(0, 100).trim() : ''
    const read = readCode(typed)
    if (read !== null) return goTo(reply, `/v/${read}`)
    const message = 'کد گواهی دوازده حرف و رقم انگلیسی است، مانند آنچه کنار رمزینهٔ برگه نوشته شده. آن را کامل بنویسید.'
    const errors = code === undefined ? [] : [{ field: 'code', message }]
    const page = <CheckPage shell={await context.shell(request, reply)} typed={typed} errors={errors} />
    return sendPage(reply.headers(UNLISTED), page, errors.length === 0 ? 200 : 422)
  })
  server.get<{ Params: { code: string } }>('/v/:code', async (request, reply) => {
    const { code } = request.params
    return showChecked(request, reply.headers(UNLISTED), code)
  })
  async function showChecked(request: FastifyRequest, reply: FastifyReply, code: string): Promise<FastifyReply> {
    const checked = await checkCertificate(app, code, request.ip)
    const shell = await context.shell(request, reply)
    if (checked.ok) return sendPage(reply, <CheckedPage shell={shell} certificate={checked.value} />)
    const { problem } = checked
    if (problem.retryAfter !== undefined) reply.header('retry-after', String(problem.retryAfter))
    const errors = problem.code === 'not-found' ? [{ field: 'code', message: problem.message }] : formErrors(problem)
    const typed = problem.code === 'not-found' ? code.slice(0, 40) : ''
    return sendPage(reply, <CheckPage shell={shell} typed={typed} errors={errors} />, problemStatus(problem))
  }

  server.get('/.well-known/tamin-certificate-keys.json', async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=3600')
      .header('access-control-allow-origin', '*')
      .type('application/jwk-set+json')
      .send(JSON.stringify(await publishedKeys(app))),
  )
}

/** Papers of people are nothing for search engines. */
const UNLISTED = { 'x-robots-tag': 'noindex' }
