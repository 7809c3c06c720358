import { maskMobile } from '#kernel/mobile.ts'
import type { Application } from '#kernel/service/application.ts'
import { permissionOf } from '#kernel/service/permitted.ts'
import { needsCode } from '#kernel/steps/proof.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { findCode } from '#store/one-time-codes.ts'
import { getPerson } from '#store/people.ts'
import type { App } from '../app.ts'
import { codeWait, proveCode, sendCode } from '../one-time-codes.ts'
import { done, failed, type Result } from '../problem.ts'
import { cannotSend } from '../services/states.ts'
import { actWithin, onePending } from './act.ts'
import { citizen, loadApplication, type Loaded } from './load.ts'
import { sendFresh } from './submit.ts'

/** A code that was sent: to which mobile, with its middle hidden, and in how many seconds another may be asked for. */
export type CodeSent = { readonly masked: string; readonly wait: number }

/** The code is for this application only. */
const purposeOf = ({ applicationId }: ApplicationKey) => `application:${applicationId}` as const

const SUBMIT = 'citizen:submit'
const nothing = failed({ code: 'not-found', message: 'چنین درخواستی پیدا نشد.' })
const notAsked = failed({ code: 'wrong-step', message: 'این درخواست اکنون با کد پیامکی تأیید نمی‌شود.' })

/**
 * Sends the code with which a person confirms that they send their application, to the mobile of their account. Refused
 * where the application could not be sent with it either.
 */
export async function sendApplicationCode(app: App, key: ApplicationKey): Promise<Result<CodeSent>> {
  const loaded = await loadApplication(app, key)
  if (loaded === undefined) return nothing
  if (!asksForCode(loaded)) return notAsked
  const closed = cannotSend((await app.serviceStates.now(app.db)).of(loaded.service.id, key.personId))
  if (closed !== null) return closed
  const may = permissionOf(loaded.service, loaded.application, citizen(key.personId), SUBMIT, loaded.moment)
  if (!may.allowed) return failed({ code: 'wrong-step', message: may.why })
  const { mobile } = await getPerson(app.db, key.personId)
  const sent = await sendCode(app, { personId: key.personId, purpose: purposeOf(key), mobile })
  return sent.ok ? done((await applicationCode(app, key))!) : sent
}

/** The code that was sent last for an application; null where none was. */
export async function applicationCode(app: App, key: ApplicationKey): Promise<CodeSent | null> {
  const code = await findCode(app.db, key.personId, purposeOf(key))
  if (code === undefined || code.usedAt !== null) return null
  return { masked: maskMobile(code.mobile), wait: await codeWait(app, key.personId, purposeOf(key)) }
}

/**
 * Sends an application that is confirmed with a code. The code is used up in the transaction that sends; where nothing can
 * be sent it stays good. One that was sent already is answered as it is: the button pressed twice.
 */
export async function confirmApplication(
  app: App,
  key: ApplicationKey,
  typed: string,
  requestKey: string | null = null,
): Promise<Result<Application>> {
  const loaded = await loadApplication(app, key)
  if (loaded === undefined) return nothing
  if (!asksForCode(loaded)) return loaded.application.submitted === null ? notAsked : done(loaded.application)
  const issue = (await findCode(app.db, key.personId, purposeOf(key)))?.issue ?? 0
  const grounds = { proof: { by: 'sms-code', issue } } as const
  return onePending(
    sendFresh(app, key, grounds, async (decide) => {
      let sent: Result<Application> = notAsked
      try {
        const proved = await proveCode(app, key.personId, purposeOf(key), typed, async (tx) => {
          sent = await actWithin(tx, app, key, citizen(key.personId), requestKey, decide)
          if (!sent.ok) throw new NotSent()
        })
        return proved.ok ? sent : proved
      } catch (error) {
        if (error instanceof NotSent) return sent
        throw error
      }
    }),
  )
}

/** Undoes the use of a code with which nothing was sent. */
class NotSent extends Error {}

const asksForCode = ({ service, application }: Loaded): boolean =>
  needsCode(service.flow.states[application.state], SUBMIT)
