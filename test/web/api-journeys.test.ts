import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Mobile } from '#kernel/mobile.ts'
import { startPortal } from '../support/portal.ts'
import { goodPassword, safeCode, somebody } from '../support/people.ts'
import { smsCode } from '../support/sign-up.ts'
import { ApiClient } from './api-client.ts'

const secondSim = '09991999901'
const newSim = '09991999902'
const maryam = { ...somebody(), mobiles: [] as Mobile[] }
maryam.mobiles = [maryam.form.mobile as Mobile, secondSim as Mobile]
const again = somebody({ firstName: 'زهرا' })
const deceased = somebody({ firstName: 'رضا', sex: 'male', diedOn: '2024-05-01' as never })
const forgetful = somebody({ firstName: 'سارا' })
const mover = { ...somebody({ firstName: 'مینا' }), mobiles: [] as Mobile[] }
mover.mobiles = [mover.form.mobile as Mobile, newSim as Mobile]
const owner = somebody({ firstName: 'لیلا' })
const corrected = somebody({ firstName: 'نرگس' })
const people = [maryam, again, deceased, forgetful, mover, owner, corrected]

const portal = await startPortal({ after }, { people })
const api = await ApiClient.of(portal.server)

type Person = ReturnType<typeof somebody>
const applicant = ({ form }: Pick<Person, 'form'>) => ({ personalNumber: form.personalNumber, mobile: form.mobile })
const identity = ({ form }: Pick<Person, 'form'>) => ({
  firstName: form['firstName'],
  lastName: form['lastName'],
  fatherName: form['fatherName'],
  idCardNumber: form['idCardNumber'],
  sex: form['sex'],
  birthDate: form['birthDate'],
})

/** Signs a person up as far as submitted; answers the bearer token of the sign-up. */
async function submitted(person: Pick<Person, 'form'>): Promise<string> {
  const { signUpToken: bearer } = await api.does('POST', '/sign-ups', { body: applicant(person) })
  await api.does('POST', '/sign-ups/current/code', {
    bearer,
    body: { code: await smsCode(portal, person.form.mobile) },
  })
  await api.does('PUT', '/sign-ups/current/identity', { bearer, body: identity(person) })
  await api.does('PUT', '/sign-ups/current/password', { bearer, body: { password: goodPassword } })
  await api.does('POST', '/sign-ups/current/submit', { bearer })
  return bearer
}

/** A person with an account, made through the API; answers the bearer token of a session. */
async function signedUp(person: Pick<Person, 'form'>): Promise<string> {
  await submitted(person)
  await portal.work()
  await anHourLater()
  return signedIn(person)
}

async function signedIn(person: Pick<Person, 'form'>, password = goodPassword): Promise<string> {
  const body = { personalNumber: person.form.personalNumber, password, deviceId: 'd'.repeat(32) }
  return (await api.does('POST', '/sessions', { body })).token
}

/** The counters of all limits begin anew. */
const anHourLater = () => portal.database.query('delete from rate_limit')

describe('sign-up through the API', () => {
  test('a person signs up step by step, reads the message and acknowledges it', async () => {
    const begun = await api.does('POST', '/sign-ups', { body: applicant(maryam) })
    assert.equal(begun.stage, 'code')
    const bearer = begun.signUpToken
    const first = await api.does('GET', '/sign-ups/current', { bearer })
    assert.equal(first.stage, 'code')
    assert.ok(first.nextCodeInSeconds > 0 && first.nextCodeInSeconds <= 60)

    const code = await smsCode(portal, maryam.form.mobile)
    const proved = await api.does('POST', '/sign-ups/current/code', { bearer, body: { code } })
    assert.equal(proved.stage, 'identity')
    const known = await api.does('PUT', '/sign-ups/current/identity', { bearer, body: identity(maryam) })
    assert.equal(known.stage, 'password')
    assert.equal(
      known.answers.birthDate,
      '1365/02/15',
      'typed in Persian digits, answered as Jalali text in Latin ones',
    )
    const given = { email: 'maryam@example.com', password: goodPassword }
    const review = await api.does('PUT', '/sign-ups/current/password', { bearer, body: given })
    assert.equal(review.stage, 'review')
    assert.deepEqual([review.answers.email, review.answers.passwordGiven], ['maryam@example.com', true])

    const sent = await api.call('POST', '/sign-ups/current/submit', { bearer })
    assert.equal(sent.status, 202)
    assert.match(sent.body.trackingCode, /^\d{10}$/)
    assert.deepEqual([sent.body.stage, sent.body.message.kind, sent.body.answers], ['checking', 'checking', null])
    await api.refused('409 wrong-step', 'POST', '/sign-ups/current/acknowledge', { bearer })

    await portal.work()
    const result = await api.does('GET', '/sign-ups/current', { bearer })
    assert.deepEqual([result.stage, result.message.kind], ['result', 'succeeded'])
    assert.match(result.message.text, /ثبت‌نام شما انجام شد/)
    const end = await api.does('POST', '/sign-ups/current/acknowledge', { bearer })
    assert.equal(end.stage, 'finished')
  })

  test('submitting again makes no second request and answers the same tracking code', async () => {
    const bearer = await submitted(again)
    const one = await api.does('GET', '/sign-ups/current', { bearer })
    const other = await api.does('POST', '/sign-ups/current/submit', { bearer })
    assert.equal(other.trackingCode, one.trackingCode)
    await portal.work()
    const inbox = await portal.outside.inbox(again.form.mobile)
    assert.equal(inbox.filter(({ text }) => text.includes('با موفقیت')).length, 1)
  })

  test('whoever cannot be signed up is told why, where to go and what to bring', async () => {
    const bearer = await submitted(deceased)
    await portal.work()
    const { message } = await api.does('GET', '/sign-ups/current', { bearer })
    assert.equal(message.kind, 'go-to-branch')
    assert.match(message.branch.name, /قم/)
    assert.ok(message.papers.length > 0)
  })

  test('a number that has an account already is told to its owner by SMS, not here', async () => {
    const bearer = await submitted({ form: { ...maryam.form, mobile: secondSim } })
    await portal.work()
    const { message } = await api.does('GET', '/sign-ups/current', { bearer })
    assert.equal(message.kind, 'told-by-sms')
    assert.deepEqual([message.branch, message.papers], [null, []])
  })

  test('number and mobile may be corrected until submitting; the new mobile must be proved', async () => {
    const wrong = { ...applicant(corrected), mobile: '09991999903' }
    const { signUpToken: bearer } = await api.does('POST', '/sign-ups', { body: wrong })
    const code = await smsCode(portal, wrong.mobile)
    await api.does('POST', '/sign-ups/current/code', { bearer, body: { code } })
    const state = await api.does('PUT', '/sign-ups/current/applicant', { bearer, body: applicant(corrected) })
    assert.deepEqual([state.stage, state.answers.mobile], ['code', corrected.form.mobile])
  })

  test('a code may be asked for again after a minute, not before', async () => {
    await anHourLater()
    const { signUpToken: bearer } = await api.does('POST', '/sign-ups', { body: applicant(corrected) })
    const early = await api.call('POST', '/sign-ups/current/code/resend', { bearer })
    assert.equal(early.status, 429)
    assert.ok(Number(early.headers['retry-after']) > 0 && Number(early.headers['retry-after']) <= 60)
    await anHourLater()
    await api.does('POST', '/sign-ups/current/code/resend', { bearer })
  })

  test('a step out of turn is refused and changes nothing', async () => {
    await anHourLater()
    const { signUpToken: bearer } = await api.does('POST', '/sign-ups', { body: applicant(corrected) })
    for (const [method, step, body] of [
      ['PUT', 'identity', identity(corrected)],
      ['PUT', 'password', { password: goodPassword }],
      ['POST', 'submit', {}],
    ] as const) {
      await api.refused('409 wrong-step', method, `/sign-ups/current/${step}`, { bearer, body })
    }
    assert.equal((await api.does('GET', '/sign-ups/current', { bearer })).stage, 'code')
  })
})

describe('sign-in and the account through the API', () => {
  test('a session is begun, seen and ended', async () => {
    const bearer = await signedIn(maryam)
    const session = await api.does('GET', '/session', { bearer })
    assert.equal(session.name, 'مریم صادقی')
    assert.equal(Date.parse(session.expiresAt) - Date.parse(session.signedInAt), 12 * 3600_000)
    await api.does('DELETE', '/session', { bearer })
    await api.refused('401 not-signed-in', 'GET', '/session', { bearer })
  })

  test('signing out everywhere ends every session', async () => {
    const [one, other] = [await signedIn(maryam), await signedIn(maryam)]
    await api.does('DELETE', '/sessions', { bearer: one })
    for (const bearer of [one, other]) await api.refused('401 not-signed-in', 'GET', '/session', { bearer })
  })

  test('an unknown number and a wrong password are answered in the same words', async () => {
    const wrong = { personalNumber: maryam.form.personalNumber, password: 'Nist#Doros24' }
    const one = await api.refused('401 wrong-credentials', 'POST', '/sessions', { body: wrong })
    const unknown = { ...wrong, personalNumber: safeCode(77_777) }
    const other = await api.refused('401 wrong-credentials', 'POST', '/sessions', { body: unknown })
    assert.deepEqual(one, other)
  })

  test('a sign-in from a device that is new is told by SMS, from one that is known it is not', async () => {
    const bearer = await signedUp(owner)
    const notices = async () => {
      await portal.work()
      return (await portal.outside.inbox(owner.form.mobile)).filter(({ text }) => /دستگاه/.test(text)).length
    }
    assert.equal(await notices(), 1)
    await signedIn(owner)
    assert.equal(await notices(), 1, 'the same deviceId')
    const body = { personalNumber: owner.form.personalNumber, password: goodPassword }
    await api.does('POST', '/sessions', { body })
    assert.equal(await notices(), 2, 'no deviceId: counts as new')

    const { devices } = await api.does('GET', '/account/devices', { bearer })
    assert.equal(devices.length, 3)
    assert.deepEqual(
      devices.filter(({ current }: { current: boolean }) => current).length,
      1,
      'the session of this call is marked',
    )
    const another = devices.find(({ current }: { current: boolean }) => !current)
    await api.does('DELETE', `/account/devices/${another.id}`, { bearer })
    await api.refused('404 not-found', 'DELETE', `/account/devices/${another.id}`, { bearer })
    assert.equal((await api.does('GET', '/account/devices', { bearer })).devices.length, 2)
  })

  test('the account shows the person as the registry knows them, with Jalali birth date', async () => {
    const bearer = await signedIn(maryam)
    const account = await api.does('GET', '/account', { bearer })
    assert.deepEqual(
      [account.personalNumber, account.lastName, account.birthDate, account.email],
      [maryam.form.personalNumber, 'صادقی', '1365/02/15', 'maryam@example.com'],
    )
    await api.does('PUT', '/account/email', { bearer, body: { email: 'other@Example.com' } })
    assert.equal((await api.does('GET', '/account', { bearer })).email, 'other@example.com')
    await api.does('PUT', '/account/email', { bearer, body: { email: null } })
    assert.equal((await api.does('GET', '/account', { bearer })).email, null)
    const { activity } = await api.does('GET', '/account/activity', { bearer })
    assert.deepEqual(
      activity.slice(0, 3).map(({ action }: { action: string }) => action),
      ['email-changed', 'email-changed', 'signed-in'],
    )
  })

  test('a changed password ends the other sessions and is the one that signs in from now on', async () => {
    const [bearer, other] = [await signedIn(maryam), await signedIn(maryam)]
    const body = { currentPassword: goodPassword, newPassword: 'Kuh#Barfi1405' }
    const wrong = await api.refused('422 invalid', 'PUT', '/account/password', {
      bearer,
      body: { ...body, currentPassword: 'Nist#Doros24' },
    })
    assert.deepEqual(wrong.errors[0].field, 'currentPassword')
    await api.does('PUT', '/account/password', { bearer, body })
    await api.refused('401 not-signed-in', 'GET', '/session', { bearer: other })
    await signedIn(maryam, body.newPassword)
  })

  test('a mobile is changed by a code to the new number, which must be the person’s own', async () => {
    const bearer = await signedUp(mover)
    const foreign = { mobile: owner.form.mobile, currentPassword: goodPassword }
    const refused = await api.refused('422 invalid', 'POST', '/account/mobile', { bearer, body: foreign })
    assert.equal(refused.errors[0].field, 'mobile')

    await portal.outside.fault('ownership', { kind: 'error' })
    const body = { mobile: newSim, currentPassword: goodPassword }
    const waits = await api.call('POST', '/account/mobile', { bearer, body })
    assert.deepEqual([waits.status, waits.body.code, waits.headers['retry-after']], [503, 'unavailable', '30'])
    await portal.outside.fault('ownership', null)

    const begun = await api.does('POST', '/account/mobile', { bearer, body })
    assert.equal(begun.mobileHint, '۰۹۹۹•••۹۹۰۲')
    await anHourLater()
    await api.does('POST', '/account/mobile/code/resend', { bearer })
    await api.does('POST', '/account/mobile/code', { bearer, body: { code: await smsCode(portal, newSim) } })
    assert.equal((await api.does('GET', '/account', { bearer })).mobile, newSim)
  })
})

describe('recovery through the API', () => {
  test('a forgotten password is replaced, and every session ends', async () => {
    const session = await signedUp(forgetful)
    await anHourLater()
    const begun = await api.does('POST', '/recoveries', { body: applicant(forgetful) })
    await anHourLater()
    const resent = await api.does('POST', '/recoveries/current/code/resend', { bearer: begun.recoveryToken })
    const code = await smsCode(portal, forgetful.form.mobile)
    const early = { bearer: resent.recoveryToken, body: { password: 'Kuh#Barfi1405' } }
    await api.refused('409 wrong-step', 'PUT', '/recoveries/current/password', early)
    const proved = await api.does('POST', '/recoveries/current/code', { bearer: resent.recoveryToken, body: { code } })
    const bearer = proved.recoveryToken
    const weak = await api.refused('422 invalid', 'PUT', '/recoveries/current/password', {
      bearer,
      body: { password: 'a' },
    })
    assert.equal(weak.errors[0].field, 'password')
    await api.does('PUT', '/recoveries/current/password', { bearer, body: { password: 'Kuh#Barfi1405' } })
    await api.refused('401 not-signed-in', 'GET', '/session', { bearer: session })
    await signedIn(forgetful, 'Kuh#Barfi1405')
    await api.refused('409 wrong-step', 'PUT', '/recoveries/current/password', {
      bearer,
      body: { password: 'Kuh#Barfi1405' },
    })
  })

  test('whether an account exists is not to be learnt: same answers, no SMS, tokens that cannot be compared', async () => {
    await anHourLater()
    const nobody = { personalNumber: safeCode(88_888), mobile: '09991999904' }
    const [real, decoy, decoyAgain] = [
      await api.does('POST', '/recoveries', { body: applicant(again) }),
      await api.does('POST', '/recoveries', { body: nobody }),
      await api.does('POST', '/recoveries', { body: nobody }),
    ]
    assert.deepEqual(Object.keys(real), Object.keys(decoy))
    assert.ok(Math.abs(real.recoveryToken.length - decoy.recoveryToken.length) <= 4)
    assert.notEqual(decoy.recoveryToken, decoyAgain.recoveryToken)
    await portal.work()
    assert.deepEqual(await portal.outside.inbox(nobody.mobile), [])
    for (const { recoveryToken: bearer } of [real, decoy]) {
      await api.refused('422 invalid', 'POST', '/recoveries/current/code', { bearer, body: { code: '000000' } })
      await api.refused('429 limited', 'POST', '/recoveries/current/code/resend', { bearer })
    }
  })

  test('a recovery token is good for half an hour', async () => {
    await anHourLater()
    const { recoveryToken: bearer } = await api.does('POST', '/recoveries', { body: applicant(again) })
    portal.clock.forward(31 * 60_000)
    await api.refused('401 not-signed-in', 'POST', '/recoveries/current/code', { bearer, body: { code: '123456' } })
  })
})

describe('what anybody may read', () => {
  test('branches', async () => {
    const { branches } = await api.does('GET', '/branches')
    assert.equal(branches.length, 9)
  })

  test('codes of problems', async () => {
    const { problems } = await api.does('GET', '/problems')
    assert.ok(problems.some(({ code }: { code: string }) => code === 'idempotency-key-reused'))
  })
})

const elsewhere = ['Services', 'Applications', 'Certificates', 'Payments', 'Questions', 'Requests', 'Published']

test('every operation was met with success above, but those that have a test file of their own', () => {
  assert.deepEqual(
    api.unmet((tag) => !elsewhere.includes(tag)),
    [],
  )
})
