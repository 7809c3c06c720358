import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { maskMobile, type Mobile } from '#kernel/mobile.ts'
import type { Pass } from '#app/requests/pass.ts'
import {
  proveTracking,
  resendTrackingCode,
  startTracking,
  trackByPhrase,
  trackingCodeWait,
} from '#app/requests/track.ts'
import type { FieldError } from '#web/components/shell.ts'
import { RequestCode } from '#web/pages/request/review.tsx'
import { TrackPage, type TrackProps } from '#web/pages/request/track.tsx'
import { formValues, goTo, sendFormAgain, sendPage, sendProblem } from '../../http/context.ts'
import { guardForm } from '../../http/guards.ts'
import type { Requests } from './requests.ts'

/** Following a request without signing in. */
export function trackingRoutes(server: FastifyInstance, requests: Requests): void {
  const { context } = requests
  const { app } = context
  const guarded = { preValidation: guardForm(server) }

  const trackPage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    by: TrackProps['by'] = 'mobile',
    values: Record<string, string> = {},
    errors: readonly FieldError[] = [],
  ) => <TrackPage shell={await context.shell(request, reply)} by={by} {...context.form(reply, values, errors)} />
  server.get('/requests/track', async (request, reply) => sendPage(reply, await trackPage(request, reply)))
  server.post('/requests/track', guarded, async (request, reply) => {
    const values = formValues(request)
    const { code = '', mobile = '' } = values
    const started = await startTracking(app, { code, mobile }, request.ip)
    if (!started.ok)
      return sendFormAgain(reply, started, (errors) => trackPage(request, reply, 'mobile', values, errors))
    requests.letIn(reply, started.value.token)
    return goTo(reply, '/requests/track/code')
  })
  server.post('/requests/track/phrase', guarded, async (request, reply) => {
    const values = formValues(request)
    const { reportCode = '', phrase = '' } = values
    const opened = await trackByPhrase(app, { code: reportCode, phrase }, request.ip)
    if (!opened.ok)
      return sendFormAgain(reply, opened, (errors) =>
        trackPage(request, reply, 'phrase', { code: reportCode, reportCode }, errors.map(ofReport)),
      )
    requests.letIn(reply, opened.value.token)
    return goTo(reply, '/requests/tracked')
  })

  const codePage = async (
    request: FastifyRequest,
    reply: FastifyReply,
    pass: Pass,
    errors: readonly FieldError[] = [],
  ) => (
    <RequestCode
      shell={await context.shell(request, reply)}
      maskedMobile={maskMobile(pass.mobile as Mobile)}
      resendSeconds={await trackingCodeWait(app, pass)}
      to="track"
      {...context.form(reply, {}, errors)}
    />
  )
  const asked =
    (work: (pass: Pass, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const pass = requests.pass(request, 'asked')
      return pass === null ? goTo(reply, '/requests/track') : work(pass, request, reply)
    }
  server.get(
    '/requests/track/code',
    asked(async (pass, request, reply) => sendPage(reply, await codePage(request, reply, pass))),
  )
  server.post(
    '/requests/track/code',
    guarded,
    asked(async (pass, request, reply) => {
      const proved = await proveTracking(app, pass, formValues(request)['code'] ?? '')
      if (!proved.ok) return sendFormAgain(reply, proved, (errors) => codePage(request, reply, pass, errors))
      requests.letIn(reply, proved.value.token)
      return goTo(reply, '/requests/tracked')
    }),
  )
  server.post(
    '/requests/track/code/resend',
    guarded,
    asked(async (pass, request, reply) => {
      const sent = await resendTrackingCode(app, pass)
      return sent.ok ? goTo(reply, '/requests/track/code') : sendProblem(context, request, reply, sent.problem)
    }),
  )
}

const ofReport = ({ field, message }: FieldError): FieldError => ({
  field: field === 'code' ? 'reportCode' : field,
  message,
})
