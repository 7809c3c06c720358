import { addDays, tehranDate, type IsoDate } from '#kernel/dates.ts'
import type { Contract } from '#kernel/register.ts'
import {
  deleteWatch,
  listDueContracts,
  lockWatch,
  saveWatch,
  setContractLook,
  type ContractKey,
} from '#store/contract-watches.ts'
import type { Tx } from '#store/database.ts'
import type { PersonId } from '#store/ids.ts'
import { enqueue } from '#store/outbox.ts'
import { listPayments } from '#store/payments.ts'
import { getPerson } from '#store/people.ts'
import { nowOf, type App } from '../app.ts'
import { deadlineOf, protectionOf } from './slips.ts'

/** So many days before the last day people are told that it comes. */
const WARNS_BEFORE = 10

/** Why a contract ended, as its person reads it. */
export const UNPAID = 'حق بیمه در مهلت پرداخت نشد'

/** Has the worker look at the running contracts of a person from today on, and at their deadlines after a payment. */
export async function watchContracts(app: App, personId: PersonId): Promise<void> {
  const { number } = await getPerson(app.db, personId)
  const today = tehranDate(app.clock.now())
  for (const contract of await app.register.contracts(number))
    if (contract.until === null && protectionOf(contract) !== undefined)
      await setContractLook(app.db, { personId, contractId: contract.contractId }, today)
}

/**
 * The clock's part: looks at the contracts whose day has come, warns of the last day of payment, and ends what was not
 * paid. Answers how many were looked at; throws when some could not be, after the others: they are due again tomorrow.
 */
export async function lookAtDueContracts(app: App, limit = 50): Promise<number> {
  const today = tehranDate(app.clock.now())
  const failures: unknown[] = []
  const due = await listDueContracts(app.db, today, limit)
  for (const key of due) {
    try {
      await look(app, key, today)
    } catch (error) {
      failures.push(error)
      await setContractLook(app.db, key, addDays(today, 1))
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${due.length} contracts: ${String(failures[0])}`)
  return due.length
}

async function look(app: App, key: ContractKey, today: IsoDate): Promise<void> {
  const { number } = await getPerson(app.db, key.personId)
  const find = async () =>
    (await app.register.contracts(number)).find(({ contractId }) => contractId === key.contractId)
  const contract = await find()
  if (contract === undefined || contract.until !== null) return stopWatching(app, key, contract)
  const deadline = deadlineOf(contract, await app.register.premiums(number, key.contractId))
  if (today > deadline) {
    // Whoever went to the gateway in time is waited for.
    if (await isAtGateway(app, key)) return setContractLook(app.db, key, addDays(today, 1))
    const data = { contractId: key.contractId, until: deadline, because: UNPAID }
    await app.register.enter(number, { entry: 'contract.end', data }, `contract-unpaid:${key.contractId}`)
    return stopWatching(app, key, await find())
  }
  const warnFrom = addDays(deadline, -WARNS_BEFORE)
  const warns = today >= warnFrom
  await app.db.transaction(async (tx) => {
    const { warnedOf = null } = (await lockWatch(tx, key)) ?? {}
    if (warns && warnedOf !== deadline) await tell(tx, app, key, 'contract-ending', deadline)
    const lookOn = warns ? addDays(deadline, 1) : warnFrom
    await saveWatch(tx, key, { warnedOf: warns ? deadline : warnedOf, lookOn })
  })
}

/** Looks no more; a contract that ended unpaid is told of first, also where we were cut off after ending it. */
async function stopWatching(app: App, key: ContractKey, contract: Contract | undefined): Promise<void> {
  await app.db.transaction(async (tx) => {
    if (contract !== undefined && contract.until !== null && contract.endedBecause === UNPAID)
      await tell(tx, app, key, 'contract-ended', contract.until)
    await deleteWatch(tx, key)
  })
}

async function isAtGateway(app: App, { personId, contractId }: ContractKey): Promise<boolean> {
  const payments = await listPayments(app.db, personId, `premium:${contractId}:`)
  return payments.some(({ state }) => state === 'begun' || state === 'returned' || state === 'verified')
}

function tell(tx: Tx, app: App, { personId, contractId }: ContractKey, template: string, day: IsoDate): Promise<void> {
  const payload = { template, to: 'person', day }
  const dedupeKey = `${template}:${contractId}:${day}`
  return enqueue(tx, { personId, kind: 'send-sms', payload, dedupeKey }, nowOf(app))
}
