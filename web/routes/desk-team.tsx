import type { FastifyInstance } from 'fastify'
import { problemStatus, type Problem } from '#app/problem.ts'
import { questionsOf } from '#app/staff/colleagues.ts'
import { nameDeputy, takeBackDeputy, team } from '#app/staff/team.ts'
import { Questions } from '#web/pages/desk/questions.tsx'
import { TeamPage } from '#web/pages/desk/team.tsx'
import { formErrors, formValues, goTo, sendPage, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'
import { atDeskOf, isId, type At } from './at-desk.tsx'

/** Between colleagues: questions, and for supervisors workload and deputies. */
export function deskTeamRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context
  const { atDesk, showProblem, staffOf } = atDeskOf(context)
  const guarded = { preValidation: guardForm(server) }

  server.get(
    '/staff/questions',
    atDesk(async ({ reply, who, desk }) =>
      sendPage(reply, <Questions staff={staffOf(who, reply)} questions={await questionsOf(app, desk)} />),
    ),
  )
  server.get(
    '/staff/team',
    atDesk(async (at) => showTeam(at, null)),
  )
  server.post(
    '/staff/deputies',
    guarded,
    atDesk(async (at) => {
      const values = formValues(at.request)
      const named = await nameDeputy(app, at.desk, values)
      return named.ok ? goTo(at.reply, '/staff/team') : showTeam(at, { values, problem: named.problem })
    }),
  )
  server.post(
    '/staff/deputies/:deputy/end',
    guarded,
    atDesk(async (at, { deputy }) => {
      const ended = await takeBackDeputy(app, at.desk, isId(deputy) ? deputy : '0')
      return ended.ok ? goTo(at.reply, '/staff/team') : showProblem(at, ended.problem)
    }),
  )

  async function showTeam(at: At, undone: { values: Record<string, string>; problem: Problem } | null) {
    const of = await team(app, at.desk)
    if (of === null || undone?.problem.code === 'not-found') return showProblem(at, undone?.problem ?? noTeam)
    const page = (
      <TeamPage
        staff={staffOf(at.who, at.reply)}
        team={of}
        values={undone?.values ?? {}}
        errors={undone === null ? [] : formErrors(undone.problem)}
      />
    )
    return sendPage(at.reply, page, undone === null ? 200 : problemStatus(undone.problem))
  }
}

const noTeam: Problem = { code: 'not-found', message: 'این صفحه برای مسئول واحد است.' }
