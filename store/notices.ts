import type { LifeEvent, LifeEventKind } from '#ports/civil-registry.ts'
import type { Tx } from './database.ts'
import type { PersonId } from './ids.ts'

/** A notice of the civil registry. What it says of the person is not kept: the registry itself is asked. */
export type Notice = { readonly personId: PersonId; readonly noticeId: string; readonly kind: LifeEventKind }

/** Keeps a notice; false when it was here before. */
export async function keepNotice(tx: Tx, personId: PersonId, event: LifeEvent, at: Date): Promise<boolean> {
  const rows = await tx.query(
    `insert into registry_notice (person_id, notice_id, kind, reply_id, told_at, received_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning notice_id`,
    [personId, event.noticeId, event.kind, event.replyId, event.at, at],
  )
  return rows.length === 1
}

export async function findNotice(
  db: Tx,
  { personId, noticeId }: Pick<Notice, 'personId' | 'noticeId'>,
): Promise<(Notice & { readonly doneAt: Date | null }) | undefined> {
  const rows = await db.query<Notice & { doneAt: Date | null }>(
    `select person_id as "personId", notice_id as "noticeId", kind, done_at as "doneAt"
     from registry_notice where person_id = $1 and notice_id = $2`,
    [personId, noticeId],
  )
  return rows[0]
}

/** Notes what looking brought to light. */
export async function closeNotice(
  tx: Tx,
  { personId, noticeId }: Pick<Notice, 'personId' | 'noticeId'>,
  found: string,
  at: Date,
): Promise<void> {
  await tx.query(
    `update registry_notice set done_at = $3, found = $4 where person_id = $1 and notice_id = $2 and done_at is null`,
    [personId, noticeId, at, found],
  )
}

export type Subscription = { readonly kind: LifeEventKind; readonly code: string }

/** Of which life events of a person the registry tells us. */
export async function listSubscriptions(db: Tx, personId: PersonId): Promise<Subscription[]> {
  return db.query<Subscription>(`select kind, code from registry_subscription where person_id = $1 order by kind`, [
    personId,
  ])
}

export async function putSubscription(tx: Tx, personId: PersonId, one: Subscription, at: Date): Promise<void> {
  await tx.query(
    `insert into registry_subscription (person_id, kind, code, subscribed_at) values ($1, $2, $3, $4)
     on conflict (person_id, kind) do update set code = $3, subscribed_at = $4`,
    [personId, one.kind, one.code, at],
  )
}

/** Forgets a subscription, unless another one took its place meanwhile. */
export async function deleteSubscription(tx: Tx, personId: PersonId, one: Subscription): Promise<void> {
  await tx.query(`delete from registry_subscription where person_id = $1 and kind = $2 and code = $3`, [
    personId,
    one.kind,
    one.code,
  ])
}
