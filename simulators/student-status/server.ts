import fastify, { type FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { addFaults } from '../faults.ts'

const Inquiry = z.object({
  requestId: z.string().min(1).max(64),
  nationalCode: z.string().regex(/^(\d{10}|\d{12})$/),
  inquiryCode: z.string().min(1).max(40),
})
const Student = z.object({
  nationalCode: z.string().regex(/^(\d{10}|\d{12})$/),
  inquiryCode: z.string().min(1).max(40),
  university: z.string().min(1),
  validUntil: z.iso.date().optional(),
})

/**
 * Plays the ministry's inquiry by code. A code is good for whom it was issued to: `STU-` and the person's number reversed
 * is the code everybody in the demonstration has; `PUT /_students` issues others. Its false answer belongs to another request.
 */
export function studentStatusSimulator({ token }: { token: string }): FastifyInstance {
  const students = new Map<string, z.infer<typeof Student>>()
  const server = fastify({ forceCloseConnections: true })
  const faults = addFaults(server)

  server.post('/', async (request, reply) => {
    if (token !== '' && request.headers.authorization !== `Bearer ${token}`)
      return reply.code(401).send({ error: 'token' })
    const inquiry = Inquiry.safeParse(request.body)
    if (!inquiry.success) return reply.code(400).send({ error: z.prettifyError(inquiry.error) })
    const { requestId, nationalCode, inquiryCode } = inquiry.data
    const inquiryId = randomUUID()
    if (faults.wrong(request)) return { requestId: randomUUID(), inquiryId, found: true, university: 'دانشگاه دیگر' }
    const issued = students.get(inquiryCode)
    if (issued?.nationalCode === nationalCode) {
      const { university, validUntil } = issued
      return { requestId, inquiryId, found: true, university, ...(validUntil === undefined ? {} : { validUntil }) }
    }
    const ordinary = inquiryCode.toUpperCase() === demoStudentCode(nationalCode)
    return { requestId, inquiryId, found: ordinary, ...(ordinary ? { university: 'دانشگاه قم' } : {}) }
  })
  server.put('/_students', async (request, reply) => {
    const given = Student.safeParse(request.body)
    if (!given.success) return reply.code(400).send({ error: z.prettifyError(given.error) })
    students.set(given.data.inquiryCode, given.data)
    return reply.code(204).send()
  })
  server.get('/_health', async () => ({ ok: true }))
  return server
}

/** The study code that the demonstration's ministry has issued to a person. */
export const demoStudentCode = (number: string): string => `STU-${[...number].toReversed().join('')}`
