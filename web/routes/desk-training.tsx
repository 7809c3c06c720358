import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { IsoDate } from '#kernel/dates.ts'
import { problemStatus, type Problem } from '#app/problem.ts'
import { myTraining, openLesson, takeCheck } from '#app/training/learn.ts'
import { readiness } from '#app/training/readiness.ts'
import { ReadinessPage } from '#web/pages/desk/readiness.tsx'
import { LessonPage, lessonHref, TrainingPage } from '#web/pages/desk/training.tsx'
import { formErrors, formValues, goTo, sendPage, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'
import { atDeskOf, queryOf } from './at-desk.tsx'

/** Training: what each member of staff has to learn, and for those who lead who is ready to answer. */
export function deskTrainingRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context
  const { forStaff, showProblem, staffOf } = atDeskOf(context)
  const guarded = { preValidation: guardForm(server) }

  server.get(
    '/staff/training',
    forStaff(async ({ reply, who }) =>
      sendPage(reply, <TrainingPage staff={staffOf(who, reply)} training={await myTraining(app, who)} />),
    ),
  )
  server.get(
    '/staff/training/:document',
    forStaff(async (at, { document }) => {
      const { from, request } = askedIn(at.request)
      const opened = await openLesson(app, at.who, document, from ?? '')
      if (!opened.ok) return showProblem(at, opened.problem)
      const props = { staff: staffOf(at.who, at.reply), lesson: opened.value, request }
      return sendPage(at.reply, <LessonPage {...props} />)
    }),
  )
  server.post(
    '/staff/training/:document',
    guarded,
    forStaff(async (at, { document }) => {
      const { from, request } = askedIn(at.request)
      const values = formValues(at.request)
      const tried = await takeCheck(app, at.who, document, from ?? '', values)
      if (tried.ok && tried.value.passed) return goTo(at.reply, lessonHref({ documentId: document, from }, request))
      const opened = await openLesson(app, at.who, document, from ?? '')
      if (!opened.ok) return showProblem(at, opened.problem)
      const page = (
        <LessonPage
          staff={staffOf(at.who, at.reply)}
          lesson={opened.value}
          request={request}
          values={tried.ok ? {} : values}
          errors={tried.ok ? [] : formErrors(tried.problem)}
          tried={tried.ok && !tried.value.passed ? tried.value : null}
        />
      )
      return sendPage(at.reply, page, tried.ok ? 422 : problemStatus(tried.problem))
    }),
  )
  server.get(
    '/staff/readiness',
    forStaff(async (at) => {
      const ready = await readiness(app, at.who)
      if (ready === null) return showProblem(at, notTheirs)
      return sendPage(at.reply, <ReadinessPage staff={staffOf(at.who, at.reply)} ready={ready} />)
    }),
  )
}

const notTheirs: Problem = { code: 'not-found', message: 'آمادگی شعبه‌ها را مسئول واحد و مدیران می‌بینند.' }

/** The day of the edition, if not the one of today, and the tracking code of the request that somebody came from. */
function askedIn(of: FastifyRequest): { from: IsoDate | null; request: string | null } {
  const { from = '', request = '' } = queryOf(of)
  return {
    from: /^\d{4}-\d\d-\d\d$/.test(from) ? (from as IsoDate) : null,
    request: /^\d{10}$/.test(request) ? request : null,
  }
}
