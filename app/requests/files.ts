import { checkFile } from '#kernel/fields/file.ts'
import type { FileRef } from '#kernel/fields/file.ts'
import { parsed, refused } from '#kernel/parsed.ts'
import type { Request } from '#kernel/request/request.ts'
import type { RequestEvent } from '#kernel/request/request-event.ts'
import { listEvents, type RequestKey } from '#store/requests.ts'
import type { App } from '../app.ts'
import { keepFile } from '../files/keep-file.ts'
import { openFile, type OpenedFile } from '../files/open-file.ts'
import { done, failed, invalid, type Problem, type Result } from '../problem.ts'
import { actOnRequestWithin, citizenOf } from './act.ts'
import { resumedDue, tooLong } from './write.ts'

/** Most files that a request can have in all. */
const MOST = 20

/** Every file that a person sent with a request. */
export const filesIn = (events: readonly RequestEvent[]): readonly FileRef[] =>
  events.flatMap((event) => (event.kind === 'received' || event.kind === 'wrote' ? event.files : []))

/**
 * The person writes with a file: kept and written together, or neither. `field`: where what is wrong with the file is shown.
 * Throws OutsideSystemUnavailable when the file store does not work.
 */
export async function sendFileToRequest(
  app: Pick<App, 'db' | 'clock' | 'workingTimes' | 'files' | 'virusScan'>,
  key: RequestKey,
  { text, ...sent }: { readonly text: string; readonly name: string; readonly bytes: Uint8Array },
  once: string | null,
  field = 'file',
): Promise<Result<Request>> {
  const words = text.trim()
  const long = tooLong(words)
  if (long !== null) return long
  let result: Result<Request> | null = null
  const file = { personId: key.personId, applicationId: key.requestId, document: 'request', ...sent }
  const kept = await keepFile(app, file, async (tx, ref) => {
    let isNew = false
    result = await actOnRequestWithin(tx, app, key, citizenOf(key), once, async (seen) => {
      const others = filesIn((await listEvents(tx, key)).map(({ event }) => event))
      const may =
        others.length < MOST ? checkFile(ref, others) : refused('این درخواست بیست پیوست دارد و بیش از این جا ندارد.')
      if (!may.ok) return invalid([{ field, message: may.error }])
      isNew = true
      return done([{ kind: 'wrote', text: words, files: [ref], ...resumedDue(seen) }])
    })
    // What was refused, or was there already, keeps no bytes.
    return isNew && result.ok ? parsed(ref) : refused('')
  })
  if (result !== null) return result
  return invalid([{ field, message: kept.ok ? '' : kept.error }])
}

/** A file that the person sent with a request of their own. Throws OutsideSystemUnavailable as `openFile`. */
export async function openRequestFile(
  app: Pick<App, 'db' | 'files'>,
  key: RequestKey,
  fileId: string,
): Promise<Result<OpenedFile>> {
  const isOurs = filesIn((await listEvents(app.db, key)).map(({ event }) => event)).some(({ id }) => id === fileId)
  const file = isOurs ? await openFile(app, key.personId, fileId) : null
  return file === null || file === 'infected' || file === 'quarantine' ? failed(problemOf(file)) : done(file)
}

function problemOf(state: 'quarantine' | 'infected' | null): Problem {
  if (state === 'quarantine')
    return { code: 'wrong-step', message: 'این پرونده هنوز در حال پویش است. چند لحظهٔ دیگر دوباره باز کنید.' }
  if (state === 'infected')
    return { code: 'not-found', message: 'در این پرونده ویروس پیدا شد و پاک شد. پروندهٔ سالمی بفرستید.' }
  return { code: 'not-found', message: 'چنین پرونده‌ای در این درخواست نیست.' }
}
