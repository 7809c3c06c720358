import { tehranDate } from '#kernel/dates.ts'
import { parsed, refused } from '#kernel/parsed.ts'
import { type Application, isCitizens } from '#kernel/service/application.ts'
import { acceptsFile, openParts } from '#kernel/service/form.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { discardFile } from '#store/files.ts'
import { nowOf, type App } from '../app.ts'
import { keepFile, type FilesApp } from '../files/keep-file.ts'
import { done, failed, invalid, type Result } from '../problem.ts'
import { actWithin } from './act.ts'
import { citizen } from './load.ts'

/**
 * Adds a file to a document of an application: the file is kept and its action written together, or neither. Whether it
 * may join is decided by its content, under the lock. Throws OutsideSystemUnavailable when the file store does not work.
 */
export async function uploadFile(
  app: Pick<App, 'clock' | 'workingTimes'> & FilesApp,
  key: ApplicationKey,
  document: string,
  sent: { readonly name: string; readonly bytes: Uint8Array },
  requestKey: string | null = null,
): Promise<Result<Application>> {
  let result: Result<Application> | null = null
  const kept = await keepFile(app, { ...key, document, ...sent }, async (tx, file) => {
    result = await actWithin(tx, app, key, citizen(key.personId), requestKey, ({ service, application, moment }) => {
      if (!isCitizens(service.flow.states[application.state]))
        return failed({ code: 'wrong-step', message: 'این درخواست اکنون در دست سازمان است یا پایان یافته است.' })
      const accepted = acceptsFile(service, application, document, file, tehranDate(moment.at))
      if (!accepted.ok) return invalid([{ field: document, message: accepted.error }])
      return done([{ kind: 'uploaded', document, file }])
    })
    // A repeated request wrote nothing: then these bytes are not kept either.
    const joined = result.ok && result.value.documents[document]?.some(({ id }) => id === file.id) === true
    return joined ? parsed(file) : refused('')
  })
  if (result !== null) return result
  return invalid([{ field: document, message: kept.ok ? '' : kept.error }])
}

/** Takes a file back while the document is open. One that the branch saw before a return is kept. */
export async function removeFile(
  app: Pick<App, 'db' | 'clock' | 'workingTimes'>,
  key: ApplicationKey,
  document: string,
  fileId: string,
  requestKey: string | null = null,
): Promise<Result<Application>> {
  return app.db.transaction(async (tx) => {
    let discarded = false
    const result = await actWithin(
      tx,
      app,
      key,
      citizen(key.personId),
      requestKey,
      ({ service, application, moment }) => {
        const open = openParts(service, application, tehranDate(moment.at))
        const file = application.documents[document]?.find(({ id }) => id === fileId)
        if (file === undefined) return done([])
        if (!open.documents.includes(document) && !open.fields.includes(document))
          return failed({ code: 'wrong-step', message: 'این مدرک اکنون برای تغییر باز نیست.' })
        const seen = Object.values(application.before?.documents ?? {}).flat()
        discarded = !seen.some(({ id }) => id === file.id)
        return done([{ kind: 'removed', document, file: file.id }])
      },
    )
    if (result.ok && discarded) await discardFile(tx, key.personId, fileId, nowOf(app))
    return result
  })
}
