import type { FastifyInstance } from 'fastify'
import { listChapters, openChapter } from '#app/law/read.ts'
import { tehranDate } from '#kernel/dates.ts'
import { LawChapter, LawIndex } from '#web/pages/law.tsx'
import { sendPage, type Context } from '../http/context.ts'

/** «قانون و محاسبه‌ها»: every figure and formula the portal reckons by, for everybody. */
export function lawRoutes(server: FastifyInstance, context: Context): void {
  server.get('/law', async (request, reply) => {
    const shell = await context.shell(request, reply)
    return sendPage(reply, <LawIndex shell={shell} chapters={listChapters()} />)
  })

  server.get<{ Params: { chapter: string } }>('/law/:chapter', async (request, reply) => {
    const chapter = openChapter(request.params.chapter, tehranDate(context.app.clock.now()))
    if (chapter === null) return reply.callNotFound()
    const shell = await context.shell(request, reply)
    return sendPage(reply, <LawChapter shell={shell} chapter={chapter} />)
  })
}
