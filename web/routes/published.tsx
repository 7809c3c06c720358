import type { FastifyInstance } from 'fastify'
import { publishedAnswer, publishedAnswers } from '#app/copies/register.ts'
import type { PublishedEnd } from '#store/published-cases.ts'
import { PublishedAnswer, PublishedAnswers } from '#web/pages/published.tsx'
import { sendPage, type Context } from '../http/context.ts'
import { isId } from './at-desk.tsx'

/** The register of published answers, for everybody. */
export function publishedRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context

  server.get<{ Querystring: { q?: unknown; after?: unknown } }>('/answers-published', async (request, reply) => {
    const { q, after } = request.query
    const query = (typeof q === 'string' ? q : '').slice(0, 200).trim()
    const page = await publishedAnswers(app, query, endOf(after))
    const nextHref =
      page.next === null
        ? null
        : `/answers-published?${new URLSearchParams({ ...(query === '' ? {} : { q: query }), after: nameOf(page.next) })}`
    const shell = await context.shell(request, reply)
    return sendPage(reply, <PublishedAnswers {...{ shell, query, page, nextHref }} />)
  })

  server.get<{ Params: { id: string } }>('/answers-published/:id', async (request, reply) => {
    const { id } = request.params
    const found = isId(id) ? await publishedAnswer(app, id) : null
    if (found?.ok !== true) return reply.callNotFound()
    const shell = await context.shell(request, reply)
    return sendPage(reply, <PublishedAnswer shell={shell} published={found.value} />)
  })
}

const nameOf = ({ publishedAt, caseId }: PublishedEnd): string => `${publishedAt.getTime()}.${caseId}`

function endOf(text: unknown): PublishedEnd | null {
  const [at = '', caseId = ''] = typeof text === 'string' ? text.split('.') : []
  return /^\d{1,14}$/.test(at) && isId(caseId) ? { publishedAt: new Date(Number(at)), caseId } : null
}
