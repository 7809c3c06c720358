import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

/**
 * Faults on demand, the same for every simulator: `PUT /_faults` sets one, `DELETE /_faults` ends it, `GET /_faults` shows it.
 * - slow: answers right, `ms` later. - error: 5xx `status`, not processed. - timeout: processes, then never answers.
 * - wrong: the simulator answers something false (each simulator decides what; it asks `faults.wrong(request)`).
 * - down: the connection is cut before anything is read.
 * `count` limits how many requests it hits; `share` (0 to 1) hits that share of them, evenly spread.
 * Where one simulator plays several systems, `?scope=NAME` on these routes means that system only; it goes before a fault for all.
 */
const Fault = z.object({
  kind: z.enum(['slow', 'error', 'timeout', 'wrong', 'down']),
  ms: z.number().int().min(0).max(600_000).default(5_000),
  status: z.number().int().min(500).max(599).default(503),
  count: z.number().int().positive().optional(),
  share: z.number().min(0).max(1).default(1),
})
type Fault = z.infer<typeof Fault>
type Active = { readonly fault: Fault; seen: number; hits: number }

const EVERYWHERE = ''

export type Faults = { wrong(request: FastifyRequest): boolean }

/**
 * Adds the fault routes and hooks to a simulator. Routes that start with `/_`, and those that `exempt` names, are never hit.
 * `scopeOf` names the system an address belongs to.
 */
export function addFaults(
  server: FastifyInstance,
  exempt: (url: string) => boolean = () => false,
  scopeOf: (url: string) => string = () => EVERYWHERE,
): Faults {
  const active = new Map<string, Active>()
  const chosen = new WeakMap<FastifyRequest, Fault>()
  const scopeNamed = (request: FastifyRequest): string => (request.query as { scope?: string }).scope ?? EVERYWHERE

  server.put('/_faults', async (request, reply) => {
    const given = Fault.safeParse(request.body)
    if (!given.success) return reply.code(400).send({ error: z.prettifyError(given.error) })
    active.set(scopeNamed(request), { fault: given.data, seen: 0, hits: 0 })
    return given.data
  })
  server.delete('/_faults', async (request, reply) => {
    active.delete(scopeNamed(request))
    return reply.code(204).send()
  })
  server.get('/_faults', async (request) => {
    const shown = active.get(scopeNamed(request))
    return { fault: shown?.fault ?? null, hits: shown?.hits ?? 0 }
  })

  const hitBy = (url: string): Fault | null => {
    const set = active.get(scopeOf(url)) ?? active.get(EVERYWHERE)
    if (set === undefined || (set.fault.count !== undefined && set.hits >= set.fault.count)) return null
    set.seen += 1
    if (Math.floor(set.seen * set.fault.share) === Math.floor((set.seen - 1) * set.fault.share)) return null
    set.hits += 1
    return set.fault
  }

  server.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.url.startsWith('/_') || exempt(request.url)) return
    const hit = hitBy(request.url)
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
  // The reply is never passed on, so nothing is sent (hijacking it this late would not hold it back).
  server.addHook('onSend', (request, _reply, payload, done) => {
    if (chosen.get(request)?.kind !== 'timeout') return done(null, payload)
    setTimeout(() => request.raw.socket.destroy(), 120_000).unref()
  })
  return { wrong: (request) => chosen.get(request)?.kind === 'wrong' }
}
