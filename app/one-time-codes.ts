import { stripInvisible, toLatinDigits } from '#kernel/text.ts'
import type { Mobile } from '#kernel/mobile.ts'
import { findCode, issueCode, useCode, type CodePurpose, type OneTimeCode } from '#store/one-time-codes.ts'
import { enqueue } from '#store/outbox.ts'
import type { Tx } from '#store/database.ts'
import type { PersonId } from '#store/ids.ts'
import { nowOf, type App } from './app.ts'
import { done, invalid, type Result } from './problem.ts'
import { randomToken, sameBytes, tokenHash, type Secrets } from './secrets.ts'

/** How long a code is good, and how soon the next may be asked for. Seconds. */
export const codeLifetime = 120
export const codeGap = 60

/**
 * The six digits of an issued code. They are derived, not stored: the worker that sends the message and the page that
 * checks it compute the same digits from the issue and the secret key.
 */
export function codeDigits(secrets: Secrets, code: OneTimeCode): string {
  const mac = secrets.mac(
    'one-time-code',
    `${code.personId}|${code.purpose}|${code.mobile}|${code.issue}|${code.issuedAt.getTime()}`,
  )
  return String(mac.readUInt32BE(0) % 1_000_000).padStart(6, '0')
}

export const codeExpired = (code: OneTimeCode, now: Date): boolean =>
  now.getTime() > code.issuedAt.getTime() + codeLifetime * 1000

type Recipient = { personId: PersonId; purpose: CodePurpose; mobile: Mobile }

/**
 * Sends a fresh code to a mobile, within the limits per mobile. With `silently` all goes on as if, but no message is
 * sent: so that nobody learns by asking whether an account exists.
 */
export async function sendCode(app: App, to: Recipient, silently = false): Promise<Result<void>> {
  const open = await app.limits.look('code-tries', to.mobile)
  if (!open.ok) return open
  const first = await app.limits.count('code-gap', to.mobile)
  if (!first.ok) return first
  const counted = await app.limits.countAll({ 'code-per-hour': to.mobile }, { 'code-per-day': to.mobile })
  if (!counted.ok) return counted
  const at = nowOf(app)
  await app.db.transaction(async (tx) => {
    const issue = await issueCode(tx, to, at)
    if (silently) return
    await enqueue(
      tx,
      {
        personId: to.personId,
        kind: 'send-code',
        payload: { purpose: to.purpose, issue },
        dedupeKey: `code:${to.purpose}:${at.getTime()}`,
      },
      at,
    )
  })
  return done(undefined)
}

const howToMend = 'کد شش‌رقمی آخرین پیامک را وارد کنید.'

/**
 * Checks what a person typed and uses the code up; answers a grant for the next step. Every try counts against the
 * mobile, right or wrong, before the code is looked at: tries at the same moment cannot slip past the limit. `then` is
 * written with it, so that no code is used up for nothing where the process dies between.
 */
export async function proveCode(
  app: App,
  personId: PersonId,
  purpose: CodePurpose,
  typed: string,
  then: (tx: Tx, mobile: Mobile, at: Date) => Promise<void> = async () => {},
): Promise<Result<{ grant: string; mobile: Mobile }>> {
  const digits = stripInvisible(toLatinDigits(typed)).replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) return codeError(`کد باید شش رقم باشد. ${howToMend}`)
  const issued = await findCode(app.db, personId, purpose)
  if (issued === undefined) return codeError('برای این درخواست کدی فرستاده نشده است. کد تازه بخواهید.')
  const allowed = await app.limits.count('code-tries', issued.mobile)
  if (!allowed.ok) return allowed
  const grant = randomToken()
  const proved = await app.db.transaction(async (tx): Promise<Result<{ grant: string; mobile: Mobile }>> => {
    const code = await findCode(tx, personId, purpose, 'lock')
    const now = nowOf(app)
    if (code === undefined || codeExpired(code, now)) {
      return codeError('زمان این کد تمام شده است؛ هر کد دو دقیقه اعتبار دارد. «ارسال دوبارهٔ کد» را بزنید.')
    }
    if (code.usedAt !== null) return codeError('این کد یک بار به کار رفته است. کد تازه بخواهید.')
    if (!sameBytes(Buffer.from(digits), Buffer.from(codeDigits(app.secrets, code)))) {
      return codeError(`این کد درست نیست. ${howToMend}`)
    }
    await useCode(tx, personId, purpose, tokenHash(grant), now)
    await then(tx, code.mobile, now)
    return done({ grant, mobile: code.mobile })
  })
  if (proved.ok) await app.limits.forgive('code-tries', proved.value.mobile)
  return proved
}

const codeError = (message: string): Result<never> => invalid([{ field: 'code', message }])

/** Seconds until the next code of this purpose may be asked for; 0 when it may. */
export async function codeWait(app: App, personId: PersonId, purpose: CodePurpose): Promise<number> {
  const code = await findCode(app.db, personId, purpose)
  if (code === undefined) return 0
  return Math.max(0, Math.ceil((code.issuedAt.getTime() + codeGap * 1000 - app.clock.now()) / 1000))
}

/** The mobile that the latest code of this purpose was sent to; null when none was. */
export async function codeMobile(app: App, personId: PersonId, purpose: CodePurpose): Promise<Mobile | null> {
  return (await findCode(app.db, personId, purpose))?.mobile ?? null
}
