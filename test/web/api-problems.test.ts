import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify'
import type { App } from '#app/app.ts'
import { passwords } from '#app/passwords.ts'
import { jalaliDay, NoDataError } from '#law/parameters.ts'
import { minimumDailyWage } from '#law/parameters/wages.ts'
import { openDatabase } from '#store/database.ts'
import { apiRoutes, sendUnreadableAddress } from '#web/api/routes.ts'
import { startPortal } from '../support/portal.ts'
import { goodPassword, safeCode, somebody } from '../support/people.ts'
import { signedUp } from '../support/sign-up.ts'
import { ApiClient, type Json } from './api-client.ts'

const maryam = somebody()
const portal = await startPortal({ after }, { people: [maryam] })
const api = await ApiClient.of(portal.server)
const credentials = { personalNumber: safeCode(1), password: goodPassword }

/** Sends any request; what comes back must be a problem document in Persian, with this status and code. */
async function refused(
  expected: `${number} ${string}`,
  request: InjectOptions,
  server: FastifyInstance = portal.server,
) {
  const response = await server.inject(request)
  assert.equal(response.headers['content-type'], 'application/problem+json; charset=utf-8')
  const problem = response.json()
  api.fits('Problem', problem)
  assert.equal(`${response.statusCode} ${problem.code}`, expected, response.body)
  assert.equal(problem.status, response.statusCode)
  for (const text of [problem.title, problem.detail, ...(problem.errors ?? []).map((error: Json) => error.message)]) {
    assert.match(text, /^[^A-Za-z]*[آ-ی]/, 'in Persian')
    assert.doesNotMatch(text, /[0-9]/, 'with Persian digits')
  }
  return { problem, headers: response.headers }
}

const post = (path: string, payload: unknown, headers: Record<string, string> = {}): InjectOptions => ({
  method: 'POST',
  url: `/api/v1${path}`,
  payload: payload as string,
  headers,
})
const json = { 'content-type': 'application/json' }
const fieldsOf = ({ problem }: { problem: Json }) => problem.errors.map(({ field }: { field: string }) => field)

describe('requests that no use case sees', () => {
  test('an address that is not there', async () => {
    await refused('404 not-found', { url: '/api/v1/nothing' })
    await refused('404 not-found', { url: '/api/v1' })
    await refused('404 not-found', post('/nothing', '<xml/>', { 'content-type': 'text/xml' }))
    await refused('404 not-found', { url: '/api/v1/account/devices/1/2' })
  })

  test('an address that no router can read', async () => {
    const server = Fastify({ frameworkErrors: (_error, _request, reply) => void sendUnreadableAddress(reply) })
    await server.register((plugin) => Promise.resolve(apiRoutes(plugin, portal.app)), { prefix: '/api/v1' })
    await refused('404 not-found', { url: '/api/v1/%' }, server)
    await refused('404 not-found', { method: 'DELETE', url: `/api/v1/account/devices/${'1'.repeat(300)}` }, server)
  })

  test('a method that the address does not take is told which it takes', async () => {
    const { headers } = await refused('405 method-not-allowed', { method: 'PATCH', url: '/api/v1/sessions' })
    assert.equal(headers['allow'], 'POST, DELETE')
    const get = await refused('405 method-not-allowed', { url: '/api/v1/sign-ups/current/identity' })
    assert.equal(get.headers['allow'], 'PUT')
    const device = await refused('405 method-not-allowed', { url: '/api/v1/account/devices/12' })
    assert.equal(device.headers['allow'], 'DELETE')
    const document = await refused('405 method-not-allowed', post('/openapi.json', '{}', json))
    assert.equal(document.headers['allow'], 'GET, HEAD')
    assert.equal((await portal.server.inject({ method: 'HEAD', url: '/api/v1/services' })).statusCode, 200)
  })

  test('a body that is not a JSON object', async () => {
    for (const body of ['{', '[]', '"text"', '7', '{"__proto__": {"admin": true}}', '\u0000']) {
      await refused('400 malformed', post('/sessions', body, json))
    }
  })

  test('a body of another type than JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data']) {
      await refused('415 unsupported-media-type', post('/sessions', 'personalNumber=1', { 'content-type': type }))
    }
  })

  test('a body that is too large', async () => {
    const body = JSON.stringify({ ...credentials, password: 'a'.repeat(17 * 1024) })
    await refused('413 too-large', post('/sessions', body, json))
  })

  test('fields that are missing, unknown or of the wrong type are named, all at once', async () => {
    assert.deepEqual(fieldsOf(await refused('422 invalid', post('/sessions', {}))), ['personalNumber', 'password'])
    assert.deepEqual(fieldsOf(await refused('422 invalid', post('/sessions', undefined))), [
      'personalNumber',
      'password',
    ])
    const wrong = { personalNumber: 9901234565, password: ['a'], rememberMe: true, isAdmin: 1 }
    assert.deepEqual(fieldsOf(await refused('422 invalid', post('/sessions', wrong))).toSorted(), [
      'isAdmin',
      'password',
      'personalNumber',
      'rememberMe',
    ])
    const long = { ...credentials, personalNumber: '9'.repeat(101) }
    assert.deepEqual(fieldsOf(await refused('422 invalid', post('/sessions', long))), ['personalNumber'])
    const short = { ...credentials, deviceId: 'short' }
    assert.deepEqual(fieldsOf(await refused('422 invalid', post('/sessions', short))), ['deviceId'])
  })

  test('a query that the operation does not know, so that nothing personal is sent in addresses', async () => {
    const number = await refused('422 invalid', { url: `/api/v1/branches?nationalCode=${safeCode(1)}` })
    assert.deepEqual(fieldsOf(number), ['nationalCode'])
    assert.deepEqual(fieldsOf(await refused('422 invalid', { url: '/api/v1/services?q=a&q=b' })), ['q'])
  })

  test('what a use case judges has the sentence of the page', async () => {
    const { problem } = await refused('422 invalid', post('/sessions', { ...credentials, personalNumber: '123' }))
    assert.match(problem.errors[0].message, /۳ رقم/)
  })
})

describe('who may call', () => {
  test('without a bearer token, and with a wrong one, the caller is asked to sign in', async () => {
    for (const authorization of [
      undefined,
      '',
      'Bearer',
      'Bearer nonsense',
      'Bearer 1.2.3',
      'Basic YTpi',
      'Bearer ۱',
    ]) {
      const headers = authorization === undefined ? {} : { authorization }
      for (const url of ['/api/v1/session', '/api/v1/account', '/api/v1/sign-ups/current']) {
        const refusal = await refused('401 not-signed-in', { url, headers })
        assert.equal(refusal.headers['www-authenticate'], 'Bearer realm="tamin"')
      }
    }
  })

  test('a token of one kind opens nothing of another, and cookies open nothing', async () => {
    const visitor = await signedUp(portal, maryam.form)
    const session = visitor.cookie('session')!
    const signUp = visitor.cookie('sign-up')!
    await api.does('GET', '/session', { bearer: session })
    await api.does('GET', '/sign-ups/current', { bearer: signUp })
    await api.refused('401 not-signed-in', 'GET', '/session', { bearer: signUp })
    await api.refused('401 not-signed-in', 'GET', '/sign-ups/current', { bearer: session })
    const code = { code: '123456' }
    await api.refused('401 not-signed-in', 'POST', '/recoveries/current/code', { bearer: session, body: code })
    const headers = { cookie: `session=${session}; sign-up=${signUp}` }
    await api.refused('401 not-signed-in', 'GET', '/session', { headers })
    await api.refused('401 not-signed-in', 'DELETE', '/sessions', { headers })
    assert.equal((await visitor.open('/account')).status, 200, 'the session still lives')
  })

  test('nothing personal is kept by caches, no cookie is set, nothing is framed or sniffed', async () => {
    const response = await portal.server.inject(post('/sessions', credentials))
    assert.equal(response.headers['cache-control'], 'no-store')
    assert.equal(response.headers['x-content-type-options'], 'nosniff')
    assert.match(String(response.headers['content-security-policy']), /default-src 'none'/)
    assert.equal(response.headers['set-cookie'], undefined)
    assert.equal(response.headers['strict-transport-security'], undefined)
    const secure = await portal.server.inject({ url: '/api/v1/branches', headers: { 'x-forwarded-proto': 'https' } })
    assert.match(String(secure.headers['strict-transport-security']), /max-age=/)
  })
})

describe('faults behind the API', () => {
  const served = async (app: App): Promise<FastifyInstance> => {
    const server = Fastify()
    await server.register((plugin) => Promise.resolve(apiRoutes(plugin, app)), { prefix: '/api/v1' })
    return server
  }

  test('a fault of ours is told without a word of what it was', async () => {
    await portal.database.query('alter table branch rename to branch_gone')
    const { problem } = await refused('500 internal', { url: '/api/v1/branches' })
    await portal.database.query('alter table branch_gone rename to branch')
    assert.doesNotMatch(JSON.stringify(problem), /branch|relation|select|Error|\.ts/)
  })

  test('without the database the caller is asked to come back', async () => {
    const db = openDatabase('postgres://127.0.0.1:1/nothing')
    const { headers } = await refused(
      '503 unavailable',
      { url: '/api/v1/branches' },
      await served({ ...portal.app, db }),
    )
    assert.equal(headers['retry-after'], '30')
    await db.close()
  })

  test('what needs a figure of the law that is not known says which', async () => {
    const db: App['db'] = {
      ...portal.app.db,
      query: () => Promise.reject(new NoDataError(minimumDailyWage, jalaliDay(1490))),
    }
    const { headers, problem } = await refused(
      '503 lacking',
      { url: '/api/v1/branches' },
      await served({ ...portal.app, db }),
    )
    assert.equal(headers['retry-after'], '86400')
    assert.match(problem.detail, /^برای ۱ فروردین ۱۴۹۰ مقداری برای «حداقل مزد/)
  })

  test('when more passwords wait than can be checked soon, the rest is asked to come back', async () => {
    const server = await served({ ...portal.app, passwords: passwords({ atOnce: 1, queue: 0 }) })
    const tries = Array.from({ length: 8 }, (_, n) =>
      server.inject(post('/sessions', { ...credentials, personalNumber: safeCode(500 + n) })),
    )
    const busy = (await Promise.all(tries)).filter(({ statusCode }) => statusCode === 503)
    assert.ok(busy.length > 0)
    for (const response of busy) {
      assert.equal(response.json().code, 'busy')
      assert.equal(response.headers['retry-after'], '5')
    }
  })
})
