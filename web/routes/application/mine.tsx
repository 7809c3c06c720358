import type { FastifyInstance } from 'fastify'
import { MyApplications } from '#web/pages/application/mine.tsx'
import { StatusPage } from '#web/pages/application/status.tsx'
import { listCertificatesOf } from '#store/certificates.ts'
import { sendPage } from '../../http/context.ts'
import { certificateLine } from '../certificate-lines.ts'
import { applicationLines } from './lines.ts'
import { askToSignIn, type Params, type Visits } from './visits.ts'

/** «درخواست‌های من», and what became of one of them. */
export function myApplicationRoutes(server: FastifyInstance, visits: Visits): void {
  const { context } = visits
  server.get('/applications', async (request, reply) => {
    const who = await context.signedIn(request, reply)
    if (who === null) return askToSignIn(reply, '/applications')
    const lines = await applicationLines(context.app, who.personId)
    return sendPage(reply, <MyApplications shell={await context.shell(request, reply)} lines={lines} />)
  })
  server.get<{ Params: Params }>(
    '/applications/:id',
    visits.own(async ({ request, reply, opened, shell, key }) => {
      const sent = (request.query as { sent?: string }).sent === '1' && opened.application.submitted !== null
      const ended = opened.service.flow.states[opened.application.state]?.final !== undefined
      const certificates = ended ? (await listCertificatesOf(context.app.db, key)).map(certificateLine) : []
      const page = { ...visits.keys(reply), shell, opened, sent, certificates }
      return sendPage(reply, <StatusPage {...page} />)
    }),
  )
}
