import { isSignatureForm, isUnsigned, verifyMessage } from '#ports/crvs-signature.ts'
import { Envelope, type ErrorCode, type HeaderReason, isInstant, Status } from '#ports/crvs-wire.ts'
import type { KeyObject } from 'node:crypto'

/** A message at the door, its header understood. */
export type Incoming = {
  readonly header: Record<string, unknown>
  readonly senderId: string
  readonly senderUri: string | undefined
  readonly totalCount: number
  readonly message: Record<string, unknown>
}

/** Why a message is not let in. With a `reason` its form is right and the header of the answer can say it. */
export type Refusal = {
  readonly http: number
  readonly error: ErrorCode
  readonly reason?: HeaderReason
  readonly text: string
  readonly header: Record<string, unknown>
}

export type Intake = {
  readonly action: string
  /** Comes under the standard's callback header, which has a status and need not name its sender. */
  readonly hasStatus: boolean
  readonly clientPublicKey: KeyObject | undefined
  readonly requireSignature: boolean
  readonly now: number
  /** Was this very message (sender, message_id, message_ts) let in before? Remembers it. */
  readonly isReplay: (key: string) => boolean
}

const ACTIONS = new Set([
  'search',
  'on-search',
  'subscribe',
  'on-subscribe',
  'unsubscribe',
  'on-unsubscribe',
  'notify',
  'txn-status',
  'txn-on-status',
])
const MAX_REQUESTS = 1000

/** The checks that every message of the standard passes before its content is looked at. */
export function receive(
  body: unknown,
  intake: Intake,
): { ok: true; incoming: Incoming } | { ok: false; refusal: Refusal } {
  const envelope = Envelope.safeParse(body)
  if (!envelope.success) {
    const given = typeof body === 'object' && body !== null && 'header' in body ? body.header : {}
    const header = typeof given === 'object' && given !== null ? { ...given } : {}
    return {
      ok: false,
      refusal: { http: 400, error: 'err.request.bad', text: 'the body must be {signature, header, message}', header },
    }
  }
  const { header, message } = envelope.data
  const refuse = (http: number, error: ErrorCode, text: string, reason?: HeaderReason) =>
    ({ ok: false, refusal: { http, error, text, header, ...(reason === undefined ? {} : { reason }) } }) as const

  const missing = [
    'message_id',
    'message_ts',
    'action',
    ...(intake.hasStatus ? [] : ['sender_id', 'total_count']),
  ].find((member) => header[member] === undefined || header[member] === null || header[member] === '')
  if (missing !== undefined) return refuse(400, 'err.request.bad', `header.${missing} is missing`)
  if (typeof header.message_id !== 'string') return refuse(400, 'err.request.bad', 'header.message_id must be a text')
  if (!intake.hasStatus && typeof header.sender_id !== 'string')
    return refuse(400, 'err.sender_id.invalid', 'header.sender_id must be a text')
  if (intake.hasStatus && !Status.safeParse(header.status).success) {
    return refuse(400, 'err.request.bad', 'header.status must be rcvd, pdng, succ or rjct')
  }
  if (message === undefined) return refuse(400, 'err.request.bad', 'message is missing')

  const fault = signatureFault(envelope.data, intake)
  if (fault !== undefined) return refuse(401, fault, 'the signature is missing or does not verify')

  if (header.is_msg_encrypted === true || 'ciphertext' in message) {
    return refuse(400, 'err.encryption.invalid', 'encrypted messages are not supported')
  }
  const senderUri = senderUriOf(header.sender_uri)
  if (senderUri === null)
    return refuse(400, 'err.sender_uri.invalid', 'header.sender_uri must be an http or https address')

  const version = header.version ?? '1.0.0'
  if (typeof version !== 'string' || !/^v?1(\.\d+){0,2}$/.test(version)) {
    return refuse(400, 'err.version.not_supported', 'the version spoken here is 1.0.0', 'rjct.version.invalid')
  }
  if (typeof header.message_ts !== 'string' || !isInstant(header.message_ts)) {
    return refuse(400, 'err.request.bad', 'message_ts must be ISO 8601 with a time zone', 'rjct.message_ts.invalid')
  }
  if (header.action !== intake.action) {
    const reason = ACTIONS.has(String(header.action)) ? 'rjct.action.invalid' : 'rjct.action.not_supported'
    return refuse(400, 'err.request.bad', `the action of this address is ${intake.action}`, reason)
  }
  const totalCount = header.total_count ?? 1
  if (typeof totalCount !== 'number' || !Number.isInteger(totalCount) || totalCount < (intake.hasStatus ? 0 : 1)) {
    return refuse(
      400,
      'err.request.bad',
      'total_count must be the number of requests in the message',
      'rjct.total_count.invalid',
    )
  }
  if (totalCount > MAX_REQUESTS) {
    return refuse(
      400,
      'err.request.bad',
      `at most ${MAX_REQUESTS} requests in a message`,
      'rjct.total_count.limit_exceeded',
    )
  }
  const senderId = typeof header.sender_id === 'string' ? header.sender_id : ''
  if (intake.isReplay(JSON.stringify([senderId, header.message_id, header.message_ts]))) {
    return refuse(400, 'err.request.bad', 'this message was received before', 'rjct.message_id.duplicate')
  }
  return { ok: true, incoming: { header, senderId, senderUri, totalCount, message } }
}

/**
 * With a signature required, it must be there and be the client's. Otherwise it is checked as far as can be: against the
 * client's key if there is one, else for its form only. An absent one, or a placeholder that says so, passes.
 */
function signatureFault(
  envelope: Envelope,
  intake: Intake,
): 'err.signature.missing' | 'err.signature.invalid' | undefined {
  if (isUnsigned(envelope.signature)) return intake.requireSignature ? 'err.signature.missing' : undefined
  if (intake.clientPublicKey === undefined)
    return isSignatureForm(envelope.signature) ? undefined : 'err.signature.invalid'
  return verifyMessage(envelope, intake.clientPublicKey, intake.now) === 'valid' ? undefined : 'err.signature.invalid'
}

function senderUriOf(given: unknown): string | undefined | null {
  if (given === undefined || given === null || given === '') return undefined
  if (typeof given !== 'string') return null
  const url = URL.parse(given)
  return url !== null && ['http:', 'https:'].includes(url.protocol) ? given : null
}
