import type { FastifyInstance } from 'fastify'
import type { Context } from '../http/context.ts'
import { askingRoutes } from './request/asking.tsx'
import { draftRoutes } from './request/drafts.tsx'
import { openedRequestRoutes } from './request/opened.tsx'
import { Requests } from './request/requests.ts'
import { trackingRoutes } from './request/tracking.tsx'
import { uploadForms } from './uploads.ts'

/** «پرسش و شکایت»: asking, with an account or without, anonymously, for information; and what became of it. */
export async function requestRoutes(server: FastifyInstance, context: Context): Promise<void> {
  const requests = new Requests(context)
  const uploads = await uploadForms(server)
  askingRoutes(server, requests)
  draftRoutes(server, requests, uploads)
  trackingRoutes(server, requests)
  openedRequestRoutes(server, requests, uploads)
}
