import type { FastifyInstance } from 'fastify'
import { findService } from '#services/all.ts'
import { beginApplication } from '#app/applications/begin.ts'
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
      const key = await beginApplication(context.app, who.personId, id)
      if (!key.ok) return sendProblem(context, request, reply, key.problem)
      return goTo(reply, nextAddress((await visits.load(key.value))!))
    },
  )
}
