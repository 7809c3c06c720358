import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Faults } from '../faults.ts'
import type { Delivery, Outbox } from './outbox.ts'

const Body = z.object({
  to: z.string().regex(/^09\d{9}$/, 'invalid-recipient'),
  text: z.string().min(1, 'empty-text').max(1000, 'text-too-long'),
  from: z.string().default('20001420'),
})
const STATUS: Record<Delivery, string> = { pending: 'sent', delivered: 'delivered', failed: 'undelivered' }

/**
 * Plays the second provider: `POST /second/messages` with `Idempotency-Key`, answered 202 with an id;
 * `GET /second/messages/{id}`. Problems are `application/problem+json` with a `code`. Its false answer is about another receiver.
 */
export function addSecondProvider(
  server: FastifyInstance,
  outbox: Outbox,
  faults: Faults,
  options: { token: string },
): void {
  const problem = (reply: FastifyReply, status: number, code: string) =>
    reply
      .code(status)
      .type('application/problem+json')
      .send(JSON.stringify({ status, code, title: code.replaceAll('-', ' ') }))

  server.register(async (room) => {
    room.addHook('preHandler', async (request, reply) => {
      const token = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
      if (options.token === '' ? token === '' : token !== options.token) return problem(reply, 401, 'wrong-token')
    })
    room.post('/second/messages', async (request, reply) => {
      const key = request.headers['idempotency-key']
      if (typeof key !== 'string' || key === '') return problem(reply, 400, 'no-idempotency-key')
      const body = Body.safeParse(request.body)
      if (!body.success) return problem(reply, 422, body.error.issues[0]!.message)
      if (faults.wrong(request)) return reply.code(202).send({ id: 'm-0', to: '09000000000', status: 'accepted' })
      const { to, text, from } = body.data
      const known = outbox.byKey('second', key)
      if (known !== undefined && (known.to !== to || known.text !== text))
        return problem(reply, 409, 'key-used-for-another-message')
      const message = outbox.take({ provider: 'second', key, to, from, text })
      return reply.code(202).send({ id: message.id, to, status: 'accepted' })
    })
    room.get<{ Params: { id: string } }>('/second/messages/:id', async (request, reply) => {
      const message = outbox.byId('second', request.params.id)
      if (message === undefined) return problem(reply, 404, 'no-such-message')
      if (faults.wrong(request)) return { id: 'm-0', status: 'delivered' }
      return { id: message.id, to: message.to, status: STATUS[outbox.delivery(message)] }
    })
  })
}
