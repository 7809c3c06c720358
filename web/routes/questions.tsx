import type { FastifyInstance } from 'fastify'
import { giveAnswer, noteUse, searchQuestions } from '#app/answers/give.ts'
import { QuestionPage, Questions, type Said } from '#web/pages/questions.tsx'
import { formValues, goTo, sendPage, sendProblem, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'

/** «پرسش و پاسخ»: what the organisation answers, for everybody. */
export function questionRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context
  const guard = guardForm(server)

  server.get<{ Querystring: { q?: string } }>('/questions', async (request, reply) => {
    const { q } = request.query
    const query = (typeof q === 'string' ? q : '').slice(0, 200).trim()
    const found = query === '' ? [] : await searchQuestions(app, query, 8)
    const all = found.length === 0 ? await app.questions.all(app.db) : []
    const shell = await context.shell(request, reply)
    return sendPage(reply, <Questions shell={shell} query={query} found={found} all={all} />)
  })

  server.get<{ Params: { id: string }; Querystring: Record<string, unknown> }>(
    '/questions/:id',
    async (request, reply) => {
      const given = await giveAnswer(app, numberOf(request.params.id), request.query)
      if (!given.ok) return reply.callNotFound()
      const said = saidOf(request.query['said'])
      const chosen = chosenOf(given.value.question.facts, request.query)
      const [shell, token] = [await context.shell(request, reply), context.token(reply)]
      return sendPage(reply, <QuestionPage {...{ shell, token, chosen, said }} given={given.value} />)
    },
  )

  server.post<{ Params: { id: string } }>('/questions/:id', { preHandler: guard }, async (request, reply) => {
    const values = formValues(request)
    const said = saidOf(values['use'])
    const given = await giveAnswer(app, numberOf(request.params.id), values)
    if (!given.ok || said === null) return reply.callNotFound()
    const { question } = given.value
    const noted = await noteUse(app, question.questionId, said, request.ip)
    if (!noted.ok) return sendProblem(context, request, reply, noted.problem)
    const address = new URLSearchParams({ ...chosenOf(question.facts, values), said })
    return goTo(reply, `/questions/${question.questionId}?${address}`)
  })
}

const numberOf = (id: string): number => (/^\d{1,9}$/.test(id) ? Number(id) : 0)

const saidOf = (said: unknown): Said | null => (said === 'solved' || said === 'not-mine' ? said : null)

/** The choices that the question knows, and no other. */
function chosenOf(
  facts: readonly { readonly name: string; readonly options: Readonly<Record<string, string>> }[],
  given: Readonly<Record<string, unknown>>,
): Record<string, string> {
  return Object.fromEntries(
    facts.flatMap(({ name, options }) => {
      const value = Object.hasOwn(given, name) ? given[name] : undefined
      return typeof value === 'string' && Object.hasOwn(options, value) ? [[name, value] as const] : []
    }),
  )
}
