import type { CivilPerson, LifeEventKind } from '#ports/civil-registry.ts'
import { recordOf } from '#ports/crvs-person.ts'
import { eventTypeOf, newId, RECORD_TYPE, REGISTRY_TYPE, VERSION } from '#ports/crvs-wire.ts'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { addressOf } from './callbacks.ts'
import type { Registry } from './doors.ts'
import { LifeEventOrder, PersonGiven } from './people.ts'
import type { Subscription } from './subscriptions.ts'

/** What `GET /_subscriptions` answers. `kind` is the life event, `filter` whose it is, as it was asked for. */
export const SubscriptionsTold = z.object({
  /** How many notices are on their way. */
  pending: z.number().int(),
  subscriptions: z.array(
    z.object({
      code: z.string(),
      kind: z.enum(['birth', 'marriage', 'divorce', 'death']),
      status: z.enum(['subscribe', 'unsubscribe']),
      since: z.string(),
      senderId: z.string(),
      senderUri: z.string().optional(),
      transactionId: z.string(),
      filter: z.unknown(),
      delivered: z.number().int(),
      undelivered: z.number().int(),
    }),
  ),
})

/** Routes outside the standard, under `/_`: life events on demand, people, and what became of the notices. */
export function admin(server: FastifyInstance, registry: Registry): void {
  const { people, subscriptions, callbacks, replies, now } = registry

  const notify = async (subscription: Subscription, kind: LifeEventKind, person: CivilPerson, noticeId: string) => {
    const message = {
      transaction_id: subscription.transactionId,
      notify_event: [
        {
          reference_id: noticeId,
          timestamp: new Date(now()).toISOString(),
          data: {
            version: VERSION,
            reg_type: REGISTRY_TYPE,
            reg_event_type: eventTypeOf(kind),
            reg_record_type: subscription.criteria.notify_record_type ?? RECORD_TYPE,
            reg_records: recordOf(person),
          },
          locale: 'fas',
        },
      ],
    }
    const header = replies.header('notify', { status: 'succ', receiver: subscription.senderId, total: 1, completed: 1 })
    const arrived =
      subscription.senderUri !== undefined &&
      (await callbacks.send(addressOf(subscription.senderUri, 'notify'), () => replies.signed(header, message)))
    if (arrived) subscription.delivered += 1
    else subscription.undelivered += 1
  }

  server.post('/_events', async (request, reply) => {
    const order = LifeEventOrder.safeParse(request.body)
    if (!order.success) return reply.code(400).send({ error: z.prettifyError(order.error) })
    const happened = people.happen(order.data)
    if (!happened.ok) return reply.code(409).send({ error: happened.reason })
    const { kind } = order.data
    const eventId = newId()
    const notices = happened.people.map((person, at) => {
      const noticeId = `${eventId}-${at + 1}`
      const interested = subscriptions.interested(kind, person, now())
      for (const subscription of interested) void notify(subscription, kind, person, noticeId)
      return { noticeId, number: person.number, subscribers: interested.length }
    })
    return { kind, notices }
  })

  server.get('/_subscriptions', async (): Promise<z.infer<typeof SubscriptionsTold>> => ({
    pending: callbacks.pending(),
    subscriptions: subscriptions.all().map(({ criteria, since, ...rest }) => ({
      ...rest,
      since: new Date(since).toISOString(),
      filter: criteria.filter,
    })),
  }))

  server.put('/_people', async (request, reply) => {
    const given = PersonGiven.safeParse(request.body)
    if (!given.success) return reply.code(400).send({ error: z.prettifyError(given.error) })
    people.put(given.data)
    return { people: people.size }
  })
}
