import type { FastifyInstance } from 'fastify'
import type { Grounds } from '#kernel/service/action.ts'
import { knowledgeTidings } from '#app/answers/desk.ts'
import { fileHeaders } from '#app/files/file-headers.ts'
import { problemStatus, type Problem, type Result } from '#app/problem.ts'
import { claimCase, moveCase, noteOnCase, openCase, openCaseFile, recordFact, releaseCase } from '#app/staff/case.ts'
import { askColleague, assignCase, handOverCase, replyToColleague } from '#app/staff/colleagues.ts'
import { deskOf, queue, search, type Desk, type QueueWish } from '#app/staff/desk.ts'
import { staffRoles } from '#app/staff/staff.ts'
import { takeNext } from '#app/staff/take-next.ts'
import type { QueueEnd } from '#store/queue.ts'
import { passedBy } from '#store/tidings.ts'
import { CasePage } from '#web/pages/desk/case.tsx'
import { NoDesk } from '#web/pages/desk/frame.tsx'
import type { Typed } from '#web/pages/desk/talk.tsx'
import { Queue } from '#web/pages/desk/queue.tsx'
import { formErrors, formValues, goTo, sendPage, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'
import { atDeskOf, isId, onceOf, queryOf, scopeText, type At, type Params } from './at-desk.tsx'

const asked = { passed: passedBy }

/** The desk of a branch: the queue, and one case with what can be done in it. */
export function deskRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context
  const { atDesk, hasActed, showProblem, staffOf } = atDeskOf(context)
  const guarded = { preValidation: guardForm(server) }

  server.get('/staff', async (request, reply) => {
    const visit = await context.staffVisit(request, asked)
    if (visit === null) return goTo(reply, '/staff/sign-in')
    const { who } = visit
    const { passed } = visit.answered
    const staff = staffOf(who, reply)
    const desk = deskOf(who)
    const anew = hasActed(request)
    if (desk === null) {
      const tidings = await knowledgeTidings(app, who, { passed, anew })
      return sendPage(reply, <NoDesk staff={staff} role={staffRoles[who.role]} tidings={tidings} />)
    }
    const query = queryOf(request)
    const text = (query['q'] ?? '').trim()
    const wish = wishOf(query)
    const [page, found, tidings] = await Promise.all([
      text === '' ? queue(app, desk, wish, endOf(query['after']), { anew }) : null,
      text === '' ? null : search(app, desk, text),
      Object.keys(query).length === 0 ? knowledgeTidings(app, who, { passed, anew }) : null,
    ])
    return sendPage(
      reply,
      <Queue
        staff={staff}
        role={staffRoles[who.role]}
        scope={scopeText(who)}
        wish={wish}
        page={page}
        nextHref={page?.next == null ? null : nextHref(wish, page.next)}
        search={found === null ? null : { text, found }}
        leads={desk.role === 'supervisor'}
        noneLeft={query['none'] === 'yes'}
        tidings={tidings}
        done={/^\d{10}$/.test(query['done'] ?? '') ? query['done']! : null}
      />,
    )
  })

  server.post(
    '/staff/next',
    guarded,
    atDesk(async ({ request, reply, desk }) => {
      const taken = await takeNext(app, desk, onceOf(formValues(request)))
      return goTo(reply, taken === null ? '/staff?none=yes' : `/staff/cases/${taken.trackingCode}`)
    }),
  )
  server.get(
    '/staff/cases/:code',
    atDesk(async (at, { code }) => showCase(at, code, null)),
  )
  server.get(
    '/staff/cases/:code/files/:file',
    atDesk(async (at, { code, file }) => {
      const opened = await openCaseFile(app, at.desk, code, file)
      if (!opened.ok) return showProblem(at, opened.problem)
      const { bytes, type, name } = opened.value
      return at.reply.headers(fileHeaders(type, name)).send(Buffer.from(bytes))
    }),
  )

  /** A form of a case. Undone, the case is shown with the reason, and with what was typed. */
  function post(
    path: string,
    formOf: (params: Params) => string,
    work: (desk: Desk, params: Params, values: Record<string, string>) => Promise<Result<unknown>>,
    after: (code: string) => string,
  ): void {
    server.post(
      `/staff/cases/:code/${path}`,
      guarded,
      atDesk(async (at, params) => {
        const values = formValues(at.request)
        const result = await work(at.desk, params, values)
        if (result.ok) return goTo(at.reply, after(params.code))
        if (result.problem.code === 'not-found') return showProblem(at, result.problem)
        return showCase(at, params.code, { typed: { form: formOf(params), values }, problem: result.problem })
      }),
    )
  }
  const toCase = (code: string) => `/staff/cases/${code}`
  const toQueue = (code: string) => `/staff?done=${code}`
  const toQuestions = () => '/staff/questions'
  const named = (form: string) => () => form

  post('claim', named('claim'), (desk, { code }) => claimCase(app, desk, code), toCase)
  post('release', named('release'), (desk, { code }) => releaseCase(app, desk, code), toQueue)
  post(
    'notes',
    named('note'),
    (desk, { code }, values) => noteOnCase(app, desk, code, values['text'] ?? '', onceOf(values)),
    toCase,
  )
  post(
    'questions',
    named('ask'),
    (desk, { code }, values) =>
      askColleague(app, desk, code, values['ask-to'] ?? '', values['question'] ?? '', onceOf(values)),
    toCase,
  )
  post(
    'questions/:n/reply',
    ({ n }) => `reply-${n}`,
    (desk, { code, n }, values) =>
      replyToColleague(app, desk, code, Number(n), values[`reply-${n}`] ?? '', onceOf(values)),
    toQuestions,
  )
  post(
    'hand-over',
    named('hand-over'),
    (desk, { code }, values) =>
      handOverCase(app, desk, code, values['hand-over-to'] ?? '', values['hand-over-note'] ?? '', onceOf(values)),
    toQueue,
  )
  post('assign', named('assign'), (desk, { code }, { to = '' }) => assignCase(app, desk, code, to), toCase)
  post(
    'facts/:name',
    ({ name }) => name,
    (desk, { code, name }, values) => recordFact(app, desk, code, name, values),
    toCase,
  )
  post(
    'moves/:action',
    ({ action }) => action,
    (desk, { code, action }, values) => moveCase(app, desk, code, action, groundsOf(values), onceOf(values)),
    toQueue,
  )

  async function showCase(at: At, code: string, undone: { typed: Typed; problem: Problem } | null) {
    const opened = await openCase(app, at.desk, code)
    if (!opened.ok) return showProblem(at, opened.problem)
    const staff = staffOf(at.who, at.reply)
    const page = (
      <CasePage
        staff={staff}
        of={opened.value}
        typed={undone?.typed ?? null}
        errors={undone === null ? [] : formErrors(undone.problem)}
      />
    )
    return sendPage(at.reply, page, undone === null ? 200 : problemStatus(undone.problem))
  }
}

function wishOf({ service = '', holder = '', late = '', of = '' }: Record<string, string>): QueueWish {
  return {
    ...(service === '' ? {} : { service }),
    ...(holder === 'mine' || holder === 'free' || holder === 'absent' ? { holder } : {}),
    ...(holder === 'all' ? { all: true } : {}),
    ...(late === 'yes' ? { late: true } : {}),
    ...(isId(of) ? { of } : {}),
  }
}

function nextHref({ service, holder, all, late, of }: QueueWish, { dueAt, applicationId }: QueueEnd): string {
  const query = new URLSearchParams({
    ...(service === undefined ? {} : { service }),
    ...(all === true ? { holder: 'all' } : holder === undefined ? {} : { holder }),
    ...(late === true ? { late: 'yes' } : {}),
    ...(of === undefined ? {} : { of }),
    after: `${dueAt.getTime()}.${applicationId}`,
  })
  return `/staff?${query}`
}

function endOf(text = ''): QueueEnd | null {
  const [at = '', applicationId = ''] = text.split('.')
  return /^\d{1,14}$/.test(at) && isId(applicationId) ? { dueAt: new Date(Number(at)), applicationId } : null
}

/** Remarks are `field-…` and `document-…`; reasons are ticked `reason-…`, with their word in `note-…`. */
function groundsOf(values: Readonly<Record<string, string>>): Grounds {
  const note = (values['note'] ?? '').trim()
  const remarks = Object.entries(values).flatMap(([key, remark]) => {
    const [, about, name] = /^(field|document)-(.+)$/.exec(key) ?? []
    return about === undefined || name === undefined || remark.trim() === ''
      ? []
      : [{ about: about as 'field' | 'document', name, remark: remark.trim() }]
  })
  const reasons = Object.keys(values).flatMap((key) => {
    const rule = /^reason-(.+)$/.exec(key)?.[1]
    return rule === undefined ? [] : [{ rule, note: (values[`note-${rule}`] ?? '').trim() }]
  })
  return {
    ...(note === '' ? {} : { note }),
    ...(remarks.length === 0 ? {} : { remarks }),
    ...(reasons.length === 0 ? {} : { reasons }),
  }
}
