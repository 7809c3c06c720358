import type { FastifyInstance } from 'fastify'
import { lookUpFacts } from '#app/applications/look-up.ts'
import type { FieldError } from '#web/components/shell.ts'
import { addressOf, nextAddress } from '#web/pages/application/opened.ts'
import { ReviewPage } from '#web/pages/application/review.tsx'
import { goTo, sendFormAgain, sendPage, sendProblem } from '../../http/context.ts'
import { guardForm } from '../../http/guards.ts'
import { isAt, type Params, type Visit, type Visits } from './visits.ts'

/** What the person decides: to look everything over and send it, to withdraw, to object. */
export function sendingRoutes(server: FastifyInstance, visits: Visits): void {
  const { context } = visits
  const guarded = { preValidation: guardForm(server) }
  const reviewPage = ({ reply, opened, shell }: Visit, errors: readonly FieldError[] = []) => (
    <ReviewPage {...visits.keys(reply)} shell={shell} opened={opened} errors={errors} />
  )
  server.get<{ Params: Params }>(
    '/applications/:id/review',
    visits.own(async (visit) => {
      const { reply, opened, key } = visit
      if (!isAt(opened, '/review')) return goTo(reply, nextAddress(opened))
      await lookUpFacts(context.app, key)
      const now = (await visits.load(key))!
      if (!isAt(now, '/review')) return goTo(reply, nextAddress(now))
      return sendPage(reply, reviewPage({ ...visit, opened: now }))
    }),
  )
  server.post<{ Params: Params }>(
    '/applications/:id/submit',
    guarded,
    visits.arrived(async (arrival) => {
      const sent = await visits.submit(arrival)
      if (sent.ok) return goTo(arrival.reply, `${addressOf(arrival.key)}?sent=1`)
      return visits.enter(arrival, async (visit) => {
        const { request, reply, opened } = visit
        if (isAt(opened, '/refused')) return goTo(reply, nextAddress(opened))
        if (!isAt(opened, '/review')) return sendProblem(context, request, reply, sent.problem)
        return sendFormAgain(reply, sent, (errors) => reviewPage(visit, errors))
      })
    }),
  )
  for (const name of ['withdraw', 'object'] as const)
    server.post<{ Params: Params }>(
      `/applications/:id/${name}`,
      guarded,
      visits.own(async (visit) => {
        const { request, reply, opened } = visit
        const made = await visits.move(visit, `citizen:${name}`)
        return made.ok ? goTo(reply, addressOf(opened)) : sendProblem(context, request, reply, made.problem)
      }),
    )
}
