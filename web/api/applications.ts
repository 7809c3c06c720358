import { beginApplication } from '#app/applications/begin.ts'
import { confirmApplication, sendApplicationCode } from '#app/applications/confirm.ts'
import { answerPage } from '#app/applications/fill.ts'
import { citizen, loadOwn } from '#app/applications/load.ts'
import { lookUpFacts } from '#app/applications/look-up.ts'
import { moveApplication } from '#app/applications/move.ts'
import { submitApplication } from '#app/applications/submit.ts'
import { openOwnFile } from '#app/applications/own-file.ts'
import { removeFile, uploadFile } from '#app/applications/upload.ts'
import type { App } from '#app/app.ts'
import { done, failed, invalid, type Result } from '#app/problem.ts'
import type { Json } from '#kernel/fields/field.ts'
import { openParts } from '#kernel/service/form.ts'
import { tehranDate } from '#kernel/dates.ts'
import type { Service } from '#kernel/service/service.ts'
import { getVersion, services } from '#services/all.ts'
import { RELATIONS } from '#services/dependants/guide.ts'
import { listApplicationsPage, type ApplicationKey } from '#store/applications.ts'
import { listPayouts } from '#store/payouts.ts'
import { personIdFrom, type PersonId } from '#store/ids.ts'
import { listCovered } from '#store/register/covers.ts'
import { paysOut } from '#web/pages/application/payouts.tsx'
import { openedOf, type Opened } from '#web/pages/application/opened.ts'
import { z } from 'zod'
import { answersFromApi, pageSchemas } from './answers.ts'
import { ApplicationReview, applicationReview } from './application-review.ts'
import { ApplicationId, ApplicationState, applicationState } from './application-state.ts'
import { operation } from './operation.ts'
import { Instant, instant, jalaliDay, JalaliDay } from './schemas.ts'

const NewApplication = z
  .strictObject({
    service: z
      .string()
      .max(64)
      .meta({ description: 'The `id` of a service that is online.', examples: ['dependants'] }),
  })
  .meta({ id: 'NewApplication' })

const PageAnswers = z.looseObject({}).meta({
  id: 'PageAnswers',
  description:
    'The answers of one page, by field. After a return for correction only the fields that are open then: see `schema` of the page in the application.',
  anyOf: Object.keys(pageSchemas(services)).map((name) => ({ $ref: `#/components/schemas/${name}` })),
})

const Line = z
  .strictObject({
    id: ApplicationId,
    service: z.string(),
    title: z.string(),
    trackingCode: z.string(),
    state: z.string(),
    stateText: z.string().meta({ description: 'The state in plain Persian.' }),
    turn: z.enum(['citizen', 'organisation']).nullable(),
    openedAt: Instant,
    submittedAt: Instant.nullable(),
    promisedAt: Instant.nullable(),
  })
  .meta({ id: 'ApplicationLine' })

const Lines = z
  .strictObject({
    applications: z.array(Line).meta({ description: 'Newest first.' }),
    next: z
      .string()
      .nullable()
      .meta({ description: 'For `after`, to get the ones before these; null: there are none.' }),
  })
  .meta({ id: 'Applications' })

const LookedUp = z
  .strictObject({
    complete: z.boolean(),
    silent: z.array(z.string()).meta({
      description: 'Who did not answer within three seconds, in Persian. The portal goes on asking by itself.',
    }),
    application: ApplicationState,
  })
  .meta({ id: 'LookedUp' })

const CodeSent = z
  .strictObject({
    maskedMobile: z
      .string()
      .meta({ description: 'Where it was sent, with its middle hidden.', examples: ['۰۹۱۲•••۶۷۸۹'] }),
    nextCodeIn: z.int().meta({ description: 'Seconds until another code may be asked for.' }),
  })
  .meta({ id: 'ApplicationCodeSent' })
const Confirmation = z
  .strictObject({
    code: z
      .string()
      .max(20)
      .meta({ description: 'The six digits, Persian or Latin.', examples: ['482913'] }),
  })
  .meta({ id: 'Confirmation' })

const Dependants = z
  .strictObject({
    dependants: z.array(
      z.strictObject({
        name: z.string(),
        relation: z.string().meta({ examples: ['wife'] }),
        relationText: z.string().meta({ examples: ['همسر'] }),
        birthDate: JalaliDay,
        from: JalaliDay,
        until: JalaliDay.nullable().meta({ description: 'Known beforehand: an age limit or the end of study.' }),
        endedOn: JalaliDay.nullable().meta({ description: 'Null: covered now.' }),
      }),
    ),
  })
  .meta({ id: 'Dependants', description: 'Who is or was covered through the person.' })

const shared = { tag: 'Applications', who: 'session' } as const
const ofOne = z.strictObject({ id: ApplicationId })
const NameOf = (description: string, example: string) =>
  z
    .string()
    .max(64)
    .meta({ description, examples: [example] })
const DocumentName = NameOf('The `name` of a document in the application.', 'idCard')
const LIMIT = 25

const steps = {
  submit: {
    id: 'submitApplication',
    summary: 'Submit an application, or submit it again after a correction',
    description: 'The judgement of this moment is kept with it. The person is told by SMS.',
  },
  withdraw: {
    id: 'withdrawApplication',
    summary: 'Withdraw an application',
    description: 'It is closed; for the same thing a new one must be opened.',
  },
  object: {
    id: 'objectToDecision',
    summary: 'Object to a refusal, once and in time',
    description: 'Somebody else than who decided looks at it again.',
  },
} as const

export const applicationOperations = [
  operation({
    ...shared,
    method: 'POST',
    path: '/applications',
    id: 'openApplication',
    summary: 'Begin a service',
    description:
      'An application of this service that was opened and never answered is gone on with. What can be looked up about the person is looked up.',
    body: NewApplication,
    status: 201,
    answer: ApplicationState,
    refuses: ['not-found', 'wrong-step'],
    handle: async ({ app, caller, body }) => {
      const key = await beginApplication(app, caller.personId, body.service)
      return key.ok ? stateOf(app, key.value) : key
    },
  }),
  operation({
    ...shared,
    method: 'GET',
    path: '/applications',
    id: 'listApplications',
    summary: 'The person’s applications, newest first',
    query: z.strictObject({
      service: z.string().max(64).optional().meta({ description: 'Only of this service.' }),
      open: z.enum(['true', 'false']).optional().meta({ description: 'Only those that are open, or have ended.' }),
      after: ApplicationId.optional().meta({ description: '`next` of the list before.' }),
    }),
    status: 200,
    answer: Lines,
    refuses: [],
    handle: async ({ app, caller, query }) => {
      const { service = null, open, after } = query
      if (after !== undefined && personIdFrom(after) === null)
        return invalid([{ field: 'after', message: 'این نشانه پذیرفته نیست. مقدار next فهرست پیشین را بفرستید.' }])
      const wish = { service, open: open === undefined ? null : open === 'true', after: after ?? null }
      const rows = await listApplicationsPage(app.db, caller.personId, wish, LIMIT + 1)
      return done({
        applications: rows.slice(0, LIMIT).map((row) => {
          const { title, flow } = getVersion(row.service, row.version)
          return {
            id: row.applicationId,
            service: row.service,
            title,
            trackingCode: row.trackingCode,
            state: row.state,
            stateText: flow.states[row.state]?.title ?? '',
            turn: row.turn,
            openedAt: instant(row.openedAt),
            submittedAt: row.submittedAt === null ? null : instant(row.submittedAt),
            promisedAt: row.dueAt === null ? null : instant(row.dueAt),
          }
        }),
        next: rows.length > LIMIT ? rows[LIMIT - 1]!.applicationId : null,
      })
    },
  }),
  operation({
    ...shared,
    method: 'GET',
    path: '/applications/:id',
    id: 'getApplication',
    summary: 'One application: where it stands, what comes next, and all that happened',
    params: ofOne,
    status: 200,
    answer: ApplicationState,
    refuses: ['not-found'],
    handle: ({ app, caller, params }) => stateOf(app, { personId: caller.personId, applicationId: params.id }),
  }),
  operation({
    ...shared,
    method: 'POST',
    path: '/applications/:id/look-up',
    id: 'lookUpFacts',
    summary: 'Ask the sources that have not answered yet',
    params: ofOne,
    status: 200,
    answer: LookedUp,
    refuses: ['not-found'],
    handle: ({ app, caller, params }) =>
      onOwn(app, caller.personId, params.id, async (_, key) => {
        const { complete, silent } = await lookUpFacts(app, key)
        const state = await stateOf(app, key)
        return state.ok ? done({ complete, silent: [...silent], application: state.value }) : state
      }),
  }),
  operation({
    ...shared,
    method: 'PUT',
    path: '/applications/:id/pages/:page',
    id: 'answerPage',
    summary: 'Answer a page, or correct its answers',
    description:
      'All open fields of the page at once; what follows from the answers is looked up. `errors[].field` names the field, within groups as `person.number`. 409 when the page is not open now.',
    params: z.strictObject({
      id: ApplicationId,
      page: NameOf('The `name` of a page of the service.', 'person'),
    }),
    body: PageAnswers,
    status: 200,
    answer: ApplicationState,
    refuses: ['not-found', 'wrong-step'],
    handle: ({ app, caller, params, body, requestKey }) =>
      onOwn(app, caller.personId, params.id, async (opened, key) => {
        const { service } = opened
        if (!Object.hasOwn(service.pages, params.page))
          return failed({ code: 'not-found', message: 'این خدمت چنین صفحه‌ای ندارد.' })
        const sent = body as Readonly<Record<string, Json>>
        const unasked = notAsked(opened, params.page, Object.keys(sent))
        if (unasked.length > 0) return invalid(unasked)
        const answered = await answerPage(app, key, params.page, { json: answersFromApi(service, sent) }, requestKey)
        if (!answered.ok) return answered
        await lookUpFacts(app, key)
        return stateOf(app, key)
      }),
  }),
  operation({
    ...shared,
    method: 'POST',
    path: '/applications/:id/documents/:document',
    id: 'uploadDocument',
    summary: 'Add a file to a document, or to a question that is answered by a file',
    description:
      "The file alone as the body, with its name in `Content-Disposition: attachment; filename*=UTF-8''…`, or as `multipart/form-data`. JPEG, PNG or PDF by its content, at most 2,000,000 bytes; the same file twice is refused.",
    params: z.strictObject({ id: ApplicationId, document: DocumentName }),
    takes: 'file',
    status: 201,
    answer: ApplicationState,
    refuses: ['not-found', 'wrong-step'],
    handle: ({ app, caller, params, file, requestKey }) =>
      onOwn(app, caller.personId, params.id, async ({ service }, key) => {
        if (!hasPlaceFor(service, params.document)) return noSuchDocument
        const kept = await uploadFile(app, key, params.document, file!, requestKey)
        return kept.ok ? stateOf(app, key) : kept
      }),
  }),
  operation({
    ...shared,
    method: 'DELETE',
    path: '/applications/:id/documents/:document/files/:file',
    id: 'removeFile',
    summary: 'Take a file back while its document is open',
    params: z.strictObject({
      id: ApplicationId,
      document: DocumentName,
      file: NameOf('The `id` of a file.', 'a1b2c3'),
    }),
    status: 200,
    answer: ApplicationState,
    refuses: ['not-found', 'wrong-step'],
    handle: ({ app, caller, params, requestKey }) =>
      onOwn(app, caller.personId, params.id, async ({ service }, key) => {
        if (!hasPlaceFor(service, params.document)) return noSuchDocument
        const removed = await removeFile(app, key, params.document, params.file, requestKey)
        return removed.ok ? stateOf(app, key) : removed
      }),
  }),
  operation({
    ...shared,
    method: 'GET',
    path: '/applications/:id/files/:file',
    id: 'getFile',
    summary: 'A file that was sent with the application',
    description: '409 while it is still being scanned.',
    params: z.strictObject({ id: ApplicationId, file: NameOf('The `id` of a file.', 'a1b2c3') }),
    status: 200,
    gives: 'file',
    refuses: ['not-found', 'wrong-step'],
    handle: ({ app, caller, params }) =>
      onOwn(app, caller.personId, params.id, ({ application }) =>
        openOwnFile(app, caller.personId, application, params.file),
      ),
  }),
  operation({
    ...shared,
    method: 'GET',
    path: '/applications/:id/review',
    id: 'reviewApplication',
    summary: 'What the rules say: verdicts, by which articles, because of what, and what is missing',
    params: ofOne,
    status: 200,
    answer: ApplicationReview,
    refuses: ['not-found'],
    handle: ({ app, caller, params }) =>
      onOwn(app, caller.personId, params.id, async (opened) => done(applicationReview(opened))),
  }),
  ...(Object.keys(steps) as (keyof typeof steps)[]).map((step) =>
    operation({
      ...shared,
      ...steps[step],
      method: 'POST',
      path: `/applications/:id/${step}`,
      params: ofOne,
      status: 200,
      answer: ApplicationState,
      refuses: ['not-found', 'wrong-step'],
      handle: ({ app, caller, params, requestKey }) =>
        onOwn(app, caller.personId, params.id, async (_, key) => {
          const moved =
            step === 'submit'
              ? await submitApplication(app, key, requestKey)
              : await moveApplication(app, key, citizen(key.personId), `citizen:${step}`, {}, requestKey)
          return moved.ok ? stateOf(app, key) : moved
        }),
    }),
  ),
  operation({
    ...shared,
    method: 'POST',
    path: '/applications/:id/code',
    id: 'sendApplicationCode',
    summary: 'Send the code with which the person confirms the submission to their mobile',
    description:
      'For services whose `submit` says `code`. A code holds two minutes, for this application only; the next one can be asked for after a minute.',
    params: ofOne,
    status: 202,
    answer: CodeSent,
    refuses: ['not-found', 'wrong-step', 'limited'],
    handle: ({ app, caller, params }) =>
      onOwn(app, caller.personId, params.id, async (_, key) => {
        const sent = await sendApplicationCode(app, key)
        return sent.ok ? done({ maskedMobile: sent.value.masked, nextCodeIn: sent.value.wait }) : sent
      }),
  }),
  operation({
    ...shared,
    method: 'POST',
    path: '/applications/:id/confirm',
    id: 'confirmApplication',
    summary: 'Submit an application with the code that was sent',
    description: 'Where nothing can be submitted the code stays good.',
    params: ofOne,
    body: Confirmation,
    status: 200,
    answer: ApplicationState,
    refuses: ['not-found', 'wrong-step', 'limited'],
    handle: ({ app, caller, params, body, requestKey }) =>
      onOwn(app, caller.personId, params.id, async (_, key) => {
        const sent = await confirmApplication(app, key, body.code, requestKey)
        return sent.ok ? stateOf(app, key) : sent
      }),
  }),
  operation({
    ...shared,
    method: 'GET',
    path: '/dependants',
    id: 'listDependants',
    summary: 'Who is or was covered through the person',
    status: 200,
    answer: Dependants,
    refuses: [],
    handle: async ({ app, caller }) => {
      const covered = await listCovered(app.db, caller.personId)
      return done({
        dependants: covered.map(({ name, relation, birthDate, from, until, endedOn }) => ({
          name,
          relation,
          relationText: (RELATIONS as Readonly<Record<string, string>>)[relation] ?? relation,
          birthDate: jalaliDay(birthDate),
          from: jalaliDay(from),
          until: until === null ? null : jalaliDay(until),
          endedOn: endedOn === null ? null : jalaliDay(endedOn),
        })),
      })
    },
  }),
]

type State = z.output<typeof ApplicationState>

const notFound = failed({ code: 'not-found', message: 'چنین درخواستی پیدا نشد.' })
const noSuchDocument = failed({ code: 'not-found', message: 'این خدمت چنین مدرکی ندارد.' })

/** For an application of the person's own; anybody else's is not there. */
async function onOwn<T>(
  app: App,
  personId: PersonId,
  applicationId: string,
  work: (opened: Opened, key: ApplicationKey) => Promise<Result<T>>,
): Promise<Result<T>> {
  const loaded = await loadOwn(app, personId, applicationId)
  return loaded === undefined ? notFound : work(openedOf(loaded), { personId, applicationId })
}

const stateOf = (app: App, { personId, applicationId }: ApplicationKey): Promise<Result<State>> =>
  onOwn(app, personId, applicationId, async (opened, key) =>
    done(applicationState(opened, paysOut(opened) ? await listPayouts(app.db, key) : [])),
  )

/** What was sent that the page does not ask, or not now: a misspelt or closed field is never silently left out. */
function notAsked({ service, application, moment }: Opened, page: string, names: readonly string[]) {
  const asked = service.pages[page]!.fields
  const open = openParts(service, application, tehranDate(moment.at)).fields
  const isOpen = asked.some((name) => open.includes(name))
  return names.flatMap((field) => {
    if (!asked.includes(field)) return [{ field, message: 'این صفحه چنین پرسشی ندارد. آن را بردارید.' }]
    const closed = isOpen && !open.includes(field)
    return closed ? [{ field, message: 'این پاسخ اکنون برای تغییر باز نیست. آن را بردارید.' }] : []
  })
}

const hasPlaceFor = ({ documents, fields: asked }: Service, name: string): boolean =>
  Object.hasOwn(documents, name) || (Object.hasOwn(asked, name) && asked[name]!.input(name).kind === 'file')
