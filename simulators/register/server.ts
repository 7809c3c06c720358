import fastify, { type FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { QUESTIONS, RegisterLine, type Question } from '#ports/register-wire.ts'
import { addFaults } from '../faults.ts'
import { Book, Refused } from './book.ts'

type Asked<Q extends Question> = z.infer<(typeof QUESTIONS)[Q]>

/**
 * Plays a core system that keeps the register: one POST for each question. `PUT /_people` tells it of a person, as a line of its file
 * does. Its false answer belongs to another request.
 */
export function registerSimulator({ token, book = new Book() }: { token: string; book?: Book }): FastifyInstance {
  const server = fastify({ forceCloseConnections: true })
  const faults = addFaults(server)
  const answers: { readonly [Q in Question]: (asked: Asked<Q>) => unknown } = {
    member: ({ number }) => book.of(number).member ?? null,
    spells: ({ number }) => book.of(number).spells,
    wages: ({ number, from, to }) => book.wages(number, from, to),
    contracts: ({ number }) => book.of(number).contracts,
    premiums: ({ number, contractId }) =>
      book.of(number).contracts.find((contract) => contract.contractId === contractId)?.premiums ?? [],
    benefits: ({ number }) => book.of(number).benefits,
    pensions: ({ number }) => book.of(number).pensions,
    payslips: ({ number, pensionNumber }) =>
      book.of(number).pensions.find((pension) => pension.pensionNumber === pensionNumber)?.payslips ?? [],
    'bank-account': ({ number }) => book.of(number).bankAccount,
    workshop: ({ code }) => book.workshop(code),
    'workshops-of': ({ number }) => book.workshopsOf(number),
    'workshop-months': ({ number, from, to }) => book.workshopMonths(number, { from, to }),
    enter: ({ number, entry, key }) => book.enter(number, entry, key),
  }

  for (const question of Object.keys(QUESTIONS) as Question[])
    server.post(`/${question}`, async (request, reply) => {
      if (token !== '' && request.headers.authorization !== `Bearer ${token}`)
        return reply.code(401).send({ error: 'token' })
      const asked = QUESTIONS[question].safeParse(request.body)
      if (!asked.success) return reply.code(400).send({ error: z.prettifyError(asked.error) })
      const { requestId } = asked.data
      try {
        const answer = answers[question](asked.data as never)
        return { requestId: faults.wrong(request) ? randomUUID() : requestId, answer }
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        return reply.code(422).send({ requestId, refused: error.message })
      }
    })
  server.put('/_people', async (request, reply) => {
    const line = RegisterLine.safeParse(request.body)
    if (!line.success) return reply.code(400).send({ error: z.prettifyError(line.error) })
    book.tell(line.data)
    return reply.code(204).send()
  })
  server.get('/_health', async () => ({ ok: true }))
  return server
}
