import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import { ANSWERS, type Question } from '#ports/register-wire.ts'
import type { Register } from '#ports/register.ts'
import { ask, NoAnswer } from '../ask.ts'

const SYSTEM = 'register'

const Reply = z.object({ requestId: z.string(), answer: z.unknown() })
const Refusal = z.object({ requestId: z.string(), refused: z.string().regex(/^[a-z-]{1,60}$/) })

export type CoreRegisterOptions = {
  /** Base address; the name of the question is added to it. */
  readonly url: string
  /** Bearer token; empty for none. */
  readonly token: string
  readonly timeoutMs?: number
}

/** The core system will never take this entry: a premium of no contract, say. */
export class EntryRefused extends Error {
  constructor(reason: string) {
    super(`the core register refused the entry: ${reason}`)
    this.name = 'EntryRefused'
  }
}

/**
 * The register of an organisation that keeps its own core system. Only a whole, well-formed reply to this very request
 * counts; everything else throws OutsideSystemUnavailable. An entry whose answer was lost may have been written: it is sent
 * again with the same key. Errors name nobody.
 */
export function coreRegister({ url, token, timeoutMs = 3000 }: CoreRegisterOptions): Register {
  const base = url.replace(/\/+$/, '')
  const headers = { 'content-type': 'application/json', ...(token !== '' && { authorization: `Bearer ${token}` }) }

  async function answer<Q extends Question>(question: Q, about: object): Promise<z.infer<(typeof ANSWERS)[Q]>> {
    const requestId = randomUUID()
    const init = { method: 'POST', headers, body: JSON.stringify({ requestId, ...about }) }
    const { status, body } = await ask(`${base}/${question}`, init, timeoutMs).catch((error: unknown) => {
      throw error instanceof NoAnswer ? unavailable(error.message) : error
    })
    const refusal = status === 422 ? Refusal.safeParse(body) : undefined
    if (refusal?.success && refusal.data.requestId === requestId) throw new EntryRefused(refusal.data.refused)
    if (status !== 200) throw unavailable(`HTTP ${status}`)
    const reply = Reply.safeParse(body)
    if (!reply.success) throw unavailable('the reply is not of the agreed form')
    if (reply.data.requestId !== requestId) throw unavailable('the reply belongs to another request')
    const told = ANSWERS[question].safeParse(reply.data.answer)
    if (!told.success) throw unavailable('the answer is not of the agreed form')
    return told.data as z.infer<(typeof ANSWERS)[Q]>
  }

  return {
    member: async (number) => (await answer('member', { number })) ?? undefined,
    spells: (number) => answer('spells', { number }),
    wages: (number, months) => answer('wages', { number, ...months }),
    contracts: (number) => answer('contracts', { number }),
    premiums: (number, contractId) => answer('premiums', { number, contractId }),
    benefits: (number) => answer('benefits', { number }),
    pensions: (number) => answer('pensions', { number }),
    payslips: (number, pensionNumber) => answer('payslips', { number, pensionNumber }),
    bankAccount: (number) => answer('bank-account', { number }),
    workshop: async (code) => (await answer('workshop', { code })) ?? undefined,
    workshopsOf: (number) => answer('workshops-of', { number }),
    workshopMonths: (number, months) => answer('workshop-months', { number, ...months }),
    enter: (number, entry, key) => answer('enter', { number, entry, key }),
  }
}

const unavailable = (reason: string): OutsideSystemUnavailable => new OutsideSystemUnavailable(SYSTEM, reason)
