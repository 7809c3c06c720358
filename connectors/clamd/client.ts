import { OutsideSystemUnavailable } from '#ports/outside.ts'
import type { ScanVerdict, VirusScan } from '#ports/virus-scan.ts'
import { connect } from 'node:net'

/** Where clamd listens: a host and port, or the path of a unix socket. */
export type ClamdAddress = { readonly host: string; readonly port: number } | { readonly path: string }

/** Reads `tcp://host:3310` or `unix:/path/of/socket`; a wrong one throws one sentence. */
export function parseClamdAddress(text: string): ClamdAddress {
  const socket = /^unix:(?:\/\/)?(\/.+)$/.exec(text)?.[1]
  if (socket !== undefined) return { path: socket }
  const url = URL.parse(text)
  if (url?.protocol !== 'tcp:' || url.hostname === '') throw new Error('is neither tcp://host:port nor unix:/path')
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 3310) }
}

/** What clamd takes by default (StreamMaxLength) since 1.0 is 100 MB; ours are far smaller. */
const MOST_BYTES = 25_000_000
const CHUNK = 65_536
const LONGEST_REPLY = 4_096

/**
 * The virus scanner clamd, asked by INSTREAM: chunks with their length before each, an empty one at the end, then one
 * line of reply that ends in a zero byte. Clean is only a whole «stream: OK».
 */
export function clamd(address: ClamdAddress, options: { timeoutMs?: number } = {}): VirusScan {
  const timeoutMs = options.timeoutMs ?? 20_000
  return {
    async scan(bytes) {
      if (bytes.length > MOST_BYTES) throw new RangeError(`${bytes.length} bytes are more than a scan may have`)
      return verdictOf(await ask(address, bytes, timeoutMs))
    },
  }
}

function verdictOf(reply: string): ScanVerdict {
  if (reply === 'stream: OK') return 'clean'
  const found = /^stream: (.+) FOUND$/s.exec(reply)?.[1]
  if (found !== undefined) return { found }
  throw unavailable(`it said «${reply.replace(/[^\x20-\x7e]/g, '?').slice(0, 120)}»`)
}

/** Sends the bytes and waits for the reply, `timeoutMs` for all of it. */
function ask(address: ClamdAddress, bytes: Uint8Array, timeoutMs: number): Promise<string> {
  return new Promise((answer, fail) => {
    const socket = connect(address)
    const limit = setTimeout(() => end(unavailable(`no reply in ${timeoutMs} ms`)), timeoutMs)
    let reply = Buffer.alloc(0)

    const end = (result: string | Error): void => {
      clearTimeout(limit)
      socket.destroy()
      if (typeof result === 'string') answer(result)
      else fail(result)
    }
    socket.on('connect', () => {
      socket.write('zINSTREAM\0')
      for (let at = 0; at < bytes.length; at += CHUNK) {
        const chunk = bytes.subarray(at, at + CHUNK)
        socket.write(lengthOf(chunk))
        socket.write(chunk)
      }
      socket.write(lengthOf(new Uint8Array()))
    })
    // A reply may come before all is sent (the stream is too long, say), and the error of the connection after it.
    socket.on('data', (part) => {
      reply = Buffer.concat([reply, part])
      const last = reply.indexOf(0)
      if (last >= 0) end(reply.toString('utf8', 0, last))
      else if (reply.length > LONGEST_REPLY) end(unavailable('an endless reply'))
    })
    socket.on('error', (error: NodeJS.ErrnoException) => end(unavailable(`connection failed (${error.code})`)))
    socket.on('close', () => end(unavailable('closed without a whole reply')))
  })
}

function lengthOf(chunk: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(chunk.length)
  return length
}

const unavailable = (reason: string): OutsideSystemUnavailable => new OutsideSystemUnavailable('virus-scan', reason)
