import { finishRecovery, proveRecovery, resendRecoveryCode, startRecovery } from '#app/account/recovery.ts'
import type { App } from '#app/app.ts'
import { codeWait } from '#app/one-time-codes.ts'
import { done } from '#app/problem.ts'
import { z } from 'zod'
import { operation } from './operation.ts'
import { recoveryToken } from './recovery-token.ts'
import { fields, instant, Instant, NextCodeIn } from './schemas.ts'
import { Code } from './sign-up.ts'

const Account = z
  .strictObject({ personalNumber: fields.personalNumber, mobile: fields.mobile })
  .meta({ id: 'RecoveryAccount', description: 'The number and the mobile of one account.' })

const RecoveryStep = z
  .strictObject({
    recoveryToken: z.string().meta({ description: 'Bearer token for the next step. Each step answers a new one.' }),
    expiresAt: Instant,
    nextCodeInSeconds: NextCodeIn,
  })
  .meta({ id: 'RecoveryStep' })

const NewPassword = z.strictObject({ password: fields.newPassword }).meta({ id: 'NewPassword' })

const shared = { tag: 'Recovery', who: 'recovery' } as const

export const recoveryOperations = [
  operation({
    method: 'POST',
    path: '/recoveries',
    id: 'beginRecovery',
    tag: 'Recovery',
    who: 'anybody',
    summary: 'Begin to recover a password; a code is sent to the mobile of the account',
    description: 'Answers the same whether or not number and mobile belong to one account; only then a code is sent.',
    body: Account,
    status: 201,
    answer: RecoveryStep,
    refuses: ['limited'],
    handle: async ({ app, body, origin }) => {
      const started = await startRecovery(app, body, origin)
      return started.ok ? done(await stepOf(app, { subject: started.value.subject, grant: '' })) : started
    },
  }),
  operation({
    ...shared,
    method: 'POST',
    path: '/recoveries/current/code',
    id: 'proveRecovery',
    summary: 'Prove the mobile by the code of the SMS',
    description: 'The token that is answered opens the last step for fifteen minutes.',
    body: Code,
    status: 200,
    answer: RecoveryStep,
    refuses: ['limited'],
    handle: async ({ app, caller, body }) => {
      const proved = await proveRecovery(app, caller.subject, body)
      return proved.ok ? done(await stepOf(app, { subject: caller.subject, grant: proved.value.grant })) : proved
    },
  }),
  operation({
    ...shared,
    method: 'POST',
    path: '/recoveries/current/code/resend',
    id: 'resendRecoveryCode',
    summary: 'Ask for a new code, 60 seconds after the last at the earliest',
    status: 200,
    answer: RecoveryStep,
    refuses: ['wrong-step', 'limited'],
    handle: async ({ app, caller }) => {
      const sent = await resendRecoveryCode(app, caller.subject)
      return sent.ok ? done(await stepOf(app, { subject: caller.subject, grant: '' })) : sent
    },
  }),
  operation({
    ...shared,
    method: 'PUT',
    path: '/recoveries/current/password',
    id: 'finishRecovery',
    summary: 'Set the new password',
    description: 'Every session of the account ends and its owner is told by SMS. Then sign in with the new password.',
    body: NewPassword,
    status: 204,
    refuses: ['wrong-step'],
    handle: ({ app, caller, body, origin }) => finishRecovery(app, caller, body, origin),
  }),
]

async function stepOf(app: App, held: Parameters<typeof recoveryToken>[1]): Promise<z.output<typeof RecoveryStep>> {
  const { token, expiresAt } = recoveryToken(app, held)
  const nextCodeInSeconds = held.grant === '' ? await codeWait(app, held.subject, 'recovery') : 0
  return { recoveryToken: token, expiresAt: instant(expiresAt), nextCodeInSeconds }
}
