import type { FastifyInstance } from 'fastify'
import { applicationCode, confirmApplication, sendApplicationCode } from '#app/applications/confirm.ts'
import { lookUpFacts } from '#app/applications/look-up.ts'
import type { FieldError } from '#web/components/shell.ts'
import { addressOf, nextAddress } from '#web/pages/application/opened.ts'
import { ConfirmPage } from '#web/pages/application/confirm.tsx'
import { ReviewPage } from '#web/pages/application/review.tsx'
import { formValues, goTo, sendFormAgain, sendPage, sendProblem } from '../../http/context.ts'
import { guardForm } from '../../http/guards.ts'
import { isAt, requestKey, type Params, type Visit, type Visits } from './visits.ts'

/** What the person decides: to look everything over and send it, with a code where one is asked for, to withdraw, to object. */
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
  const confirmPage = async ({ reply, opened, shell, key }: Visit, errors: readonly FieldError[] = []) => {
    const sent = await applicationCode(context.app, key)
    return sent === null ? null : <ConfirmPage {...visits.keys(reply)} {...sent} {...{ shell, opened, errors }} />
  }
  server.get<{ Params: Params }>(
    '/applications/:id/confirm',
    visits.own(async (visit) => {
      const { reply, opened } = visit
      const page = isAt(opened, '/review') ? await confirmPage(visit) : null
      return page === null ? goTo(reply, nextAddress(opened)) : sendPage(reply, page)
    }),
  )
  server.post<{ Params: Params }>(
    '/applications/:id/code',
    guarded,
    visits.own(async (visit) => {
      const { reply, opened, key } = visit
      if (!isAt(opened, '/review')) return goTo(reply, nextAddress(opened))
      const sent = await sendApplicationCode(context.app, key)
      if (sent.ok) return goTo(reply, addressOf(opened, '/confirm'))
      return sendFormAgain(
        reply,
        sent,
        async (errors) => (await confirmPage(visit, errors)) ?? reviewPage(visit, errors),
      )
    }),
  )
  server.post<{ Params: Params }>(
    '/applications/:id/confirm',
    guarded,
    visits.own(async (visit) => {
      const { request, reply, opened, key } = visit
      const { code = '' } = formValues(request)
      const sent = await confirmApplication(context.app, key, code, requestKey(request, 'citizen:submit'))
      if (sent.ok) return goTo(reply, `${addressOf(opened)}?sent=1`)
      const now = (await visits.load(key))!
      if (!isAt(now, '/review')) return goTo(reply, nextAddress(now))
      return sendFormAgain(
        reply,
        sent,
        async (errors) =>
          (await confirmPage({ ...visit, opened: now }, errors)) ?? reviewPage({ ...visit, opened: now }, errors),
      )
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
