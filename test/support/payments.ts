import assert from 'node:assert/strict'
import { parseJalali, tehranDate, type IsoDate } from '#kernel/dates.ts'
import type { App } from '#app/app.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import { monthOf } from '#kernel/register.ts'
import { beginSession } from '#app/account/session.ts'
import { randomToken, tokenHash } from '#app/secrets.ts'
import { watchContracts } from '#app/contracts/watch.ts'
import { slipName } from '#app/contracts/slips.ts'
import { beginPayment, type Begun } from '#app/payments/begin.ts'
import type { PopulationLine } from '#ports/population.ts'
import type { PersonId } from '#store/ids.ts'
import { listPaymentEvents, type PaymentKey } from '#store/payments.ts'
import { account } from './covers.ts'
import { good } from './people.ts'
import type { TestPortal } from './portal.ts'
import { Visitor } from './visitor.ts'

export const day = (text: string): IsoDate => good(parseJalali(text))

export type Insured = { readonly personId: PersonId; readonly contractId: string; readonly slip: string }

type Terms = { readonly rate?: string; readonly base?: string }

/** Somebody with an account and a contract that begins today. */
export async function withContract({ app }: TestPortal, line: PopulationLine, terms: Terms = {}): Promise<Insured> {
  return contractFor(app, await account(app, line), line.person.number, terms)
}

/** A contract that begins today, of somebody with an account. */
export async function contractFor(
  app: App,
  personId: PersonId,
  number: PersonalNumber,
  { rate = '12', base = '210000000' }: Terms = {},
): Promise<Insured> {
  const from = tehranDate(app.clock.now())
  const terms = { kind: 'self-employed', rate, base, health: false, jobTitle: 'خیاط', from } as const
  const data = { ...terms, branch: { code: '1', name: 'شعبهٔ یک' }, firstDueOn: from }
  await app.register.enter(number, { entry: 'contract.begin', data }, `begin:${from}`)
  const contract = (await app.register.contracts(number)).find(({ until }) => until === null)
  assert.ok(contract)
  await watchContracts(app, personId)
  const { contractId } = contract
  return { personId, contractId, slip: slipName(contractId, monthOf(from)) }
}

/** Begins the payment of a slip; it must be possible. */
export async function begun(
  { app }: TestPortal,
  { personId, slip }: Pick<Insured, 'personId' | 'slip'>,
): Promise<Begun> {
  const result = await beginPayment(app, personId, slip)
  assert.ok(result.ok, result.ok ? '' : result.problem.message)
  return result.value
}

/** What the person does on the gateway's page; answers where it sends them, if anywhere. */
export async function atGateway(payAt: string, what: 'pay' | 'refuse' | 'close'): Promise<string | null> {
  const response = await fetch(payAt, { method: 'POST', body: new URLSearchParams({ do: what }), redirect: 'manual' })
  const action = /action="([^"]+)"/.exec(await response.text())?.[1]
  return response.headers.get('location') ?? action ?? null
}

/** A fault of one part of the gateway's interface; null ends it. */
export async function gatewayFault({ outside }: TestPortal, scope: string, fault: object | null): Promise<void> {
  const response = await fetch(`${outside.bankGatewayUrl}/_faults?scope=${scope}`, {
    method: fault === null ? 'DELETE' : 'PUT',
    ...(fault === null ? {} : { body: JSON.stringify(fault), headers: { 'content-type': 'application/json' } }),
  })
  assert.ok(response.ok)
}

/** What happened to a payment, by name. */
export const happened = async ({ app }: TestPortal, key: PaymentKey): Promise<string[]> =>
  (await listPaymentEvents(app.db, key)).map(({ kind }) => kind)

/** The browser of somebody who is signed in. */
export async function signedIn({ app, url }: TestPortal, personId: PersonId): Promise<Visitor> {
  const visitor = new Visitor(url)
  const origin = { address: '127.0.0.1', device: 'مرورگر', deviceHash: tokenHash(randomToken()) }
  visitor.setCookie('session', await beginSession(app, personId, origin))
  return visitor
}
