import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#app/app.ts'
import { fileHeaders } from '#app/files/file-headers.ts'
import type { OpenedFile } from '#app/files/open-file.ts'
import { sha256 } from '#app/files/take-in.ts'
import { deviceName } from '#app/origin.ts'
import { TooManyPasswords } from '#app/passwords.ts'
import { lackOf } from '#app/problem.ts'
import { randomToken, tokenHash } from '#app/secrets.ts'
import { OutsideSystemUnavailable } from '#ports/outside.ts'
import { connectionBroke } from '#store/database.ts'
import { bearerOf, callerOf } from './callers.ts'
import { FILE_BODY_LIMIT, readFiles, sentFile } from './files.ts'
import { idempotencyKey, onlyOnce, requestKeyOf, type Answer } from './idempotency.ts'
import { openApi } from './openapi.ts'
import { writes, type Operation, type SentFile } from './operation.ts'
import { operations } from './operations.ts'
import { problemAnswer, Refusal, type ApiProblem } from './problems.ts'
import { shaped } from './shape.ts'

const bodyLimit = 16 * 1024
/** Of texts of up to 8,000 letters, however they are escaped. */
const longBodyLimit = 64 * 1024
const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** The API, to be registered under /api/v1 as a plugin of its own: no cookies, no forms, bearer tokens only. */
export function apiRoutes(server: FastifyInstance, app: App): void {
  const document = JSON.stringify(openApi(operations))
  const allowed = allowedMethods([...operations, { method: 'GET', path: '/openapi.json' }])

  readJsonOnly(server)
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders)
    if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=63072000; includeSubDomains')
    if (request.is404) throw nothingHere(allowed(request.url.slice(server.prefix.length)))
  })
  server.setNotFoundHandler(() => {
    throw nothingHere([])
  })
  server.setErrorHandler((error, request, reply) => {
    const found = refusalOf(error)
    if (found.problem.code === 'internal') logFault(request, error)
    return sendRefusal(reply, found)
  })

  const register = (on: FastifyInstance, operation: Operation) =>
    on.route({
      method: operation.method,
      url: operation.path,
      bodyLimit: operation.takes === 'file' ? FILE_BODY_LIMIT : operation.longText === true ? longBodyLimit : bodyLimit,
      handler: async (request, reply) => {
        const answer = await answerTo(app, operation, request)
        return operation.gives === 'file' && answer.problem === undefined
          ? sendFile(reply, answer)
          : send(reply, answer, operation.keepFor)
      },
    })
  for (const operation of operations) if (operation.takes === undefined) register(server, operation)
  // Files come in a context of their own: everywhere else only JSON is read.
  void server.register(async (files) => {
    await readFiles(files)
    for (const operation of operations) if (operation.takes === 'file') register(files, operation)
  })
  server.get('/openapi.json', async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').type('application/json; charset=utf-8').send(document),
  )
}

/** For an address under /api/v1 that no router can read (a lone `%`, an endless id): Fastify's `frameworkErrors` sends this. */
export function sendUnreadableAddress(reply: FastifyReply): FastifyReply {
  return sendRefusal(reply.headers(securityHeaders), nothingHere([]))
}

async function answerTo(app: App, operation: Operation, request: FastifyRequest): Promise<Answer> {
  const bearer = bearerOf(request.headers.authorization)
  const key = writes(operation) ? idempotencyKey(request.headers['idempotency-key']) : undefined
  const file = operation.takes === 'file' ? await sentFile(request, operation) : undefined
  if (key === undefined) return carryOut(app, operation, request, { bearer, file, requestKey: null })
  const [path = ''] = request.url.split('?')
  const body = file === undefined ? request.body : { name: file.name, sha256: sha256(file.bytes) }
  const keyed = { key, bearer, method: request.method, path, body }
  const requestKey = requestKeyOf(app, keyed)
  return onlyOnce(
    app,
    keyed,
    () => carryOut(app, operation, request, { bearer, file, requestKey }),
    (error) => logFault(request, error),
  )
}

type Sent = { bearer: string | undefined; file: SentFile | undefined; requestKey: string | null }

async function carryOut(
  app: App,
  operation: Operation,
  request: FastifyRequest,
  { bearer, file, requestKey }: Sent,
): Promise<Answer> {
  const caller = await callerOf(app, operation.who, bearer)
  const params = shaped(operation.params, request.params)
  const query = shaped(operation.query, request.query)
  const body = operation.takes === 'file' ? undefined : shaped(operation.body, bodyOf(request))
  const origin = originOf(request, body)
  const result = await operation.handle({ app, caller, params, query, body, origin, file, requestKey } as never)
  if (result.ok) return { status: operation.status, headers: {}, body: result.value }
  return { ...problemAnswer(result.problem), problem: result.problem.code }
}

/** A missing body is an empty one; anything else must be an object. */
function bodyOf(request: FastifyRequest): object {
  const body: unknown = request.body ?? {}
  if (typeof body === 'object' && !Array.isArray(body)) return body as object
  throw unreadable()
}

/** A caller that does not say which device it is counts as a new one each time. */
function originOf(request: FastifyRequest, body: unknown) {
  const deviceId = (body as { deviceId?: string } | undefined)?.deviceId ?? randomToken()
  return {
    address: request.ip,
    device: deviceName(request.headers['user-agent']),
    deviceHash: tokenHash(deviceId),
  }
}

/** The file itself, under headers that let it do nothing. */
function sendFile(reply: FastifyReply, { status, body }: Answer): FastifyReply {
  const { type, name, bytes } = body as OpenedFile
  return reply.code(status).headers(fileHeaders(type, name)).send(Buffer.from(bytes))
}

function sendRefusal(reply: FastifyReply, { problem, headers: more }: Refusal): FastifyReply {
  const { status, headers, body } = problemAnswer(problem)
  return send(reply, { status, headers: { ...headers, ...more }, body, problem: problem.code })
}

function send(reply: FastifyReply, answer: Answer, keepFor?: number): FastifyReply {
  reply.code(answer.status).headers({ ...answer.headers })
  if (keepFor !== undefined && answer.problem === undefined) {
    reply.header('cache-control', `public, max-age=${keepFor}`)
  }
  if (answer.body === undefined) return reply.send()
  const type = answer.problem === undefined ? 'application/json' : 'application/problem+json'
  return reply.type(`${type}; charset=utf-8`).send(JSON.stringify(answer.body))
}

/** Only JSON is read. A key `__proto__` is refused, and an empty body that calls itself JSON is no body. */
function readJsonOnly(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error')
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit }, (request, text, done) => {
    if (text === '') done(null, undefined)
    else void parse(request, text as string, done)
  })
}

/** Which methods each address takes; an empty list for an address that is not there. */
function allowedMethods(
  routes: readonly Pick<Operation, 'method' | 'path'>[] | readonly { method: string; path: string }[],
) {
  const patterns = new Map<string, { pattern: RegExp; methods: string[] }>()
  for (const { method, path } of routes) {
    const known = patterns.get(path) ?? { pattern: new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}/?$`), methods: [] }
    known.methods.push(method)
    patterns.set(path, known)
  }
  for (const { methods } of patterns.values()) if (methods.includes('GET')) methods.push('HEAD')
  return (url: string): string[] => {
    const [path = ''] = url.split('?')
    return [...patterns.values()].find(({ pattern }) => pattern.test(path))?.methods ?? []
  }
}

function nothingHere(allowed: readonly string[]): Refusal {
  if (allowed.length === 0) {
    return new Refusal({
      code: 'not-found',
      message: 'این نشانی در سامانه نیست. نشانی را با راهنمای برنامه‌نویسان مقایسه کنید.',
    })
  }
  return new Refusal(
    {
      code: 'method-not-allowed',
      message: 'این نشانی را نمی‌توان به این روش صدا زد. روش درست در سرآیند Allow آمده است.',
    },
    { allow: allowed.join(', ') },
  )
}

const unreadable = () =>
  new Refusal({ code: 'malformed', message: 'بدنهٔ درخواست خوانا نیست. باید یک شیء JSON درست باشد.' })

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof TooManyPasswords) {
    return refusal({ code: 'busy', message: 'سامانه همین حالا شلوغ است. چند لحظهٔ دیگر دوباره تلاش کنید.', retryAfter: 5 })
  }
  const lack = lackOf(error)
  if (lack !== null) return refusal(lack)
  if (connectionBroke(error) || error instanceof OutsideSystemUnavailable) {
    return refusal({
      code: 'unavailable',
      message: 'سامانه همین حالا پاسخگو نیست. کمی بعد دوباره تلاش کنید؛ آنچه پیش‌تر ثبت شده از دست نرفته است.',
    })
  }
  const status = (error as { statusCode?: unknown } | null)?.statusCode
  if (status === 413)
    return refusal({ code: 'too-large', message: 'آنچه فرستادید بزرگ‌تر از اندازهٔ مجاز است. آن را کوچک‌تر کنید.' })
  if (status === 415) {
    return refusal({
      code: 'unsupported-media-type',
      message: 'این نوع محتوا در این نشانی پذیرفته نیست. نوع درست را در راهنمای برنامه‌نویسان ببینید.',
    })
  }
  if (status === 414) return nothingHere([])
  if (typeof status === 'number' && status >= 400 && status < 500) return unreadable()
  return refusal({
    code: 'internal',
    message: 'خطایی در سامانه رخ داد و به ما گزارش شد. کمی بعد دوباره تلاش کنید.',
  })
}

const refusal = (problem: ApiProblem) => new Refusal(problem)

/** The route, never the address typed or what was sent. */
function logFault(request: FastifyRequest, error: unknown): void {
  const route = request.routeOptions.url
  request.log.error(
    { id: request.id, route, error: error instanceof Error ? error.stack : String(error) },
    'API request failed',
  )
}
