import {
  changeEmail,
  changePassword,
  finishMobileChange,
  resendMobileChangeCode,
  startMobileChange,
} from '#app/account/change-account.ts'
import { sessionIdle, type SignedIn } from '#app/account/session.ts'
import { signOutDevice } from '#app/account/sign-in.ts'
import { nowOf, type App } from '#app/app.ts'
import { codeWait } from '#app/one-time-codes.ts'
import { done } from '#app/problem.ts'
import { maskMobile } from '#kernel/mobile.ts'
import { stripInvisible } from '#kernel/text.ts'
import { listAudit } from '#store/audit.ts'
import { findCode } from '#store/one-time-codes.ts'
import { getPerson } from '#store/people.ts'
import { listSessions } from '#store/sessions.ts'
import { z } from 'zod'
import { operation } from './operation.ts'
import { fields, instant, Instant, jalaliDay, JalaliDay, MobileHint, NextCodeIn } from './schemas.ts'
import { Code } from './sign-up.ts'

const Account = z
  .strictObject({
    personalNumber: fields.personalNumber,
    firstName: fields.firstName,
    lastName: fields.lastName,
    fatherName: fields.fatherName.nullable(),
    idCardNumber: fields.idCardNumber.nullable(),
    placeOfIssue: z.string().nullable(),
    sex: fields.sex,
    birthDate: JalaliDay,
    mobile: fields.mobile,
    email: fields.email.nullable(),
    branchId: z
      .int()
      .nullable()
      .meta({ description: 'The branch of the person, one of /branches; null: not known yet.' }),
    registeredAt: Instant,
  })
  .meta({ id: 'Account', description: 'The signed-in person. Names and birth date are the civil registry’s.' })

const PasswordChange = z
  .strictObject({ currentPassword: fields.password, newPassword: fields.newPassword })
  .meta({ id: 'PasswordChange' })

const EmailChange = z
  .strictObject({ email: fields.email.nullable().meta({ description: 'Null or empty removes the address.' }) })
  .meta({ id: 'EmailChange' })

const MobileChange = z
  .strictObject({ mobile: fields.mobile, currentPassword: fields.password })
  .meta({ id: 'MobileChange' })

const MobileChangeBegun = z
  .strictObject({ mobileHint: MobileHint, nextCodeInSeconds: NextCodeIn })
  .meta({ id: 'MobileChangeBegun' })

const DeviceId = z
  .string()
  .max(19)
  .meta({ description: 'The `id` in the list of devices.', examples: ['4611686018427387904'] })

const Devices = z
  .strictObject({
    devices: z.array(
      z.strictObject({
        id: DeviceId,
        device: z.string().meta({ description: 'Words that the person recognises.', examples: ['کروم در اندروید'] }),
        address: z.string().meta({ description: 'Network address at sign-in.', examples: ['192.0.2.10'] }),
        signedInAt: Instant,
        lastSeenAt: Instant,
        current: z.boolean().meta({ description: 'The session of this call.' }),
      }),
    ),
  })
  .meta({ id: 'Devices', description: 'Where the person is signed in now, last used first.' })

const Activity = z
  .strictObject({
    activity: z.array(
      z.strictObject({
        at: Instant,
        action: z.string().meta({
          description:
            'One of signed-up, signed-in, sign-in-failed, signed-out, signed-out-everywhere, session-ended, password-changed, password-recovered, email-changed, mobile-changed; more may be added.',
          examples: ['signed-in'],
        }),
        by: z.string().meta({ description: 'Who did it: person, system or staff.', examples: ['person'] }),
        device: z.string().nullable(),
        address: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Activity', description: 'Sign-ins and changes, newest first, the last hundred.' })

const shared = { tag: 'Account', who: 'session' } as const

export const accountOperations = [
  operation({
    ...shared,
    method: 'GET',
    path: '/account',
    id: 'getAccount',
    summary: 'The signed-in person',
    status: 200,
    answer: Account,
    refuses: [],
    handle: async ({ app, caller }) => {
      const person = await getPerson(app.db, caller.personId)
      return done({
        personalNumber: person.number,
        firstName: person.firstName,
        lastName: person.lastName,
        fatherName: person.fatherName,
        idCardNumber: person.idCardNumber,
        placeOfIssue: person.placeOfIssue,
        sex: person.sex,
        birthDate: jalaliDay(person.birthDate),
        mobile: person.mobile,
        email: person.email,
        branchId: person.branchId,
        registeredAt: instant(person.registeredAt),
      })
    },
  }),
  operation({
    ...shared,
    method: 'PUT',
    path: '/account/password',
    id: 'changePassword',
    summary: 'Change the password',
    description: 'Every other session ends, and the person is told by SMS.',
    body: PasswordChange,
    status: 204,
    refuses: ['limited'],
    handle: ({ app, caller, body, origin }) => changePassword(app, caller, body, origin),
  }),
  operation({
    ...shared,
    method: 'PUT',
    path: '/account/email',
    id: 'changeEmail',
    summary: 'Set or remove the e-mail address',
    body: EmailChange,
    status: 204,
    refuses: [],
    handle: ({ app, caller, body, origin }) => changeEmail(app, caller, { email: body.email ?? '' }, origin),
  }),
  operation({
    ...shared,
    method: 'POST',
    path: '/account/mobile',
    id: 'beginMobileChange',
    summary: 'Begin to change the mobile; a code is sent to the new number',
    description:
      'The new number must be in the person’s own name; while its owner cannot be asked, nothing is changed.',
    body: MobileChange,
    status: 202,
    answer: MobileChangeBegun,
    refuses: ['limited', 'unavailable'],
    handle: async ({ app, caller, body }) => {
      const started = await startMobileChange(app, caller, body)
      return started.ok ? done(await mobileChangeOf(app, caller)) : started
    },
  }),
  operation({
    ...shared,
    method: 'POST',
    path: '/account/mobile/code',
    id: 'finishMobileChange',
    summary: 'Change the mobile by the code that reached the new number',
    description: 'The old number is told.',
    body: Code,
    status: 204,
    refuses: ['limited'],
    handle: ({ app, caller, body, origin }) => finishMobileChange(app, caller, body, origin),
  }),
  operation({
    ...shared,
    method: 'POST',
    path: '/account/mobile/code/resend',
    id: 'resendMobileChangeCode',
    summary: 'Ask for a new code, 60 seconds after the last at the earliest',
    status: 202,
    answer: MobileChangeBegun,
    refuses: ['wrong-step', 'limited'],
    handle: async ({ app, caller }) => {
      const sent = await resendMobileChangeCode(app, caller)
      return sent.ok ? done(await mobileChangeOf(app, caller)) : sent
    },
  }),
  operation({
    ...shared,
    method: 'GET',
    path: '/account/devices',
    id: 'listDevices',
    summary: 'Where the person is signed in',
    status: 200,
    answer: Devices,
    refuses: [],
    handle: async ({ app, caller }) => {
      const idleSince = new Date(app.clock.now() - sessionIdle)
      const sessions = await listSessions(app.db, caller.personId, nowOf(app), idleSince)
      return done({
        devices: sessions.map(({ sessionId, device, address, createdAt, lastSeenAt }) => ({
          id: sessionId,
          device,
          address,
          signedInAt: instant(createdAt),
          lastSeenAt: instant(lastSeenAt),
          current: sessionId === caller.sessionId,
        })),
      })
    },
  }),
  operation({
    ...shared,
    method: 'DELETE',
    path: '/account/devices/:id',
    id: 'signOutDevice',
    summary: 'Sign out on one device',
    params: z.strictObject({ id: DeviceId }),
    status: 204,
    refuses: ['not-found'],
    handle: ({ app, caller, params, origin }) => signOutDevice(app, caller, params.id, origin),
  }),
  operation({
    ...shared,
    method: 'GET',
    path: '/account/activity',
    id: 'listActivity',
    summary: 'Sign-ins and changes of the account',
    status: 200,
    answer: Activity,
    refuses: [],
    handle: async ({ app, caller }) => {
      const lines = await listAudit(app.db, caller.personId, 100)
      return done({
        activity: lines.map(({ at, action, actor, device, address }) => ({
          at: instant(at),
          action,
          by: actor.startsWith('staff:') ? 'staff' : actor,
          device,
          address,
        })),
      })
    },
  }),
]

async function mobileChangeOf(app: App, who: SignedIn): Promise<z.output<typeof MobileChangeBegun>> {
  const code = await findCode(app.db, who.personId, 'mobile-change')
  if (code === undefined) throw new Error('a mobile change that began has a code')
  return {
    mobileHint: stripInvisible(maskMobile(code.mobile)),
    nextCodeInSeconds: await codeWait(app, who.personId, 'mobile-change'),
  }
}
