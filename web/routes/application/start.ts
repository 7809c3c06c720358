import type { FastifyInstance } from 'fastify'
import { findService } from '#services/all.ts'
import { lookUpFacts } from '#app/applications/look-up.ts'
import { openApplication } from '#app/applications/open.ts'
import type { Result } from '#app/problem.ts'
import { listApplications, type ApplicationKey } from '#store/applications.ts'
import type { PersonId } from '#store/ids.ts'
import { nextAddress } from '#web/pages/application/opened.ts'
import { goTo, sendProblem } from '../../http/context.ts'
import { guardForm } from '../../http/guards.ts'
import { askToSignIn, type Visits } from './visits.ts'

type Params = { id: string }

/** The button that begins a service. */
export function startRoutes(server: FastifyInstance, visits: Visits): void {
  const { context } = visits
  server.get<{ Params: Params }>('/services/:id/start', async (request, reply) => {
    if (findService(request.params.id) === undefined) return reply.callNotFound()
    return goTo(reply, `/services/${request.params.id}`)
  })
  server.post<{ Params: Params }>(
    '/services/:id/start',
    { preValidation: guardForm(server) },
    async (request, reply) => {
      const { id } = request.params
      if (findService(id) === undefined) return reply.callNotFound()
      const who = await context.signedIn(request, reply)
      if (who === null) return askToSignIn(reply, `/services/${id}`)
      const key = (await findBlank(visits, who.personId, id)) ?? (await openApplication(context.app, who.personId, id))
      if (!key.ok) return sendProblem(context, request, reply, key.problem)
      await lookUpFacts(context.app, key.value)
      return goTo(reply, nextAddress((await visits.load(key.value))!))
    },
  )
}

/** One that was opened and never answered: to begin again is to go on with it. */
async function findBlank(visits: Visits, personId: PersonId, service: string): Promise<Result<ApplicationKey> | null> {
  const version = findService(service)?.version
  for (const row of await listApplications(visits.context.app.db, personId)) {
    if (row.service !== service || row.version !== version || row.turn !== 'citizen' || row.submittedAt !== null)
      continue
    const { personId: owner, applicationId } = row
    const opened = await visits.load({ personId: owner, applicationId })
    if (opened !== undefined && Object.keys(opened.application.answers).length === 0)
      return { ok: true, value: { personId: owner, applicationId } }
  }
  return null
}
