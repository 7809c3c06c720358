import type { FastifyInstance } from 'fastify'
import type { Cause } from '#kernel/request/request.ts'
import { AREAS, KINDS, type Area, type Kind } from '#kernel/request/request.ts'
import { STANDINGS, type Standing } from '#kernel/request/standing.ts'
import { toLatinDigits } from '#kernel/text.ts'
import { fileHeaders } from '#app/files/file-headers.ts'
import { problemStatus, type Problem, type Result } from '#app/problem.ts'
import { approveReply, refuseReply } from '#app/requests/approve.ts'
import { askPerson } from '#app/requests/ask.ts'
import { openAtDesk, openRequestFile } from '#app/requests/at-desk.ts'
import { giveCause } from '#app/requests/cause.ts'
import { isHead, type Clerk } from '#app/requests/clerk.ts'
import { composeAnswer, questionsFor } from '#app/requests/compose.ts'
import { draftReply, type DraftValues } from '#app/requests/draft.ts'
import { handRequest } from '#app/requests/hand.ts'
import { headsView } from '#app/requests/heads.ts'
import { inbox, markNoticesSeen, noticesAtDesk, searchInbox, type InboxWish } from '#app/requests/inbox.ts'
import { linkRequest } from '#app/requests/link.ts'
import { mergeRequests } from '#app/requests/merge.ts'
import { noteOnRequest } from '#app/requests/note.ts'
import { setPromptness } from '#app/requests/promptness.ts'
import { referRequest } from '#app/requests/refer.ts'
import { countPassedOver, passedOver } from '#app/requests/routing.ts'
import { releaseRequest, takeNextRequest, takeRequest } from '#app/requests/take.ts'
import { transferRequest } from '#app/requests/transfer.ts'
import { undoSending } from '#app/requests/undo.ts'
import { staffRoles } from '#app/staff/staff.ts'
import type { InboxEnd } from '#store/request-inbox.ts'
import { ChooseAnswer, PreviewAnswer } from '#web/pages/desk/request-answer.tsx'
import { HeadsPage } from '#web/pages/desk/request-heads.tsx'
import { RequestPage } from '#web/pages/desk/request.tsx'
import { Inbox, inboxHref } from '#web/pages/desk/requests.tsx'
import type { Typed } from '#web/pages/desk/talk.tsx'
import { formErrors, formValues, goTo, sendPage, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'
import { atDeskOf, isId, onceOf, queryOf, scopeText, type AtStaff, type Params } from './at-desk.tsx'

/** What staff see of requests of the people: the inbox, one request with what can be done, and what heads look after. */
export function deskRequestRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context
  const { forStaff, showProblem, staffOf } = atDeskOf(context)
  const guarded = { preValidation: guardForm(server) }

  server.get(
    '/staff/requests',
    forStaff(async (at) => {
      const { who, reply, request } = at
      const query = queryOf(request)
      const text = (query['q'] ?? '').trim()
      const wish = wishOf(query)
      const page = await inbox(app, who, wish, endOf(query['after']))
      if (page === null) return showProblem(at, noInbox)
      const noneLeft = query['none'] === 'yes'
      const [notices, found, kept] = await Promise.all([
        noticesAtDesk(app, who),
        text === '' ? null : searchInbox(app, who, text),
        passedOver(app, who),
      ])
      const next = found === null ? page.next : null
      const after = next === null ? undefined : `${next.at.getTime()}.${next.promptness}.${next.requestId}`
      return sendPage(
        reply,
        <Inbox
          staff={staffOf(who, reply)}
          role={staffRoles[who.role]}
          scope={scopeText(who)}
          page={page}
          wish={wish}
          nextHref={after === undefined ? null : inboxHref(wish, after)}
          search={found === null ? null : { text, found }}
          notices={notices}
          leads={isHead(who)}
          noneLeft={noneLeft}
          passedOver={kept}
          keptBack={noneLeft ? await countPassedOver(app, who, kept) : 0}
          done={isCode(query['done']) ? query['done']! : null}
        />,
      )
    }),
  )
  server.post(
    '/staff/requests/next',
    guarded,
    forStaff(async (at) => {
      const taken = await takeNextRequest(app, at.who, onceOf(formValues(at.request)))
      if (!taken.ok) return showProblem(at, taken.problem)
      return goTo(
        at.reply,
        taken.value === null ? '/staff/requests?none=yes' : `/staff/requests/${taken.value.trackingCode}`,
      )
    }),
  )
  server.post(
    '/staff/requests/notices/seen',
    guarded,
    forStaff(async ({ who, reply, request }) => {
      const { notice = '', until = '' } = formValues(request)
      if (isId(notice)) await markNoticesSeen(app, who, notice)
      else if (/^\d{1,14}$/.test(until)) await markNoticesSeen(app, who, new Date(Number(until)))
      return goTo(reply, '/staff/requests')
    }),
  )
  server.get(
    '/staff/requests/heads',
    forStaff(async (at) => showHeads(at, null)),
  )
  server.get(
    '/staff/requests/:code',
    forStaff(async (at, { code }) => showRequest(at, code, null)),
  )
  server.get(
    '/staff/requests/:code/files/:file',
    forStaff(async (at, { code, file }) => {
      const opened = await openRequestFile(app, at.who, code, file)
      if (!opened.ok) return showProblem(at, opened.problem)
      const { bytes, type, name } = opened.value
      return at.reply.headers(fileHeaders(type, name)).send(Buffer.from(bytes))
    }),
  )
  server.get(
    '/staff/requests/:code/answer',
    forStaff(async (at, { code }) => {
      const query = queryOf(at.request)
      if (query['question'] !== undefined) return showPreview(at, code, Number(query['question']), query, null)
      const text = query['q'] ?? ''
      const found = await questionsFor(app, at.who, code, text)
      if (!found.ok) return showProblem(at, found.problem)
      return sendPage(at.reply, <ChooseAnswer staff={staffOf(at.who, at.reply)} query={text} {...found.value} />)
    }),
  )
  server.post(
    '/staff/requests/:code/draft',
    guarded,
    forStaff(async (at, { code }) => {
      const values = formValues(at.request)
      const draft = draftOf(values)
      const drafted = await draftReply(app, at.who, code, draft, onceOf(values))
      if (drafted.ok) return goTo(at.reply, `/staff/requests/${code}`)
      if (drafted.problem.code === 'not-found') return showProblem(at, drafted.problem)
      if (draft.how === 'canonical') return showPreview(at, code, draft.questionId, draft.chosen, drafted.problem)
      return showRequest(at, code, { typed: { form: draft.how, values }, problem: drafted.problem })
    }),
  )
  server.post(
    '/staff/requests/:code/cause',
    guarded,
    forStaff(async (at, { code }) => {
      const values = formValues(at.request)
      const { cause = '', note = '' } = values
      const cycle = Number(values['cycle'])
      const given = await giveCause(app, at.who, code, { cycle, cause: cause as Cause, note }, onceOf(values))
      const fromHeads = values['from'] === 'heads'
      if (given.ok) return goTo(at.reply, fromHeads ? '/staff/requests/heads' : `/staff/requests/${code}`)
      if (given.problem.code === 'not-found') return showProblem(at, given.problem)
      const form = fromHeads ? `cause-${code}-${cycle}` : 'cause'
      const undone = { typed: { form, values }, problem: given.problem }
      return fromHeads ? showHeads(at, undone) : showRequest(at, code, undone)
    }),
  )

  /** A form of a request. Undone, the request is shown with the reason, and with what was typed. */
  function post(
    act: string,
    work: (clerk: Clerk, code: string, values: Record<string, string>) => Promise<Result<unknown>>,
    after: (code: string) => string,
  ): void {
    server.post(
      `/staff/requests/:code/${act}`,
      guarded,
      forStaff(async (at, { code }: Params) => {
        const values = formValues(at.request)
        const result = await work(at.who, code, values)
        if (result.ok) return goTo(at.reply, after(code))
        if (result.problem.code === 'not-found') return showProblem(at, result.problem)
        return showRequest(at, code, { typed: { form: act, values }, problem: result.problem })
      }),
    )
  }
  const back = (code: string) => `/staff/requests/${code}`
  const toInbox = (code: string) => `/staff/requests?done=${code}`

  post('take', (clerk, code, values) => takeRequest(app, clerk, code, onceOf(values)), back)
  post('release', (clerk, code, values) => releaseRequest(app, clerk, code, onceOf(values)), toInbox)
  post('approve', (clerk, code, values) => approveReply(app, clerk, code, onceOf(values)), back)
  post('refuse', (clerk, code, values) => refuseReply(app, clerk, code, text(values, 'reason'), onceOf(values)), back)
  post('undo', (clerk, code, values) => undoSending(app, clerk, code, onceOf(values)), back)
  post('ask', (clerk, code, values) => askPerson(app, clerk, code, text(values, 'text'), onceOf(values)), back)
  post('note', (clerk, code, values) => noteOnRequest(app, clerk, code, text(values, 'text'), onceOf(values)), back)
  post(
    'link',
    (clerk, code, values) => linkRequest(app, clerk, code, Number(values['questionId']), onceOf(values)),
    back,
  )
  post(
    'hand',
    (clerk, code, values) =>
      handRequest(app, clerk, code, { to: text(values, 'to'), note: text(values, 'note') }, onceOf(values)),
    toInbox,
  )
  post(
    'transfer',
    (clerk, code, values) => {
      const [, sort, name = ''] = /^(branch|province)-(.+)$/.exec(text(values, 'place')) ?? []
      const branchId = sort === 'branch' ? Number(name) : null
      const to = { branchId, province: sort === 'province' ? name : null, reason: text(values, 'reason') }
      return transferRequest(app, clerk, code, to, onceOf(values))
    },
    toInbox,
  )
  post('merge', (clerk, code, values) => mergeRequests(app, clerk, code, text(values, 'into'), onceOf(values)), toInbox)
  post(
    'refer',
    (clerk, code, values) =>
      referRequest(app, clerk, code, { where: text(values, 'where'), reason: text(values, 'reason') }, onceOf(values)),
    toInbox,
  )
  post(
    'promptness',
    (clerk, code, values) => {
      const value = Number(toLatinDigits(text(values, 'value')).trim() || 'none')
      return setPromptness(app, clerk, code, { value, reason: text(values, 'reason') }, onceOf(values))
    },
    back,
  )

  type Undone = { typed: Typed; problem: Problem } | null

  async function showRequest(at: AtStaff, code: string, undone: Undone) {
    const opened = await openAtDesk(app, at.who, code)
    if (!opened.ok) return showProblem(at, opened.problem)
    const page = (
      <RequestPage
        staff={staffOf(at.who, at.reply)}
        of={opened.value}
        typed={undone?.typed ?? null}
        errors={errorsOf(undone)}
      />
    )
    return sendPage(at.reply, page, undone === null ? 200 : problemStatus(undone.problem))
  }

  async function showPreview(
    at: AtStaff,
    code: string,
    questionId: number,
    chosen: Readonly<Record<string, string>>,
    problem: Problem | null,
  ) {
    const composed = await composeAnswer(app, at.who, code, questionId, chosen)
    if (!composed.ok) return showProblem(at, composed.problem)
    const message = problem === null ? null : (problem.errors?.[0]?.message ?? problem.message)
    const page = (
      <PreviewAnswer staff={staffOf(at.who, at.reply)} composing={composed.value} chosen={chosen} problem={message} />
    )
    return sendPage(at.reply, page, problem === null ? 200 : problemStatus(problem))
  }

  async function showHeads(at: AtStaff, undone: Undone) {
    const view = await headsView(app, at.who)
    if (view === null) return showProblem(at, notHead)
    const errors = (undone === null ? [] : formErrors(undone.problem)).map(({ field, message }) => ({
      field: field === '' || undone === null ? '' : undone.typed.form,
      message,
    }))
    const page = (
      <HeadsPage
        staff={staffOf(at.who, at.reply)}
        scope={scopeText(at.who)}
        view={view}
        typed={undone?.typed ?? null}
        errors={errors}
      />
    )
    return sendPage(at.reply, page, undone === null ? 200 : problemStatus(undone.problem))
  }
}

const noInbox: Problem = { code: 'not-found', message: 'نقش شما درخواست‌های مردمی را رسیدگی نمی‌کند.' }
const notHead: Problem = { code: 'not-found', message: 'این صفحه برای مسئول واحد و مدیران است.' }

/** The inputs of a form on the page of a request carry the name of the form. */
const errorsOf = (undone: { typed: Typed; problem: Problem } | null) =>
  undone === null
    ? []
    : formErrors(undone.problem).map(({ field, message }) => ({
        field: field === '' ? '' : `${undone.typed.form}-${field}`,
        message,
      }))

const text = (values: Readonly<Record<string, string>>, name: string): string => values[name] ?? ''
const isCode = (code: string | undefined): boolean => /^\d{10}$/.test(code ?? '')
const oneOf = <T extends string>(table: Readonly<Record<T, unknown>>, value: string | undefined): T | undefined =>
  value !== undefined && Object.hasOwn(table, value) ? (value as T) : undefined

function wishOf(query: Readonly<Record<string, string>>): InboxWish {
  const kind = oneOf<Kind>(KINDS, query['kind'])
  const area = oneOf<Area>(AREAS, query['area'])
  const standing = oneOf<Standing>(STANDINGS, query['standing'])
  const holder = oneOf({ mine: 1, free: 1, absent: 1 } as const, query['holder'])
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(area === undefined ? {} : { area }),
    ...(standing === undefined ? {} : { standing }),
    ...(holder === undefined ? {} : { holder }),
    ...(isId(query['of'] ?? '') ? { of: query['of']! } : {}),
  }
}

function endOf(after = ''): InboxEnd | null {
  const [at = '', promptness = '', requestId = ''] = after.split('.')
  return /^\d{1,14}$/.test(at) && /^\d{1,2}$/.test(promptness) && isId(requestId)
    ? { at: new Date(Number(at)), promptness: Number(promptness), requestId }
    : null
}

/** A reply as the forms send it. Facts of a case are `fact-…`, articles are ticked `article-…`. */
function draftOf(values: Readonly<Record<string, string>>): DraftValues {
  const { how } = values
  if (how === 'own') return { how, text: text(values, 'text'), reason: text(values, 'reason'), questionId: null }
  if (how === 'refusal' || how === 'partial') {
    const articles = Object.keys(values).flatMap((name) => Number(/^article-(\d{1,2})$/.exec(name)?.[1] ?? NaN) || [])
    return { how, text: text(values, 'text'), articles }
  }
  const chosen = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (name.startsWith('fact-') ? [[name.slice(5), value]] : [])),
  )
  return { how: 'canonical', questionId: Number(values['questionId']), chosen }
}
