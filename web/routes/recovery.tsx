import type { FastifyInstance, FastifyRequest } from 'fastify'
import { finishRecovery, grantIsGood, proveRecovery, resendRecoveryCode, startRecovery } from '#app/account/recovery.ts'
import { codeWait } from '#app/one-time-codes.ts'
import { personIdFrom } from '#store/ids.ts'
import { Recover, RecoverCode, RecoverDone, RecoverPassword } from '#web/pages/recover.tsx'
import { formValues, goTo, sendFormAgain, sendPage, sendProblem, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'

/** «بازیابی گذرواژه»: number and mobile, the code, the new password. The cookie holds the subject, then also the grant. */
export function recoveryRoutes(server: FastifyInstance, context: Context): void {
  const { app, cookies } = context
  const guarded = { preValidation: guardForm(server) }
  const held = (request: FastifyRequest) => {
    const [subject = '', grant = ''] = (cookies.get(request, 'recovery') ?? '').split('.')
    return { subject: personIdFrom(subject), grant }
  }

  server.get<{ Querystring: { next?: string } }>('/recover', async (request, reply) => {
    context.keepWantedPath(reply, request.query.next)
    return sendPage(reply, <Recover shell={await context.shell(request, reply)} {...context.form(reply)} />)
  })
  server.post('/recover', guarded, async (request, reply) => {
    const values = formValues(request)
    const started = await startRecovery(
      app,
      { personalNumber: values['personalNumber'] ?? '', mobile: values['mobile'] ?? '' },
      context.origin(request, reply),
    )
    if (!started.ok) {
      const shell = await context.shell(request, reply)
      return sendFormAgain(reply, started, (errors) => (
        <Recover shell={shell} {...context.form(reply, values, errors)} />
      ))
    }
    cookies.set(reply, 'recovery', started.value.subject)
    return goTo(reply, '/recover/code')
  })

  server.get('/recover/code', async (request, reply) => {
    const { subject } = held(request)
    if (subject === null) return goTo(reply, '/recover')
    const shell = await context.shell(request, reply)
    const wait = await codeWait(app, subject, 'recovery')
    return sendPage(reply, <RecoverCode shell={shell} resendSeconds={wait} {...context.form(reply)} />)
  })
  server.post('/recover/code', guarded, async (request, reply) => {
    const { subject } = held(request)
    if (subject === null) return goTo(reply, '/recover')
    const proved = await proveRecovery(app, subject, { code: formValues(request)['code'] ?? '' })
    if (!proved.ok) {
      const shell = await context.shell(request, reply)
      const wait = await codeWait(app, subject, 'recovery')
      return sendFormAgain(reply, proved, (errors) => (
        <RecoverCode shell={shell} resendSeconds={wait} {...context.form(reply, {}, errors)} />
      ))
    }
    cookies.set(reply, 'recovery', `${subject}.${proved.value.grant}`)
    return goTo(reply, '/recover/password')
  })
  server.post('/recover/code/resend', guarded, async (request, reply) => {
    const { subject } = held(request)
    if (subject === null) return goTo(reply, '/recover')
    const sent = await resendRecoveryCode(app, subject)
    return sent.ok ? goTo(reply, '/recover/code') : sendProblem(context, request, reply, sent.problem)
  })

  server.get('/recover/password', async (request, reply) => {
    const { subject, grant } = held(request)
    if (subject === null) return goTo(reply, '/recover')
    if (!(await grantIsGood(app, subject, grant))) return goTo(reply, '/recover/code')
    return sendPage(reply, <RecoverPassword shell={await context.shell(request, reply)} {...context.form(reply)} />)
  })
  server.post('/recover/password', guarded, async (request, reply) => {
    const { subject, grant } = held(request)
    const values = formValues(request)
    const finished = await finishRecovery(
      app,
      { subject: subject ?? '', grant },
      { password: values['password'] ?? '' },
      context.origin(request, reply),
    )
    if (finished.ok) {
      cookies.clear(reply, 'recovery')
      return goTo(reply, '/recover/done')
    }
    if (finished.problem.code === 'wrong-step') return sendProblem(context, request, reply, finished.problem)
    const shell = await context.shell(request, reply)
    return sendFormAgain(reply, finished, (errors) => (
      <RecoverPassword shell={shell} {...context.form(reply, {}, errors)} />
    ))
  })

  server.get('/recover/done', async (request, reply) =>
    sendPage(reply, <RecoverDone shell={await context.shell(request, reply)} />),
  )
}
