import type { App } from '#app/app.ts'
import { act } from '#app/applications/act.ts'
import { citizen } from '#app/applications/load.ts'
import { openApplication } from '#app/applications/open.ts'
import { done } from '#app/problem.ts'
import { tehranDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { rial } from '#kernel/rial.ts'
import { grant } from '#services/benefits.ts'
import type { ApplicationKey } from '#store/applications.ts'
import { randomPersonId } from '#store/ids.ts'
import { enqueueAll } from '#store/outbox.ts'
import { claimNumber, insertPerson } from '#store/people.ts'
import { ok } from './desk.ts'
import { somebody } from './people.ts'

export type Granted = ApplicationKey & { readonly number: PersonalNumber; readonly mobile: string }

/** Somebody to whom a decision has just granted a marriage gift: its effects wait in the outbox. */
export async function grantedTo(app: App, iban: string | null): Promise<Granted> {
  const { person, mobiles } = somebody()
  const personId = randomPersonId()
  const { number, firstName, lastName, fatherName, idCardNumber, placeOfIssue, sex, birthDate } = person
  const names = { number, firstName, lastName, fatherName, idCardNumber, placeOfIssue, sex, birthDate }
  await app.db.transaction(async (tx) => {
    await claimNumber(tx, number, personId)
    const rest = { mobile: mobiles[0]!, email: null, branchId: 1, registeredAt: new Date() }
    await insertPerson(tx, { personId, ...names, ...rest }, 'x')
  })
  if (iban !== null) await declareAccount(app, number, iban)
  const key = ok(await openApplication(app, personId, 'marriage-gift'))
  const benefit = { kind: 'marriage', about: null, from: null, until: null } as const
  const effects = grant(benefit, rial(150_000_000), 'هدیهٔ ازدواج', tehranDate(app.clock.now()))
  ok(await act(app, key, citizen(personId), null, () => done([{ kind: 'outcome', effects }])))
  const commands = effects.map((_, effect) => ({
    personId,
    kind: 'application-effect',
    payload: { applicationId: key.applicationId, action: 1, effect },
    dedupeKey: `effect:${key.applicationId}:1:${effect}`,
  }))
  await enqueueAll(app.db, commands, new Date(app.clock.now()))
  return { ...key, number, mobile: mobiles[0]! }
}

export const declareAccount = (app: App, number: PersonalNumber, iban: string) =>
  app.register.enter(
    number,
    { entry: 'bank-account.declare', data: { iban, since: tehranDate(app.clock.now()) } },
    `test:${iban}`,
  )
