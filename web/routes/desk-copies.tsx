import type { FastifyInstance, FastifyReply } from 'fastify'
import { composeCopy, proposeCopy } from '#app/copies/compose.ts'
import { copiesAtDesk, decideAboutCopy, openCopy, takeCopyDown } from '#app/copies/copies.ts'
import { failed, problemStatus, type Problem } from '#app/problem.ts'
import { CopiesPage, CopyPage, NewCopyPage } from '#web/pages/desk/copies.tsx'
import { formErrors, formValues, goTo, sendPage, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'
import { atDeskOf, isId, type AtStaff } from './at-desk.tsx'

type Undone = { readonly values: Record<string, string>; readonly problem: Problem } | null

/** Copies of answered requests for everybody to read: made by one, checked by another. */
export function deskCopyRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context
  const { forStaff, showProblem, staffOf } = atDeskOf(context)
  const guarded = { preValidation: guardForm(server) }

  server.get(
    '/staff/copies',
    forStaff(async (at) => {
      const copies = await copiesAtDesk(app, at.who)
      if (!copies.ok) return showProblem(at, copies.problem)
      return sendPage(at.reply, <CopiesPage staff={staffOf(at.who, at.reply)} copies={copies.value} />)
    }),
  )
  server.get(
    '/staff/copies/new',
    forStaff(async (at) => {
      const { code } = at.request.query as { code?: unknown }
      return showNew(at, typeof code === 'string' ? code : '', null)
    }),
  )
  server.post(
    '/staff/copies/new',
    guarded,
    forStaff(async (at) => {
      const values = formValues(at.request)
      const { code = '' } = values
      const proposed = await proposeCopy(app, at.who, code, values)
      return proposed.ok
        ? goTo(at.reply, `/staff/copies/${proposed.value}`)
        : showNew(at, code, { values, problem: proposed.problem })
    }),
  )
  async function showNew(at: AtStaff, code: string, undone: Undone): Promise<FastifyReply> {
    const draft = await composeCopy(app, at.who, code)
    if (!draft.ok) return showProblem(at, draft.problem)
    const page = (
      <NewCopyPage
        staff={staffOf(at.who, at.reply)}
        draft={draft.value}
        values={undone?.values ?? {}}
        errors={undone === null ? [] : formErrors(undone.problem)}
      />
    )
    return sendPage(at.reply, page, undone === null ? 200 : problemStatus(undone.problem))
  }

  server.get(
    '/staff/copies/:copy',
    forStaff(async (at, { copy }) => showCopy(at, copy, null)),
  )
  server.post(
    '/staff/copies/:copy',
    guarded,
    forStaff(async (at, { copy }) => {
      const values = formValues(at.request)
      const decided = isId(copy) ? await decideAboutCopy(app, at.who, copy, values) : noCopy
      return decided.ok
        ? goTo(at.reply, `/staff/copies/${copy}`)
        : showCopy(at, copy, { values, problem: decided.problem })
    }),
  )
  server.post(
    '/staff/copies/:copy/take-down',
    guarded,
    forStaff(async (at, { copy }) => {
      const taken = isId(copy) ? await takeCopyDown(app, at.who, copy) : noCopy
      return taken.ok ? goTo(at.reply, `/staff/copies/${copy}`) : showProblem(at, taken.problem)
    }),
  )
  async function showCopy(at: AtStaff, copy: string, undone: Undone): Promise<FastifyReply> {
    const opened = isId(copy) ? await openCopy(app, at.who, copy) : noCopy
    if (!opened.ok) return showProblem(at, opened.problem)
    const page = (
      <CopyPage
        staff={staffOf(at.who, at.reply)}
        copy={opened.value}
        own={opened.value.proposedBy === at.who.staffId}
        values={undone?.values ?? {}}
        errors={undone === null ? [] : formErrors(undone.problem)}
      />
    )
    return sendPage(at.reply, page, undone === null ? 200 : problemStatus(undone.problem))
  }
}

const noCopy = failed({ code: 'not-found', message: 'چنین نسخه‌ای نیست.' })
