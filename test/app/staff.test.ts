import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { URI } from 'otpauth'
import { addStaff, changeUnit, renewAccess } from '#app/staff/add-staff.ts'
import { openStaffSession, signInStaff } from '#app/staff/sign-in-staff.ts'
import { Secrets } from '#app/secrets.ts'
import { disableStaff } from '#store/staff.ts'
import { startPortal } from '../support/portal.ts'

const portal = await startPortal({ after })
const { app } = portal
const origin = { address: '203.0.113.5', device: 'test', deviceHash: null }
const password = 'Miz#Kar2468'
const code = (otpauth: string) => URI.parse(otpauth).generate({ timestamp: app.clock.now() } as never)
const add = async (userName: string) =>
  (await addStaff(app, { userName, displayName: 'کارشناس', role: 'officer', scope: { branchId: 1 }, password }))!
    .otpauth
const signIn = (userName: string, totp: string, given = password) =>
  signInStaff(app, { userName, password: given, totp }, origin)

test('a code of the authenticator is good once', async () => {
  const otpauth = await add('once')
  const digits = code(otpauth)
  const first = await signIn('once', digits)
  assert.ok(first.ok)
  assert.equal((await openStaffSession(app, first.value.token))?.role, 'officer')
  assert.equal((await signIn('once', digits)).ok, false)
  await portal.forward(30_000)
  assert.equal((await signIn('once', code(otpauth))).ok, true)
})

test('wrong name, wrong password and wrong code say the same', async () => {
  const otpauth = await add('same')
  const problems = [
    await signIn('nobody', '123456'),
    await signIn('same', code(otpauth), 'Wrong#Pass1'),
    await signIn('same', code(otpauth) === '000000' ? '000001' : '000000'),
  ].map((result) => (result.ok ? 'in' : result.problem.message))
  assert.equal(new Set(problems).size, 1)
})

test('a user name is taken once; a disabled account opens no more, and its sessions end', async () => {
  const otpauth = await add('gone')
  assert.equal(
    await addStaff(app, { userName: 'gone', displayName: 'x', role: 'officer', scope: 'everywhere', password }),
    null,
  )
  const signedIn = await signIn('gone', code(otpauth))
  assert.ok(signedIn.ok)
  assert.equal(await disableStaff(app.db, 'gone', new Date()), true)
  assert.equal(await openStaffSession(app, signedIn.value.token), null)
  await portal.forward(30_000)
  assert.equal((await signIn('gone', code(otpauth))).ok, false)
})

test('after a changed SECRET_KEY the old authenticator is refused like any wrong code, and access can be renewed', async () => {
  const otpauth = await add('renewed')
  const other = { ...app, secrets: new Secrets('b3RoZXItdGVzdC1rZXktb3RoZXItdGVzdC1rZXktb3RoZXI') }
  const refused = await signInStaff(other, { userName: 'renewed', password, totp: code(otpauth) }, origin)
  assert.equal(refused.ok ? '' : refused.problem.code, 'wrong-credentials')
  const renewed = await renewAccess(other, 'renewed', 'Tazeh#Kar1357')
  assert.ok(renewed)
  assert.equal(
    (await signInStaff(other, { userName: 'renewed', password: 'Tazeh#Kar1357', totp: code(renewed.otpauth) }, origin))
      .ok,
    true,
  )
  assert.equal(await renewAccess(other, 'nobody', 'Tazeh#Kar1357'), null)
})

test('a member of staff works for one unit of the branch or, without one, for all; the change is written down', async () => {
  const otpauth = await add('moved')
  const open = async () => {
    await portal.forward(30_000)
    const signedIn = await signIn('moved', code(otpauth))
    assert.ok(signedIn.ok)
    return openStaffSession(app, signedIn.value.token)
  }
  assert.equal((await open())?.unit, undefined)
  assert.equal(await changeUnit(app, 'moved', 'benefits'), true)
  assert.equal((await open())?.unit, 'benefits')
  assert.equal(await changeUnit(app, 'moved', null), true)
  assert.equal((await open())?.unit, undefined)
  assert.equal(await changeUnit(app, 'nobody', 'benefits'), false)
  const lines = await app.db.query<{ action: string }>(
    `select action from staff_audit where action like 'unit%' order by at`,
  )
  assert.deepEqual(
    lines.map(({ action }) => action),
    ['unit: benefits', 'unit: all'],
  )
})
