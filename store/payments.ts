import { rial, type Rial } from '#kernel/rial.ts'
import type { PaymentState, ReverseReason } from '#kernel/payment/payment.ts'
import type { OrderId } from '#ports/bank-gateway.ts'
import type { Database, Tx } from './database.ts'
import type { PersonId } from './ids.ts'

export type PaymentKey = { readonly personId: PersonId; readonly paymentId: OrderId }

export type Payment = PaymentKey & {
  /** Names what is paid, for whoever asked for it. */
  readonly slip: string
  readonly title: string
  readonly rials: Rial
  readonly state: PaymentState
  readonly reference: string | null
  readonly reversing: ReverseReason | null
  readonly begunAt: Date
  readonly lockedUntil: Date
  readonly settledAt: Date | null
  /** Number of the receipt. */
  readonly receipt: string | null
}

export type PaymentEventKind =
  | 'begun'
  | 'sent'
  | 'returned'
  | 'verified'
  | 'settled'
  | 'refused'
  | 'reversing'
  | 'reversed'
  | 'lapsed'

type Row = Omit<Payment, 'rials'> & { rials: string }

const columns = `p.person_id as "personId", p.payment_id as "paymentId", p.slip, p.title, p.rials, p.state, p.reference,
  p.reversing, p.begun_at as "begunAt", p.locked_until as "lockedUntil", p.settled_at as "settledAt", r.number as receipt`
const FROM = `from payment p left join payment_receipt r on r.person_id = p.person_id and r.payment_id = p.payment_id`
const read = (row: Row): Payment => ({ ...row, rials: rial(BigInt(row.rials)) })

/** Who is at the gateway with a slip, and until when the others wait. */
export type Locked = { readonly paymentId: OrderId; readonly until: Date }

/** Takes the lock of a slip for a payment; null when it has it now, else who has it. */
export async function lockSlip(
  tx: Tx,
  payment: PaymentKey,
  slip: string,
  at: Date,
  until: Date,
): Promise<Locked | null> {
  const taken = await tx.query(
    `insert into payment_lock as l (person_id, slip, payment_id, until) values ($1, $2, $3, $5)
     on conflict (person_id, slip) do update set payment_id = $3, until = $5 where l.until <= $4 returning slip`,
    [payment.personId, slip, payment.paymentId, at, until],
  )
  return taken.length === 1 ? null : ((await findLocks(tx, payment.personId, at, slip))[0] ?? null)
}

/** The locks of a person's slips that hold at an instant. */
export async function findLocks(
  db: Tx,
  personId: PersonId,
  at: Date,
  slip: string | null = null,
): Promise<(Locked & { slip: string })[]> {
  return db.query(
    `select slip, payment_id as "paymentId", until from payment_lock
     where person_id = $1 and until > $2 and ($3::text is null or slip = $3)`,
    [personId, at, slip],
  )
}

/** Lets others go to the gateway with the slip; does nothing where another payment has the lock by now. */
export async function unlockSlip(tx: Tx, { personId, paymentId }: PaymentKey): Promise<void> {
  await tx.query(`delete from payment_lock where person_id = $1 and payment_id = $2`, [personId, paymentId])
}

export async function insertPayment(
  tx: Tx,
  payment: Pick<Payment, 'personId' | 'paymentId' | 'slip' | 'title' | 'rials' | 'begunAt' | 'lockedUntil'>,
): Promise<void> {
  const { personId, paymentId, slip, title, rials, begunAt, lockedUntil } = payment
  await tx.query(`insert into payment_order (order_id, person_id) values ($1, $2)`, [paymentId, personId])
  await tx.query(
    `insert into payment (person_id, payment_id, slip, title, rials, state, begun_at, locked_until)
     values ($1, $2, $3, $4, $5, 'begun', $6, $7)`,
    [personId, paymentId, slip, title, String(rials), begunAt, lockedUntil],
  )
}

/** Writes down what happened to a payment, under its lock or in the transaction that made it. */
export async function notePayment(
  tx: Tx,
  { personId, paymentId }: PaymentKey,
  kind: PaymentEventKind,
  detail: Record<string, unknown>,
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into payment_event (person_id, payment_id, n, kind, detail, at)
     select $1, $2, coalesce(max(n), 0) + 1, $3, $4, $5 from payment_event where person_id = $1 and payment_id = $2`,
    [personId, paymentId, kind, detail, at],
  )
}

export async function findPayment(db: Tx, { personId, paymentId }: PaymentKey): Promise<Payment | undefined> {
  const rows = await db.query<Row>(`select ${columns} ${FROM} where p.person_id = $1 and p.payment_id = $2`, [
    personId,
    paymentId,
  ])
  return rows.map(read)[0]
}

/** The payment, for one who is going to change it; whoever else does waits. */
export async function lockPayment(tx: Tx, { personId, paymentId }: PaymentKey): Promise<Payment | undefined> {
  const rows = await tx.query<Row>(
    `select ${columns} ${FROM} where p.person_id = $1 and p.payment_id = $2 for update of p`,
    [personId, paymentId],
  )
  return rows.map(read)[0]
}

/** A person's payments, newest first; all of them, or those of slips whose names begin so. */
export async function listPayments(db: Tx, personId: PersonId, slips = ''): Promise<Payment[]> {
  const rows = await db.query<Row>(
    `select ${columns} ${FROM} where p.person_id = $1 and starts_with(p.slip, $2) order by p.begun_at desc, p.payment_id`,
    [personId, slips],
  )
  return rows.map(read)
}

/** The payment that has a slip: verified or settled. */
export async function findTaken(db: Tx, personId: PersonId, slip: string): Promise<Payment | undefined> {
  const rows = await db.query<Row>(
    `select ${columns} ${FROM} where p.person_id = $1 and p.slip = $2 and p.state in ('verified', 'settled')`,
    [personId, slip],
  )
  return rows.map(read)[0]
}

/** Whose payment an order of the gateway is. */
export async function findOrder(db: Tx, orderId: OrderId): Promise<PaymentKey | undefined> {
  const rows = await db.query<PaymentKey>(
    `select person_id as "personId", order_id as "paymentId" from payment_order where order_id = $1`,
    [orderId],
  )
  return rows[0]
}

export async function setPaymentState(
  tx: Tx,
  { personId, paymentId }: PaymentKey,
  to: { readonly state: PaymentState; readonly reference?: string | null; readonly reversing?: ReverseReason },
  at: Date,
): Promise<void> {
  await tx.query(
    `update payment set state = $3, reference = coalesce($4, reference), reversing = coalesce($5, reversing),
       settled_at = case when $3 = 'settled' then $6::timestamptz end
     where person_id = $1 and payment_id = $2`,
    [personId, paymentId, to.state, to.reference ?? null, to.reversing ?? null, at],
  )
}

/** The receipt of a payment. Throws where the payment, or the slip, has one. */
export async function insertReceipt(
  tx: Tx,
  { personId, paymentId, slip, rials }: Payment,
  number: string,
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into payment_receipt (person_id, payment_id, slip, number, rials, issued_at) values ($1, $2, $3, $4, $5, $6)`,
    [personId, paymentId, slip, number, String(rials), at],
  )
}

/** All payments that were settled in a span of time: what the gateway's settlement file is compared with. */
export async function listSettled(db: Database, from: Date, until: Date): Promise<Payment[]> {
  const rows = await db.query<Row>(
    `select ${columns} ${FROM} where p.settled_at >= $1 and p.settled_at < $2 order by p.settled_at`,
    [from, until],
  )
  return rows.map(read)
}

/** Payments that are not decided though their half hour ended before an instant. */
export async function listStuck(db: Database, before: Date): Promise<Payment[]> {
  const rows = await db.query<Row>(
    `select ${columns} ${FROM} where p.state in ('begun', 'returned', 'verified') and p.locked_until < $1
     order by p.locked_until limit 10000`,
    [before],
  )
  return rows.map(read)
}

/** What happened to a payment, in order. */
export async function listPaymentEvents(
  db: Tx,
  { personId, paymentId }: PaymentKey,
): Promise<{ kind: PaymentEventKind; detail: Record<string, unknown>; at: Date }[]> {
  return db.query(`select kind, detail, at from payment_event where person_id = $1 and payment_id = $2 order by n`, [
    personId,
    paymentId,
  ])
}
