import { clamd, parseClamdAddress } from '#connectors/clamd/client.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { clamdStandIn, EICAR, noClamd, startClamd } from '../support/clamd.ts'

const unavailable = (scan: Promise<unknown>, why: RegExp): Promise<void> =>
  assert.rejects(scan, (error: Error) => {
    assert.ok(error instanceof OutsideSystemUnavailable, String(error))
    assert.equal(error.system, 'virus-scan')
    assert.match(error.message, why)
    return true
  })

describe('asking clamd', () => {
  test('it gets every byte, in order, whatever the length', async (t) => {
    const standIn = await clamdStandIn(t, (socket) => socket.end('stream: OK\0'))
    const scanner = clamd(standIn)
    const edges = [0, 1, 65_535, 65_536, 65_537, 2_000_000].map((length) => randomBytes(length))
    for (const bytes of edges) assert.equal(await scanner.scan(bytes), 'clean')
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
        assert.equal(await scanner.scan(bytes), 'clean')
        assert.deepEqual(standIn.received.at(-1), Buffer.from(bytes))
      }),
      { numRuns: 30 },
    )
    assert.ok(edges.every((bytes, at) => bytes.equals(standIn.received[at]!)))
  })

  test('what it found is named', async (t) => {
    const standIn = await clamdStandIn(t, (socket) => socket.end('stream: Win.Test.EICAR_HDB-1 FOUND\0'))
    assert.deepEqual(await clamd(standIn).scan(Buffer.from('x')), { found: 'Win.Test.EICAR_HDB-1' })
  })

  test('a reply that comes in pieces is put together', async (t) => {
    const standIn = await clamdStandIn(t, async (socket) => {
      for (const sign of 'stream: OK\0') {
        socket.write(sign)
        await new Promise((resolve) => setImmediate(resolve))
      }
    })
    assert.equal(await clamd(standIn).scan(Buffer.from('x')), 'clean')
  })

  // Everything that is not a whole «stream: OK» leaves the file unscanned.
  for (const [what, reply, why] of [
    ['an error', 'stream: Can’t allocate memory ERROR\0', /ERROR/],
    ['too long a stream', 'INSTREAM size limit exceeded. ERROR\0', /size limit/],
    ['an unknown command', 'UNKNOWN COMMAND\0', /UNKNOWN COMMAND/],
    ['another word', 'stream: OKAY\0', /OKAY/],
    ['OK for something else', '/etc/passwd: OK\0', /passwd/],
    ['nothing', '\0', /«»/],
    ['a reply cut short', 'stream: OK', /closed without a whole reply/],
    ['a closed connection', '', /closed without a whole reply/],
    ['an endless reply', 'stream: OK'.repeat(1_000), /endless/],
  ] as const)
    test(`${what} is not clean`, async (t) => {
      const standIn = await clamdStandIn(t, (socket) => socket.end(reply))
      await unavailable(clamd(standIn).scan(Buffer.from('x')), why)
    })

  test('silence is not clean', async (t) => {
    const standIn = await clamdStandIn(t, () => {})
    await unavailable(clamd(standIn, { timeoutMs: 100 }).scan(Buffer.from('x')), /no reply in 100 ms/)
  })

  test('a connection that breaks is not clean', async (t) => {
    const standIn = await clamdStandIn(t, (socket) => socket.resetAndDestroy())
    await unavailable(clamd(standIn).scan(Buffer.from('x')), /ECONNRESET|closed/)
  })

  test('nobody there is not clean', async () => {
    await unavailable(clamd({ path: '/nowhere/clamd.sock' }).scan(Buffer.from('x')), /ENOENT/)
    await unavailable(clamd({ host: '127.0.0.1', port: 1 }).scan(Buffer.from('x')), /ECONNREFUSED/)
  })

  test('more than a scan may have is not sent at all', async (t) => {
    const standIn = await clamdStandIn(t, (socket) => socket.end('stream: OK\0'))
    await assert.rejects(clamd(standIn).scan(Buffer.alloc(25_000_001)), RangeError)
    assert.equal(standIn.connections(), 0)
  })
})

describe('a real clamd', { skip: noClamd }, () => {
  test('finds the test signature wherever it stands, and nothing in other files', async (t) => {
    const scanner = clamd({ path: await startClamd(t) })
    const pdf = (comment: string): Buffer => Buffer.from(`%PDF-1.4\n% ${comment}\n%%EOF\n`)
    assert.deepEqual(await scanner.scan(Buffer.from(EICAR)), { found: 'Eicar-Test-Signature.UNOFFICIAL' })
    assert.deepEqual(await scanner.scan(pdf(EICAR)), { found: 'Eicar-Test-Signature.UNOFFICIAL' })
    assert.equal(await scanner.scan(pdf('a document')), 'clean')
    assert.equal(await scanner.scan(randomBytes(2_000_000)), 'clean')
  })

  test('many are scanned at once', async (t) => {
    const scanner = clamd({ path: await startClamd(t) })
    const verdicts = await Promise.all(
      Array.from({ length: 20 }, (_, at) => scanner.scan(Buffer.from(at % 2 === 0 ? EICAR : `document ${at}`))),
    )
    assert.deepEqual(
      verdicts.map((verdict) => verdict === 'clean'),
      verdicts.map((_, at) => at % 2 === 1),
    )
  })

  test('a stream longer than it takes is not clean', async (t) => {
    const scanner = clamd({ path: await startClamd(t) })
    await unavailable(scanner.scan(Buffer.alloc(5_000_000)), /size limit exceeded|EPIPE|ECONNRESET/)
  })
})

describe('the setting CLAMD', () => {
  for (const [text, address] of [
    ['tcp://scanner.example:3311', { host: 'scanner.example', port: 3311 }],
    ['tcp://127.0.0.1', { host: '127.0.0.1', port: 3310 }],
    ['tcp://[::1]:3310', { host: '::1', port: 3310 }],
    ['unix:/run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
    ['unix:///run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
  ] as const)
    test(`«${text}» is understood`, () => assert.deepEqual(parseClamdAddress(text), address))

  for (const wrong of ['localhost:3310', 'http://localhost:3310', 'unix:clamd.ctl', 'tcp://', '/run/clamd.ctl'])
    test(`«${wrong}» is refused`, () => assert.throws(() => parseClamdAddress(wrong)))
})
