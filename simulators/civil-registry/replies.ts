import { type SigningKey, signMessage } from '#ports/crvs-signature.ts'
import { ack, type HeaderReason, httpError, newId, type Status, VERSION } from '#ports/crvs-wire.ts'
import type { FastifyReply } from 'fastify'
import type { Refusal } from './intake.ts'

export type AnswerAction = 'on-search' | 'on-subscribe' | 'on-unsubscribe' | 'txn-on-status' | 'notify'

export type AnswerHeader = {
  readonly status: Status
  readonly receiver: unknown
  readonly total: number
  readonly completed: number
  readonly reason?: HeaderReason
  readonly text?: string
}

export type Replies = {
  /** {signature, header, message}, signed where there is a key. Each call signs afresh under the same header. */
  signed(header: Record<string, unknown>, message?: Record<string, unknown>): Record<string, unknown>
  header(action: AnswerAction, answer: AnswerHeader): Record<string, unknown>
  /** Says no: an asynchronous door in an acknowledgement, a synchronous one (with its answer's action) in a header. */
  refuse(reply: FastifyReply, refusal: Refusal, syncAction: AnswerAction | undefined): FastifyReply
}

export function replies(id: string, signingKey: SigningKey | undefined, now: () => number): Replies {
  const signed: Replies['signed'] = (header, message) => ({
    ...(signingKey === undefined ? {} : { signature: signMessage(id, header, message, signingKey, now()) }),
    header,
    ...(message === undefined ? {} : { message }),
  })
  const header: Replies['header'] = (action, { status, receiver, total, completed, reason, text }) => ({
    version: VERSION,
    message_id: newId(),
    message_ts: new Date(now()).toISOString(),
    action,
    status,
    ...(reason === undefined ? {} : { status_reason_code: reason }),
    ...(text === undefined ? {} : { status_reason_message: text }),
    total_count: total,
    completed_count: completed,
    sender_id: id,
    ...(typeof receiver === 'string' ? { receiver_id: receiver } : {}),
    is_msg_encrypted: false,
  })
  return {
    signed,
    header,
    refuse(reply, { http, error: code, reason, text, header: asked }, syncAction) {
      const error = { code, message: text }
      if (syncAction === undefined) {
        return reply.code(http).send({ ...ack(newId(), now(), error), ...httpError(code, text) })
      }
      const given = { status: 'rjct' as const, receiver: asked.sender_id, total: 0, completed: 0, text }
      const answer = signed(header(syncAction, { ...given, ...(reason === undefined ? {} : { reason }) }))
      // What the header can say in the standard's words is an answer; anything else is an HTTP error besides.
      if (reason !== undefined) return reply.send(answer)
      return reply.code(http).send({ ...answer, ...httpError(code, text) })
    },
  }
}
