import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { VNode } from 'preact'
import { formatJalali } from '#kernel/dates.ts'
import { maskMobile } from '#kernel/mobile.ts'
import { isForeign } from '#kernel/personal-number.ts'
import { acknowledgeSignUp } from '#app/sign-up/acknowledge.ts'
import { giveIdentity } from '#app/sign-up/give-identity.ts'
import { givePassword } from '#app/sign-up/give-password.ts'
import { proveSignUpMobile } from '#app/sign-up/prove-mobile.ts'
import { signUpMessage } from '#app/sign-up/outcome.ts'
import { openSignUp, reached, stageOf, type SignUpStage } from '#app/sign-up/sign-up.ts'
import { resendSignUpCode, startSignUp } from '#app/sign-up/start.ts'
import { submitSignUp } from '#app/sign-up/submit.ts'
import { codeWait } from '#app/one-time-codes.ts'
import type { FieldError, Result } from '#app/problem.ts'
import type { SignUp } from '#store/sign-ups.ts'
import { SignUpResult } from '#web/pages/sign-up/result.tsx'
import { SignUpReview } from '#web/pages/sign-up/review.tsx'
import { SignUpGuide, SignUpStart } from '#web/pages/sign-up/start.tsx'
import { SignUpCode, SignUpIdentity, SignUpPassword, SignUpWho } from '#web/pages/sign-up/steps.tsx'
import { formValues, goTo, sendFormAgain, sendPage, sendProblem, type Context } from '../http/context.ts'
import { guardForm } from '../http/guards.ts'
import { localPath, serviceAt } from '../http/local-path.ts'

const addressOf: Record<SignUpStage, string> = {
  code: '/sign-up/code',
  identity: '/sign-up/identity',
  password: '/sign-up/password',
  review: '/sign-up/review',
  checking: '/sign-up/result',
  result: '/sign-up/result',
  finished: '/sign-up/result',
}

/** The pages of sign-up. Each refuses to be reached before its turn and sends the person to where they are. */
export function signUpRoutes(server: FastifyInstance, context: Context): void {
  const { app, cookies } = context
  const guarded = { preValidation: guardForm(server) }
  const current = (request: FastifyRequest) => openSignUp(app, cookies.get(request, 'sign-up'))

  server.get<{ Querystring: { next?: string } }>('/sign-up', async (request, reply) => {
    context.keepWantedPath(reply, request.query.next)
    const service = serviceAt(localPath(request.query.next, context.wantedPath(request)))
    return sendPage(reply, <SignUpStart shell={await context.shell(request, reply)} service={service} />)
  })
  server.get('/sign-up/guide', async (request, reply) =>
    sendPage(reply, <SignUpGuide shell={await context.shell(request, reply)} />),
  )

  // First page: number and mobile. A sign-up that was sent is over for this page: a new one may begin.
  server.get<{ Querystring: { kind?: string } }>('/sign-up/who', async (request, reply) => {
    const signUp = await current(request)
    const open = signUp !== undefined && signUp.submittedAt === null ? signUp : undefined
    const values = open === undefined ? {} : { personalNumber: open.number, mobile: open.mobile }
    const foreign = request.query.kind === 'foreign' || (open !== undefined && isForeign(open.number))
    const shell = await context.shell(request, reply)
    return sendPage(
      reply,
      <SignUpWho shell={shell} kind={foreign ? 'foreign' : 'iranian'} {...context.form(reply, values)} />,
    )
  })
  server.post('/sign-up/who', guarded, async (request, reply) => {
    const values = formValues(request)
    const started = await startSignUp(
      app,
      await current(request),
      { personalNumber: values['personalNumber'] ?? '', mobile: values['mobile'] ?? '' },
      context.origin(request, reply),
    )
    if (!started.ok) {
      const shell = await context.shell(request, reply)
      const kind = values['kind'] === 'foreign' ? 'foreign' : 'iranian'
      return sendFormAgain(reply, started, (errors) => (
        <SignUpWho shell={shell} kind={kind} {...context.form(reply, values, errors)} />
      ))
    }
    if (started.value.cookie !== null) {
      cookies.set(reply, 'sign-up', started.value.cookie)
      return goTo(reply, addressOf.code)
    }
    const signUp = await current(request)
    return goTo(reply, signUp === undefined ? '/sign-up/who' : addressOf[stageOf(signUp)])
  })

  /** A page of the middle: shown when reached, filled by its use case, then on to the next. */
  const step = (
    stage: SignUpStage,
    values: (signUp: SignUp) => Record<string, string>,
    view: (
      page: { request: FastifyRequest; reply: FastifyReply; signUp: SignUp },
      values: Record<string, string>,
      errors?: readonly FieldError[],
    ) => Promise<VNode>,
    work: (signUp: SignUp, values: Record<string, string>) => Promise<Result<unknown>>,
  ) => {
    const address = addressOf[stage]
    server.get(address, async (request, reply) => {
      const signUp = await current(request)
      if (signUp === undefined) return goTo(reply, '/sign-up')
      if (!reached(signUp, stage)) return goTo(reply, addressOf[stageOf(signUp)])
      return sendPage(reply, await view({ request, reply, signUp }, values(signUp)))
    })
    server.post(address, guarded, async (request, reply) => {
      const signUp = await current(request)
      if (signUp === undefined) return goTo(reply, '/sign-up')
      const typed = formValues(request)
      const result = await work(signUp, typed)
      const now = (await current(request)) ?? signUp
      if (result.ok || result.problem.code === 'wrong-step') return goTo(reply, addressOf[stageOf(now)])
      return sendFormAgain(reply, result, (errors) => view({ request, reply, signUp: now }, typed, errors))
    })
  }

  step(
    'code',
    () => ({}),
    async ({ request, reply, signUp }, values, errors) => (
      <SignUpCode
        shell={await context.shell(request, reply)}
        maskedMobile={maskMobile(signUp.mobile)}
        resendSeconds={await codeWait(app, signUp.personId, 'sign-up')}
        {...context.form(reply, values, errors)}
      />
    ),
    (signUp, values) => proveSignUpMobile(app, signUp, { code: values['code'] ?? '' }),
  )
  server.post('/sign-up/code/resend', guarded, async (request, reply) => {
    const signUp = await current(request)
    if (signUp === undefined) return goTo(reply, '/sign-up')
    const sent = await resendSignUpCode(app, signUp)
    if (sent.ok || sent.problem.code === 'wrong-step') return goTo(reply, addressOf[stageOf(signUp)])
    return sendProblem(context, request, reply, sent.problem)
  })

  step(
    'identity',
    (signUp) => ({
      firstName: signUp.firstName ?? '',
      lastName: signUp.lastName ?? '',
      fatherName: signUp.fatherName ?? '',
      idCardNumber: signUp.idCardNumber ?? '',
      sex: signUp.sex ?? '',
      birthDate: signUp.birthDate === null ? '' : formatJalali(signUp.birthDate, 'numeric'),
    }),
    async ({ request, reply }, values, errors) => (
      <SignUpIdentity shell={await context.shell(request, reply)} {...context.form(reply, values, errors)} />
    ),
    (signUp, values) =>
      giveIdentity(app, signUp, {
        firstName: values['firstName'] ?? '',
        lastName: values['lastName'] ?? '',
        fatherName: values['fatherName'] ?? '',
        idCardNumber: values['idCardNumber'] ?? '',
        sex: values['sex'] ?? '',
        birthDate: values['birthDate'] ?? '',
      }),
  )

  step(
    'password',
    (signUp) => ({ email: signUp.email ?? '' }),
    async ({ request, reply, signUp }, values, errors) => (
      <SignUpPassword
        shell={await context.shell(request, reply)}
        owner={{
          firstName: signUp.firstName ?? '',
          lastName: signUp.lastName ?? '',
          nationalCode: signUp.number,
          mobile: signUp.mobile,
        }}
        {...context.form(reply, values, errors)}
      />
    ),
    (signUp, values) => givePassword(app, signUp, { email: values['email'] ?? '', password: values['password'] ?? '' }),
  )

  step(
    'review',
    () => ({}),
    async ({ request, reply, signUp }, _values, errors = []) => (
      <SignUpReview
        shell={await context.shell(request, reply)}
        answers={{
          personalNumber: signUp.number,
          mobile: signUp.mobile,
          firstName: signUp.firstName ?? '',
          lastName: signUp.lastName ?? '',
          fatherName: signUp.fatherName ?? '',
          idCardNumber: signUp.idCardNumber ?? '',
          sex: signUp.sex ?? 'female',
          birthDate: signUp.birthDate!,
          email: signUp.email,
        }}
        errors={errors}
        token={context.token(reply)}
      />
    ),
    (signUp) => submitSignUp(app, signUp),
  )

  // The end: being checked, then the system's message, then done.
  server.get('/sign-up/result', async (request, reply) => {
    const signUp = await current(request)
    if (signUp === undefined) return goTo(reply, '/sign-up')
    if (signUp.submittedAt === null) return goTo(reply, addressOf[stageOf(signUp)])
    const shell = await context.shell(request, reply)
    return sendPage(
      reply,
      <SignUpResult
        shell={shell}
        token={context.token(reply)}
        result={await signUpMessage(app, signUp)}
        service={serviceAt(context.wantedPath(request))}
      />,
    )
  })
  server.post('/sign-up/result', guarded, async (request, reply) => {
    const signUp = await current(request)
    if (signUp === undefined) return goTo(reply, '/sign-in')
    await acknowledgeSignUp(app, signUp)
    return goTo(reply, '/sign-up/result')
  })
}
