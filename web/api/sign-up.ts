import { maskMobile } from '#kernel/mobile.ts'
import { stripInvisible } from '#kernel/text.ts'
import type { App } from '#app/app.ts'
import { codeWait } from '#app/one-time-codes.ts'
import { done, type Result } from '#app/problem.ts'
import { acknowledgeSignUp } from '#app/sign-up/acknowledge.ts'
import { giveIdentity } from '#app/sign-up/give-identity.ts'
import { givePassword } from '#app/sign-up/give-password.ts'
import { signUpMessage, type SignUpMessage } from '#app/sign-up/outcome.ts'
import { proveSignUpMobile } from '#app/sign-up/prove-mobile.ts'
import { openSignUp, signUpStages, stageOf, wrongStep } from '#app/sign-up/sign-up.ts'
import { resendSignUpCode, startSignUp } from '#app/sign-up/start.ts'
import { submitSignUp } from '#app/sign-up/submit.ts'
import type { SignUp } from '#store/sign-ups.ts'
import { z } from 'zod'
import { operation, type Callers } from './operation.ts'
import { Branch, branchOf, fields, jalaliDay, JalaliDay, MobileHint, NextCodeIn } from './schemas.ts'

const Stage = z.enum(signUpStages).meta({
  id: 'SignUpStage',
  description:
    'Where a sign-up stands. `code`: the SMS code is awaited; `identity`, `password`: that step is next; `review`: all is filled in and may be changed or submitted; `checking`: submitted, being checked; `result`: there is a message to read and acknowledge; `finished`.',
})

const Message = z
  .strictObject({
    kind: z.enum(['checking', 'succeeded', 'go-to-branch', 'told-by-sms', 'finished']).meta({
      description:
        '`told-by-sms`: the outcome is told only to the owner of the mobile, so that nobody learns whether a number is registered.',
    }),
    text: z.string().meta({ description: 'The message of the system, in Persian, to be shown as it is.' }),
    branch: Branch.nullable().meta({ description: 'Where to go, for `go-to-branch`.' }),
    papers: z.array(z.string()).meta({ description: 'What to bring there, in Persian; otherwise empty.' }),
  })
  .meta({ id: 'SignUpMessage', description: 'The message at the end of a sign-up.' })

const Answers = z
  .strictObject({
    personalNumber: fields.personalNumber,
    mobile: fields.mobile,
    firstName: fields.firstName.nullable(),
    lastName: fields.lastName.nullable(),
    fatherName: fields.fatherName.nullable(),
    idCardNumber: fields.idCardNumber.nullable(),
    sex: fields.sex.nullable(),
    birthDate: JalaliDay.nullable(),
    email: fields.email.nullable(),
    passwordGiven: z.boolean(),
  })
  .meta({ id: 'SignUpAnswers', description: 'What has been filled in so far, for the review before submitting.' })

const SignUpState = z
  .strictObject({
    stage: Stage,
    trackingCode: z
      .string()
      .nullable()
      .meta({ description: 'Ten digits, from submitting on.', examples: ['0000000017'] }),
    message: Message.nullable().meta({ description: 'From submitting on; before that null.' }),
    mobileHint: MobileHint,
    nextCodeInSeconds: NextCodeIn,
    answers: Answers.nullable().meta({ description: 'Until submitting; after that null.' }),
  })
  .meta({ id: 'SignUpState', description: 'A sign-up as it stands now.' })

const SignUpBegun = z
  .strictObject({
    signUpToken: z.string().meta({
      description:
        'Bearer token for /sign-ups/current. Good until the sign-up is finished; one that is not submitted within three days is forgotten.',
    }),
    stage: Stage,
  })
  .meta({ id: 'SignUpBegun' })

const Applicant = z
  .strictObject({
    personalNumber: fields.personalNumber,
    mobile: fields.mobile,
    deviceId: fields.deviceId.optional(),
  })
  .meta({ id: 'Applicant' })

const Identity = z
  .strictObject({
    firstName: fields.firstName,
    lastName: fields.lastName,
    fatherName: fields.fatherName,
    idCardNumber: fields.idCardNumber,
    sex: fields.sex,
    birthDate: fields.birthDate,
  })
  .meta({ id: 'Identity', description: 'Who the person is, as on the ID card.' })

const Access = z
  .strictObject({ email: fields.email.nullable().optional(), password: fields.newPassword })
  .meta({ id: 'SignUpAccess', description: 'E-mail if wanted, and a password.' })

export const Code = z.strictObject({ code: fields.code }).meta({ id: 'OneTimeCode' })

const shared = { tag: 'Sign-up', who: 'sign-up' } as const

export const signUpOperations = [
  operation({
    method: 'POST',
    path: '/sign-ups',
    id: 'beginSignUp',
    tag: 'Sign-up',
    who: 'anybody',
    summary: 'Begin a sign-up; a code is sent to the mobile',
    description:
      'Whether the number is registered already plays no part here; its owner learns that by SMS at the end.',
    body: Applicant,
    status: 201,
    answer: SignUpBegun,
    refuses: ['limited'],
    handle: async ({ app, body, origin }) => {
      const started = await startSignUp(app, undefined, body, origin)
      if (!started.ok) return started
      const { cookie } = started.value
      if (cookie === null) throw new Error('a new sign-up has a token')
      return done({ signUpToken: cookie, stage: 'code' as const })
    },
  }),
  operation({
    ...shared,
    method: 'GET',
    path: '/sign-ups/current',
    id: 'getSignUp',
    summary: 'Where the sign-up stands, and the message at its end',
    description: 'While the stage is `checking`, ask again every few seconds; the result also comes by SMS.',
    status: 200,
    answer: SignUpState,
    refuses: [],
    handle: async ({ app, caller }) => done(await stateOf(app, caller.signUp)),
  }),
  operation({
    ...shared,
    method: 'PUT',
    path: '/sign-ups/current/applicant',
    id: 'correctApplicant',
    summary: 'Correct number or mobile before submitting',
    description: 'Another number or mobile must be proved by a new code, and the password must be given again.',
    body: Applicant.omit({ deviceId: true }).meta({ id: 'CorrectedApplicant' }),
    status: 200,
    answer: SignUpState,
    refuses: ['wrong-step', 'limited'],
    handle: async ({ app, caller, body, origin }) =>
      caller.signUp.submittedAt === null
        ? then(app, caller, await startSignUp(app, caller.signUp, body, origin))
        : wrongStep(),
  }),
  operation({
    ...shared,
    method: 'POST',
    path: '/sign-ups/current/code',
    id: 'proveSignUpMobile',
    summary: 'Prove the mobile by the code of the SMS',
    body: Code,
    status: 200,
    answer: SignUpState,
    refuses: ['wrong-step', 'limited'],
    handle: async ({ app, caller, body }) => then(app, caller, await proveSignUpMobile(app, caller.signUp, body)),
  }),
  operation({
    ...shared,
    method: 'POST',
    path: '/sign-ups/current/code/resend',
    id: 'resendSignUpCode',
    summary: 'Ask for a new code, 60 seconds after the last at the earliest',
    status: 200,
    answer: SignUpState,
    refuses: ['wrong-step', 'limited'],
    handle: async ({ app, caller }) => then(app, caller, await resendSignUpCode(app, caller.signUp)),
  }),
  operation({
    ...shared,
    method: 'PUT',
    path: '/sign-ups/current/identity',
    id: 'giveSignUpIdentity',
    summary: 'Say who the person is',
    description: 'May be changed until submitting. When a name changes, the password must be given again.',
    body: Identity,
    status: 200,
    answer: SignUpState,
    refuses: ['wrong-step'],
    handle: async ({ app, caller, body }) => then(app, caller, await giveIdentity(app, caller.signUp, body)),
  }),
  operation({
    ...shared,
    method: 'PUT',
    path: '/sign-ups/current/password',
    id: 'giveSignUpPassword',
    summary: 'Give e-mail, if wanted, and password',
    description: 'An empty password keeps the one given before.',
    body: Access,
    status: 200,
    answer: SignUpState,
    refuses: ['wrong-step'],
    handle: async ({ app, caller, body }) =>
      then(app, caller, await givePassword(app, caller.signUp, { email: body.email ?? '', password: body.password })),
  }),
  operation({
    ...shared,
    method: 'POST',
    path: '/sign-ups/current/submit',
    id: 'submitSignUp',
    summary: 'Submit the request to be checked',
    description:
      'Answers the tracking code; the same goes out by SMS. Submitting again makes no second request and answers the same code.',
    status: 202,
    answer: SignUpState,
    refuses: ['wrong-step'],
    handle: async ({ app, caller }) => then(app, caller, await submitSignUp(app, caller.signUp)),
  }),
  operation({
    ...shared,
    method: 'POST',
    path: '/sign-ups/current/acknowledge',
    id: 'acknowledgeSignUp',
    summary: 'The person has read the message; the sign-up is finished',
    status: 200,
    answer: SignUpState,
    refuses: ['wrong-step'],
    handle: async ({ app, caller }) => then(app, caller, await acknowledgeSignUp(app, caller.signUp)),
  }),
]

type State = z.output<typeof SignUpState>

/** After a step that went well: the sign-up as it stands now. */
async function then(app: App, caller: Callers['sign-up'], result: Result<unknown>): Promise<Result<State>> {
  return result.ok ? done(await stateOf(app, (await openSignUp(app, caller.token)) ?? caller.signUp)) : result
}

async function stateOf(app: App, signUp: SignUp): Promise<State> {
  const stage = stageOf(signUp)
  const submitted = signUp.submittedAt !== null
  return {
    stage,
    trackingCode: signUp.trackingCode,
    message: submitted ? messageOf(await signUpMessage(app, signUp)) : null,
    mobileHint: stripInvisible(maskMobile(signUp.mobile)),
    nextCodeInSeconds: stage === 'code' ? await codeWait(app, signUp.personId, 'sign-up') : 0,
    answers: submitted ? null : answersOf(signUp),
  }
}

function answersOf(signUp: SignUp): z.output<typeof Answers> {
  const { number, mobile, firstName, lastName, fatherName, idCardNumber, sex, birthDate, email, passwordHash } = signUp
  return {
    personalNumber: number,
    mobile,
    firstName,
    lastName,
    fatherName,
    idCardNumber,
    sex,
    birthDate: birthDate === null ? null : jalaliDay(birthDate),
    email,
    passwordGiven: passwordHash !== null,
  }
}

const texts = {
  checking: 'درخواست شما رسید و در حال بررسی است. نتیجه با پیامک به شما می‌رسد و کار دیگری لازم نیست.',
  'told-by-sms':
    'بررسی درخواست شما به پایان رسید و نتیجه به شمارهٔ همراهی که نوشته بودید پیامک شد. اگر پیامک نرسید با کد رهگیری به ۱۴۲۰ زنگ بزنید.',
  finished: 'پیام سامانه را تأیید کردید و ثبت‌نام به پایان رسید.',
} as const

function messageOf(message: SignUpMessage): z.output<typeof Message> {
  const nowhere = { branch: null, papers: [] }
  switch (message.state) {
    case 'go-to-branch':
      return {
        kind: message.state,
        text: message.reason,
        branch: branchOf(message.branch),
        papers: [...message.papers],
      }
    case 'succeeded':
      return { kind: message.state, text: message.message, ...nowhere }
    default:
      return { kind: message.state, text: texts[message.state], ...nowhere }
  }
}
