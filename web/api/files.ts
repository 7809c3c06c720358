import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { FILE_TYPES, MOST_BYTES } from '#kernel/fields/file.ts'
import type { Operation, SentFile } from './operation.ts'
import { Refusal } from './problems.ts'

/** A little more than a file may have: one that is somewhat too large is refused by the use case, in words; a huge one is not read. */
export const FILE_BODY_LIMIT = MOST_BYTES + 64 * 1024
const limits = { fileSize: MOST_BYTES + 1, files: 1, fields: 5, fieldSize: 200, parts: 6 }

/** In this context bodies are files, alone or within a form. */
export async function readFiles(server: FastifyInstance): Promise<void> {
  server.removeAllContentTypeParsers()
  await server.register(multipart, { limits, throwFileSizeLimit: false })
  server.addContentTypeParser(
    [...FILE_TYPES, 'application/octet-stream'],
    { parseAs: 'buffer', bodyLimit: FILE_BODY_LIMIT },
    (_request, bytes, done) => done(null, bytes),
  )
}

/** The file that was sent. Throws the refusal of a request without one. */
export async function sentFile(request: FastifyRequest, operation: Operation): Promise<SentFile> {
  const file = request.isMultipart() ? await fileOfForm(request) : fileAlone(request)
  if (file !== null && file.bytes.length > 0) return file
  const field = /:(\w+)$/.exec(operation.path)?.[1] ?? 'file'
  const message = 'پرونده‌ای فرستاده نشده است. یک تصویر یا سند PDF بفرستید.'
  throw new Refusal({ code: 'invalid', message, errors: [{ field, message }] })
}

async function fileOfForm(request: FastifyRequest): Promise<SentFile | null> {
  let found: SentFile | null = null
  for await (const part of request.parts()) {
    if (part.type !== 'file') continue
    const chunks: Buffer[] = []
    for await (const chunk of part.file) chunks.push(chunk as Buffer)
    found = { name: part.filename ?? '', bytes: Buffer.concat(chunks) }
  }
  return found
}

function fileAlone(request: FastifyRequest): SentFile | null {
  const { body } = request
  if (!Buffer.isBuffer(body)) return null
  return { name: nameIn(request.headers['content-disposition'] ?? ''), bytes: body }
}

/** The file name of a `Content-Disposition`, '' where it gives none. It is tidied where it is kept. */
function nameIn(disposition: string): string {
  const encoded = /filename\*\s*=\s*UTF-8''([^;\s]+)/i.exec(disposition)?.[1]
  if (encoded === undefined) return /filename\s*=\s*"([^"]*)"/i.exec(disposition)?.[1] ?? ''
  try {
    return decodeURIComponent(encoded)
  } catch {
    return ''
  }
}
