import { parseFilesAddress } from '#connectors/files/address.ts'
import { directoryFiles } from '#connectors/files/directory.ts'
import { openFiles } from '#connectors/files/open.ts'
import { s3Files } from '#connectors/files/s3.ts'
import type { FileStore } from '#ports/files.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import { randomFileKey } from '#store/files.ts'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { startS3, type S3Server } from '../support/s3.ts'

async function directory(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'tamin-files-'))
  t.after(() => rm(path, { recursive: true, force: true }))
  return path
}

const storeAt = (
  s3: S3Server,
  more: { prefix?: string; timeoutMs?: number; secret?: string; endpoint?: string } = {},
): FileStore =>
  s3Files({
    bucket: s3.bucket,
    prefix: more.prefix ?? '',
    endpoint: more.endpoint ?? s3.endpoint,
    region: s3.region,
    pathStyle: true,
    credentials: { ...s3.credentials, ...(more.secret === undefined ? {} : { secretAccessKey: more.secret }) },
    timeoutMs: more.timeoutMs ?? 5_000,
  })

const unavailable = (work: Promise<unknown>, ...secrets: string[]): Promise<void> =>
  assert.rejects(work, (error: Error) => {
    assert.ok(error instanceof OutsideSystemUnavailable, String(error))
    assert.equal(error.system, 'files')
    for (const secret of secrets) assert.ok(!`${error.message} ${String(error.cause)}`.includes(secret), error.message)
    return true
  })

const STORES: Record<string, (t: TestContext) => Promise<FileStore>> = {
  'a directory': async (t) => openFiles(parseFilesAddress(await directory(t))),
  'an S3-compatible store': async (t) => {
    const s3 = await startS3(t)
    const address = `s3://${s3.bucket}/documents?endpoint=${encodeURIComponent(s3.endpoint)}&region=${s3.region}`
    return openFiles(parseFilesAddress(address), s3.credentials)
  },
}

for (const [name, start] of Object.entries(STORES)) {
  describe(`${name} keeps files`, () => {
    test('what is put is what is got, whatever the bytes', async (t) => {
      const files = await start(t)
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 5_000 }), async (bytes) => {
          const key = randomFileKey()
          await files.put(key, bytes, 'image/png')
          assert.deepEqual(Buffer.from((await files.get(key))!), Buffer.from(bytes))
        }),
        { numRuns: 30 },
      )
    })

    test('two million bytes and more', async (t) => {
      const files = await start(t)
      const [key, bytes] = [randomFileKey(), randomBytes(5_000_000)]
      await files.put(key, bytes, 'application/pdf')
      assert.ok(bytes.equals((await files.get(key))!))
    })

    test('what was never put is not there, and can be deleted all the same', async (t) => {
      const files = await start(t)
      const key = randomFileKey()
      assert.equal(await files.get(key), null)
      await files.delete(key)
      assert.equal(await files.get(key), null)
    })

    test('putting under the same key again replaces; deleting forgets that one only', async (t) => {
      const files = await start(t)
      const [one, other] = [randomFileKey(), randomFileKey()]
      await files.put(one, Buffer.from('first'), 'image/png')
      await files.put(one, Buffer.from('second, longer'), 'image/png')
      await files.put(other, Buffer.from('other'), 'image/png')
      assert.equal(Buffer.from((await files.get(one))!).toString(), 'second, longer')
      await files.delete(one)
      assert.equal(await files.get(one), null)
      assert.equal(Buffer.from((await files.get(other))!).toString(), 'other')
    })

    test('many at once do not get in each other’s way', async (t) => {
      const files = await start(t)
      const all = Array.from({ length: 40 }, () => ({ key: randomFileKey(), bytes: randomBytes(20_000) }))
      await Promise.all(all.map(({ key, bytes }) => files.put(key, bytes, 'image/jpeg')))
      const got = await Promise.all(all.map(({ key }) => files.get(key)))
      all.forEach(({ bytes }, at) => assert.ok(bytes.equals(got[at]!)))
    })
  })
}

describe('a directory of files', () => {
  test('lies in two levels of folders, for our own user alone', async (t) => {
    const path = await directory(t)
    const key = randomFileKey()
    await directoryFiles(path).put(key, Buffer.from('a document'), 'image/png')
    const place = join(path, key.slice(0, 2), key.slice(2, 4), key)
    assert.equal((await readFile(place)).toString(), 'a document')
    assert.equal((await stat(place)).mode & 0o777, 0o600)
    assert.equal((await stat(join(path, key.slice(0, 2)))).mode & 0o777, 0o700)
    assert.deepEqual(await readdir(join(path, 'arriving')), [])
  })

  test('what a crash left half-written is never read, does not stand in the way, and goes with its key', async (t) => {
    const path = await directory(t)
    const files = directoryFiles(path)
    const [again, never] = [randomFileKey(), randomFileKey()]
    await mkdir(join(path, 'arriving'))
    for (const key of [again, never]) await writeFile(join(path, 'arriving', key), 'half a docu')
    assert.equal(await files.get(again), null)
    await files.put(again, Buffer.from('a document'), 'image/png')
    assert.equal(Buffer.from((await files.get(again))!).toString(), 'a document')
    await files.delete(never)
    assert.deepEqual(await readdir(join(path, 'arriving')), [])
  })

  test('a place that cannot be written or read is a store that does not work, told without its path', async (t) => {
    const path = await directory(t)
    const inTheWay = join(path, 'secret-place')
    await writeFile(inTheWay, 'a file where the directory should be')
    const files = directoryFiles(inTheWay)
    await unavailable(files.put(randomFileKey(), Buffer.from('x'), 'image/png'), 'secret-place')
    await unavailable(files.get(randomFileKey()), 'secret-place')
  })

  test(
    'a directory of another user is a store that does not work',
    { skip: process.getuid?.() === 0 && 'root may write everywhere' },
    async (t) => {
      const path = await directory(t)
      await chmod(path, 0o500)
      await unavailable(directoryFiles(path).put(randomFileKey(), Buffer.from('x'), 'image/png'))
    },
  )
})

describe('an S3-compatible store of files', () => {
  test('gets each file once, under the prefix, with its type', async (t) => {
    const s3 = await startS3(t)
    const key = randomFileKey()
    await storeAt(s3, { prefix: 'documents/' }).put(key, Buffer.from('%PDF-1.7'), 'application/pdf')
    assert.deepEqual([...s3.objects.keys()], [`documents/${key}`])
    assert.equal(s3.objects.get(`documents/${key}`)?.type, 'application/pdf')
    assert.equal(s3.requests.length, 1)
  })

  test('a store that is busy is asked again', async (t) => {
    const s3 = await startS3(t)
    const files = storeAt(s3)
    const key = randomFileKey()
    s3.fault('slow-down', 2)
    await files.put(key, Buffer.from('a document'), 'image/png')
    s3.fault('slow-down')
    assert.equal(Buffer.from((await files.get(key))!).toString(), 'a document')
  })

  test('a store that stays busy, refuses, or does not know us does not work; nothing of the key is told', async (t) => {
    const s3 = await startS3(t)
    const key = randomFileKey()
    const secrets = [key, s3.credentials.accessKeyId, s3.credentials.secretAccessKey, s3.endpoint]
    s3.fault('slow-down', 3)
    await unavailable(storeAt(s3).put(key, Buffer.from('x'), 'image/png'), ...secrets)
    s3.fault('denied')
    await unavailable(storeAt(s3).get(key), ...secrets)
    s3.fault('denied')
    await unavailable(storeAt(s3).delete(key), ...secrets)
    await unavailable(storeAt(s3, { secret: 'another-secret' }).put(key, Buffer.from('x'), 'image/png'), ...secrets)
    assert.equal(s3.objects.size, 0)
  })

  test('a wrong bucket is no missing file', async (t) => {
    const s3 = await startS3(t)
    await unavailable(storeAt({ ...s3, bucket: 'another-bucket' }).get(randomFileKey()))
  })

  test('a file cut short on its way is never taken for the file', async (t) => {
    const s3 = await startS3(t)
    const key = randomFileKey()
    await storeAt(s3).put(key, randomBytes(100_000), 'image/png')
    s3.fault('cut', 3)
    await unavailable(storeAt(s3).get(key))
  })

  test('a store that stops in the middle of a sentence is not waited for', async (t) => {
    const s3 = await startS3(t)
    s3.fault('stall', 3)
    await unavailable(storeAt(s3, { timeoutMs: 100 }).get(randomFileKey()))
  })

  test('no store at all, or something else in its place', async (t) => {
    const s3 = await startS3(t)
    const other = createServer((socket) =>
      socket
        .resume()
        .on('error', () => {})
        .end('220 mail.example ready\r\n'),
    )
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    await unavailable(storeAt(s3, { endpoint: `http://127.0.0.1:${port}` }).get(randomFileKey()))
    await new Promise((resolve) => other.close(resolve))
    await unavailable(storeAt(s3, { endpoint: `http://127.0.0.1:${port}` }).get(randomFileKey()))
  })
})

describe('the setting FILES', () => {
  test('is a directory, or a bucket with its options', () => {
    assert.deepEqual(parseFilesAddress('/var/lib/tamin/files'), { kind: 'directory', path: '/var/lib/tamin/files' })
    assert.deepEqual(parseFilesAddress('s3://bucket'), {
      kind: 's3',
      bucket: 'bucket',
      prefix: '',
      endpoint: undefined,
      region: 'us-east-1',
      pathStyle: false,
    })
    assert.deepEqual(parseFilesAddress('s3://bucket/a/b/?endpoint=https://store.example&region=r1&path-style=0'), {
      kind: 's3',
      bucket: 'bucket',
      prefix: 'a/b/',
      endpoint: 'https://store.example',
      region: 'r1',
      pathStyle: false,
    })
  })

  test('a store of one’s own is asked in path style unless told otherwise', () => {
    const address = parseFilesAddress('s3://bucket?endpoint=http://localhost:9000')
    assert.equal(address.kind === 's3' && address.pathStyle, true)
  })

  for (const wrong of [
    'ftp://host/files',
    's3://',
    's3://UPPER_CASE',
    's3://bucket?endpoint=store.example',
    's3://bucket?endpont=https://store.example',
    's3://key:secret@bucket',
    's3://bucket/a b',
  ])
    test(`«${wrong}» is refused`, () => assert.throws(() => parseFilesAddress(wrong)))
})
