import { closingStart } from '#kernel/request/policy.ts'
import type { Request } from '#kernel/request/request.ts'
import type { RequestDeed } from '#kernel/request/request-event.ts'
import type { Tx } from '#store/database.ts'
import type { Command } from '#store/outbox.ts'
import { digest } from '../applications/act.ts'
import { done } from '../problem.ts'
import { actByCommand, type RequestsApp, type Seen } from './act.ts'
import { canonicalAnswer } from './draft.ts'
import { policyOf } from './read.ts'

/**
 * Sends a reply whose fifteen seconds are over; one that was taken back is left. An approved answer is rendered for the day
 * on which it goes out; one that is not in force any more goes back to whoever has the request in hand. Here the clock stops.
 * Answers whether the command is marked as done with it.
 */
export async function sendReply(app: RequestsApp, command: Command): Promise<boolean> {
  const key = { personId: command.personId, requestId: String(command.payload['requestId']) }
  return actByCommand(app, key, command, async (seen) => {
    const { request } = seen
    if (request.state !== 'sending' || request.sendingAt !== command.payload['goesAt']) return done([])
    return done([await going(seen)])
  })
}

async function going(seen: Seen): Promise<RequestDeed> {
  const reply = await replyNow(seen.tx, seen.request, seen.at)
  if (reply === null) return { kind: 'outdated' }
  return { kind: 'sent', ...reply, clock: closingStart(seen.at, policyOf(seen).policyId) }
}

/** The words that go out now; null: they rested on an answer that holds no more. */
async function replyNow(tx: Tx, { draft }: Request, at: number) {
  const what = draft!.draft
  if (what.how !== 'canonical') return { text: what.text, digest: digest(what.text), answerId: null }
  const found = await canonicalAnswer(tx, what.questionId, what.caseKey, at)
  if (found === null || found.answer.answerId !== what.answerId) return null
  return { text: found.rendered.text, digest: found.rendered.digest, answerId: what.answerId }
}
