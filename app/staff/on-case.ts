import type { Actor } from '#kernel/service/action.ts'
import type { ApplicationRow } from '#store/applications.ts'
import { findInScope } from '#store/desk.ts'
import type { App } from '../app.ts'
import { failed, type Result } from '../problem.ts'
import type { Desk } from './desk.ts'

export const notFound = failed({
  code: 'not-found',
  message: 'پرونده‌ای با این نشانی در میز شما نیست. کد رهگیری را بررسی کنید.',
})

/** Acts on one case of a desk. What is out of its scope does not exist for it. */
export async function onCase<T>(
  app: App,
  desk: Desk,
  code: string,
  work: (row: ApplicationRow) => Promise<Result<T>>,
): Promise<Result<T>> {
  const row = await findInScope(app.db, desk, code)
  return row === undefined ? notFound : work(row)
}

export const actorOf = ({ role, staffId }: Desk): Actor => ({ role, id: staffId })

/** The key of an attempt: two members of staff never share one. */
export const onceBy = ({ staffId }: Desk, once: string | null): string | null =>
  once === null ? null : `${staffId}:${once}`
