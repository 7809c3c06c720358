import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import fc from 'fast-check'
import Fastify from 'fastify'
import { limits } from '#app/limits.ts'
import { deleteOldApiKeys } from '#store/api-keys.ts'
import { openDatabase } from '#store/database.ts'
import { apiRoutes } from '#web/api/routes.ts'
import { startPortal } from '../support/portal.ts'
import { goodPassword, safeCode, somebody } from '../support/people.ts'
import { signedUp, smsCode } from '../support/sign-up.ts'
import { ApiClient } from './api-client.ts'

const maryam = somebody()
const portal = await startPortal({ after }, { people: [maryam] })
const api = await ApiClient.of(portal.server)

let made = 0
const freshKey = () => crypto.randomUUID()
const freshApplicant = () => {
  made += 1
  return { personalNumber: safeCode(5000 + made), mobile: `0999${String(2_000_000 + made)}` }
}
const signUpsOf = async (mobile: string): Promise<number> => {
  const rows = await portal.database.query<{ count: number }>(
    'select count(*)::integer as count from sign_up where mobile = $1',
    [mobile],
  )
  return rows[0]!.count
}
const anHourLater = () => portal.database.query('delete from rate_limit')

describe('a request that carries an Idempotency-Key', () => {
  test('is carried out once, and answered the same when repeated', async () => {
    const [body, key] = [freshApplicant(), freshKey()]
    const first = await api.call('POST', '/sign-ups', { body, key })
    const again = await api.call('POST', '/sign-ups', { body, key })
    assert.deepEqual([first.status, again.status], [201, 201])
    assert.deepEqual(again.body, first.body)
    assert.deepEqual(
      [first.headers['idempotency-replayed'], again.headers['idempotency-replayed']],
      [undefined, 'true'],
    )
    assert.equal(again.headers['cache-control'], 'no-store')
    assert.equal(await signUpsOf(body.mobile), 1)
    await portal.work()
    assert.equal((await portal.outside.inbox(body.mobile)).length, 1)
  })

  test('is refused when its key was used for another body or another address', async () => {
    const [body, key] = [freshApplicant(), freshKey()]
    await api.does('POST', '/sign-ups', { body, key })
    await api.refused('422 idempotency-key-reused', 'POST', '/sign-ups', { body: freshApplicant(), key })
    await api.refused('422 idempotency-key-reused', 'POST', '/recoveries', { body, key })
  })

  test('is carried out once when sent many times at one moment to several processes', async (t) => {
    const others = await Promise.all(
      [1, 2].map(async () => {
        const db = openDatabase(portal.database.url, { poolSize: 4 })
        const server = Fastify()
        const app = { ...portal.app, db, limits: limits(db, portal.app.secrets) }
        await server.register((plugin) => Promise.resolve(apiRoutes(plugin, app)), { prefix: '/api/v1' })
        t.after(() => db.close())
        return ApiClient.of(server)
      }),
    )
    const clients = [api, ...others]
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(2), { minLength: 2, maxLength: 12 }), async (schedule) => {
        const [body, key] = [freshApplicant(), freshKey()]
        const met = await Promise.all(schedule.map((at) => clients[at]!.call('POST', '/sign-ups', { body, key })))
        const answered = met.filter(({ status }) => status === 201)
        assert.ok(answered.length >= 1)
        assert.equal(new Set(answered.map(({ response }) => response.body)).size, 1)
        assert.equal(answered.filter(({ headers }) => headers['idempotency-replayed'] === undefined).length, 1)
        for (const { status, headers, response } of met.filter(({ status: code }) => code !== 201)) {
          assert.equal(`${status} ${response.json().code}`, '409 idempotency-in-progress')
          assert.ok(Number(headers['retry-after']) >= 1)
        }
        assert.equal(await signUpsOf(body.mobile), 1)
        await anHourLater()
      }),
      { numRuns: 25 },
    )
  })

  test('whose first try died without an answer is held back for a minute, then carried out', async () => {
    const [body, key] = [freshApplicant(), freshKey()]
    const first = await api.does('POST', '/sign-ups', { body, key })
    // What a killed process leaves behind: the key is taken, the answer is missing.
    await portal.database.query('update api_key set answer = null where answer is not null')
    await api.refused('409 idempotency-in-progress', 'POST', '/sign-ups', { body, key })
    portal.clock.forward(61_000)
    await api.refused('422 idempotency-key-reused', 'POST', '/sign-ups', { body: freshApplicant(), key })
    await anHourLater()
    const second = await api.does('POST', '/sign-ups', { body, key })
    assert.notEqual(second.signUpToken, first.signUpToken)
    assert.deepEqual(await api.does('POST', '/sign-ups', { body, key }), second)
  })

  test('is a new request after a day', async () => {
    const [body, key] = [freshApplicant(), freshKey()]
    const first = await api.does('POST', '/sign-ups', { body, key })
    portal.clock.forward(24 * 3600_000 - 5_000)
    await anHourLater()
    assert.deepEqual(await api.does('POST', '/sign-ups', { body, key }), first)
    portal.clock.forward(6_000)
    assert.notDeepEqual(await api.does('POST', '/sign-ups', { body, key }), first)
  })

  test('may be repeated after a problem that passes by itself', async () => {
    const body = freshApplicant()
    await api.does('POST', '/sign-ups', { body })
    const key = freshKey()
    await api.refused('429 limited', 'POST', '/sign-ups', { body, key })
    await anHourLater()
    const later = await api.call('POST', '/sign-ups', { body, key })
    assert.deepEqual([later.status, later.headers['idempotency-replayed']], [201, undefined])
  })

  test('may be sent again with the same key when its shape was wrong: nothing had been done', async () => {
    const [body, key] = [freshApplicant(), freshKey()]
    await api.refused('422 invalid', 'POST', '/sign-ups', { body: { ...body, extra: '1' }, key })
    await api.does('POST', '/sign-ups', { body, key })
  })

  test('does not count a wrong code twice when it is repeated', async () => {
    const { signUpToken: bearer } = await api.does('POST', '/sign-ups', { body: freshApplicant() })
    const wrong = { bearer, body: { code: '000000' }, key: freshKey() }
    for (let time = 0; time < 8; time += 1) {
      await api.refused('422 invalid', 'POST', '/sign-ups/current/code', wrong)
    }
    for (let time = 1; time < 5; time += 1) {
      await api.refused('422 invalid', 'POST', '/sign-ups/current/code', { ...wrong, key: freshKey() })
    }
    await api.refused('429 limited', 'POST', '/sign-ups/current/code', { ...wrong, key: freshKey() })
  })

  test('belongs to its bearer: the same key of another bearer is another request', async () => {
    const key = freshKey()
    for (const applicant of [freshApplicant(), freshApplicant()]) {
      const { signUpToken: bearer } = await api.does('POST', '/sign-ups', { body: applicant })
      const code = await smsCode(portal, applicant.mobile)
      await api.does('POST', '/sign-ups/current/code', { bearer, body: { code } })
      const { personalNumber: _, mobile: __, ...identity } = maryam.form
      const met = await api.call('PUT', '/sign-ups/current/identity', { bearer, body: identity, key })
      assert.deepEqual([met.status, met.headers['idempotency-replayed']], [200, undefined])
    }
  })

  test('is answered even when it was the one that ended its bearer', async () => {
    await signedUp(portal, maryam.form)
    const body = { personalNumber: maryam.form.personalNumber, password: goodPassword }
    const { token: bearer } = await api.does('POST', '/sessions', { body })
    const key = freshKey()
    await api.does('DELETE', '/session', { bearer, key })
    const again = await api.call('DELETE', '/session', { bearer, key })
    assert.deepEqual([again.status, again.headers['idempotency-replayed']], [204, 'true'])
    await api.refused('401 not-signed-in', 'DELETE', '/session', { bearer, key: freshKey() })
  })
})

test('a key that could be guessed is refused', async () => {
  for (const key of ['short', 'fifteen-letters', 'with space inside it', 'a'.repeat(256), 'کلیدی که لاتین نیست']) {
    const header = Buffer.from(key, 'utf8').toString('latin1')
    await api.refused('400 idempotency-key-invalid', 'POST', '/sign-ups', { body: freshApplicant(), key: header })
  }
  await api.does('POST', '/sign-ups', { body: freshApplicant(), key: 'sixteen-letters-' })
})

test('neither key, bearer, body nor answer lies open in the table', async () => {
  const [body, key] = [freshApplicant(), freshKey()]
  const { signUpToken } = await api.does('POST', '/sign-ups', { body, key })
  const rows = await portal.database.query<Record<string, unknown>>('select * from api_key')
  const stored = rows.flatMap(Object.values).filter((value): value is Buffer => Buffer.isBuffer(value))
  assert.ok(stored.length >= 4)
  for (const secret of [key, signUpToken, body.personalNumber, body.mobile, 'stage']) {
    assert.ok(!stored.some((bytes) => bytes.includes(secret)), `${secret} is stored`)
  }
})

test('keys are forgotten when their day is over', async () => {
  await api.does('POST', '/sign-ups', { body: freshApplicant(), key: freshKey() })
  const kept = async () => (await portal.database.query('select from api_key')).length
  await deleteOldApiKeys(portal.app.db, new Date(portal.clock.now()))
  assert.ok((await kept()) > 0)
  await deleteOldApiKeys(portal.app.db, new Date(portal.clock.now() + 24 * 3600_000))
  assert.equal(await kept(), 0)
})
