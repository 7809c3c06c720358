import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { noteUse, searchQuestions } from '#app/answers/give.ts'
import { faultsInDraft, type OpenDraft } from '#app/requests/drafts.ts'
import { AREAS, type Area, type Kind } from '#kernel/request/request.ts'
import { getVersion } from '#services/all.ts'
import { findApplication } from '#store/applications.ts'
import { personIdFrom } from '#store/ids.ts'
import type { DraftWords } from '#store/request-drafts.ts'
import type { FieldError } from '#web/components/shell.ts'
import { AskPage, SimilarPage } from '#web/pages/request/ask.tsx'
import { AnonymousForm, InformationForm, ORDINARY, RequestForm } from '#web/pages/request/form.tsx'
import { formValues, goTo, sendPage } from '../../http/context.ts'
import { guardForm } from '../../http/guards.ts'
import { typedOf, type Requests } from './requests.ts'

const MOST_SIMILAR = 3
const REVIEW = '/requests/new/review'

/** From the first words to a form that is filled in. */
export function askingRoutes(server: FastifyInstance, requests: Requests): void {
  const { context } = requests
  const { app } = context
  const guarded = { preValidation: guardForm(server) }

  server.get<{ Querystring: Record<string, unknown> }>('/requests/new', async (request, reply) => {
    const { application, question } = request.query
    const draft = await requests.draft(request, reply)
    const refused = typeof application === 'string' ? await applicationTitle(request, reply, application) : null
    const asked = typeof question === 'string' ? await app.questions.find(app.db, numberIn(question) ?? 0) : undefined
    const known = draft?.words.form === 'request' ? draft.words.title : ''
    const values = {
      title: refused !== null ? `دربارهٔ نتیجهٔ «${refused}»` : (asked?.canonical ?? known),
      ...(refused === null ? {} : { applicationId: String(application) }),
      ...(asked === undefined ? {} : { questionId: String(asked.questionId) }),
    }
    const shell = await context.shell(request, reply)
    return sendPage(reply, <AskPage shell={shell} {...context.form(reply, values)} />)
  })
  server.post('/requests/new', guarded, async (request, reply) => {
    const values = formValues(request)
    const title = (values['title'] ?? '').trim().slice(0, 150)
    if (title.length < 3) {
      const shell = await context.shell(request, reply)
      const errors = [{ field: 'title', message: 'پرسش یا مشکل خود را در چند کلمه بنویسید.' }]
      return sendPage(reply, <AskPage shell={shell} {...context.form(reply, values, errors)} />, 422)
    }
    const applicationId = personIdFrom(values['applicationId'] ?? '')
    const questionId = numberIn(values['questionId'])
    const who = await context.signedIn(request, reply)
    const own =
      who !== null && applicationId !== null
        ? await findApplication(app.db, { personId: who.personId, applicationId })
        : undefined
    const words = { title, questionId, applicationId: own?.applicationId ?? null }
    await requests.keep(request, reply, 'request', words)
    // Who comes from an answer has seen what is like it.
    const found = questionId === null ? await searchQuestions(app, title, MOST_SIMILAR) : []
    return goTo(reply, found.length === 0 ? '/requests/new/form' : '/requests/new/similar')
  })

  server.get('/requests/new/similar', async (request, reply) => {
    const draft = await requests.draft(request, reply)
    if (draft === undefined) return requests.withoutDraft(request, reply)
    const { title } = draft.words
    const found = await searchQuestions(app, title, MOST_SIMILAR)
    if (found.length === 0) return goTo(reply, '/requests/new/form')
    const [shell, token] = [await context.shell(request, reply), context.token(reply)]
    return sendPage(reply, <SimilarPage {...{ shell, token, title, found }} />)
  })
  server.post('/requests/new/similar', guarded, async (request, reply) => {
    const draft = await requests.draft(request, reply)
    if (draft === undefined) return requests.withoutDraft(request, reply)
    const [likest] = await searchQuestions(app, draft.words.title, 1)
    // One too many of these notes is not worth holding anybody up.
    if (likest !== undefined) await noteUse(app, likest.question.questionId, 'not-mine', request.ip)
    return goTo(reply, '/requests/new/form')
  })

  type Page = { request: FastifyRequest; reply: FastifyReply; values: Record<string, string> }
  /** A form: shown with what is in the draft, kept when it is sent, and then to the review. */
  const form = (
    address: string,
    name: DraftWords['form'],
    view: (page: Page, errors?: readonly FieldError[]) => Promise<Parameters<typeof sendPage>[1]>,
  ) => {
    server.get(address, async (request, reply) => {
      const draft = await requests.draft(request, reply)
      const words = draft?.words.form === name ? draft.words : undefined
      if (words === undefined && name === 'request') return requests.withoutDraft(request, reply)
      return sendPage(reply, await view({ request, reply, values: words === undefined ? {} : typedOf(words) }))
    })
    server.post(address, guarded, async (request, reply) => {
      const values = formValues(request)
      const draft = await requests.keep(request, reply, name, wordsOf(values))
      const faults = faultsInDraft(draft)
      if (faults.length === 0) return goTo(reply, REVIEW)
      return sendPage(reply, await view({ request, reply, values }, faults), 422)
    })
  }
  form('/requests/new/form', 'request', async ({ request, reply, values }, errors) => {
    const [shell, branches, draft] = [
      await context.shell(request, reply),
      await requests.branches(),
      await requests.draft(request, reply),
    ]
    const application = await titleOf(request, reply, draft)
    return <RequestForm {...{ shell, branches, application }} {...context.form(reply, values, errors)} />
  })
  form('/requests/information', 'information', async ({ request, reply, values }, errors) => (
    <InformationForm shell={await context.shell(request, reply)} {...context.form(reply, values, errors)} />
  ))
  form('/requests/anonymous', 'anonymous', async ({ request, reply, values }, errors) => {
    const signedIn = (await context.signedIn(request, reply)) !== null
    const branches = await requests.branches()
    return (
      <AnonymousForm shell={requests.nobody()} {...{ branches, signedIn }} {...context.form(reply, values, errors)} />
    )
  })

  const titleOf = async (request: FastifyRequest, reply: FastifyReply, draft: OpenDraft | undefined) =>
    draft?.words.applicationId == null ? null : applicationTitle(request, reply, draft.words.applicationId)

  /** The service of an application of one's own; of any other nothing is said. */
  async function applicationTitle(request: FastifyRequest, reply: FastifyReply, id: string): Promise<string | null> {
    const who = await context.signedIn(request, reply)
    if (who === null || personIdFrom(id) === null) return null
    const row = await findApplication(app.db, { personId: who.personId, applicationId: id })
    return row === undefined ? null : getVersion(row.service, row.version).title
  }
}

const numberIn = (text = ''): number | null => (/^\d{1,9}$/.test(text) ? Number(text) : null)

/** What a form says, of whatever of it there is. */
function wordsOf(values: Record<string, string>): Partial<DraftWords> {
  const one = <T extends string>(name: string, of: Readonly<Record<T, unknown>>): T | null =>
    Object.hasOwn(of, values[name] ?? '') ? (values[name] as T) : null
  const text = (name: string, most: number) => (values[name] ?? '').slice(0, most)
  return {
    title: text('title', 200),
    body: text('body', 9_000).replaceAll('\r\n', '\n'),
    kind: one<keyof typeof ORDINARY & Kind>('kind', ORDINARY),
    area: one<Area>('area', AREAS),
    branchId: numberIn(values['branchId']),
    aboutBranch: values['aboutBranch'] === 'yes',
    name: text('name', 200),
    mobile: text('mobile', 50),
    number: text('number', 50),
  }
}
