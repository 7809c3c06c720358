import { type Clock, systemClock } from '#ports/clock.ts'
import formbody from '@fastify/formbody'
import fastify, { type FastifyInstance } from 'fastify'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { addFaults } from '../faults.ts'
import { addFirstProvider } from './first-provider.ts'
import { type Message, openOutbox, type OutboxOptions, partsOf } from './outbox.ts'
import { inboxPage, overviewPage } from './pages.ts'
import { addSecondProvider } from './second-provider.ts'

export type SmsSimulatorOptions = Partial<OutboxOptions> & {
  readonly clock?: Clock
  /** Keys the providers ask for; empty: any. */
  readonly firstKey?: string
  readonly secondToken?: string
  /** Where each provider reports deliveries by itself; empty: nowhere. */
  readonly firstWebhook?: string
  readonly secondWebhook?: string
}

const Mobile = z.string().regex(/^09\d{9}$/)
const Filter = z.object({ to: Mobile.optional(), since: z.string().optional() })
const FONT = fileURLToPath(
  import.meta.resolve('@fontsource-variable/vazirmatn/files/vazirmatn-arabic-wght-normal.woff2'),
)

/**
 * Plays both SMS providers, at /first and /second, and the phones: `GET /` and `GET /inbox/09…` are pages,
 * `GET /messages?to=09…&since=` is JSON, newest first (`since`: milliseconds since 1970 or ISO 8601).
 * `PUT /_undeliverable {mobile}` makes messages to a number fail, `DELETE /_undeliverable {mobile}` ends it.
 * Faults may be for one provider: `/_faults?scope=first`.
 */
export async function smsSimulator(options: SmsSimulatorOptions = {}): Promise<FastifyInstance> {
  const { clock = systemClock, firstKey = '', secondToken = '', firstWebhook = '', secondWebhook = '' } = options
  const onDelivery = firstWebhook + secondWebhook === '' ? undefined : (message: Message) => void report(message)
  const outbox = openOutbox({ ...options, clock, ...(onDelivery && { onDelivery }) })
  const server = fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: 500 } })
  await server.register(formbody)
  const faults = addFaults(
    server,
    (url) => !url.startsWith('/first/') && !url.startsWith('/second/'),
    (url) => url.split('/')[1] ?? '',
  )
  addFirstProvider(server, outbox, faults, { key: firstKey })
  addSecondProvider(server, outbox, faults, { token: secondToken })

  async function report(message: Message): Promise<void> {
    const delivered = outbox.delivery(message) === 'delivered'
    const [url, init] =
      message.provider === 'first'
        ? [firstWebhook, { body: new URLSearchParams({ messageid: message.id, status: delivered ? '10' : '11' }) }]
        : [
            secondWebhook,
            json({ event: 'message.status', id: message.id, status: delivered ? 'delivered' : 'undelivered' }),
          ]
    // Like the real ones it tries once and does not mind.
    if (url !== '') await fetch(url, { method: 'POST', ...init }).catch(() => undefined)
  }

  const shown = (message: Message) => ({
    to: message.to,
    text: message.text,
    at: new Date(message.at).toISOString(),
    provider: message.provider,
    key: message.key,
    status: outbox.delivery(message),
    parts: partsOf(message),
  })

  server.get('/messages', async (request, reply) => {
    const filter = Filter.safeParse(request.query)
    if (!filter.success) return reply.code(400).send({ error: z.prettifyError(filter.error) })
    const { to, since } = filter.data
    return outbox.list({ ...(to && { to }), ...(since && { since: instantOf(since) }) }).map(shown)
  })

  server.get<{ Querystring: { to?: string } }>('/inbox', async (request, reply) => {
    const digits = latinDigits(request.query.to ?? '').replace(/\D/g, '')
    return reply.redirect(digits === '' ? '/' : `/inbox/${digits.replace(/^(0098|98|0)?(?=9\d{9}$)/, '0')}`)
  })
  server.get('/', async (_request, reply) => page(reply, overviewPage(outbox.list().map(shown), clock.now())))
  server.get<{ Params: { mobile: string } }>('/inbox/:mobile', async (request, reply) => {
    const mobile = Mobile.safeParse(request.params.mobile)
    if (!mobile.success)
      return page(reply.code(404), overviewPage(outbox.list().map(shown), clock.now(), request.params.mobile))
    return page(reply, inboxPage(mobile.data, outbox.list({ to: mobile.data }).map(shown), clock.now()))
  })
  server.get('/font.woff2', async (_request, reply) =>
    reply.type('font/woff2').header('cache-control', 'public, max-age=86400').send(readFileSync(FONT)),
  )

  for (const [method, deliverable] of [
    ['PUT', false],
    ['DELETE', true],
  ] as const) {
    server.route({
      method,
      url: '/_undeliverable',
      handler: async (request, reply) => {
        const given = z.object({ mobile: Mobile }).safeParse(request.body)
        if (!given.success) return reply.code(400).send({ error: z.prettifyError(given.error) })
        outbox.setDeliverable(given.data.mobile, deliverable)
        return reply.code(204).send()
      },
    })
  }
  server.get('/_health', async () => ({ ok: true }))
  return server
}

const page = (reply: { type(type: string): { send(body: string): unknown } }, html: string) =>
  reply.type('text/html; charset=utf-8').send(html)

const json = (body: unknown) => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

const instantOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Date.parse(text))

function latinDigits(text: string): string {
  return text.replace(/[۰-۹٠-٩]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
}
