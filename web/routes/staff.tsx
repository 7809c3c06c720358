import type { FastifyInstance } from 'fastify'
import { signInStaff, signOutStaff } from '#app/staff/sign-in-staff.ts'
import { StaffSignIn } from '#web/pages/staff.tsx'
import { formValues, goTo, sendFormAgain, sendPage, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'

/** Staff sign in with a second factor, and out. */
export function staffRoutes(server: FastifyInstance, context: Context): void {
  const { app, cookies } = context
  const guarded = { preValidation: guardForm(server) }

  server.get('/staff/sign-in', async (request, reply) => {
    if ((await context.staff(request)) !== null) return goTo(reply, '/staff')
    return sendPage(reply, <StaffSignIn {...context.form(reply)} demo={context.demo} />)
  })
  server.post('/staff/sign-in', guarded, async (request, reply) => {
    const values = formValues(request)
    const { userName = '', password = '', totp = '' } = values
    const signedIn = await signInStaff(app, { userName, password, totp }, context.origin(request, reply))
    if (!signedIn.ok) {
      return sendFormAgain(reply, signedIn, (errors) => (
        <StaffSignIn {...context.form(reply, { userName }, errors)} demo={context.demo} />
      ))
    }
    cookies.set(reply, 'staff', signedIn.value.token)
    return goTo(reply, '/staff')
  })
  server.post('/staff/sign-out', guarded, async (request, reply) => {
    const who = await context.staff(request)
    if (who !== null) await signOutStaff(app, who, context.origin(request, reply))
    cookies.clear(reply, 'staff')
    return goTo(reply, '/staff/sign-in')
  })
}
