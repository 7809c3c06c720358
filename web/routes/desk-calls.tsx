import type { FastifyInstance } from 'fastify'
import type { Area, Kind } from '#kernel/request/request.ts'
import { noteUse, searchQuestions } from '#app/answers/give.ts'
import { problemStatus, type Problem } from '#app/problem.ts'
import { channelOf, findCaller, takeDown } from '#app/requests/call.ts'
import { listBranches } from '#store/branches.ts'
import { CallDone, CallFound, CallPage } from '#web/pages/desk/calls.tsx'
import { formErrors, formValues, goTo, sendPage, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'
import { atDeskOf, onceOf, queryOf, type AtStaff } from './at-desk.tsx'

/** What people say on the phone of 1420 or at the counter: answered from what is answered already, or taken down. */
export function deskCallRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context
  const { forStaff, showProblem, staffOf } = atDeskOf(context)
  const guarded = { preValidation: guardForm(server) }

  server.get(
    '/staff/calls',
    forStaff(async (at) => showForm(at, {}, null)),
  )
  server.post(
    '/staff/calls/look',
    guarded,
    forStaff(async (at) => {
      const values = formValues(at.request)
      const body = (values['body'] ?? '').trim()
      if (body === '' && channelOf(at.who) !== null) return showForm(at, values, invalidBody)
      return showFound(at, values, null)
    }),
  )
  server.post(
    '/staff/calls/solved',
    guarded,
    forStaff(async (at) => {
      if (channelOf(at.who) === null) return showProblem(at, notTheirs)
      const noted = await noteUse(app, Number(formValues(at.request)['question']), 'solved', at.request.ip)
      return noted.ok ? goTo(at.reply, '/staff/calls?solved=yes') : showProblem(at, noted.problem)
    }),
  )
  server.post(
    '/staff/calls',
    guarded,
    forStaff(async (at) => {
      const values = formValues(at.request)
      const channel = channelOf(at.who)
      const caller = await findCaller(app, at.who, values['who'] ?? '')
      if (channel === null || (!caller.ok && caller.problem.code === 'not-found')) return showProblem(at, notTheirs)
      if (!caller.ok) return showForm(at, values, caller.problem)
      const { kind = '', area = '', title = '', body = '', name = '', mobile = '', aboutBranch = '' } = values
      const about = /^\d{1,9}$/.test(aboutBranch) ? { aboutBranch: Number(aboutBranch) } : {}
      const taken = await takeDown(
        app,
        at.who,
        { person: caller.value.person, name, mobile },
        { kind: kind as Kind, area: area as Area, title, body, ...about },
        onceOf(values),
      )
      if (!taken.ok) return showFound(at, values, taken.problem)
      const staff = staffOf(at.who, at.reply)
      return sendPage(at.reply, <CallDone staff={staff} channel={channel} receipt={taken.value} />)
    }),
  )

  function showForm(at: AtStaff, values: Record<string, string>, problem: Problem | null) {
    const channel = channelOf(at.who)
    if (channel === null) return showProblem(at, notTheirs)
    const page = (
      <CallPage
        staff={staffOf(at.who, at.reply)}
        channel={channel}
        values={values}
        errors={problem === null ? [] : formErrors(problem)}
        solved={queryOf(at.request)['solved'] === 'yes'}
      />
    )
    return sendPage(at.reply, page, problem === null ? 200 : problemStatus(problem))
  }

  async function showFound(at: AtStaff, values: Record<string, string>, problem: Problem | null) {
    const channel = channelOf(at.who)
    const caller = await findCaller(app, at.who, values['who'] ?? '')
    if (channel === null || (!caller.ok && caller.problem.code === 'not-found')) return showProblem(at, notTheirs)
    if (!caller.ok) return showForm(at, values, caller.problem)
    const [found, branches] = await Promise.all([
      searchQuestions(app, `${values['title'] ?? ''} ${values['body'] ?? ''}`, 4),
      listBranches(app.db),
    ])
    const page = (
      <CallFound
        staff={staffOf(at.who, at.reply)}
        channel={channel}
        values={values}
        errors={problem === null ? [] : formErrors(problem)}
        caller={caller.value}
        found={found}
        branches={branches}
      />
    )
    return sendPage(at.reply, page, problem === null ? 200 : problemStatus(problem))
  }
}

const notTheirs: Problem = { code: 'not-found', message: 'این صفحه برای کسانی است که درخواست مردم را ثبت می‌کنند.' }
const invalidBody: Problem = {
  code: 'invalid',
  message: '',
  errors: [{ field: 'body', message: 'بنویسید او چه می‌خواهد.' }],
}
