import type { Mobile } from '#kernel/mobile.ts'
import { addDays, type IsoDate } from '#kernel/dates.ts'
import { formatRial, rial } from '#kernel/rial.ts'
import { askedHere } from '#kernel/steps/later-documents.ts'
import { getVersion } from '#services/all.ts'
import { findApplication } from '#store/applications.ts'
import { findDefaultBranch } from '#store/branches.ts'
import { findCover } from '#store/covers.ts'
import { personIdFrom, type PersonId } from '#store/ids.ts'
import { findCode, type CodePurpose } from '#store/one-time-codes.ts'
import type { Command } from '#store/outbox.ts'
import { findPayout } from '#store/payouts.ts'
import { findPerson, findPreviousMobile } from '#store/people.ts'
import { findSignUp } from '#store/sign-ups.ts'
import { noteSentAndDone } from '#store/sms-log.ts'
import { nowOf, type App } from '../app.ts'
import type { Tidings } from '../applications/tidings.ts'
import { type MessageId, type RenderedMessage, renderMessage } from '../messages/render-message.ts'
import { codeDigits, codeExpired } from '../one-time-codes.ts'
import { messageAboutRequest } from '../requests/messages.ts'

/**
 * Sends the message a command names, to the mobile it names by role. The command's id is the idempotency key. Answers whether
 * the command is marked as done with it.
 */
export async function sendSms(app: App, command: Command): Promise<boolean> {
  if (command.payload['to'] === 'request') {
    const about = await messageAboutRequest(app, command)
    return about !== null && send(app, command, about.mobile, about.message)
  }
  const mobile = await recipient(app, command)
  return mobile !== null && send(app, command, mobile, await compose(app, command))
}

/** Sends the digits of a one-time code; one that was replaced or ran out meanwhile is not worth a message. */
export async function sendCodeSms(app: App, command: Command): Promise<boolean> {
  const purpose = command.payload['purpose'] as CodePurpose
  const code = await findCode(app.db, command.personId, purpose)
  if (code === undefined || code.issue !== command.payload['issue'] || code.usedAt !== null) return false
  if (codeExpired(code, nowOf(app))) return false
  const parameters = { code: codeDigits(app.secrets, code), host: app.host }
  return send(app, command, code.mobile, renderMessage(codeTemplate(purpose), parameters))
}

function codeTemplate(purpose: CodePurpose) {
  switch (purpose) {
    case 'sign-up':
      return 'sign-up-code'
    case 'recovery':
      return 'recovery-code'
    case 'mobile-change':
      return 'mobile-change-code'
    case 'request':
      return 'guest-code'
    default:
      return 'application-code'
  }
}

async function send(app: App, command: Command, to: Mobile, message: RenderedMessage): Promise<true> {
  const receipt = await app.sms.send({ to, text: message.text, idempotencyKey: command.commandId })
  await noteSentAndDone(app.db, {
    personId: command.personId,
    commandId: command.commandId,
    template: message.template,
    provider: receipt.provider,
    messageId: receipt.messageId,
    sentAt: nowOf(app),
  })
  return true
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

async function compose(app: App, command: Command): Promise<RenderedMessage> {
  const template = String(command.payload['template'])
  const { host } = app
  const at = command.createdAt.getTime()
  switch (template) {
    case 'sign-up-received': {
      const signUp = await findSignUp(app.db, command.personId)
      return renderMessage(template, { trackingCode: signUp?.trackingCode ?? '' })
    }
    case 'sign-up-outcome':
      return composeOutcome(app, command)
    case 'sign-up-delayed':
      return renderMessage(template, {})
    case 'password-changed':
    case 'email-changed':
    case 'new-device-sign-in':
      return renderMessage(template, { at, host })
    case 'mobile-changed':
      return renderMessage(template, { at })
    case 'account-locked-for-now':
      return renderMessage(template, { host, minutes: Number(command.payload['minutes']) })
    case 'cover-ending':
    case 'cover-ending-own':
    case 'cover-commitment-asked':
    case 'cover-commitment-reminded':
    case 'cover-ended':
    case 'cover-ended-own':
    case 'cover-ended-by-death':
    case 'cover-ended-with-insured':
      return composeCover(app, command, template)
    case 'premium-paid':
      return renderMessage(template, {
        title: String(command.payload['title']),
        amount: String(command.payload['amount']),
        receipt: String(command.payload['receipt']),
      })
    case 'payment-reversed':
      return renderMessage(template, { title: String(command.payload['title']) })
    case 'payout-waits':
    case 'payout-paid':
    case 'payout-refused':
      return composePayout(app, command, template)
    case 'contract-ending':
    case 'contract-ended':
      return renderMessage(template, { day: command.payload['day'] as IsoDate, host })
    case 'application-received':
    case 'application-corrected':
    case 'application-objected':
    case 'application-returned':
    case 'application-asked':
    case 'application-supplied':
    case 'application-reminder':
    case 'application-inquiry':
    case 'application-commission':
    case 'application-lapsed':
    case 'application-file-refused':
      return composeTidings(app, command, template)
    default:
      throw new Error(`unknown message ${template}`)
  }
}

async function composeTidings(
  app: App,
  command: Command,
  template: Tidings | 'application-file-refused' | 'application-reminder',
): Promise<RenderedMessage> {
  const { personId, payload } = command
  const row = await findApplication(app.db, { personId, applicationId: String(payload['applicationId']) })
  if (row === undefined) throw new Error('no such application')
  const { trackingCode, turn, dueAt } = row
  if (template === 'application-asked' || template === 'application-reminder') {
    const papers = askedHere(getVersion(row.service, row.version), row.state).map(({ title }) => title)
    return renderMessage(template, { trackingCode, papers, due: dueAt?.getTime() ?? null, host: app.host })
  }
  // Only while it lies with the organisation is the limit the promise that this message makes.
  const due = turn === 'organisation' ? (dueAt?.getTime() ?? null) : null
  return renderMessage(template, { trackingCode, due, host: app.host, open: turn === 'citizen' })
}

async function composePayout(
  app: App,
  { personId, payload }: Command,
  template: 'payout-waits' | 'payout-paid' | 'payout-refused',
): Promise<RenderedMessage> {
  const payout = await findPayout(app.db, { personId, orderId: String(payload['orderId']) })
  if (payout === undefined) throw new Error('no such order')
  const { purpose, rials, paidOn } = payout
  if (template !== 'payout-paid') return renderMessage(template, { purpose, host: app.host })
  if (paidOn === null) throw new Error('the order is not paid')
  return renderMessage(template, { purpose, amount: formatRial(rial(BigInt(rials))), day: paidOn })
}

type AboutCover = Extract<MessageId, `cover-${string}`>

async function composeCover(app: App, command: Command, template: AboutCover): Promise<RenderedMessage> {
  const [personId, dependantId] = [command.payload['insuredId'], command.payload['dependantId']].map((id) =>
    personIdFrom(String(id)),
  )
  if (!personId || !dependantId) throw new Error('no such people')
  const cover = await findCover(app.db, { personId, dependantId, from: command.payload['from'] as IsoDate })
  if (cover === undefined) throw new Error('no such cover')
  const until = (command.payload['until'] as IsoDate | undefined) ?? cover.endedOn ?? cover.until
  if (until === null) throw new Error('the cover has no end')
  // Whoever is covered is told the name of the insured, and the other way round.
  const name = command.personId === dependantId ? await fullName(app, personId) : cover.name
  return renderMessage(template, { name, last: addDays(until, -1), host: app.host })
}

async function fullName(app: App, personId: PersonId): Promise<string> {
  const person = await findPerson(app.db, personId)
  return person === undefined ? 'بیمه‌شدهٔ اصلی' : `${person.firstName} ${person.lastName}`
}

async function composeOutcome(app: App, command: Command): Promise<RenderedMessage> {
  const outcome = (await findSignUp(app.db, command.personId))?.outcome
  if (!outcome) throw new Error('the sign-up has no outcome yet')
  if (outcome === 'succeeded') return renderMessage('sign-up-succeeded', { host: app.host })
  if (outcome === 'already-registered') return renderMessage('already-registered', { host: app.host })
  const branch = await findDefaultBranch(app.db)
  return renderMessage(`sign-up-${outcome}`, {
    branch: branch ?? { name: 'نزدیک‌ترین شعبه', address: 'نشانی‌ها در صفحهٔ شعبه‌ها' },
  })
}
