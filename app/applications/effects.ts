import type { PersonalNumber } from '#kernel/personal-number.ts'
import { fold } from '#kernel/service/application.ts'
import type { Effect } from '#kernel/service/effect.ts'
import { getVersion } from '#services/all.ts'
import type { Entry } from '#ports/register.ts'
import { findApplication, listActions } from '#store/applications.ts'
import type { Tx } from '#store/database.ts'
import type { Command } from '#store/outbox.ts'
import { lookNow } from '#store/payouts.ts'
import { findPerson, findPersonId } from '#store/people.ts'
import { noteSent } from '#store/sms-log.ts'
import { nowOf, type App } from '../app.ts'
import { issueCertificate } from '../certificates/issue.ts'
import { enqueueEffects } from './act.ts'
import { watchContracts } from '../contracts/watch.ts'
import { orderPayout } from '../payouts/order.ts'
import { coverBegins, type CoverEntry } from '../covers/begin.ts'
import { coverEnds, type CoverExit } from '../covers/exit.ts'
import { coverReturns, type CoverReturn } from '../covers/restore.ts'

/** Carries out one effect of an application that has ended. Each is idempotent by the application and its place in the list. */
export async function carryOutEffect(app: App, command: Command): Promise<void> {
  const key = { personId: command.personId, applicationId: String(command.payload['applicationId']) }
  const row = await findApplication(app.db, key)
  if (row === undefined) throw new Error('no such application')
  const service = getVersion(row.service, row.version)
  const application = fold(
    service,
    (await listActions(app.db, key)).map(({ action }) => action),
  )
  const outcome = application.actions[Number(command.payload['action'])]
  const effects = outcome?.kind === 'outcome' ? outcome.effects : []
  const effect = effects[Number(command.payload['effect'])]
  if (outcome === undefined || effect === undefined) throw new Error('no such effect')
  switch (effect.do) {
    case 'sms':
      return tell(app, command, effect, service.texts)
    case 'register':
      return enter(app, command, effect, effects)
    case 'certificate': {
      const { action, effect: place } = command.payload
      const origin = { ...key, action: Number(action), effect: Number(place) }
      return issueCertificate(app, origin, service, effect, new Date(outcome.at))
    }
    case 'pay':
      return orderPayout(app, command, effect)
  }
}

async function tell(
  app: App,
  command: Command,
  effect: Extract<Effect, { do: 'sms' }>,
  texts: Readonly<Record<string, string>>,
): Promise<void> {
  const personId = effect.to === 'applicant' ? command.personId : await findPersonId(app.db, effect.to)
  const person = personId === undefined ? undefined : await findPerson(app.db, personId)
  if (person === undefined) return // somebody without an account has no mobile that is known to be theirs
  const text = filled(texts[effect.text] ?? '', effect.values)
  const receipt = await app.sms.send({
    to: person.mobile,
    text: `تأمین من: ${text}`,
    idempotencyKey: command.commandId,
  })
  await noteSent(app.db, {
    personId: command.personId,
    commandId: command.commandId,
    template: `service:${effect.text}`,
    provider: receipt.provider,
    messageId: receipt.messageId,
    sentAt: nowOf(app),
  })
}

/** Fills the {places} of a service's text. Throws when a value is missing: a person must never read a brace. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`the text lacks a value for ${name}`)
    return value
  })
}

async function enter(
  app: App,
  command: Command,
  effect: Extract<Effect, { do: 'register' }>,
  effects: readonly Effect[],
): Promise<void> {
  const { personId, payload } = command
  const key = { personId, applicationId: String(payload['applicationId']) }
  const place = { action: Number(payload['action']), effect: Number(payload['effect']) }
  const also = (tx: Tx) => enqueueEffects(tx, key, effects, place.action, place.effect, nowOf(app))
  if (effect.entry === 'cover.begin')
    return coverBegins(app, personId, effect.data as CoverEntry, key.applicationId, also)
  if (effect.entry === 'cover.end') return coverEnds(app, personId, effect.data as CoverExit, key.applicationId, also)
  if (effect.entry === 'cover.restore')
    return coverReturns(app, personId, effect.data as CoverReturn, key.applicationId, also)
  const { number, ...data } = effect.data as { readonly number?: PersonalNumber }
  const whose = number ?? (await findPerson(app.db, personId))?.number
  if (whose === undefined) throw new Error('only people with an account apply')
  // The register may be another system: done there first, once for this key, and then what waits for it.
  await app.register.enter(
    whose,
    { entry: effect.entry, data } as Entry,
    `${key.applicationId}:${place.action}:${place.effect}`,
  )
  if (effect.entry === 'contract.begin') await watchContracts(app, personId)
  if (effect.entry === 'bank-account.declare') await lookNow(app.db, personId, nowOf(app))
  await also(app.db)
}
