import { openSession } from '#app/account/session.ts'
import type { App } from '#app/app.ts'
import { openDraft, sentFromDraft } from '#app/requests/drafts.ts'
import { openPass } from '#app/requests/pass.ts'
import { openSignUp } from '#app/sign-up/sign-up.ts'
import type { Callers, Who } from './operation.ts'
import { Refusal } from './problems.ts'
import { openRecoveryToken } from './recovery-token.ts'

/** The token of `Authorization: Bearer …`, or undefined. Cookies are never looked at. */
export function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer +([A-Za-z0-9._~+/=-]{1,2048})$/i.exec(authorization ?? '')?.[1]
}

const needs: Record<Who, string> = {
  anybody: '',
  session: 'برای این کار باید وارد شده باشید. با کد ملی و گذرواژه وارد شوید و دوباره تلاش کنید.',
  'sign-up': 'این ثبت‌نام پیدا نشد یا زمان آن گذشته است. ثبت‌نام را از اول آغاز کنید.',
  draft: 'این پیش‌نویس پیدا نشد یا زمان آن گذشته است. از اول بنویسید.',
  tracking: 'زمان این پیگیری گذشته است. پیگیری را از اول آغاز کنید.',
  request: 'زمان این پیگیری گذشته است. پیگیری را از اول آغاز کنید.',
  recovery: 'این بازیابی پیدا نشد یا زمان آن گذشته است. بازیابی گذرواژه را از اول آغاز کنید.',
}

/** Who calls. Throws the refusal when the bearer is not of the kind that may. */
export async function callerOf(app: App, who: Who, token: string | undefined): Promise<Callers[Who]> {
  if (who === 'anybody') return null
  const caller = token === undefined ? null : await opened(app, who, token)
  if (caller === null) throw new Refusal({ code: 'not-signed-in', message: needs[who] })
  return caller
}

async function opened(app: App, who: Exclude<Who, 'anybody'>, token: string): Promise<Callers[Who]> {
  switch (who) {
    case 'session':
      return (await openSession(app, token, { rotate: false }))?.signedIn ?? null
    case 'sign-up': {
      const signUp = await openSignUp(app, token)
      return signUp === undefined ? null : { signUp, token }
    }
    case 'draft': {
      const held = (await openDraft(app, token, null)) ?? (await sentFromDraft(app, token, null))
      return held === undefined ? null : { token }
    }
    case 'tracking':
      return openPass(app, token, 'asked')
    case 'request':
      return openPass(app, token, 'proved')
    case 'recovery':
      return openRecoveryToken(app, token)
  }
}
