import { giveUp, markDone, retryLater, type Command } from '#store/outbox.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import { SmsRefused } from '#ports/sms.ts'
import { sendCorrection } from '../answers/correct.ts'
import { nowOf, type App } from '../app.ts'
import { carryOutEffect } from '../applications/effects.ts'
import { dropInfected } from '../applications/drop-infected.ts'
import { lookUpFactsLater } from '../applications/look-up.ts'
import { remindApplicant } from '../applications/remind.ts'
import { moveDeadlines } from '../calendar/move-deadlines.ts'
import { printCertificate } from '../certificates/print.ts'
import { askAboutCover } from '../covers/ask.ts'
import { followLifeEvents } from '../covers/follow.ts'
import { heedNotice } from '../covers/heed.ts'
import { scanFile } from '../files/scan-file.ts'
import { afterPayment, followPayment } from '../payments/advance.ts'
import { enterPaid } from '../payouts/enter-paid.ts'
import { sendReply } from '../requests/send.ts'
import { checkSignUp } from '../sign-up/check.ts'
import { sendCodeSms, sendSms } from './send-sms.ts'
import { TryLater } from './try-later.ts'

/** One that answers true has marked its command as done, in the transaction that did it. */
const handlers: Record<string, (app: App, command: Command) => Promise<void> | Promise<boolean>> = {
  'check-sign-up': checkSignUp,
  'send-sms': sendSms,
  'send-code': sendCodeSms,
  'look-up-facts': lookUpFactsLater,
  'application-effect': carryOutEffect,
  'remind-applicant': remindApplicant,
  'print-certificate': printCertificate,
  'ask-about-cover': askAboutCover,
  'follow-life-events': followLifeEvents,
  'heed-notice': heedNotice,
  'send-reply': sendReply,
  'send-correction': sendCorrection,
  'move-deadlines': (app, command) => moveDeadlines(app, command),
  'follow-payment': followPayment,
  'payment-settled': afterPayment,
  'payout-paid': enterPaid,
  'scan-file': (app, command) => scanFile(app, command, (tx, file) => dropInfected(tx, app, file)),
}

/** How a command ended this time; the name of a wait is in words an operator understands. */
export type Carried =
  | { readonly ended: 'done' }
  | { readonly ended: 'waits' | 'failed' | 'given up'; readonly reason: string }

/**
 * Carries out one command that was taken from the outbox. Commands are idempotent, so one that was done but not marked
 * (a killed worker) may safely come again. Never throws for the command's own failure: it is written down and retried.
 */
export async function carryOut(app: App, command: Command): Promise<Carried> {
  try {
    const handler = handlers[command.kind]
    if (handler === undefined) throw new Error(`no handler for commands of kind ${command.kind}`)
    if ((await handler(app, command)) !== true) await markDone(app.db, command, nowOf(app))
    return { ended: 'done' }
  } catch (error) {
    if (error instanceof SmsRefused) {
      await giveUp(app.db, command, nowOf(app), error.message)
      return { ended: 'given up', reason: error.message }
    }
    const expected = error instanceof TryLater || error instanceof OutsideSystemUnavailable
    const reason = error instanceof Error ? error.message : String(error)
    await retryLater(app.db, command, new Date(app.clock.now() + pause(command.attempts)), reason)
    return { ended: expected ? 'waits' : 'failed', reason }
  }
}

/** Milliseconds until the next try: 2 s, 4 s, 8 s … at most 5 minutes, each spread by up to a quarter. */
export function pause(attempts: number): number {
  const base = Math.min(300_000, 2_000 * 2 ** Math.min(attempts - 1, 10))
  return base * (1 + Math.random() / 4)
}
