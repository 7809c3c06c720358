import type { FastifyInstance, FastifyRequest } from 'fastify'
import { tehranDate } from '#kernel/dates.ts'
import type { Raw } from '#kernel/fields/field.ts'
import { canonical } from '#kernel/hash-chain.ts'
import { nextPage, openParts } from '#kernel/service/form.ts'
import { answerPage } from '#app/applications/fill.ts'
import { lookUpFacts } from '#app/applications/look-up.ts'
import { ANOTHER_ROW } from '#web/components/inputs.tsx'
import type { FieldError } from '#web/components/shell.ts'
import { addressOf, nextAddress, situationOf, type Opened } from '#web/pages/application/opened.ts'
import { QuestionPage, RefusedPage, WaitPage, WORK_OUT, writtenAnswers } from '#web/pages/application/page.tsx'
import { formValues, goTo, sendFormAgain, sendPage } from '../../http/context.ts'
import { guardForm } from '../../http/guards.ts'
import { isAt, requestKey, type Params, type Visit, type Visits } from './visits.ts'

/** The questions of an application, page by page; the wait for a registry, and the refusal by a rule. */
export function questionRoutes(server: FastifyInstance, visits: Visits): void {
  const { app } = visits.context
  const questionPage = (visit: Visit, raw: Raw, errors: readonly FieldError[] = []) => (
    <QuestionPage
      {...visits.keys(visit.reply)}
      shell={visit.shell}
      opened={visit.opened}
      page={visit.request.params.page}
      raw={raw}
      errors={errors}
    />
  )
  server.get<{ Params: Params }>(
    '/applications/:id/pages/:page',
    visits.own(async (visit) => {
      const { reply, opened, request } = visit
      const { page } = request.params
      if (!isOpen(opened, page)) return goTo(reply, nextAddress(opened))
      return sendPage(reply, questionPage(visit, writtenAnswers(opened, page)))
    }),
  )
  server.post<{ Params: Params }>(
    '/applications/:id/pages/:page',
    { preValidation: guardForm(server) },
    visits.own(async (visit) => {
      const { reply, opened, request, key } = visit
      const { page } = request.params
      if (!isOpen(opened, page)) return goTo(reply, nextAddress(opened))
      const raw = rawValues(request)
      if (formValues(request)[ANOTHER_ROW] !== undefined) return sendPage(reply, questionPage(visit, raw))
      const answered = await answerPage(app, key, page, { form: raw }, requestKey(request, canonical(raw as never)))
      if (!answered.ok) return sendFormAgain(reply, answered, (errors) => questionPage(visit, raw, errors))
      await lookUpFacts(app, key)
      if (formValues(request)[WORK_OUT] !== undefined)
        return goTo(reply, `${addressOf(opened, `/pages/${request.params.page}`)}#sheet`)
      return goTo(reply, nextAddress((await visits.load(key))!))
    }),
  )
  server.get<{ Params: Params }>(
    '/applications/:id/wait',
    visits.own(async ({ reply, opened, key, shell }) => {
      if (!isAt(opened, '/wait')) return goTo(reply, nextAddress(opened))
      await lookUpFacts(app, key)
      const now = (await visits.load(key))!
      return isAt(now, '/wait')
        ? sendPage(reply, <WaitPage shell={shell} opened={now} />)
        : goTo(reply, nextAddress(now))
    }),
  )
  server.get<{ Params: Params }>(
    '/applications/:id/refused',
    visits.own(async ({ reply, opened, shell }) =>
      isAt(opened, '/refused')
        ? sendPage(reply, <RefusedPage {...visits.keys(reply)} shell={shell} opened={opened} />)
        : goTo(reply, nextAddress(opened)),
    ),
  )
}

/** A page whose turn it is, or that was answered and may be changed. */
function isOpen(opened: Opened, page: string): boolean {
  const { service, application, moment } = opened
  const { pages, context } = situationOf(opened)
  if (!pages.includes(page)) return false
  const open = openParts(service, application, tehranDate(moment.at)).fields
  const fields = service.pages[page]!.fields.filter((name) => open.includes(name))
  const next = nextPage(service, application, tehranDate(moment.at))
  return fields.some((name) => name in context.answers) || (next.step === 'page' && next.page === page)
}

/** The fields of a form as it was sent, without what is ours. */
function rawValues(request: FastifyRequest): Raw {
  const body = typeof request.body === 'object' && request.body !== null ? request.body : {}
  const texts = Object.entries(body).filter(
    ([name, value]) =>
      !name.startsWith('_') &&
      (typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'))),
  )
  return Object.fromEntries(texts) as Raw
}
