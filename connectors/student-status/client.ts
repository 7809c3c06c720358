import { z } from 'zod'
import type { IsoDate } from '#kernel/dates.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import type { StudentStatus } from '#ports/student-status.ts'
import { randomUUID } from 'node:crypto'
import { ask, NoAnswer } from '../ask.ts'

const SYSTEM = 'student status'

const Reply = z.object({
  requestId: z.string(),
  inquiryId: z.string().min(1),
  found: z.boolean(),
  university: z.string().min(1).optional(),
  validUntil: z.iso.date().optional(),
})

export type StudentStatusOptions = {
  /** Address the inquiry is posted to. */
  readonly url: string
  /** Bearer token; empty for none. */
  readonly token: string
  readonly timeoutMs?: number
}

/**
 * Client of the ministry of science's inquiry by code. Only a whole, well-formed reply to this very request counts;
 * everything else throws OutsideSystemUnavailable. Errors name neither person nor code.
 */
export function studentStatus({ url, token, timeoutMs = 3000 }: StudentStatusOptions): StudentStatus {
  const headers = { 'content-type': 'application/json', ...(token !== '' && { authorization: `Bearer ${token}` }) }
  return {
    async check(number, code) {
      const requestId = randomUUID()
      const body = JSON.stringify({ requestId, nationalCode: number, inquiryCode: code })
      const answer = await ask(url, { method: 'POST', headers, body }, timeoutMs).catch((error: unknown) => {
        throw error instanceof NoAnswer ? unavailable(error.message) : error
      })
      if (answer.status !== 200) throw unavailable(`HTTP ${answer.status}`)
      const reply = Reply.safeParse(answer.body)
      if (!reply.success) throw unavailable('the reply is not of the agreed form')
      if (reply.data.requestId !== requestId) throw unavailable('the reply belongs to another request')
      const { found, university, validUntil, inquiryId } = reply.data
      if (found && university === undefined) throw unavailable('a student without a university')
      const study = found ? { university: university!, until: (validUntil ?? null) as IsoDate | null } : null
      return { study, source: SYSTEM, replyId: inquiryId, at: new Date().toISOString() }
    },
  }
}

const unavailable = (reason: string): OutsideSystemUnavailable => new OutsideSystemUnavailable(SYSTEM, reason)
