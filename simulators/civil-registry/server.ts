import { addFaults } from '#simulators/faults.ts'
import type { CivilPerson } from '#ports/civil-registry.ts'
import type { SigningKey } from '#ports/crvs-signature.ts'
import { ack, httpError, newId } from '#ports/crvs-wire.ts'
import fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import type { KeyObject } from 'node:crypto'
import { admin } from './admin.ts'
import { callbacks } from './callbacks.ts'
import { doors, type Registry, syncActionOf } from './doors.ts'
import { peopleOf } from './people.ts'
import { replies } from './replies.ts'
import { subscriptions } from './subscriptions.ts'
import { transactions } from './transactions.ts'

export type CivilRegistrySimulator = {
  readonly people: Iterable<CivilPerson>
  /** Our sender_id. */
  readonly id?: string
  /** The bearer token that consumers must show; without it anybody may ask. */
  readonly token?: string
  readonly signingKey?: SigningKey
  readonly clientPublicKey?: KeyObject
  readonly requireSignature?: boolean
  /** The bearer token that we show when we call back. */
  readonly callbackToken?: string
  /** Waits between tries of a callback, in milliseconds. */
  readonly retryDelays?: readonly number[]
  readonly now?: () => number
}

const RETRY_DELAYS = [200, 1_000, 5_000, 15_000, 60_000, 300_000]
const REPLAYS_REMEMBERED = 10_000

/** A civil registry that speaks the CRVS interface 1.0.0, with faults on demand and, under `/_`, life events on demand. */
export function civilRegistrySimulator(options: CivilRegistrySimulator): FastifyInstance {
  const {
    id = 'civil-registry',
    token,
    signingKey,
    clientPublicKey,
    requireSignature = false,
    now = Date.now,
  } = options
  if (requireSignature && clientPublicKey === undefined) {
    throw new Error('REQUIRE_SIGNATURE: the public key of the client is needed to check signatures')
  }
  const server = fastify({
    bodyLimit: 1_048_576,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
  })
  const registry: Registry = {
    people: peopleOf(options.people),
    subscriptions: subscriptions(),
    transactions: transactions(),
    callbacks: callbacks(options.retryDelays ?? RETRY_DELAYS, options.callbackToken),
    replies: replies(id, signingKey, now),
    faults: addFaults(server),
    clientPublicKey,
    requireSignature,
    isReplay: remembering(REPLAYS_REMEMBERED),
    now,
  }

  server.addHook('onRequest', async (request, reply) => {
    if (token === undefined || request.url.startsWith('/_')) return
    const [scheme, shown] = request.headers.authorization?.split(' ') ?? []
    if (scheme?.toLowerCase() === 'bearer' && shown === token) return
    const error = { code: 'err.request.unauthorized' as const, message: 'a valid bearer token is needed' }
    const body = { ...httpError(error.code, error.message), ...ack(newId(), now(), error) }
    await reply.code(401).header('www-authenticate', 'Bearer').send(body)
  })
  server.setNotFoundHandler((request, reply) =>
    reply.code(404).send(httpError('err.request.not_found', `there is no ${request.method} at this address`)),
  )
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const http = error.statusCode ?? 500
    if (http >= 500) return reply.code(http).send(httpError('err.service.unavailable', 'the registry failed'))
    const text = http === 415 ? 'the content type must be application/json' : 'the body could not be read'
    return registry.replies.refuse(
      reply,
      { http, error: 'err.request.bad', text, header: {} },
      syncActionOf(request.url),
    )
  })
  server.removeContentTypeParser('text/plain')
  server.addHook('onClose', async () => registry.callbacks.close())

  server.register(doors(registry))
  server.register(doors(registry), { prefix: '/v1.0.0' })
  admin(server, registry)
  return server
}

/** Is this key among the last `limit` that were asked for? */
function remembering(limit: number): (key: string) => boolean {
  const seen = new Set<string>()
  return (key) => {
    if (seen.has(key)) return true
    seen.add(key)
    if (seen.size > limit) seen.delete(seen.values().next().value!)
    return false
  }
}
