import { parseMobile } from '#kernel/mobile.ts'
import { parseTrackingCode } from '#kernel/tracking-code.ts'
import { personIdFrom, type PersonId } from '#store/ids.ts'
import { findPerson } from '#store/people.ts'
import { findRequest, findRequestByCode, type RequestKey } from '#store/requests.ts'
import type { Mobile } from '#kernel/mobile.ts'
import type { App } from '../app.ts'
import { codeMobile, codeWait, proveCode, sendCode } from '../one-time-codes.ts'
import { done, failed, invalid, type FieldError, type Result } from '../problem.ts'
import { sealPass, type Pass } from './pass.ts'
import { proveRequest } from './read.ts'

/** A pass, and until when it is good. */
export type Ticket = ReturnType<typeof sealPass>

/**
 * Follows a request without signing in, first step: its tracking code and the mobile it is followed by. Where they belong
 * together a code is sent by SMS; where not, all goes on in the same way, so that nothing can be learnt by trying.
 */
export async function startTracking(
  app: App,
  values: { readonly code: string; readonly mobile: string },
  address: string,
): Promise<Result<Ticket>> {
  const code = parseTrackingCode(values.code)
  const mobile = parseMobile(values.mobile)
  if (!code.ok || !mobile.ok) {
    const errors: FieldError[] = []
    if (!code.ok) errors.push({ field: 'code', message: code.error })
    if (!mobile.ok) errors.push({ field: 'mobile', message: mobile.error })
    return invalid(errors)
  }
  const allowed = await app.limits.count('request-look-up', address)
  if (!allowed.ok) return allowed
  const found = await keyOf(app, code.value, mobile.value)
  const key = found ?? decoy(app, code.value, mobile.value)
  const sent = await sendCode(app, { personId: key.personId, purpose: 'request', mobile: mobile.value }, !found)
  // A code sent less than a minute ago is still good: go on to its page.
  if (!sent.ok && (await codeMobile(app, key.personId, 'request')) !== mobile.value) return sent
  return done(sealPass(app, key, 'asked', mobile.value))
}

/** Sends the code again. */
export async function resendTrackingCode(app: App, pass: Pass): Promise<Result<void>> {
  const mobile = pass.mobile as Mobile
  const real = await isFollowedBy(app, pass, mobile)
  return sendCode(app, { personId: pass.personId, purpose: 'request', mobile }, !real)
}

/** Seconds until the next code may be asked for. */
export const trackingCodeWait = (app: App, pass: Pass): Promise<number> => codeWait(app, pass.personId, 'request')

/** Second step: the code. Answers what opens the request. */
export async function proveTracking(app: App, pass: Pass, code: string): Promise<Result<Ticket>> {
  const proved = await proveCode(app, pass.personId, 'request', code)
  if (!proved.ok) return proved
  // Meanwhile the number may be another one's, or it was a decoy whose code somebody guessed.
  if (proved.value.mobile !== pass.mobile || !(await isFollowedBy(app, pass, proved.value.mobile)))
    return failed({ code: 'wrong-step', message: 'زمان این پیگیری گذشته است. از اول آغاز کنید.' })
  return done(sealPass(app, pass, 'proved'))
}

/** An anonymous report is opened by its tracking code and its phrase. */
export async function trackByPhrase(
  app: App,
  values: { readonly code: string; readonly phrase: string },
  address: string,
): Promise<Result<Ticket>> {
  const key = await proveRequest(app, values.code, { phrase: values.phrase }, address)
  return key.ok ? done(sealPass(app, key.value, 'proved')) : key
}

async function keyOf(app: Pick<App, 'db'>, code: string, mobile: Mobile): Promise<RequestKey | null> {
  const key = await findRequestByCode(app.db, code)
  return key !== undefined && (await isFollowedBy(app, key, mobile)) ? key : null
}

/** Whether a request is followed by this mobile: the guest's, else the one of the account. */
async function isFollowedBy(app: Pick<App, 'db'>, key: RequestKey, mobile: Mobile): Promise<boolean> {
  const [row, person] = await Promise.all([findRequest(app.db, key), findPerson(app.db, key.personId)])
  if (row === undefined || row.secretHash !== null) return false
  return (row.contactMobile ?? person?.mobile) === mobile
}

function decoy(app: Pick<App, 'secrets'>, code: string, mobile: Mobile): RequestKey {
  const id = (what: string): string =>
    (app.secrets.mac('decoy', `request ${what}|${code}|${mobile}`).readBigUInt64BE() >> 1n || 1n).toString()
  return { personId: personIdFrom(id('person')) as PersonId, requestId: id('request') }
}
