import { z } from 'zod'
import { isForeign } from '#kernel/personal-number.ts'
import type { MobileOwnership } from '#ports/mobile-ownership.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import { randomUUID } from 'node:crypto'
import { ask, NoAnswer } from '../ask.ts'

const SYSTEM = 'mobile ownership'

/** The service's codes of documents a SIM can be registered by. */
const NATIONAL_CODE = 0
const FOREIGN_NUMBER = 6

/** What its `response` codes say about the owner. Any other code is an error of the service, never an answer. */
const OWNER = new Map<number, 'yes' | 'no' | 'unknown'>([
  [200, 'yes'],
  [600, 'no'],
  [601, 'unknown'],
])

const Reply = z.object({ requestId: z.string(), response: z.number().int(), id: z.string().min(1) })

export type MobileOwnershipOptions = {
  /** Address the inquiry is posted to. */
  readonly url: string
  /** Bearer token; empty for none. */
  readonly token: string
  readonly timeoutMs?: number
}

/**
 * Client of a Shahkar-like service (docs/outside/mobile-ownership.md). Never fails open: only a whole, well-formed reply to
 * this very request counts, everything else throws OutsideSystemUnavailable. Errors name neither person nor mobile.
 */
export function mobileOwnership({ url, token, timeoutMs = 3000 }: MobileOwnershipOptions): MobileOwnership {
  const headers = { 'content-type': 'application/json', ...(token !== '' && { authorization: `Bearer ${token}` }) }
  return {
    async check(number, mobile) {
      const requestId = randomUUID()
      const body = JSON.stringify({
        requestId,
        identificationType: isForeign(number) ? FOREIGN_NUMBER : NATIONAL_CODE,
        identificationNo: number,
        serviceNumber: mobile,
      })
      const answer = await ask(url, { method: 'POST', headers, body }, timeoutMs).catch((error: unknown) => {
        throw error instanceof NoAnswer ? unavailable(error.message) : error
      })
      if (answer.status !== 200) throw unavailable(`HTTP ${answer.status}`)
      const reply = Reply.safeParse(answer.body)
      if (!reply.success) throw unavailable('the reply is not of the agreed form')
      if (reply.data.requestId !== requestId) throw unavailable('the reply belongs to another request')
      const owner = OWNER.get(reply.data.response)
      if (owner === undefined) throw unavailable(`response code ${reply.data.response}`)
      return { owner, source: SYSTEM, replyId: reply.data.id, at: new Date().toISOString() }
    },
  }
}

const unavailable = (reason: string): OutsideSystemUnavailable => new OutsideSystemUnavailable(SYSTEM, reason)
