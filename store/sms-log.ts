import type { DeliveryStatus } from '#ports/sms.ts'
import type { Database, Tx } from './database.ts'
import type { PersonId } from './ids.ts'

export type SentSms = {
  personId: PersonId
  commandId: string
  template: string
  provider: string
  messageId: string
  sentAt: Date
}

/** Notes that a provider took a message. */
export async function noteSent(tx: Tx, sms: SentSms): Promise<void> {
  await tx.query(
    `insert into sms (person_id, command_id, template, provider, message_id, sent_at) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [sms.personId, sms.commandId, sms.template, sms.provider, sms.messageId, sms.sentAt],
  )
}

/** The same, and that the command of the message is carried out. */
export async function noteSentAndDone(tx: Tx, sms: SentSms): Promise<void> {
  await tx.query(
    `with noted as (
       insert into sms (person_id, command_id, template, provider, message_id, sent_at) values ($1, $2, $3, $4, $5, $6)
       on conflict do nothing)
     update outbox set done_at = $6, last_error = null where person_id = $1 and command_id = $2`,
    [sms.personId, sms.commandId, sms.template, sms.provider, sms.messageId, sms.sentAt],
  )
}

/** Messages sent after `since` whose delivery is not known yet, oldest first. */
export async function listUndelivered(db: Database, since: Date, limit: number): Promise<SentSms[]> {
  return db.query<SentSms>(
    `select person_id as "personId", command_id as "commandId", template, provider, message_id as "messageId",
       sent_at as "sentAt"
     from sms where delivery = 'pending' and sent_at > $1 order by sent_at limit $2`,
    [since, limit],
  )
}

/** The messages a provider knows by this id whose delivery is not known yet. */
export async function findUndelivered(db: Database, provider: string, messageId: string): Promise<SentSms[]> {
  return db.query<SentSms>(
    `select person_id as "personId", command_id as "commandId", template, provider, message_id as "messageId",
       sent_at as "sentAt"
     from sms where delivery = 'pending' and provider = $1 and message_id = $2`,
    [provider, messageId],
  )
}

export async function noteDelivery(
  tx: Tx,
  sms: Pick<SentSms, 'personId' | 'commandId'>,
  delivery: DeliveryStatus,
  at: Date,
): Promise<void> {
  await tx.query(
    `update sms set delivery = $3, delivered_at = $4 where person_id = $1 and command_id = $2 and delivery = 'pending'`,
    [sms.personId, sms.commandId, delivery, at],
  )
}
