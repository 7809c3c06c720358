import type { FastifyInstance } from 'fastify'
import { tehranDate } from '#kernel/dates.ts'
import { nextPage } from '#kernel/service/form.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import { openOwnFile } from '#app/applications/own-file.ts'
import { removeFile, uploadFile } from '#app/applications/upload.ts'
import { fileHeaders } from '#app/files/file-headers.ts'
import { sha256 } from '#app/files/take-in.ts'
import { failed, invalid, type Result } from '#app/problem.ts'
import type { FieldError } from '#web/components/shell.ts'
import { DocumentsPage, askedFiles } from '#web/pages/application/documents.tsx'
import { addressOf, nextAddress, type Opened } from '#web/pages/application/opened.ts'
import { formValues, goTo, sendFormAgain, sendPage, sendProblem } from '../../http/context.ts'
import { guardForm } from '../../http/guards.ts'
import { uploadForms } from '../uploads.ts'
import { requestKey, type Params, type Visit, type Visits } from './visits.ts'

/** The documents of an application: sent, taken back, read again. */
export async function documentRoutes(server: FastifyInstance, visits: Visits): Promise<void> {
  const { context } = visits
  const { app } = context
  const uploads = await uploadForms(server)
  const documentsPage = ({ reply, opened, shell }: Visit, errors: readonly FieldError[] = []) => (
    <DocumentsPage {...visits.keys(reply)} shell={shell} opened={opened} errors={errors} />
  )
  server.get<{ Params: Params }>(
    '/applications/:id/documents',
    visits.own(async (visit) => {
      const { reply, opened } = visit
      return canSeeDocuments(opened) ? sendPage(reply, documentsPage(visit)) : goTo(reply, nextAddress(opened))
    }),
  )
  server.post<{ Params: Params }>(
    '/applications/:id/documents/:document',
    uploads.guarded,
    visits.own(async (visit) => {
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
    { preValidation: guardForm(server) },
    visits.own(async ({ request, reply, opened, key }) => {
      const { document } = request.params
      const { file = '' } = formValues(request)
      const removed = await removeFile(app, key, document, file, requestKey(request, `remove ${document} ${file}`))
      if (!removed.ok) return sendProblem(context, request, reply, removed.problem)
      return goTo(reply, addressOf(opened, '/documents'))
    }),
  )
  server.get<{ Params: Params }>(
    '/applications/:id/files/:file',
    visits.own(async ({ request, reply, opened, key }) => {
      const file = await openOwnFile(app, key.personId, opened.application, request.params.file)
      if (!file.ok) return sendProblem(context, request, reply, file.problem)
      return reply.headers(fileHeaders(file.value.type, file.value.name)).send(Buffer.from(file.value.bytes))
    }),
  )
}

/** Documents come after the questions, or in between where a question is answered by a file. */
function canSeeDocuments(opened: Opened): boolean {
  const next = nextPage(opened.service, opened.application, tehranDate(opened.moment.at)).step
  const asksFileNow = askedFiles(opened).some(({ name }) => name in opened.service.fields)
  return next === 'documents' || next === 'review' || (next === 'page' && asksFileNow)
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
