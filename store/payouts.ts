import type { IsoDate } from '#kernel/dates.ts'
import type { PersonalNumber } from '#kernel/personal-number.ts'
import type { Database, Tx } from './database.ts'
import { randomId, type PersonId } from './ids.ts'

export type PayoutKey = { readonly personId: PersonId; readonly orderId: string }

/**
 * waiting: for an account. ordered: on no list yet. listed: with the finance system. refused: by it or the bank; it goes on
 * with another account.
 */
export type PayoutState = 'waiting' | 'ordered' | 'listed' | 'paid' | 'refused'

/** An order to pay somebody a sum. */
export type Payout = PayoutKey & {
  applicationId: string
  /** The effect it comes from: its action among those of the application, and its place there. */
  action: number
  effect: number
  purpose: string
  /** Whole rials in Latin digits. */
  rials: string
  state: PayoutState
  iban: string | null
  listId: string | null
  refusedBecause: string | null
  paidOn: IsoDate | null
  benefitId: string | null
  orderedAt: Date
  changedAt: Date
}

const columns = `person_id as "personId", order_id as "orderId", application_id as "applicationId", action, effect, purpose,
  rials::text as rials, state, iban, list_id as "listId", refused_because as "refusedBecause", paid_on as "paidOn",
  benefit_id as "benefitId", ordered_at as "orderedAt", changed_at as "changedAt"`

export type NewPayout = Pick<Payout, 'personId' | 'applicationId' | 'action' | 'effect' | 'purpose' | 'rials' | 'iban'>

/** Writes an order down, once for each effect: its id, or null where it is there already. Without an account it waits. */
export async function insertPayout(tx: Tx, payout: NewPayout, at: Date, lookAt: Date): Promise<string | null> {
  const { personId, applicationId, action, effect, purpose, rials, iban } = payout
  const rows = await tx.query<{ orderId: string }>(
    `insert into payout (person_id, order_id, application_id, action, effect, purpose, rials, state, iban, look_at, ordered_at, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
     on conflict (person_id, application_id, action, effect) do nothing returning order_id as "orderId"`,
    // oxfmt-ignore
    [
      personId, randomId(), applicationId, action, effect, purpose, rials, iban === null ? 'waiting' : 'ordered', iban,
      iban === null ? lookAt : null, at,
    ],
  )
  return rows[0]?.orderId ?? null
}

export async function findPayout(db: Tx, { personId, orderId }: PayoutKey): Promise<Payout | undefined> {
  const rows = await db.query<Payout>(`select ${columns} from payout where person_id = $1 and order_id = $2`, [
    personId,
    orderId,
  ])
  return rows[0]
}

/** The order, for one who is going to change it; whoever else does waits. */
export async function lockPayout(tx: Tx, { personId, orderId }: PayoutKey): Promise<Payout | undefined> {
  const rows = await tx.query<Payout>(
    `select ${columns} from payout where person_id = $1 and order_id = $2 for update`,
    [personId, orderId],
  )
  return rows[0]
}

/** Whose order an id names, and its lock. */
export async function lockPayoutOf(tx: Tx, orderId: string): Promise<Payout | undefined> {
  return (await tx.query<Payout>(`select ${columns} from payout where order_id = $1 for update`, [orderId]))[0]
}

/** The orders of an application, in order. */
export async function listPayouts(
  db: Database,
  { personId, applicationId }: Pick<Payout, 'personId' | 'applicationId'>,
): Promise<Payout[]> {
  return db.query<Payout>(
    `select ${columns} from payout where person_id = $1 and application_id = $2 order by action, effect`,
    [personId, applicationId],
  )
}

/** Orders without an account that are to be looked at again, the longest due first. */
export async function listDuePayouts(db: Database, now: Date, limit: number): Promise<PayoutKey[]> {
  return db.query<PayoutKey>(
    `select person_id as "personId", order_id as "orderId" from payout where look_at <= $1 order by look_at limit $2`,
    [now, limit],
  )
}

/** Puts the next look off. */
export async function lookAgain(tx: Tx, { personId, orderId }: PayoutKey, at: Date): Promise<void> {
  await tx.query(`update payout set look_at = $3 where person_id = $1 and order_id = $2 and look_at is not null`, [
    personId,
    orderId,
    at,
  ])
}

/** A person has declared an account: their orders that wait for one are looked at now. */
export async function lookNow(tx: Tx, personId: PersonId, at: Date): Promise<void> {
  await tx.query(`update payout set look_at = $2 where person_id = $1 and look_at > $2`, [personId, at])
}

/** An order has an account to go to: it stands on the next list. */
export async function readyPayout(tx: Tx, { personId, orderId }: PayoutKey, iban: string, at: Date): Promise<void> {
  await tx.query(
    `update payout set state = 'ordered', iban = $3, look_at = null, changed_at = $4
     where person_id = $1 and order_id = $2 and state in ('waiting', 'refused')`,
    [personId, orderId, iban, at],
  )
}

export async function settlePayout(
  tx: Tx,
  { personId, orderId }: PayoutKey,
  end: { readonly paidOn: IsoDate } | { readonly because: string; readonly lookAt: Date },
  at: Date,
): Promise<void> {
  const paid = 'paidOn' in end
  await tx.query(
    `update payout set state = $3, paid_on = $4, refused_because = $5, look_at = $6, changed_at = $7
     where person_id = $1 and order_id = $2`,
    [
      personId,
      orderId,
      paid ? 'paid' : 'refused',
      paid ? end.paidOn : null,
      paid ? null : end.because,
      paid ? null : end.lookAt,
      at,
    ],
  )
}

/** The benefit that an order pays, once it is found; of two orders at the same moment, or of one that is looked for twice, each keeps its own. */
export async function noteBenefit(tx: Tx, { personId, orderId }: PayoutKey, benefitId: string): Promise<void> {
  await tx.query(`update payout set benefit_id = $3 where person_id = $1 and order_id = $2`, [
    personId,
    orderId,
    benefitId,
  ])
}

/** Benefits that other orders of a person pay. The orders are locked until the transaction ends. */
export async function lockBenefits(tx: Tx, personId: PersonId): Promise<string[]> {
  const rows = await tx.query<{ id: string | null }>(
    `select benefit_id as id from payout where person_id = $1 order by order_id for update`,
    [personId],
  )
  return rows.flatMap(({ id }) => id ?? [])
}

export type PayoutList = { listId: string; file: string; orders: number; writtenAt: Date | null }

/** A list that was begun and whose file was never said to be there. */
export async function findUnwritten(db: Database): Promise<PayoutList | undefined> {
  const rows = await db.query<PayoutList>(
    `select list_id as "listId", file, orders, written_at as "writtenAt" from payout_list where written_at is null
     order by made_at limit 1`,
  )
  return rows[0]
}

/** Puts every order that has an account and is on no list yet on a new one; undefined where there is none. */
export async function beginList(tx: Tx, file: string, at: Date): Promise<PayoutList | undefined> {
  const listId = randomId()
  const taken = await tx.query(
    `update payout set state = 'listed', list_id = $1, changed_at = $2 where state = 'ordered' returning 1 as one`,
    [listId, at],
  )
  if (taken.length === 0) return undefined
  await tx.query(`insert into payout_list (list_id, file, orders, made_at) values ($1, $2, $3, $4)`, [
    listId,
    file,
    taken.length,
    at,
  ])
  return { listId, file, orders: taken.length, writtenAt: null }
}

/** A line of a list as the finance system needs it. */
export type PayoutLine = {
  orderId: string
  number: PersonalNumber
  name: string
  iban: string
  rials: string
  purpose: string
}

/** The next lines of a list after an order, by their ids: the file is the same however often it is written. */
export async function listLines(db: Database, listId: string, after: string, limit: number): Promise<PayoutLine[]> {
  return db.query<PayoutLine>(
    `select o.order_id as "orderId", p.number, p.first_name || ' ' || p.last_name as name, o.iban, o.rials::text as rials, o.purpose
     from payout o join person p on p.person_id = o.person_id
     where o.list_id = $1 and o.order_id > $2 order by o.order_id limit $3`,
    [listId, after, limit],
  )
}

export async function markWritten(db: Database, listId: string, at: Date): Promise<void> {
  await db.query(`update payout_list set written_at = $2 where list_id = $1 and written_at is null`, [listId, at])
}
