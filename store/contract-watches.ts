import type { IsoDate } from '#kernel/dates.ts'
import type { Database, Tx } from './database.ts'
import type { PersonId } from './ids.ts'

export type ContractKey = { readonly personId: PersonId; readonly contractId: string }

/** Looks at the contract on a day, from now on. */
export async function setContractLook(db: Tx, { personId, contractId }: ContractKey, on: IsoDate): Promise<void> {
  await db.query(
    `insert into contract_watch (person_id, contract_id, look_on) values ($1, $2, $3)
     on conflict (person_id, contract_id) do update set look_on = $3`,
    [personId, contractId, on],
  )
}

/** Contracts that are to be looked at by this day, the longest due first. */
export async function listDueContracts(db: Database, on: IsoDate, limit: number): Promise<ContractKey[]> {
  return db.query<ContractKey>(
    `select person_id as "personId", contract_id as "contractId" from contract_watch
     where look_on <= $1 order by look_on limit $2`,
    [on, limit],
  )
}

/** Of which last day of payment the person was warned; whoever else looks waits. Undefined where nobody looks any more. */
export async function lockWatch(
  tx: Tx,
  { personId, contractId }: ContractKey,
): Promise<{ warnedOf: IsoDate | null } | undefined> {
  const rows = await tx.query<{ warnedOf: IsoDate | null }>(
    `select warned_of as "warnedOf" from contract_watch where person_id = $1 and contract_id = $2 for update`,
    [personId, contractId],
  )
  return rows[0]
}

export async function saveWatch(
  tx: Tx,
  { personId, contractId }: ContractKey,
  { lookOn, warnedOf }: { readonly lookOn: IsoDate; readonly warnedOf: IsoDate | null },
): Promise<void> {
  await tx.query(`update contract_watch set look_on = $3, warned_of = $4 where person_id = $1 and contract_id = $2`, [
    personId,
    contractId,
    lookOn,
    warnedOf,
  ])
}

export async function deleteWatch(tx: Tx, { personId, contractId }: ContractKey): Promise<void> {
  await tx.query(`delete from contract_watch where person_id = $1 and contract_id = $2`, [personId, contractId])
}
