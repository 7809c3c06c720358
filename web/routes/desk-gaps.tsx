import type { FastifyInstance } from 'fastify'
import { gapsOfWeek } from '#app/answers/gaps.ts'
import { GapsPage } from '#web/pages/desk/gaps.tsx'
import { sendPage, type Context } from '../http/context.ts'
import { atDeskOf } from './at-desk.tsx'

/** What people ask that nobody has answered yet, for those who write answers. */
export function deskGapRoutes(server: FastifyInstance, context: Context): void {
  const { forStaff, showProblem, staffOf } = atDeskOf(context)
  server.get(
    '/staff/gaps',
    forStaff(async (at) => {
      const { week } = at.request.query as { week?: unknown }
      const gaps = await gapsOfWeek(context.app, at.who, typeof week === 'string' ? week : '')
      if (!gaps.ok) return showProblem(at, gaps.problem)
      return sendPage(at.reply, <GapsPage staff={staffOf(at.who, at.reply)} gaps={gaps.value} />)
    }),
  )
}
