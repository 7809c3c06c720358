/** A reply that came whole. `body` is undefined when it was not JSON. */
export type Answer = { readonly status: number; readonly body: unknown }

/** No whole reply came. `reached` is false only when the request certainly never arrived. */
export class NoAnswer extends Error {
  readonly reached: boolean
  constructor(reason: string, reached: boolean) {
    super(reason)
    this.name = 'NoAnswer'
    this.reached = reached
  }
}

const NEVER_REACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/**
 * One HTTP request for JSON, with a time limit for the whole of it. Redirects are not followed.
 * Addresses and headers may hold keys, so nothing of them, nor the error that may quote them, goes into NoAnswer.
 */
export async function ask(url: string, init: RequestInit, timeoutMs: number): Promise<Answer> {
  try {
    const response = await fetch(url, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
    return { status: response.status, body: parseJson(await response.text()) }
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError')
      throw new NoAnswer(`no answer in ${timeoutMs} ms`, true)
    const code = codeOf(error)
    throw new NoAnswer(`connection failed (${code})`, !NEVER_REACHED.has(code))
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The system's own name for what went wrong; a host with several addresses fails with one error for each. */
function codeOf(error: unknown): string {
  const cause =
    error instanceof Error ? (error.cause as { code?: unknown; errors?: { code?: unknown }[] } | undefined) : undefined
  const code = cause?.code ?? cause?.errors?.[0]?.code
  return typeof code === 'string' ? code : 'unknown'
}
