import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

/**
 * Faults on demand, the same for every simulator: `PUT /_faults` sets one, `DELETE /_faults` ends it, `GET /_faults` shows it.
 * - slow: answers right, `ms` later. - error: 5xx `status`, not processed. - timeout: processes, then never answers.
 * - wrong: the simulator answers something false (each simulator decides what; it asks `faults.wrong(request)`).
 * - down: the connection is cut before anything is read.
 * `count` limits how many requests it hits; `share` (0 to 1) hits that share of them, evenly spread.
 */
const Fault = z.object({
  kind: z.enum(['slow', 'error', 'timeout', 'wrong', 'down']),
  ms: z.number().int().min(0).max(600_000).default(5_000),
  status: z.number().int().min(500).max(599).default(503),
  count: z.number().int().positive().optional(),
  share: z.number().min(0).max(1).default(1),
})
type Fault = z.infer<typeof Fault>

export type Faults = { wrong(request: FastifyRequest): boolean }

/** Adds the fault routes and hooks to a simulator. Routes that start with `/_` and `/messages` are never hit. */
export function addFaults(server: FastifyInstance, exempt: (url: string) => boolean = () => false): Faults {
  let fault: Fault | null = null
  let seen = 0
  let hits = 0
  const chosen = new WeakMap<FastifyRequest, Fault>()

  server.put('/_faults', async (request, reply) => {
    const given = Fault.safeParse(request.body)
    if (!given.success) return reply.code(400).send({ error: z.prettifyError(given.error) })
    fault = given.data
    seen = hits = 0
    return fault
  })
  server.delete('/_faults', async (_request, reply) => {
    fault = null
    return reply.code(204).send()
  })
  server.get('/_faults', async () => ({ fault, hits }))

  const hitBy = (): Fault | null => {
    if (fault === null || (fault.count !== undefined && hits >= fault.count)) return null
    seen += 1
    if (Math.floor(seen * fault.share) === Math.floor((seen - 1) * fault.share)) return null
    hits += 1
    return fault
  }

  server.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.url.startsWith('/_') || exempt(request.url)) return
    const hit = hitBy()
    if (hit === null) return
    chosen.set(request, hit)
    if (hit.kind === 'down') {
      reply.hijack()
      request.raw.socket.destroy()
    } else if (hit.kind === 'error') {
      await reply.code(hit.status).send({ error: 'fault on demand' })
    } else if (hit.kind === 'slow') {
      await sleep(hit.ms)
    }
  })
  server.addHook('onSend', async (request, reply, payload) => {
    if (chosen.get(request)?.kind === 'timeout') {
      reply.hijack()
      setTimeout(() => request.raw.socket.destroy(), 120_000).unref()
    }
    return payload
  })
  return { wrong: (request) => chosen.get(request)?.kind === 'wrong' }
}
