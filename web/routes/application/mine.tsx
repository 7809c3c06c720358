import type { FastifyInstance } from 'fastify'
import { MyApplications } from '#web/pages/application/mine.tsx'
import { paysOut } from '#web/pages/application/payouts.tsx'
import { StatusPage } from '#web/pages/application/status.tsx'
import { applicationsOf } from '#store/applications.ts'
import { listPayouts } from '#store/payouts.ts'
import { listCertificatesOf } from '#store/certificates.ts'
import { sendPage } from '../../http/context.ts'
import { certificateLine } from '../certificate-lines.ts'
import { applicationLine } from './lines.ts'
import { askToSignIn, type Params, type Visits } from './visits.ts'

const asked = { applications: applicationsOf }

/** «درخواست‌های من», and what became of one of them. */
export function myApplicationRoutes(server: FastifyInstance, visits: Visits): void {
  const { context } = visits
  server.get('/applications', async (request, reply) => {
    const visit = await context.visit(request, reply, asked)
    if (visit === null) return askToSignIn(reply, '/applications')
    const lines = visit.answered.applications.map(applicationLine)
    return sendPage(reply, <MyApplications shell={await context.shell(request, reply)} lines={lines} />)
  })
  server.get<{ Params: Params }>(
    '/applications/:id',
    visits.own(async ({ request, reply, opened, shell, key }) => {
      const sent = (request.query as { sent?: string }).sent === '1' && opened.application.submitted !== null
      const ended = opened.service.flow.states[opened.application.state]?.final !== undefined
      const certificates = ended ? (await listCertificatesOf(context.app.db, key)).map(certificateLine) : []
      const payouts = paysOut(opened) ? await listPayouts(context.app.db, key) : []
      const page = { ...visits.keys(reply), shell, opened, sent, certificates, payouts }
      return sendPage(reply, <StatusPage {...page} />)
    }),
  )
}
