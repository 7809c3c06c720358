import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { tehranDate } from '#kernel/dates.ts'
import type { Raw } from '#kernel/fields/field.ts'
import { canonical } from '#kernel/service/action.ts'
import type { MoveName } from '#kernel/service/flow.ts'
import { nextPage, openParts } from '#kernel/service/form.ts'
import { RELATIONS, type Relation } from '#services/dependants/guide.ts'
import { findService } from '#services/all.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import type { SignedIn } from '#app/account/session.ts'
import { digest } from '#app/applications/act.ts'
import { answerPage } from '#app/applications/fill.ts'
import { citizen, loadApplication } from '#app/applications/load.ts'
import { lookUpFacts } from '#app/applications/look-up.ts'
import { moveApplication } from '#app/applications/move.ts'
import { openApplication } from '#app/applications/open.ts'
import { removeFile, uploadFile } from '#app/applications/upload.ts'
import { fileHeaders } from '#app/files/file-headers.ts'
import { openFile } from '#app/files/open-file.ts'
import { sha256 } from '#app/files/take-in.ts'
import { failed, invalid, type Problem, type Result } from '#app/problem.ts'
import { listApplications, type ApplicationKey } from '#store/applications.ts'
import { personIdFrom, type PersonId } from '#store/ids.ts'
import { listCovered } from '#store/register.ts'
import { ANOTHER_ROW } from '#web/components/inputs.tsx'
import type { FieldError, Shell } from '#web/components/shell.ts'
import { DocumentsPage, askedFiles } from '#web/pages/application/documents.tsx'
import { MyApplications } from '#web/pages/application/mine.tsx'
import { addressOf, nextAddress, situationOf, type Opened } from '#web/pages/application/opened.ts'
import { QuestionPage, RefusedPage, WaitPage, writtenAnswers } from '#web/pages/application/page.tsx'
import { ReviewPage } from '#web/pages/application/review.tsx'
import { StatusPage } from '#web/pages/application/status.tsx'
import { AllConditions, ConditionsPage, Dependants } from '#web/pages/dependants.tsx'
import { formValues, goTo, sendFormAgain, sendPage, sendProblem, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'
import { applicationLines } from './application-lines.ts'
import { uploadForms } from './uploads.ts'

type Params = { id: string; page: string; document: string; file: string }
type Visit = {
  request: FastifyRequest<{ Params: Params }>
  reply: FastifyReply
  who: SignedIn
  shell: Shell
  key: ApplicationKey
  opened: Opened
}

/** The pages of services that are values: beginning, questions, documents, review, and what became of it. */
export async function applicationRoutes(server: FastifyInstance, context: Context): Promise<void> {
  const { app } = context
  const guarded = { preValidation: guardForm(server) }
  const uploads = await uploadForms(server)
  const today = () => tehranDate(app.clock.now())
  const keys = (reply: FastifyReply) => ({ token: context.token(reply), formKey: randomUUID() })
  const askToSignIn = (reply: FastifyReply, back: string) =>
    goTo(reply, `/sign-in?reason=needed&next=${encodeURIComponent(back)}`)

  const load = async (key: ApplicationKey): Promise<Opened | undefined> => {
    const loaded = await loadApplication(app, key)
    if (loaded === undefined) return undefined
    const { service, application, moment, row } = loaded
    return { applicationId: key.applicationId, trackingCode: row.trackingCode, service, application, moment }
  }

  /** A page of an application of one's own; anybody else's is not there. */
  const own =
    (page: (visit: Visit) => Promise<FastifyReply>) =>
    async (request: FastifyRequest<{ Params: Params }>, reply: FastifyReply): Promise<FastifyReply> => {
      const { id } = request.params
      const who = await context.signedIn(request, reply)
      if (who === null)
        return askToSignIn(reply, request.method === 'GET' ? request.url : addressOf({ applicationId: id }))
      const key = { personId: who.personId, applicationId: id }
      const opened = personIdFrom(id) === null ? undefined : await load(key)
      if (opened === undefined) {
        reply.callNotFound()
        return reply
      }
      return page({ request, reply, who, key, opened, shell: await context.shell(request, reply) })
    }

  publicPages()
  questionPages()
  documentPages()
  lastPages()

  function publicPages(): void {
    server.get('/services/dependants', async (request, reply) => {
      const who = await context.signedIn(request, reply)
      const shell = await context.shell(request, reply)
      const mine = who === null ? null : await ownDependants(who.personId)
      return sendPage(reply, <Dependants shell={shell} token={context.token(reply)} today={today()} own={mine} />)
    })
    server.get('/services/dependants/conditions', async (request, reply) =>
      sendPage(reply, <AllConditions shell={await context.shell(request, reply)} today={today()} />),
    )
    server.get<{ Params: { relation: string } }>(
      '/services/dependants/conditions/:relation',
      async (request, reply) => {
        const { relation } = request.params
        if (!Object.hasOwn(RELATIONS, relation)) return reply.callNotFound()
        const shell = await context.shell(request, reply)
        return sendPage(reply, <ConditionsPage shell={shell} relation={relation as Relation} today={today()} />)
      },
    )
    server.get<{ Params: { id: string } }>('/services/:id/start', async (request, reply) => {
      if (findService(request.params.id) === undefined) return reply.callNotFound()
      return goTo(reply, `/services/${request.params.id}`)
    })
    server.post<{ Params: { id: string } }>('/services/:id/start', guarded, async (request, reply) => {
      const { id } = request.params
      if (findService(id) === undefined) return reply.callNotFound()
      const who = await context.signedIn(request, reply)
      if (who === null) return askToSignIn(reply, `/services/${id}`)
      const key = (await findBlank(who.personId, id)) ?? (await openApplication(app, who.personId, id))
      if (!key.ok) return sendProblem(context, request, reply, key.problem)
      await lookUpFacts(app, key.value)
      return goTo(reply, nextAddress((await load(key.value))!))
    })
  }

  async function ownDependants(personId: PersonId) {
    const [covered, open] = await Promise.all([
      listCovered(app.db, personId),
      applicationLines(app, personId, { service: 'dependants', open: true }),
    ])
    return { covered, open }
  }

  /** One that was opened and never answered: to begin again is to go on with it. */
  async function findBlank(personId: PersonId, service: string): Promise<Result<ApplicationKey> | null> {
    const version = findService(service)?.version
    for (const row of await listApplications(app.db, personId)) {
      if (row.service !== service || row.version !== version || row.turn !== 'citizen' || row.submittedAt !== null)
        continue
      const { personId: owner, applicationId } = row
      const opened = await load({ personId: owner, applicationId })
      if (opened !== undefined && Object.keys(opened.application.answers).length === 0)
        return { ok: true, value: { personId: owner, applicationId } }
    }
    return null
  }

  function questionPages(): void {
    const questionPage = (visit: Visit, raw: Raw, errors: readonly FieldError[] = []) => (
      <QuestionPage
        {...keys(visit.reply)}
        shell={visit.shell}
        opened={visit.opened}
        page={visit.request.params.page}
        raw={raw}
        errors={errors}
      />
    )
    server.get<{ Params: Params }>(
      '/applications/:id/pages/:page',
      own(async (visit) => {
        const { reply, opened, request } = visit
        const { page } = request.params
        if (!isOpen(opened, page)) return goTo(reply, nextAddress(opened))
        return sendPage(reply, questionPage(visit, writtenAnswers(opened, page)))
      }),
    )
    server.post<{ Params: Params }>(
      '/applications/:id/pages/:page',
      guarded,
      own(async (visit) => {
        const { reply, opened, request, key } = visit
        const { page } = request.params
        if (!isOpen(opened, page)) return goTo(reply, nextAddress(opened))
        const raw = rawValues(request)
        if (formValues(request)[ANOTHER_ROW] !== undefined) return sendPage(reply, questionPage(visit, raw))
        const answered = await answerPage(app, key, page, { form: raw }, requestKey(request, canonical(raw as never)))
        if (!answered.ok) return sendFormAgain(reply, answered, (errors) => questionPage(visit, raw, errors))
        await lookUpFacts(app, key)
        return goTo(reply, nextAddress((await load(key))!))
      }),
    )
    server.get<{ Params: Params }>(
      '/applications/:id/wait',
      own(async ({ reply, opened, key, shell }) => {
        if (!isAt(opened, '/wait')) return goTo(reply, nextAddress(opened))
        await lookUpFacts(app, key)
        const now = (await load(key))!
        return isAt(now, '/wait')
          ? sendPage(reply, <WaitPage shell={shell} opened={now} />)
          : goTo(reply, nextAddress(now))
      }),
    )
    server.get<{ Params: Params }>(
      '/applications/:id/refused',
      own(async ({ reply, opened, shell }) =>
        isAt(opened, '/refused')
          ? sendPage(reply, <RefusedPage {...keys(reply)} shell={shell} opened={opened} />)
          : goTo(reply, nextAddress(opened)),
      ),
    )
  }

  function documentPages(): void {
    const documentsPage = ({ reply, opened, shell }: Visit, errors: readonly FieldError[] = []) => (
      <DocumentsPage {...keys(reply)} shell={shell} opened={opened} errors={errors} />
    )
    server.get<{ Params: Params }>(
      '/applications/:id/documents',
      own(async (visit) => {
        const { reply, opened } = visit
        return canSeeDocuments(opened) ? sendPage(reply, documentsPage(visit)) : goTo(reply, nextAddress(opened))
      }),
    )
    server.post<{ Params: Params }>(
      '/applications/:id/documents/:document',
      uploads.guarded,
      own(async (visit) => {
        const { request, reply, opened, key } = visit
        const { document } = request.params
        if (!askedFiles(opened).some(({ name }) => name === document)) return goTo(reply, nextAddress(opened))
        const file = uploads.sent(request)
        const kept =
          file === undefined
            ? invalid([{ field: document, message: 'پرونده‌ای انتخاب نشده است. یک تصویر یا سند PDF انتخاب کنید.' }])
            : await whenStoreWorks(() =>
                uploadFile(app, key, document, file, requestKey(request, `${document} ${sha256(file.bytes)}`)),
              )
        if (kept.ok) return goTo(reply, addressOf(opened, '/documents'))
        return sendFormAgain(reply, kept, (errors) => documentsPage(visit, errors))
      }),
    )
    server.post<{ Params: Params }>(
      '/applications/:id/documents/:document/remove',
      guarded,
      own(async ({ request, reply, opened, key }) => {
        const { document } = request.params
        const { file = '' } = formValues(request)
        const removed = await removeFile(app, key, document, file, requestKey(request, `remove ${document} ${file}`))
        if (!removed.ok) return sendProblem(context, request, reply, removed.problem)
        return goTo(reply, addressOf(opened, '/documents'))
      }),
    )
    server.get<{ Params: Params }>(
      '/applications/:id/files/:file',
      own(async ({ request, reply, opened, key }) => {
        const { file: id } = request.params
        const isOurs = opened.application.actions.some((action) => action.kind === 'uploaded' && action.file.id === id)
        const file = isOurs ? await openFile(app, key.personId, id) : null
        if (file === null || file === 'infected' || file === 'quarantine')
          return sendProblem(context, request, reply, fileProblem(file))
        return reply.headers(fileHeaders(file.type, file.name)).send(Buffer.from(file.bytes))
      }),
    )
  }

  function lastPages(): void {
    const reviewPage = ({ reply, opened, shell }: Visit, errors: readonly FieldError[] = []) => (
      <ReviewPage {...keys(reply)} shell={shell} opened={opened} errors={errors} />
    )
    server.get<{ Params: Params }>(
      '/applications/:id/review',
      own(async (visit) => {
        const { reply, opened, key } = visit
        if (!isAt(opened, '/review')) return goTo(reply, nextAddress(opened))
        await lookUpFacts(app, key)
        const now = (await load(key))!
        if (!isAt(now, '/review')) return goTo(reply, nextAddress(now))
        return sendPage(reply, reviewPage({ ...visit, opened: now }))
      }),
    )
    server.post<{ Params: Params }>(
      '/applications/:id/submit',
      guarded,
      own(async (visit) => {
        const { request, reply, key, opened } = visit
        const sent = await move(request, key, 'citizen:submit')
        if (sent.ok) return goTo(reply, `${addressOf(opened)}?sent=1`)
        if (!isAt(opened, '/review')) return sendProblem(context, request, reply, sent.problem)
        return sendFormAgain(reply, sent, (errors) => reviewPage(visit, errors))
      }),
    )
    for (const name of ['withdraw', 'object'] as const)
      server.post<{ Params: Params }>(
        `/applications/:id/${name}`,
        guarded,
        own(async ({ request, reply, key, opened }) => {
          const made = await move(request, key, `citizen:${name}`)
          return made.ok ? goTo(reply, addressOf(opened)) : sendProblem(context, request, reply, made.problem)
        }),
      )
    server.get('/applications', async (request, reply) => {
      const who = await context.signedIn(request, reply)
      if (who === null) return askToSignIn(reply, '/applications')
      const lines = await applicationLines(app, who.personId)
      return sendPage(reply, <MyApplications shell={await context.shell(request, reply)} lines={lines} />)
    })
    server.get<{ Params: Params }>(
      '/applications/:id',
      own(async ({ request, reply, opened, shell }) => {
        const sent = (request.query as { sent?: string }).sent === '1' && opened.application.submitted !== null
        return sendPage(reply, <StatusPage {...keys(reply)} shell={shell} opened={opened} sent={sent} />)
      }),
    )
  }

  function move(request: FastifyRequest, key: ApplicationKey, name: MoveName) {
    return moveApplication(app, key, citizen(key.personId), name, {}, requestKey(request, name))
  }
}

const isAt = (opened: Opened, rest: string): boolean => nextAddress(opened) === addressOf(opened, rest)

/** A page whose turn it is, or that was answered and may be changed. */
function isOpen(opened: Opened, page: string): boolean {
  const { service, application, moment } = opened
  const { pages, context } = situationOf(opened)
  if (!pages.includes(page)) return false
  const open = openParts(service, application, tehranDate(moment.at)).fields
  const fields = service.pages[page]!.fields.filter((name) => open.includes(name))
  const next = nextPage(service, application, tehranDate(moment.at))
  return fields.some((name) => name in context.answers) || (next.step === 'page' && next.page === page)
}

/** Documents come after the questions, or in between where a question is answered by a file. */
function canSeeDocuments(opened: Opened): boolean {
  const next = nextPage(opened.service, opened.application, tehranDate(opened.moment.at)).step
  const asksFileNow = askedFiles(opened).some(({ name }) => name in opened.service.fields)
  return next === 'documents' || next === 'review' || (next === 'page' && asksFileNow)
}

/** The fields of a form as it was sent, without what is ours. */
function rawValues(request: FastifyRequest): Raw {
  const body = typeof request.body === 'object' && request.body !== null ? request.body : {}
  const texts = Object.entries(body).filter(
    ([name, value]) =>
      !name.startsWith('_') &&
      (typeof value === 'string' || (Array.isArray(value) && value.every((one) => typeof one === 'string'))),
  )
  return Object.fromEntries(texts) as Raw
}

/** The same form sent again with the same content is the same request; null when it carries no key. */
function requestKey(request: FastifyRequest, content: string): string | null {
  const key = formValues(request)['_key'] ?? ''
  return /^[\w-]{16,64}$/.test(key) ? digest(`${key} ${content}`) : null
}

async function whenStoreWorks<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof OutsideSystemUnavailable)) throw error
    return failed({
      code: 'unavailable',
      message: 'انبار پرونده‌ها همین حالا پاسخ نمی‌دهد. چند دقیقهٔ دیگر همین پرونده را دوباره بفرستید.',
    })
  }
}

function fileProblem(state: 'quarantine' | 'infected' | null): Problem {
  if (state === 'quarantine')
    return { code: 'wrong-step', message: 'این پرونده هنوز در حال پویش است. چند لحظهٔ دیگر دوباره باز کنید.' }
  if (state === 'infected')
    return { code: 'not-found', message: 'در این پرونده ویروس پیدا شد و پاک شد. پروندهٔ سالمی بفرستید.' }
  return { code: 'not-found', message: 'چنین پرونده‌ای در این درخواست نیست.' }
}
