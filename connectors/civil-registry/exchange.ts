import { OutsideSystemUnavailable } from '#ports/outside.ts'

export const SYSTEM = 'civil registry'

export type Exchange = {
  readonly url: string
  readonly token: string | undefined
  readonly timeoutMs: number
  readonly fetch: typeof fetch
}

const MAX_REPLY_BYTES = 1_048_576

/** No usable answer. The reason is for operators and must not carry what was asked or answered about a person. */
export function unavailable(reason: string, options?: ErrorOptions): OutsideSystemUnavailable {
  return new OutsideSystemUnavailable(SYSTEM, reason, options)
}

/** Posts a message and answers the JSON that comes back with a 2xx status. Connections are kept alive by the runtime. */
export async function post(exchange: Exchange, path: string, message: unknown): Promise<unknown> {
  const { url, token, timeoutMs } = exchange
  const signal = AbortSignal.timeout(timeoutMs)
  let status: number
  let text: string | null
  try {
    const response = await exchange.fetch(new URL(path, url.endsWith('/') ? url : `${url}/`), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(message),
      redirect: 'error',
      signal,
    })
    status = response.status
    text = await textOf(response)
  } catch (cause) {
    throw unavailable(signal.aborted ? `no answer within ${timeoutMs} ms` : 'no connection, or it broke', { cause })
  }
  if (text === null) throw unavailable(`a reply of more than ${MAX_REPLY_BYTES} bytes`)
  const body = parsed(text)
  if (status < 200 || status > 299) throw unavailable(`HTTP ${status}${codeIn(body)}`)
  if (body === undefined) throw unavailable('a reply that is not JSON')
  return body
}

/** Null when it is too long; the rest is then not read. */
async function textOf(response: Response): Promise<string | null> {
  if (response.body === null) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > MAX_REPLY_BYTES) return null // leaving the loop cancels the stream
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The parser's own error would quote the reply, so only the fact is kept. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The standard's error code in an HTTP error, if there is one. */
function codeIn(body: unknown): string {
  const code = /"code":"(err\.[a-z_.]{1,40})"/.exec(JSON.stringify(body ?? null))?.[1]
  return code === undefined ? '' : ` ${code}`
}
