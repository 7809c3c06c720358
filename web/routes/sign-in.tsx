import type { FastifyInstance } from 'fastify'
import { signIn, signOut } from '#app/account/sign-in.ts'
import { SignIn, type SignInProps } from '#web/pages/sign-in.tsx'
import { formValues, goTo, sendFormAgain, sendPage, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'
import { localPath, serviceAt } from '../http/local-path.ts'

const reasons = ['signed-out', 'expired', 'needed', 'password-changed'] as const

/** «ورود» and «خروج». `next` brings the person to the page they came for, on this site only, also by way of sign-up. */
export function signInRoutes(server: FastifyInstance, context: Context): void {
  const { app, cookies } = context
  const guarded = { preValidation: guardForm(server) }

  server.get<{ Querystring: { next?: string; reason?: string } }>('/sign-in', async (request, reply) => {
    const shell = await context.shell(request, reply)
    if (shell.signedIn !== null) return goTo(reply, localPath(request.query.next, '/'))
    const notice = reasons.find((reason) => reason === request.query.reason)
    const next = localPath(request.query.next, context.wantedPath(request))
    const props: SignInProps = {
      shell,
      service: serviceAt(next),
      ...context.form(reply, { next }),
      ...(notice === undefined ? {} : { notice }),
    }
    return sendPage(reply, <SignIn {...props} />)
  })

  server.post('/sign-in', guarded, async (request, reply) => {
    const values = formValues(request)
    const next = localPath(values['next'], '/')
    const origin = context.origin(request, reply)
    const signedIn = await signIn(
      app,
      { personalNumber: values['personalNumber'] ?? '', password: values['password'] ?? '' },
      origin,
    )
    if (!signedIn.ok) {
      const shell = await context.shell(request, reply)
      return sendFormAgain(reply, signedIn, (errors) => (
        <SignIn shell={shell} service={serviceAt(next)} {...context.form(reply, { ...values, next }, errors)} />
      ))
    }
    cookies.set(reply, 'session', signedIn.value.token)
    if (cookies.get(request, 'next') !== undefined) cookies.clear(reply, 'next')
    return goTo(reply, next)
  })

  server.post('/sign-out', guarded, async (request, reply) => {
    const who = await context.signedIn(request, reply)
    if (who !== null) await signOut(app, who, context.origin(request, reply))
    cookies.clear(reply, 'session')
    return goTo(reply, '/sign-in?reason=signed-out')
  })
}
