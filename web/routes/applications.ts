import type { FastifyInstance } from 'fastify'
import type { Context } from '../http/context.ts'
import { documentRoutes } from './application/documents.tsx'
import { myApplicationRoutes } from './application/mine.tsx'
import { questionRoutes } from './application/questions.tsx'
import { sendingRoutes } from './application/sending.tsx'
import { startRoutes } from './application/start.ts'
import { Visits } from './application/visits.ts'

/** The pages of services that are values: beginning, questions, documents, review, and what became of it. */
export async function applicationRoutes(server: FastifyInstance, context: Context): Promise<void> {
  const visits = new Visits(context)
  startRoutes(server, visits)
  questionRoutes(server, visits)
  await documentRoutes(server, visits)
  sendingRoutes(server, visits)
  myApplicationRoutes(server, visits)
}
