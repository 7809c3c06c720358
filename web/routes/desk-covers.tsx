import type { FastifyInstance } from 'fastify'
import { problemStatus, type Problem } from '#app/problem.ts'
import { answerCoverQuestion, coversAtDesk, openCoverQuestion } from '#app/staff/covers.ts'
import { CoverQuestion, Covers } from '#web/pages/desk/covers.tsx'
import { formErrors, formValues, goTo, sendPage, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'
import { atDeskOf, type At } from './at-desk.tsx'

/** What the branch must find out about covers, for officers and supervisors. */
export function deskCoverRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context
  const { atDesk, showProblem, staffOf } = atDeskOf(context)
  const guarded = { preValidation: guardForm(server) }

  server.get(
    '/staff/covers',
    atDesk(async (at) => {
      const covers = await coversAtDesk(app, at.desk)
      if (covers === null) return showProblem(at, notTheirs)
      const done = (at.request.query as { done?: unknown }).done === 'yes'
      return sendPage(at.reply, <Covers staff={staffOf(at.who, at.reply)} covers={covers} done={done} />)
    }),
  )
  server.get(
    '/staff/covers/:cover',
    atDesk(async (at, { cover }) => showQuestion(at, cover, null)),
  )
  server.post(
    '/staff/covers/:cover',
    guarded,
    atDesk(async (at, { cover }) => {
      const values = formValues(at.request)
      const answered = await answerCoverQuestion(app, at.desk, cover, values)
      if (answered.ok) return goTo(at.reply, '/staff/covers?done=yes')
      return showQuestion(at, cover, { values, problem: answered.problem })
    }),
  )

  async function showQuestion(
    at: At,
    name: string,
    undone: { values: Record<string, string>; problem: Problem } | null,
  ) {
    const found = await openCoverQuestion(app, at.desk, name)
    if (!found.ok) return showProblem(at, found.problem)
    const page = (
      <CoverQuestion
        staff={staffOf(at.who, at.reply)}
        cover={found.value}
        values={undone?.values ?? {}}
        errors={undone === null ? [] : formErrors(undone.problem)}
      />
    )
    return sendPage(at.reply, page, undone === null ? 200 : problemStatus(undone.problem))
  }
}

const notTheirs: Problem = { code: 'not-found', message: 'پوشش‌ها را کارشناس و مسئول واحد بررسی می‌کنند.' }
