import type { FastifyInstance } from 'fastify'
import { problemStatus } from '#app/problem.ts'
import { archiveAtDesk } from '#app/requests/archive-desk.ts'
import { kindsOf } from '#app/requests/clerk.ts'
import type { ArchiveEnd } from '#store/archive.ts'
import { ArchivePage } from '#web/pages/desk/archive.tsx'
import { formErrors, sendPage, type Context } from '../http/context.ts'
import { atDeskOf, isId, queryOf } from './at-desk.tsx'

/** The archive of requests: how the like of them was answered before. */
export function deskArchiveRoutes(server: FastifyInstance, context: Context): void {
  const { forStaff, showProblem, staffOf } = atDeskOf(context)
  server.get(
    '/staff/requests/archive',
    forStaff(async (at) => {
      const { after, ...values } = queryOf(at.request)
      const archive = await archiveAtDesk(context.app, at.who, values, endOf(after))
      if (!archive.ok && archive.problem.code === 'not-found') return showProblem(at, archive.problem)
      const next = archive.ok ? (archive.value.found?.next ?? null) : null
      const page = (
        <ArchivePage
          staff={staffOf(at.who, at.reply)}
          archive={archive.ok ? archive.value : { kinds: kindsOf(at.who.role), found: null }}
          values={values}
          nextHref={next === null ? null : hrefOf(values, next)}
          errors={archive.ok ? [] : formErrors(archive.problem)}
        />
      )
      return sendPage(at.reply, page, archive.ok ? 200 : problemStatus(archive.problem))
    }),
  )
}

const hrefOf = (values: Readonly<Record<string, string>>, { receivedAt, requestId }: ArchiveEnd): string =>
  `/staff/requests/archive?${new URLSearchParams({ ...values, after: `${receivedAt.getTime()}.${requestId}` })}`

function endOf(after = ''): ArchiveEnd | null {
  const [at = '', requestId = ''] = after.split('.')
  return /^\d{1,14}$/.test(at) && isId(requestId) ? { receivedAt: new Date(Number(at)), requestId } : null
}
