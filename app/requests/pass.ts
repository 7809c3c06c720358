import type { PersonId } from '#store/ids.ts'
import type { RequestKey } from '#store/requests.ts'
import { z } from 'zod'
import type { App } from '../app.ts'

/**
 * What somebody holds who is not signed in and follows one request. asked: a code is on its way to the mobile, or would be if
 * the request were there; proved: it is their request. Sealed, so that two passes show nothing of whether they are about one.
 */
export type Pass = RequestKey & { readonly stage: 'asked' | 'proved'; readonly mobile: string; readonly until: number }

/** Milliseconds that a pass is good for. */
const LIFETIME = { asked: 15 * 60_000, proved: 60 * 60_000 } as const

const Sealed = z.strictObject({
  personId: z.string().transform((text) => text as PersonId),
  requestId: z.string(),
  stage: z.enum(['asked', 'proved']),
  mobile: z.string(),
  until: z.number(),
})

/** Long enough for any ids, so that the length of a pass says nothing. */
const LENGTH = 200

export function sealPass(
  app: Pick<App, 'clock' | 'secrets'>,
  { personId, requestId }: RequestKey,
  stage: Pass['stage'],
  mobile = '',
): { readonly token: string; readonly until: Date } {
  const until = app.clock.now() + LIFETIME[stage]
  const text = JSON.stringify({ personId, requestId, stage, mobile, until })
  const sealed = app.secrets.seal('request', Buffer.from(text.padEnd(LENGTH)))
  return { token: sealed.toString('base64url'), until: new Date(until) }
}

/** Null when it is not ours, of another stage, or over. */
export function openPass(
  app: Pick<App, 'clock' | 'secrets'>,
  token: string | undefined,
  stage: Pass['stage'],
): Pass | null {
  const opened = token === undefined ? null : app.secrets.tryOpen('request', Buffer.from(token, 'base64url'))
  if (opened === null) return null
  const pass = Sealed.safeParse(JSON.parse(opened.toString()))
  return pass.success && pass.data.stage === stage && pass.data.until > app.clock.now() ? pass.data : null
}
