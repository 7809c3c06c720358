import { rial, type Rial } from '#kernel/rial.ts'
import type { PaymentState, ReverseReason } from '#kernel/payment/payment.ts'
import type { OrderId } from '#ports/bank-gateway.ts'
import type { Database, Tx } from './database.ts'
import type { PersonId } from './ids.ts'

export type PaymentKey = { readonly personId: PersonId; readonly paymentId: OrderId }

/** One of the slips that a payment pays, with what it asked for when the payment began. */
export type PaymentPart = { readonly slip: string; readonly title: string; readonly rials: Rial }

export type Payment = PaymentKey & {
  /** Names what is paid, for whoever asked for it: a slip, or several together. */
  readonly slip: string
  /** Its slips, by name. */
  readonly parts: readonly PaymentPart[]
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

type Row = Omit<Payment, 'rials' | 'parts'> & { rials: string; parts: { slip: string; title: string; rials: string }[] }

const columns = `p.person_id as "personId", p.payment_id as "paymentId", p.slip, p.title, p.rials, p.state, p.reference,
  p.reversing, p.begun_at as "begunAt", p.locked_until as "lockedUntil", p.settled_at as "settledAt", r.number as receipt,
  (select coalesce(json_agg(json_build_object('slip', s.slip, 'title', s.title, 'rials', s.rials::text) order by s.slip), '[]')
   from payment_slip s where s.person_id = p.person_id and s.payment_id = p.payment_id) as parts`
const FROM = `from payment p left join payment_receipt r on r.person_id = p.person_id and r.payment_id = p.payment_id`
// One that a process from before there were several at once began has no rows of its own.
const read = (row: Row): Payment => ({
  ...row,
  rials: rial(BigInt(row.rials)),
  parts: (row.parts.length === 0 ? [row] : row.parts).map((part) => ({
    slip: part.slip,
    title: part.title,
    rials: rial(BigInt(part.rials)),
  })),
})

/** Who is at the gateway with a slip, and until when the others wait. */
export type Locked = { readonly paymentId: OrderId; readonly until: Date }

/**
 * Takes the locks of all these slips for a payment; null when it has them now, else who has one of them, and none is
 * taken. In the order of their names, so that two who want the same do not wait for each other.
 */
export async function lockSlips(
  tx: Tx,
  payment: PaymentKey,
  slips: readonly string[],
  at: Date,
  until: Date,
): Promise<Locked | null> {
  for (const slip of slips.toSorted()) {
    const other = await lockSlip(tx, payment, slip, at, until)
    if (other === null) continue
    await unlockSlips(tx, payment)
    return other
  }
  return null
}

async function lockSlip(tx: Tx, payment: PaymentKey, slip: string, at: Date, until: Date): Promise<Locked | null> {
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

/** Lets others go to the gateway with the slips of a payment; those that another payment has locked by now stay. */
export async function unlockSlips(tx: Tx, { personId, paymentId }: PaymentKey): Promise<void> {
  await tx.query(`delete from payment_lock where person_id = $1 and payment_id = $2`, [personId, paymentId])
}

export async function insertPayment(
  tx: Tx,
  payment: Pick<Payment, 'personId' | 'paymentId' | 'slip' | 'title' | 'rials' | 'parts' | 'begunAt' | 'lockedUntil'>,
): Promise<void> {
  const { personId, paymentId, slip, title, rials, parts, begunAt, lockedUntil } = payment
  await tx.query(`insert into payment_order (order_id, person_id) values ($1, $2)`, [paymentId, personId])
  await tx.query(
    `insert into payment (person_id, payment_id, slip, title, rials, state, begun_at, locked_until)
     values ($1, $2, $3, $4, $5, 'begun', $6, $7)`,
    [personId, paymentId, slip, title, String(rials), begunAt, lockedUntil],
  )
  for (const part of parts)
    await tx.query(`insert into payment_slip (person_id, payment_id, slip, title, rials) values ($1, $2, $3, $4, $5)`, [
      personId,
      paymentId,
      part.slip,
      part.title,
      String(part.rials),
    ])
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

/** Those of these slips that a payment has, verified or settled, each with which. */
export async function findTaken(
  db: Tx,
  personId: PersonId,
  slips: readonly string[],
): Promise<{ slip: string; paymentId: OrderId }[]> {
  return db.query(
    `select slip, payment_id as "paymentId" from payment_slip
     where person_id = $1 and slip = any($2::text[]) and taken order by slip`,
    [personId, slips],
  )
}

/** The slips are this payment's. Throws by the index payment_slip_taken where another has one of them. */
export async function takeSlips(tx: Tx, { personId, paymentId, parts }: Payment): Promise<void> {
  for (const { slip, title, rials } of parts)
    await tx.query(
      `insert into payment_slip (person_id, payment_id, slip, title, rials, taken) values ($1, $2, $3, $4, $5, true)
       on conflict (person_id, payment_id, slip) do update set taken = true`,
      [personId, paymentId, slip, title, String(rials)],
    )
}

/** The slips are nobody's any more, as far as this payment goes. */
export async function giveUpSlips(tx: Tx, { personId, paymentId }: PaymentKey): Promise<void> {
  await tx.query(`update payment_slip set taken = false where person_id = $1 and payment_id = $2 and taken`, [
    personId,
    paymentId,
  ])
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
