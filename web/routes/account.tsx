import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { maskMobile } from '#kernel/mobile.ts'
import {
  changeEmail,
  changePassword,
  finishMobileChange,
  resendMobileChangeCode,
  startMobileChange,
} from '#app/account/change-account.ts'
import { chooseRole } from '#app/account/roles.ts'
import { sessionIdle, type SignedIn } from '#app/account/session.ts'
import { signOutDevice, signOutEverywhere } from '#app/account/sign-in.ts'
import { nowOf } from '#app/app.ts'
import { codeWait, codeMobile } from '#app/one-time-codes.ts'
import { listAudit } from '#store/audit.ts'
import { getPerson } from '#store/people.ts'
import { listSessions } from '#store/sessions.ts'
import type { FieldError, Shell } from '#web/components/shell.ts'
import {
  Account,
  AccountActivity,
  AccountDevices,
  AccountEmail,
  AccountMobile,
  AccountMobileCode,
  AccountPassword,
  type AccountDone,
} from '#web/pages/account.tsx'
import { formValues, goTo, sendFormAgain, sendPage, sendProblem, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'

const dones: readonly AccountDone[] = ['password-changed', 'email-changed', 'mobile-changed', 'signed-out-everywhere']

/** The pages of a person's own account. Whoever is not signed in is asked to, and brought back. */
export function accountRoutes(server: FastifyInstance, context: Context): void {
  const { app, cookies } = context
  const guarded = { preValidation: guardForm(server) }
  type Visit = { request: FastifyRequest; reply: FastifyReply; who: SignedIn; shell: Shell }
  const signedIn =
    (page: (visit: Visit) => Promise<FastifyReply>) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const who = await context.signedIn(request, reply)
      if (who !== null) return page({ request, reply, who, shell: await context.shell(request, reply) })
      const back = request.method === 'GET' ? request.url : '/account'
      return goTo(reply, `/sign-in?reason=needed&next=${encodeURIComponent(back)}`)
    }

  server.get(
    '/account',
    signedIn(async ({ request, reply, who, shell }) => {
      const person = await getPerson(app.db, who.personId)
      const { done: asked } = request.query as { done?: string }
      const done = dones.find((name) => name === asked)
      return sendPage(
        reply,
        <Account shell={shell} person={{ ...person, personalNumber: person.number }} {...(done && { done })} />,
      )
    }),
  )

  server.post(
    '/account/role',
    guarded,
    signedIn(async ({ request, reply, who }) => {
      const chosen = await chooseRole(app, who, formValues(request)['role'] ?? '')
      return chosen.ok ? goTo(reply, '/') : sendProblem(context, request, reply, chosen.problem)
    }),
  )

  const passwordPage = async ({ reply, who, shell }: Visit, errors: readonly FieldError[] = []) => {
    const person = await getPerson(app.db, who.personId)
    const owner = { ...person, nationalCode: person.number }
    const { firstName, lastName, nationalCode, mobile } = owner
    return (
      <AccountPassword
        shell={shell}
        owner={{ firstName, lastName, nationalCode, mobile }}
        {...context.form(reply, {}, errors)}
      />
    )
  }
  server.get(
    '/account/password',
    signedIn(async (visit) => sendPage(visit.reply, await passwordPage(visit))),
  )
  server.post(
    '/account/password',
    guarded,
    signedIn(async (visit) => {
      const { request, reply, who } = visit
      const { currentPassword = '', newPassword = '' } = formValues(request)
      const origin = context.origin(request, reply)
      const changed = await changePassword(app, who, { currentPassword, newPassword }, origin)
      if (!changed.ok) return sendFormAgain(reply, changed, (errors) => passwordPage(visit, errors))
      return goTo(reply, '/account?done=password-changed')
    }),
  )

  server.get(
    '/account/email',
    signedIn(async ({ reply, who, shell }) => {
      const person = await getPerson(app.db, who.personId)
      return sendPage(reply, <AccountEmail shell={shell} {...context.form(reply, { email: person.email ?? '' })} />)
    }),
  )
  server.post(
    '/account/email',
    guarded,
    signedIn(async ({ request, reply, who, shell }) => {
      const values = formValues(request)
      const changed = await changeEmail(app, who, { email: values['email'] ?? '' }, context.origin(request, reply))
      if (changed.ok) return goTo(reply, '/account?done=email-changed')
      return sendFormAgain(reply, changed, (errors) => (
        <AccountEmail shell={shell} {...context.form(reply, values, errors)} />
      ))
    }),
  )

  server.get(
    '/account/mobile',
    signedIn(async ({ reply, shell }) => sendPage(reply, <AccountMobile shell={shell} {...context.form(reply)} />)),
  )
  server.post(
    '/account/mobile',
    guarded,
    signedIn(async ({ request, reply, who, shell }) => {
      const values = formValues(request)
      const { mobile = '', currentPassword = '' } = values
      const started = await startMobileChange(app, who, { mobile, currentPassword })
      if (started.ok) return goTo(reply, '/account/mobile/code')
      return sendFormAgain(reply, started, (errors) => (
        <AccountMobile shell={shell} {...context.form(reply, values, errors)} />
      ))
    }),
  )

  const codePage = async ({ reply, who, shell }: Visit, errors: readonly FieldError[] = []) => {
    const mobile = await codeMobile(app, who.personId, 'mobile-change')
    if (mobile === null) return null
    const wait = await codeWait(app, who.personId, 'mobile-change')
    const masked = maskMobile(mobile)
    return (
      <AccountMobileCode
        shell={shell}
        maskedMobile={masked}
        resendSeconds={wait}
        {...context.form(reply, {}, errors)}
      />
    )
  }
  server.get(
    '/account/mobile/code',
    signedIn(async (visit) => {
      const page = await codePage(visit)
      return page === null ? goTo(visit.reply, '/account/mobile') : sendPage(visit.reply, page)
    }),
  )
  server.post(
    '/account/mobile/code',
    guarded,
    signedIn(async (visit) => {
      const { request, reply, who } = visit
      const { code = '' } = formValues(request)
      const finished = await finishMobileChange(app, who, { code }, context.origin(request, reply))
      if (finished.ok) return goTo(reply, '/account?done=mobile-changed')
      const page = await codePage(visit, finished.problem.errors ?? [{ field: '', message: finished.problem.message }])
      return page === null ? goTo(reply, '/account/mobile') : sendFormAgain(reply, finished, () => page)
    }),
  )
  server.post(
    '/account/mobile/code/resend',
    guarded,
    signedIn(async ({ request, reply, who }) => {
      const sent = await resendMobileChangeCode(app, who)
      return sent.ok ? goTo(reply, '/account/mobile/code') : sendProblem(context, request, reply, sent.problem)
    }),
  )

  server.get(
    '/account/devices',
    signedIn(async ({ reply, who, shell }) => {
      const now = nowOf(app)
      const sessions = await listSessions(app.db, who.personId, now, new Date(now.getTime() - sessionIdle))
      const devices = sessions.map((session) => ({
        ...session,
        signedInAt: session.createdAt.getTime(),
        lastSeenAt: session.lastSeenAt.getTime(),
        current: session.sessionId === who.sessionId,
      }))
      return sendPage(reply, <AccountDevices shell={shell} token={context.token(reply)} devices={devices} />)
    }),
  )
  server.post(
    '/account/devices/sign-out',
    guarded,
    signedIn(async ({ request, reply, who }) => {
      const { sessionId = '' } = formValues(request)
      const ended = await signOutDevice(app, who, sessionId, context.origin(request, reply))
      return ended.ok ? goTo(reply, '/account/devices') : sendProblem(context, request, reply, ended.problem)
    }),
  )
  server.post(
    '/account/devices/sign-out-all',
    guarded,
    signedIn(async ({ request, reply, who }) => {
      await signOutEverywhere(app, who, context.origin(request, reply))
      cookies.clear(reply, 'session')
      return goTo(reply, '/sign-in?reason=signed-out')
    }),
  )

  server.get(
    '/account/activity',
    signedIn(async ({ reply, who, shell }) => {
      const lines = (await listAudit(app.db, who.personId, 100)).map((line) => ({ ...line, at: line.at.getTime() }))
      return sendPage(reply, <AccountActivity shell={shell} lines={lines} />)
    }),
  )
}
