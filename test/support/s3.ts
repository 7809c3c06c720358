import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { crc32 } from 'node:zlib'
import type { Ending } from './portal.ts'

type Stored = { bytes: Buffer; type: string }
type Fault = 'slow-down' | 'denied' | 'cut' | 'stall'

export type S3Server = {
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
  /** What it holds, by key. */
  readonly objects: ReadonlyMap<string, Stored>
  /** Requests so far as «PUT key». */
  readonly requests: string[]
  /** How the next `times` requests go wrong. */
  fault(fault: Fault, times?: number): void
}

/**
 * A store that speaks S3 with one bucket: PutObject, GetObject, DeleteObject in path style. Every request must carry a right
 * Signature Version 4 over all it sends, and every put a checksum that the content has; as a real store, it refuses the rest.
 */
export async function startS3(t: Ending): Promise<S3Server> {
  const bucket = 'tamin-files'
  const region = 'ir-tehran-1'
  const credentials = { accessKeyId: 'AKTESTTESTTESTTEST12', secretAccessKey: 'secret-of-the-test-store' }
  const objects = new Map<string, Stored>()
  const requests: string[] = []
  const faults: Fault[] = []

  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => answer(request, response, Buffer.concat(chunks)))
  })

  function answer(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const { pathname } = new URL(request.url!, 'http://store')
    const [, named, ...rest] = decodeURIComponent(pathname).split('/')
    const key = rest.join('/')
    requests.push(`${request.method} ${key}`)
    const fault = faults.shift()
    if (fault === 'stall') return void response.writeHead(200, { 'content-length': 100 }).write('only this')
    if (fault === 'slow-down') return refuse(response, 503, 'SlowDown')
    if (fault === 'denied') return refuse(response, 403, 'AccessDenied')
    if (!isSigned(request, body, region, credentials)) return refuse(response, 403, 'SignatureDoesNotMatch')
    if (named !== bucket) return refuse(response, 404, 'NoSuchBucket')
    if (request.method === 'PUT') {
      if (!hasRightChecksum(request, body)) return refuse(response, 400, 'BadDigest')
      objects.set(key, { bytes: body, type: request.headers['content-type'] ?? '' })
      return void response.writeHead(200, { etag: '"1"' }).end()
    }
    if (request.method === 'DELETE') {
      objects.delete(key)
      return void response.writeHead(204).end()
    }
    const stored = objects.get(key)
    if (request.method !== 'GET') return refuse(response, 405, 'MethodNotAllowed')
    if (stored === undefined) return refuse(response, 404, 'NoSuchKey')
    response.writeHead(200, { 'content-type': stored.type, 'content-length': stored.bytes.length })
    if (fault !== 'cut') return void response.end(stored.bytes)
    response.write(stored.bytes.subarray(0, stored.bytes.length >> 1), () => response.destroy())
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bucket,
    region,
    credentials,
    objects,
    requests,
    fault: (fault, times = 1) => void faults.push(...Array.from({ length: times }, () => fault)),
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message><RequestId>1</RequestId></Error>`)
}

const hex = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')
const mac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest()

/** AWS Signature Version 4, from the header `Authorization`; the content must be signed too. */
function isSigned(
  request: IncomingMessage,
  body: Buffer,
  region: string,
  { accessKeyId, secretAccessKey }: S3Server['credentials'],
): boolean {
  const header = (name: string): string =>
    String(request.headers[name] ?? '')
      .trim()
      .replace(/\s+/g, ' ')
  const given =
    /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\d{8})\/([\w-]+)\/s3\/aws4_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/.exec(
      header('authorization'),
    )
  if (given === null) return false
  const [, id, day, where, names, signature] = given as unknown as [string, string, string, string, string, string]
  const time = header('x-amz-date')
  const contentHash = header('x-amz-content-sha256')
  const signed = names.split(';')
  const mustBeSigned = Object.keys(request.headers).filter((name) => name === 'host' || name.startsWith('x-amz-'))
  if (id !== accessKeyId || where !== region || !time.startsWith(day) || contentHash !== hex(body)) return false
  if (mustBeSigned.some((name) => !signed.includes(name))) return false
  const url = new URL(request.url!, 'http://store')
  const query = [...url.searchParams]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  const canonical = [
    request.method,
    url.pathname,
    query.join('&'),
    ...signed.map((name) => `${name}:${header(name)}`),
    '',
    names,
    contentHash,
  ].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const key = ['s3', 'aws4_request'].reduce(mac, mac(mac(`AWS4${secretAccessKey}`, day), region))
  const right = mac(key, ['AWS4-HMAC-SHA256', time, scope, hex(canonical)].join('\n'))
  return timingSafeEqual(right, Buffer.from(signature, 'hex'))
}

function hasRightChecksum(request: IncomingMessage, body: Buffer): boolean {
  const crc = Buffer.alloc(4)
  crc.writeUInt32BE(crc32(body))
  const right: Record<string, string> = {
    'x-amz-checksum-sha256': createHash('sha256').update(body).digest('base64'),
    'x-amz-checksum-crc32': crc.toString('base64'),
    'content-md5': createHash('md5').update(body).digest('base64'),
  }
  const given = Object.keys(right).filter((name) => request.headers[name] !== undefined)
  return given.length > 0 && given.every((name) => request.headers[name] === right[name])
}
