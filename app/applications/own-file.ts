import type { Application } from '#kernel/service/application.ts'
import type { PersonId } from '#store/ids.ts'
import type { App } from '../app.ts'
import { openFile, type OpenedFile } from '../files/open-file.ts'
import { done, failed, type Problem, type Result } from '../problem.ts'

/** A file that was ever sent with this application, for its owner. Throws OutsideSystemUnavailable as `openFile`. */
export async function openOwnFile(
  app: App,
  personId: PersonId,
  application: Application,
  fileId: string,
): Promise<Result<OpenedFile>> {
  const isOurs = application.actions.some((action) => action.kind === 'uploaded' && action.file.id === fileId)
  const file = isOurs ? await openFile(app, personId, fileId) : null
  return file === null || file === 'infected' || file === 'quarantine' ? failed(problemOf(file)) : done(file)
}

function problemOf(state: 'quarantine' | 'infected' | null): Problem {
  if (state === 'quarantine')
    return { code: 'wrong-step', message: 'این پرونده هنوز در حال پویش است. چند لحظهٔ دیگر دوباره باز کنید.' }
  if (state === 'infected')
    return { code: 'not-found', message: 'در این پرونده ویروس پیدا شد و پاک شد. پروندهٔ سالمی بفرستید.' }
  return { code: 'not-found', message: 'چنین پرونده‌ای در این درخواست نیست.' }
}
