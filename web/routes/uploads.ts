import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { MOST_BYTES } from '#kernel/fields/file.ts'
import { guardForm } from '../http/guards.ts'

export type Sent = { readonly name: string; readonly bytes: Uint8Array }

// One byte more than a file may have, so that a longer one is told from one that just fits.
// A field may be the longest text that people write.
const limits = { fileSize: MOST_BYTES + 1, files: 2, fields: 10, fieldSize: 40_000, parts: 12 }

/** Forms that carry a file: their fields come as in any other form, the file beside them. */
export async function uploadForms(server: FastifyInstance) {
  if (!server.hasContentTypeParser('multipart/form-data'))
    await server.register(multipart, { limits, throwFileSizeLimit: false })
  const files = new WeakMap<FastifyRequest, Sent>()

  async function readForm(request: FastifyRequest): Promise<void> {
    if (!request.isMultipart()) return
    const body: Record<string, string> = {}
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        if (typeof part.value === 'string') body[part.fieldname] = part.value
        continue
      }
      const chunks: Buffer[] = []
      for await (const chunk of part.file) chunks.push(chunk as Buffer)
      const sent = { name: part.filename ?? '', bytes: Buffer.concat(chunks) }
      // A file input left empty sends a file without name and content.
      if (sent.name !== '' || sent.bytes.length > 0) files.set(request, sent)
    }
    request.body = body
  }

  return {
    /** Reads the form, then lets the guard against forged posts see its token. */
    guarded: { preValidation: [readForm, guardForm(server)] },
    /** The file of a form; undefined when none was chosen. */
    sent: (request: FastifyRequest): Sent | undefined => files.get(request),
  }
}
