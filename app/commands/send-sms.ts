import type { Mobile } from '#kernel/mobile.ts'
import { findDefaultBranch } from '#store/branches.ts'
import { findCode, type CodePurpose } from '#store/one-time-codes.ts'
import type { Command } from '#store/outbox.ts'
import { findPerson, findPreviousMobile } from '#store/people.ts'
import { findSignUp } from '#store/sign-ups.ts'
import { noteSent } from '#store/sms-log.ts'
import { formatInstant } from '#kernel/dates.ts'
import { nowOf, type App } from '../app.ts'
import { renderMessage, type Rendered } from '../messages/templates.ts'
import { codeDigits, codeExpired } from '../one-time-codes.ts'

/** Sends the message a command names, to the mobile it names by role. The command's id is the idempotency key. */
export async function sendSms(app: App, command: Command): Promise<void> {
  const mobile = await recipient(app, command)
  if (mobile === null) return
  await send(app, command, mobile, await compose(app, command))
}

/** Sends the digits of a one-time code; one that was replaced or ran out meanwhile is not worth a message. */
export async function sendCodeSms(app: App, command: Command): Promise<void> {
  const purpose = command.payload['purpose'] as CodePurpose
  const code = await findCode(app.db, command.personId, purpose)
  if (code === undefined || code.issue !== command.payload['issue'] || code.usedAt !== null) return
  if (codeExpired(code, nowOf(app))) return
  const template = { 'sign-up': 'sign-up-code', recovery: 'recovery-code', 'mobile-change': 'mobile-change-code' } as const
  await send(app, command, code.mobile, renderMessage(template[purpose], { code: codeDigits(app.secrets, code) }))
}

async function send(app: App, command: Command, to: Mobile, message: Rendered): Promise<void> {
  const receipt = await app.sms.send({ to, text: message.text, idempotencyKey: command.commandId })
  await noteSent(app.db, {
    personId: command.personId,
    commandId: command.commandId,
    template: message.template,
    provider: receipt.provider,
    messageId: receipt.messageId,
    sentAt: nowOf(app),
  })
}

async function recipient(app: App, command: Command): Promise<Mobile | null> {
  switch (command.payload['to']) {
    case 'sign-up':
      return (await findSignUp(app.db, command.personId))?.mobile ?? null
    case 'person':
      return (await findPerson(app.db, command.personId))?.mobile ?? null
    case 'previous-mobile':
      return findPreviousMobile(app.db, command.personId)
    default:
      throw new Error(`unknown recipient ${String(command.payload['to'])}`)
  }
}

async function compose(app: App, command: Command): Promise<Rendered> {
  const template = String(command.payload['template'])
  const at = formatInstant(command.createdAt.getTime(), 'short')
  switch (template) {
    case 'sign-up-received': {
      const signUp = await findSignUp(app.db, command.personId)
      return renderMessage('sign-up-received', { trackingCode: signUp?.trackingCode ?? '' })
    }
    case 'sign-up-delayed':
    case 'sign-up:succeeded':
    case 'sign-up:already-registered':
    case 'password-changed':
    case 'email-changed':
    case 'mobile-changed':
    case 'new-device-sign-in':
      throw new Error(at)
    default: {
      const branch = await findDefaultBranch(app.db)
      throw new Error(`unknown message ${template} ${branch?.name}`)
    }
  }
}
