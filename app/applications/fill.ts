import { tehranDate } from '#kernel/dates.ts'
import type { Json, Raw } from '#kernel/fields/field.ts'
import { readPage } from '#kernel/service/form.ts'
import type { ApplicationKey } from '#store/applications.ts'
import type { App } from '../app.ts'
import { done, failed, invalid, type Result } from '../problem.ts'
import type { Application } from '#kernel/service/application.ts'
import { act } from './act.ts'
import { citizen } from './load.ts'

/** Answers one page, from a form or as JSON. Only what is open for the person is read. */
export async function answerPage(
  app: App,
  key: ApplicationKey,
  page: string,
  sent: { form: Raw } | { json: Readonly<Record<string, Json>> },
  requestKey: string | null = null,
): Promise<Result<Application>> {
  return act(app, key, citizen(key.personId), requestKey, ({ service, application, moment }) => {
    const answers = readPage(service, application, page, sent, tehranDate(moment.at))
    if (answers.ok) return done([{ kind: 'answered', page, answers: answers.value }])
    const closed = answers.errors.find(({ field }) => field === '')
    return closed === undefined ? invalid(answers.errors) : failed({ code: 'wrong-step', message: closed.message })
  })
}
