import type { FastifyInstance } from 'fastify'
import { tehranDate } from '#kernel/dates.ts'
import { RELATIONS, type Relation } from '#services/dependants/guide.ts'
import type { App } from '#app/app.ts'
import type { PersonId } from '#store/ids.ts'
import { listCovered } from '#store/register.ts'
import { AllConditions, ConditionsPage, Dependants } from '#web/pages/dependants.tsx'
import { sendPage, type Context } from '../http/context.ts'
import { applicationLines } from './application/lines.ts'

/** «مشاهده و ثبت افراد تبعی»: who is covered, and under which conditions somebody can be. Open to everybody. */
export function dependantRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context
  const today = () => tehranDate(app.clock.now())

  server.get('/services/dependants', async (request, reply) => {
    const who = await context.signedIn(request, reply)
    const shell = await context.shell(request, reply)
    const mine = who === null ? null : await ownDependants(app, who.personId)
    return sendPage(reply, <Dependants shell={shell} token={context.token(reply)} today={today()} own={mine} />)
  })
  server.get('/services/dependants/conditions', async (request, reply) =>
    sendPage(reply, <AllConditions shell={await context.shell(request, reply)} today={today()} />),
  )
  server.get<{ Params: { relation: string } }>('/services/dependants/conditions/:relation', async (request, reply) => {
    const { relation } = request.params
    if (!Object.hasOwn(RELATIONS, relation)) return reply.callNotFound()
    const shell = await context.shell(request, reply)
    return sendPage(reply, <ConditionsPage shell={shell} relation={relation as Relation} today={today()} />)
  })
}

async function ownDependants(app: App, personId: PersonId) {
  const [covered, open] = await Promise.all([
    listCovered(app.db, personId),
    applicationLines(app, personId, { service: 'dependants', open: true }),
  ])
  return { covered, open }
}
