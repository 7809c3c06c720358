import type { FileKey, FileStore } from '#ports/files.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import type { S3Client } from '@aws-sdk/client-s3'
import { createHash } from 'node:crypto'

export type S3Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string }

export type S3Options = {
  readonly bucket: string
  readonly prefix: string
  readonly endpoint: string | undefined
  readonly region: string
  readonly pathStyle: boolean
  /** Without them the client looks where Amazon's tools look: environment, profile, role of the machine. */
  readonly credentials?: S3Credentials
  /** For one request, of which there are at most three. */
  readonly timeoutMs?: number
}

/** Files as objects of any S3-compatible store. The store checks the SHA-256 of what it is sent before it keeps it. */
export function s3Files(options: S3Options): FileStore {
  let opening: ReturnType<typeof open> | undefined
  const at = (key: FileKey) => ({ Bucket: options.bucket, Key: options.prefix + key })

  // The client weighs 14 MB, so it is loaded with the first file and not at start.
  async function open() {
    const sdk = await import('@aws-sdk/client-s3')
    const timeoutMs = options.timeoutMs ?? 10_000
    const client: S3Client = new sdk.S3Client({
      region: options.region,
      forcePathStyle: options.pathStyle,
      ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
      ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
      requestHandler: {
        connectionTimeout: Math.min(3_000, timeoutMs),
        requestTimeout: timeoutMs,
        throwOnRequestTimeout: true,
      },
      maxAttempts: 3,
      // Stores that are not Amazon's often refuse its newer checksum headers; ours is set where it matters.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    })
    // The whole of it, with retries and the last byte of the body.
    const withLimit = () => ({ abortSignal: AbortSignal.timeout(3 * timeoutMs) })
    return { sdk, client, withLimit }
  }

  return {
    put: (key, bytes, type) =>
      certainly(async () => {
        const { sdk, client, withLimit } = await (opening ??= open())
        await client.send(
          new sdk.PutObjectCommand({
            ...at(key),
            Body: bytes,
            ContentType: type,
            ContentLength: bytes.length,
            ChecksumSHA256: createHash('sha256').update(bytes).digest('base64'),
          }),
          withLimit(),
        )
      }),
    get: (key) =>
      certainly(async () => {
        const { sdk, client, withLimit } = await (opening ??= open())
        try {
          const { Body, ContentLength } = await client.send(new sdk.GetObjectCommand(at(key)), withLimit())
          const bytes = await Body!.transformToByteArray()
          if (bytes.length !== ContentLength) throw new Error('cut short')
          return bytes
        } catch (error) {
          // Without the right to list, Amazon says 403 for what is not there; only a plain «no such key» is certain.
          if (error instanceof sdk.NoSuchKey) return null
          throw error
        }
      }),
    delete: (key) =>
      certainly(async () => {
        const { sdk, client, withLimit } = await (opening ??= open())
        await client.send(new sdk.DeleteObjectCommand(at(key)), withLimit())
      }),
  }
}

/** The client's errors quote addresses, keys and requests: only the name of the fault goes on. */
async function certainly<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { name, code, $metadata } = error as Error & { code?: string; $metadata?: { httpStatusCode?: number } }
    const reason = [code ?? name, $metadata?.httpStatusCode].filter((part) => part !== undefined).join(' ')
    throw new OutsideSystemUnavailable('files', `the store failed (${reason})`)
  }
}
