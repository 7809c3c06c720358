import type { FastifyInstance, FastifyReply } from 'fastify'
import { tehranDate, type IsoDate } from '#kernel/dates.ts'
import { RELATIONS, type Relation } from '#services/dependants/guide.ts'
import { openApplicationsOf, type ApplicationListed } from '#store/applications.ts'
import { coveredBy, type Covered } from '#store/register/covers.ts'
import { renderBytes } from '#web/look/render.ts'
import { giveCommitment, openCommitment, ownCoverName } from '#app/covers/commitment.ts'
import { CommitmentPage } from '#web/pages/commitment.tsx'
import { ConditionsFile } from '#web/pages/conditions-file.tsx'
import { AllConditions, ConditionsPage, Dependants, type CoveredLine } from '#web/pages/dependants.tsx'
import { formValues, goTo, sendFormAgain, sendPage, sendProblem, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'
import { applicationLine } from './application/lines.ts'
import { askToSignIn } from './application/visits.ts'

const asked = { covered: coveredBy, open: openApplicationsOf }

/** «مشاهده و ثبت افراد تبعی»: who is covered, and under which conditions somebody can be. Open to everybody. */
export function dependantRoutes(server: FastifyInstance, context: Context): void {
  const { app } = context
  const today = () => tehranDate(app.clock.now())

  server.get('/services/dependants', async (request, reply) => {
    const visit = await context.visit(request, reply, asked)
    const shell = await context.shell(request, reply)
    const own =
      visit === null
        ? null
        : { covered: visit.answered.covered.map(coveredLine), open: enrolments(visit.answered.open) }
    const state = (await app.serviceStates.now(app.db)).of('dependants', visit?.who.personId ?? null)
    return sendPage(reply, <Dependants {...{ shell, own, state }} token={context.token(reply)} today={today()} />)
  })
  const guarded = { preValidation: guardForm(server) }
  server.get<{ Params: { cover: string } }>('/services/dependants/commitments/:cover', async (request, reply) => {
    const who = await context.signedIn(request, reply)
    if (who === null) return askToSignIn(reply, '/services/dependants')
    const opened = await openCommitment(app, who.personId, request.params.cover)
    if (!opened.ok) return sendProblem(context, request, reply, opened.problem)
    const shell = await context.shell(request, reply)
    return sendPage(reply, <CommitmentPage shell={shell} token={context.token(reply)} of={opened.value} />)
  })
  server.post<{ Params: { cover: string } }>(
    '/services/dependants/commitments/:cover',
    guarded,
    async (request, reply) => {
      const who = await context.signedIn(request, reply)
      if (who === null) return askToSignIn(reply, '/services/dependants')
      const { cover } = request.params
      const given = await giveCommitment(app, who.personId, cover, formValues(request)['commitment'] === 'yes')
      if (given.ok) return goTo(reply, '/services/dependants')
      const opened = await openCommitment(app, who.personId, cover)
      if (!opened.ok) return sendProblem(context, request, reply, opened.problem)
      const shell = await context.shell(request, reply)
      return sendFormAgain(reply, given, (errors) => (
        <CommitmentPage shell={shell} token={context.token(reply)} of={opened.value} errors={errors} />
      ))
    },
  )
  server.get('/services/dependants/conditions', async (request, reply) =>
    sendPage(reply, <AllConditions shell={await context.shell(request, reply)} today={today()} />),
  )
  server.get('/services/dependants/conditions/download', async (_request, reply) =>
    sendConditions(reply, Object.keys(RELATIONS) as Relation[], today()),
  )
  server.get<{ Params: { relation: string } }>(
    '/services/dependants/conditions/:relation/download',
    async (request, reply) => {
      const { relation } = request.params
      if (!isRelation(relation)) return reply.callNotFound()
      return sendConditions(reply, [relation], today())
    },
  )
  server.get<{ Params: { relation: string } }>('/services/dependants/conditions/:relation', async (request, reply) => {
    const { relation } = request.params
    if (!isRelation(relation)) return reply.callNotFound()
    const shell = await context.shell(request, reply)
    return sendPage(reply, <ConditionsPage shell={shell} relation={relation} today={today()} />)
  })
}

const coveredLine = (cover: Covered): CoveredLine => ({ ...cover, key: ownCoverName(cover) })

const isRelation = (text: string): text is Relation => Object.hasOwn(RELATIONS, text)

/** Everybody gets the same file; the law may change any day. */
function sendConditions(reply: FastifyReply, relations: readonly Relation[], today: IsoDate): FastifyReply {
  const name = relations.length === 1 ? `شرایط پوشش ${RELATIONS[relations[0]!]}` : 'شرایط پوشش افراد تبعی'
  return reply
    .header('cache-control', 'no-cache')
    .header('content-disposition', `attachment; filename="conditions.html"; filename*=UTF-8''${encoded(name)}.html`)
    .type('text/html; charset=utf-8')
    .send(renderBytes(<ConditionsFile relations={relations} today={today} />))
}

/** As a header may carry it (RFC 8187). */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)

/** Applications about covers that are on their way. */
const SHOWN_HERE: readonly string[] = ['dependants', 'cover-objection']

const enrolments = (open: readonly ApplicationListed[]) =>
  open.filter(({ service }) => SHOWN_HERE.includes(service)).map(applicationLine)
