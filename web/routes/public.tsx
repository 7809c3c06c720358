import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { lookUpRoles } from '#app/account/roles.ts'
import { openApplicationsOf } from '#store/applications.ts'
import { listBranches } from '#store/branches.ts'
import { ASSETS_DIRECTORY } from '#web/look/assets.ts'
import { webManifest } from '#web/look/manifest.ts'
import { findLifeEvent } from '#web/life-events.ts'
import { AUDIENCES, findService, type Audience } from '#web/menu.ts'
import { Offline } from '#web/pages/errors.tsx'
import { Home, HomeSignedIn } from '#web/pages/home.tsx'
import { Accessibility, Branches, Privacy } from '#web/pages/info.tsx'
import { LifeEventPage, LifeEvents } from '#web/pages/life-events.tsx'
import { AudiencePage, ServicePage, Services } from '#web/pages/services.tsx'
import { searchLifeEvents, searchServices } from '#web/search.ts'
import { render } from '#web/look/render.ts'
import { sendPage, type Context } from '../http/context.ts'
import { applicationLine } from './application/lines.ts'

const asked = { open: openApplicationsOf }

/** What everybody may read: home, services and their search, branches, privacy; and what makes the portal installable. */
export function publicRoutes(server: FastifyInstance, context: Context): void {
  server.get('/', async (request, reply) => {
    const visit = await context.visit(request, reply, asked)
    const shell = await context.shell(request, reply)
    if (visit === null) return sendPage(reply, <Home shell={shell} />)
    const { firstName, previous } = visit.who
    const roles = await lookUpRoles(context.app, visit.who)
    const open = visit.answered.open.map(applicationLine)
    return sendPage(reply, <HomeSignedIn {...{ shell, firstName, open, roles }} lastSignIn={previous} />)
  })

  /** How services stand today for whoever asks. */
  const statesFor = async (request: FastifyRequest, reply: FastifyReply) => {
    const [who, states] = await Promise.all([
      context.signedIn(request, reply),
      context.app.serviceStates.now(context.app.db),
    ])
    return (service: string) => states.of(service, who?.personId ?? null)
  }
  server.get<{ Querystring: { q?: string } }>('/services', async (request, reply) => {
    const query = (typeof request.query.q === 'string' ? request.query.q : '').slice(0, 100).trim()
    const shell = await context.shell(request, reply)
    const found = query === '' ? [] : searchServices(query)
    const events = query === '' ? [] : searchLifeEvents(query)
    return sendPage(reply, <Services {...{ shell, query, found, events }} stateOf={await statesFor(request, reply)} />)
  })
  server.get<{ Params: { id: string } }>('/services/:id', async (request, reply) => {
    const entry = findService(request.params.id)
    if (entry === undefined) return reply.callNotFound()
    const shell = await context.shell(request, reply)
    const state = (await statesFor(request, reply))(entry.id)
    return sendPage(reply, <ServicePage {...{ shell, entry, state }} token={context.token(reply)} />)
  })
  server.get<{ Params: { id: string } }>('/audience/:id', async (request, reply) => {
    const { id } = request.params
    if (!Object.hasOwn(AUDIENCES, id)) return reply.callNotFound()
    const shell = await context.shell(request, reply)
    const stateOf = await statesFor(request, reply)
    return sendPage(reply, <AudiencePage {...{ shell, stateOf }} audience={id as Audience} />)
  })
  server.get('/life-events', async (request, reply) =>
    sendPage(reply, <LifeEvents shell={await context.shell(request, reply)} />),
  )
  server.get<{ Params: { id: string } }>('/life-events/:id', async (request, reply) => {
    const event = findLifeEvent(request.params.id)
    if (event === undefined) return reply.callNotFound()
    const shell = await context.shell(request, reply)
    return sendPage(reply, <LifeEventPage {...{ shell, event }} stateOf={await statesFor(request, reply)} />)
  })

  server.get('/branches', async (request, reply) => {
    const branches = await listBranches(context.app.db)
    return sendPage(reply, <Branches shell={await context.shell(request, reply)} branches={branches} />)
  })
  server.get('/privacy', async (request, reply) =>
    sendPage(reply, <Privacy shell={await context.shell(request, reply)} />),
  )
  server.get('/accessibility', async (request, reply) =>
    sendPage(reply, <Accessibility shell={await context.shell(request, reply)} />),
  )

  // The offline page knows nobody, so it alone may be kept.
  server.get('/offline', async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=3600')
      .type('text/html; charset=utf-8')
      .send(render(<Offline />)),
  )
  server.get('/manifest.webmanifest', async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=86400').type('application/manifest+json').send(webManifest()),
  )
  server.get('/service-worker.js', async (_request, reply) =>
    reply
      .header('cache-control', 'no-cache')
      .sendFile('service-worker.js', ASSETS_DIRECTORY, { immutable: false, maxAge: 0 }),
  )
  server.get('/robots.txt', async (_request, reply) =>
    reply
      .type('text/plain')
      .send('User-agent: *\nDisallow: /account\nDisallow: /staff\nDisallow: /sign-up/\nDisallow: /v/\n'),
  )
}
