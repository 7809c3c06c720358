import type { FastifyInstance, FastifyReply } from 'fastify'
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync, type BrotliOptions } from 'node:zlib'

// At 3, a page takes a third of the time that 4 takes and is a tenth larger.
const brotliOptions: BrotliOptions = {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 3,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_LGWIN]: 16,
  },
}
const zipOptions = { level: 3 }
/** Characters or bytes. A page is done sooner than a thread could be handed it; more than this goes to a thread. */
const longText = 32_768

/** Compresses pages and JSON of a kilobyte or more; static files lie compressed on disk already. */
export function addCompression(server: FastifyInstance): void {
  server.addHook<unknown>('onSend', (request, reply, payload, done) => {
    const text = typeof payload === 'string' || (Buffer.isBuffer(payload) && isPage(reply)) ? payload : ''
    if (text.length < 1024 || reply.hasHeader('content-encoding')) return done(null, payload)
    reply.header('vary', 'accept-encoding')
    const accepted = request.headers['accept-encoding'] ?? ''
    const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null
    if (encoding === null) return done(null, payload)
    reply.header('content-encoding', encoding).removeHeader('content-length')
    if (text.length <= longText) {
      return done(null, encoding === 'br' ? brotliCompressSync(text, brotliOptions) : gzipSync(text, zipOptions))
    }
    if (encoding === 'br') brotliCompress(text, brotliOptions, done)
    else gzip(text, zipOptions, done)
  })
}

const isPage = (reply: FastifyReply) => String(reply.getHeader('content-type')).startsWith('text/html')
