import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import cookie from '@fastify/cookie'
import csrf from '@fastify/csrf-protection'
import formbody from '@fastify/formbody'
import type { Secrets } from '#app/secrets.ts'
import type { Cookies } from './cookies.ts'
import { securityHeaders } from './security-headers.ts'

/** Headers, cookies, forms and the guard against forged posts, for every page. */
export async function addGuards(server: FastifyInstance, secrets: Secrets, cookies: Cookies): Promise<void> {
  const headers = await securityHeaders(cookies.secure)
  server.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
  await server.register(cookie)
  await server.register(formbody, { bodyLimit: 64 * 1024 })
  await server.register(csrf, {
    sessionPlugin: '@fastify/cookie',
    cookieKey: cookies.secure ? '__Host-csrf' : 'csrf',
    cookieOpts: { ...cookies.options, maxAge: 400 * 24 * 3600 },
    // Its types do not name key objects, which node:crypto takes as well.
    csrfOpts: { hmacKey: secrets.macKey('csrf') as unknown as CryptoKey, algorithm: 'sha256' },
    getToken: (request) => {
      const body: unknown = request.body
      const token = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)['_csrf'] : undefined
      return typeof token === 'string' ? token : undefined
    },
  })
}

/** A post that another site made the browser send; it is refused before the form is looked at. */
export class ForgedPost extends Error {
  readonly statusCode = 403
}

/** For routes that take a form: the browser says it comes from here, and it carries our token. */
export function guardForm(server: FastifyInstance) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const site = request.headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      throw new ForgedPost('posted from another site')
    await new Promise<void>((resolve, reject) => {
      server.csrfProtection(request, reply, (error?: Error) =>
        error ? reject(new ForgedPost(error.message)) : resolve(),
      )
    })
  }
}
