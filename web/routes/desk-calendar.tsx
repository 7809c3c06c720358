import type { FastifyInstance } from 'fastify'
import { calendarAtDesk, decideAtDesk, openProposal, proposeAtDesk } from '#app/calendar/at-desk.ts'
import { problemStatus, type Problem } from '#app/problem.ts'
import { CalendarPage, ProposalPage } from '#web/pages/desk/calendar.tsx'
import { formErrors, formValues, goTo, sendPage, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'
import { atDeskOf, isId, type AtStaff } from './at-desk.tsx'

/** The working calendar: proposed by one, decided by another who has seen what it moves. */
export function deskCalendarRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context
  const { forStaff, showProblem, staffOf } = atDeskOf(context)
  const guarded = { preValidation: guardForm(server) }

  server.get(
    '/staff/calendar',
    forStaff(async (at) => showCalendar(at, null)),
  )
  server.post(
    '/staff/calendar',
    guarded,
    forStaff(async (at) => {
      const values = formValues(at.request)
      const proposed = await proposeAtDesk(app, at.who, values)
      return proposed.ok
        ? goTo(at.reply, `/staff/calendar/${proposed.value}`)
        : showCalendar(at, { values, problem: proposed.problem })
    }),
  )
  server.get(
    '/staff/calendar/:proposal',
    forStaff(async (at, { proposal }) => showProposal(at, proposal, null)),
  )
  server.post(
    '/staff/calendar/:proposal',
    guarded,
    forStaff(async (at, { proposal }) => {
      const { decision = '' } = formValues(at.request)
      const decided = await decideAtDesk(app, at.who, proposal, decision)
      return decided.ok ? goTo(at.reply, '/staff/calendar') : showProposal(at, proposal, decided.problem)
    }),
  )

  async function showCalendar(at: AtStaff, undone: { values: Record<string, string>; problem: Problem } | null) {
    const calendar = await calendarAtDesk(app, at.who)
    if (!calendar.ok) return showProblem(at, calendar.problem)
    const page = (
      <CalendarPage
        staff={staffOf(at.who, at.reply)}
        calendar={calendar.value}
        values={undone?.values ?? {}}
        errors={undone === null ? [] : formErrors(undone.problem)}
      />
    )
    return sendPage(at.reply, page, undone === null ? 200 : problemStatus(undone.problem))
  }

  async function showProposal(at: AtStaff, id: string, problem: Problem | null) {
    const opened = isId(id) ? await openProposal(app, at.who, id) : null
    if (opened === null || !opened.ok) return showProblem(at, opened?.problem ?? noProposal)
    const page = <ProposalPage staff={staffOf(at.who, at.reply)} of={opened.value} problem={problem?.message ?? null} />
    return sendPage(at.reply, page, problem === null ? 200 : problemStatus(problem))
  }
}

const noProposal: Problem = { code: 'not-found', message: 'چنین پیشنهادی نیست.' }
