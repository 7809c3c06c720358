import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Faults } from '../faults.ts'
import { type Delivery, type Message, type Outbox, partsOf } from './outbox.ts'

const Send = z.object({
  receptor: z.string().regex(/^(\+98|0098|98|0)?9\d{9}$/),
  message: z.string().min(1).max(900),
  sender: z.string().optional(),
  localid: z
    .string()
    .regex(/^\d{1,19}$/)
    .optional(),
})

/** Codes of `return.status` and what the provider says with them. */
const MESSAGES: Record<number, string> = {
  200: 'تأیید شد',
  400: 'پارامترها ناقص هستند',
  403: 'کلید شناسایی معتبر نیست',
  404: 'متدی با این نام نیست',
  411: 'شماره گیرنده معتبر نیست',
  413: 'پیام خالی یا بیش از اندازه بلند است',
  418: 'اعتبار کافی نیست',
}
const STATUS: Record<Delivery, [number, string]> = {
  pending: [4, 'ارسال شده به مخابرات'],
  delivered: [10, 'رسیده به گیرنده'],
  failed: [11, 'نرسیده به گیرنده'],
}

/**
 * Plays Kavenegar: `/first/v1/{API-KEY}/sms/{send,status,statuslocalmessageid,select}.json`, GET or POST, form or query.
 * A known `localid` is answered with the message it already has. Its false answer speaks of a message to somebody else.
 */
export function addFirstProvider(
  server: FastifyInstance,
  outbox: Outbox,
  faults: Faults,
  options: { key: string },
): void {
  const answer = (status: number, entries: unknown = null) => ({
    return: { status, message: MESSAGES[status] ?? '' },
    entries,
  })
  const entry = (message: Message) => {
    const [status, statustext] = STATUS[outbox.delivery(message)]
    const { text, from: sender, to: receptor } = message
    const cost = 1200 * partsOf(message)
    return {
      messageid: Number(message.id),
      message: text,
      status,
      statustext,
      sender,
      receptor,
      date: Math.floor(message.at / 1000),
      cost,
    }
  }
  const report = (message: Message) => {
    const [status, statustext] = STATUS[outbox.delivery(message)]
    return { messageid: Number(message.id), localid: message.key, status, statustext }
  }
  const unknown = (messageid: string) => ({
    messageid: Number(messageid),
    status: 100,
    statustext: 'شناسه نامعتبر است',
  })

  const methods: Record<
    string,
    (fields: Record<string, string>, request: FastifyRequest) => ReturnType<typeof answer>
  > = {
    'sms/send': (fields, request) => {
      const given = Send.safeParse(fields)
      if (!given.success) {
        const field = given.error.issues[0]?.path[0]
        return answer(
          fields[String(field)] === undefined ? 400 : field === 'receptor' ? 411 : field === 'message' ? 413 : 400,
        )
      }
      if (faults.wrong(request)) {
        return answer(200, [
          {
            messageid: 1,
            message: '',
            status: 1,
            statustext: 'در صف ارسال',
            sender: '',
            receptor: '09000000000',
            date: 0,
            cost: 0,
          },
        ])
      }
      const { receptor, message, sender = '30001420', localid = '' } = given.data
      return answer(200, [
        entry(
          outbox.take({ provider: 'first', key: localid, to: `0${receptor.slice(-10)}`, from: sender, text: message }),
        ),
      ])
    },
    'sms/status': ({ messageid = '' }, request) => {
      const found = messageid.split(',').map((id) => [id, outbox.byId('first', id)] as const)
      if (faults.wrong(request)) return answer(200, [unknown('1')])
      return answer(
        200,
        found.map(([id, message]) => (message === undefined ? unknown(id) : report(message))),
      )
    },
    'sms/statuslocalmessageid': ({ localid = '' }, request) => {
      const message = faults.wrong(request) ? undefined : outbox.byKey('first', localid)
      return answer(200, [message === undefined ? { ...unknown('0'), localid } : report(message)])
    },
    'sms/select': ({ messageid = '' }) => {
      const found = messageid.split(',').map((id) => outbox.byId('first', id))
      return answer(
        200,
        found.flatMap((message) => (message === undefined ? [] : [entry(message)])),
      )
    },
  }

  server.all<{ Params: { key: string; '*': string } }>('/first/v1/:key/*', async (request, reply) => {
    if (options.key !== '' && request.params.key !== options.key) return reply.code(403).send(answer(403))
    const method = methods[request.params['*'].replace(/\.json$/, '')]
    if (method === undefined) return reply.code(404).send(answer(404))
    const fields = { ...(request.query as object), ...(request.body as object | undefined) } as Record<string, string>
    const result = method(fields, request)
    return reply.code(result.return.status).send(result)
  })
}
