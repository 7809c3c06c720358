import type { App } from '#app/app.ts'
import type { PersonId } from '#store/ids.ts'
import { z } from 'zod'

/** What a recovery token holds: whom it is about (or a decoy), and the grant once the code was right. */
export type Recovery = { readonly subject: PersonId; readonly grant: string; readonly expiresAt: number }

const lifetime = 30 * 60_000
const Sealed = z.strictObject({
  subject: z.string().transform((text) => text as PersonId),
  grant: z.string(),
  expiresAt: z.number(),
})

/**
 * A bearer token for the later steps of a recovery. It is sealed: the id inside is the same each time for the same
 * account, and two tokens must not show whether they are about one person.
 */
export function recoveryToken(
  app: App,
  held: { subject: PersonId; grant: string },
): { token: string; expiresAt: Date } {
  const expiresAt = app.clock.now() + lifetime
  const sealed = app.secrets.seal('api', Buffer.from(JSON.stringify({ ...held, expiresAt })))
  return { token: sealed.toString('base64url'), expiresAt: new Date(expiresAt) }
}

/** Null when the token is not ours, or its time is over. */
export function openRecoveryToken(app: App, token: string): Recovery | null {
  try {
    const opened: unknown = JSON.parse(app.secrets.open('api', Buffer.from(token, 'base64url')).toString())
    const held = Sealed.safeParse(opened)
    return held.success && held.data.expiresAt > app.clock.now() ? held.data : null
  } catch {
    return null
  }
}
