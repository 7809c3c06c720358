import type { PopulationLine } from '#ports/population.ts'
import fastify, { type FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { addFaults } from '../faults.ts'

const Inquiry = z.object({
  requestId: z.string().min(1).max(64),
  identificationType: z.union([z.literal(0), z.literal(6)]),
  identificationNo: z.string().regex(/^(\d{10}|\d{12})$/),
  serviceNumber: z.string().regex(/^09\d{9}$/),
})
const Sim = z.object({ mobile: z.string().regex(/^09\d{9}$/) })

const COMMENTS = { 200: 'منطبق است', 600: 'منطبق نیست', 601: 'مالک این شماره فعلاً مشخص نیست' }

/**
 * Plays a Shahkar-like service: `POST /` answers whether a SIM is registered to a person, from the given population.
 * `PUT /_unknown {mobile}` makes the owner of a number unknown for now, `DELETE /_unknown` (with or without `{mobile}`) ends it.
 * `PUT /_owner {mobile, number}` gives a SIM to a person. Its false answer is a yes to another request.
 */
export function mobileOwnershipSimulator(options: {
  population: readonly PopulationLine[]
  token: string
}): FastifyInstance {
  const owners = new Map<string, string>()
  for (const { person, mobiles } of options.population) for (const mobile of mobiles) owners.set(mobile, person.number)
  const unknown = new Set<string>()
  for (const { unknownMobiles = [] } of options.population) for (const mobile of unknownMobiles) unknown.add(mobile)
  const server = fastify({ forceCloseConnections: true })
  const faults = addFaults(server)

  server.post('/', async (request, reply) => {
    if (options.token !== '' && request.headers.authorization !== `Bearer ${options.token}`) {
      return reply.code(401).send({ response: 401, comment: 'دسترسی ندارید' })
    }
    const inquiry = Inquiry.safeParse(request.body)
    if (!inquiry.success)
      return { response: 400, comment: z.prettifyError(inquiry.error), id: randomUUID(), requestId: '' }
    const { requestId, identificationNo, serviceNumber } = inquiry.data
    const response = unknown.has(serviceNumber) ? 601 : owners.get(serviceNumber) === identificationNo ? 200 : 600
    if (faults.wrong(request))
      return { requestId: randomUUID(), response: 200, comment: COMMENTS[200], id: randomUUID() }
    return { requestId, response, result: 'OK.', comment: COMMENTS[response], id: randomUUID() }
  })

  server.put('/_unknown', async (request, reply) => {
    const given = Sim.safeParse(request.body)
    if (!given.success) return reply.code(400).send({ error: z.prettifyError(given.error) })
    unknown.add(given.data.mobile)
    return reply.code(204).send()
  })
  server.delete('/_unknown', async (request, reply) => {
    const given = Sim.safeParse(request.body)
    if (given.success) unknown.delete(given.data.mobile)
    else unknown.clear()
    return reply.code(204).send()
  })
  server.put('/_owner', async (request, reply) => {
    const given = Sim.extend({ number: z.string().regex(/^(\d{10}|\d{12})$/) }).safeParse(request.body)
    if (!given.success) return reply.code(400).send({ error: z.prettifyError(given.error) })
    owners.set(given.data.mobile, given.data.number)
    return reply.code(204).send()
  })
  server.get('/_health', async () => ({ ok: true, sims: owners.size }))
  return server
}
