import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { goodPassword, somebody } from '../support/people.ts'
import { startPortal } from '../support/portal.ts'
import { signedUp, signIn, smsCode } from '../support/sign-up.ts'
import { Visitor } from '../support/visitor.ts'

const newMobile = '09991888001'
const maryam = somebody({ firstName: 'مریم' })
const zahra = somebody({ firstName: 'زهرا' })
const sara = somebody({ firstName: 'سارا' })
const mina = somebody({ firstName: 'مینا' })
const nargis = somebody({ firstName: 'نرگس' })
const hoda = somebody({ firstName: 'هدی' })
const narges = { ...nargis, mobiles: [...nargis.mobiles, newMobile as never] }
const portal = await startPortal({ after }, { people: [maryam, zahra, sara, mina, narges, hoda] })
const newest = async (mobile: string) => (await portal.outside.inbox(mobile))[0]?.text ?? ''

describe('signing in', () => {
  test('an unknown number and a wrong password say the same', async () => {
    await signedUp(portal, maryam.form)
    const wrong = await signIn(portal, { ...maryam.form, password: 'Wrong#Pass1' })
    wrong.at('/sign-in', 401)
    const unknown = await signIn(portal, { ...somebody().form, password: 'Wrong#Pass1' })
    unknown.at('/sign-in', 401)
    const error = (visitor: Visitor) => /class="notice error".*?<\/div>/s.exec(visitor.html)?.[0]
    assert.equal(error(wrong), error(unknown))
    assert.ok(error(wrong))
  })

  test('the page one came for opens after signing in, and never another site', async () => {
    const visitor = new Visitor(portal.url)
    await visitor.open('/account/devices')
    assert.match(visitor.path, /^\/sign-in\?/)
    await visitor.submit({ personalNumber: maryam.form.personalNumber, password: goodPassword })
    visitor.at('/account/devices').sees('همین دستگاه')
    assert.match(visitor.html, /مریم/)
    // So did a process of the release before begin sessions.
    await portal.app.db.query(`update session set first_name = null, last_name = null`)
    await visitor.open('/account/devices')
    assert.match(visitor.html, /مریم/)
    for (const next of [
      '//evil.example',
      'https://evil.example/',
      '/\\evil.example',
      '/%09/evil.example/..//x',
      '/..//evil.example',
      '/.//evil.example/x',
      '/x/..//evil.example',
      'javascript:alert(1)',
    ]) {
      const other = new Visitor(portal.url)
      await other.open(`/sign-in?next=${encodeURIComponent(next)}`)
      await other.submit({ personalNumber: maryam.form.personalNumber, password: goodPassword })
      assert.equal(new URL(other.path, portal.url).origin, new URL(portal.url).origin)
      assert.equal(other.status === 200 || other.status === 404, true)
      // Signed in by now, they are sent on at once.
      await other.open(`/sign-in?next=${encodeURIComponent(next)}`)
      assert.equal(new URL(other.path, portal.url).origin, new URL(portal.url).origin, next)
    }
  })

  test('after five wrong passwords from one place the account is closed there, and open elsewhere', async () => {
    await signedUp(portal, zahra.form)
    const visitor = new Visitor(portal.url, { 'x-forwarded-for': '203.0.113.9' })
    for (let tries = 0; tries < 5; tries += 1) {
      await signIn(portal, { ...zahra.form, password: 'Wrong#Pass1' }, visitor)
      visitor.at('/sign-in', 401)
    }
    await signIn(portal, zahra.form, visitor)
    visitor.at('/sign-in', 429).sees('بازیابی گذرواژه')
    ;(await signIn(portal, zahra.form, new Visitor(portal.url, { 'x-forwarded-for': '203.0.113.10' }))).at('/')
    await portal.forward(16 * 60_000)
    ;(await signIn(portal, zahra.form, visitor)).at('/')
  })

  test('parallel tries cannot slip past the limit', async () => {
    const person = { ...maryam.form, password: 'Wrong#Pass1' }
    const statuses = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const visitor = new Visitor(portal.url, { 'x-forwarded-for': '203.0.113.77' })
        return (await signIn(portal, person, visitor)).status
      }),
    )
    assert.equal(statuses.filter((status) => status === 401).length, 5)
    assert.equal(statuses.filter((status) => status === 429).length, 7)
  })

  test('a new device is told about; a known one is not', async () => {
    const phone = await signedUp(portal, sara.form)
    await portal.work()
    const before = (await portal.outside.inbox(sara.form.mobile)).length
    await signIn(portal, sara.form, new Visitor(portal.url))
    await portal.work()
    assert.match(await newest(sara.form.mobile), /دستگاهی تازه/)
    await phone.submit({}, '/sign-out')
    assert.match(phone.path, /^\/sign-in/)
    await signIn(portal, sara.form, phone)
    await portal.work()
    assert.equal((await portal.outside.inbox(sara.form.mobile)).length, before + 1)
  })

  test('a session ends after twenty minutes without use, and after twelve hours whatever happens', async () => {
    const visitor = await signIn(portal, sara.form, new Visitor(portal.url))
    await portal.forward(19 * 60_000)
    ;(await visitor.open('/account')).at('/account')
    await portal.forward(21 * 60_000)
    assert.match((await visitor.open('/account')).path, /^\/sign-in/)
    await signIn(portal, sara.form, visitor)
    for (let quarter = 0; quarter < 47; quarter += 1) {
      await portal.forward(15 * 60_000)
      ;(await visitor.open('/account')).at('/account')
    }
    await portal.forward(16 * 60_000)
    assert.match((await visitor.open('/account')).path, /^\/sign-in/)
  })

  test('the token rotates; the old one is worth nothing a minute later', async () => {
    const visitor = await signIn(portal, sara.form, new Visitor(portal.url))
    const first = visitor.cookie('session')!
    await portal.forward(11 * 60_000)
    await visitor.open('/account')
    assert.notEqual(visitor.cookie('session'), first)
    const thief = new Visitor(portal.url)
    thief.setCookie('session', first)
    ;(await thief.open('/account')).at('/account')
    await portal.forward(61_000)
    thief.setCookie('session', first)
    assert.match((await thief.open('/account')).path, /^\/sign-in/)
    ;(await visitor.open('/account')).at('/account')
  })
})

describe('recovering a password', () => {
  test('by a code to the registered mobile; every session ends and the owner is told', async () => {
    const old = await signedUp(portal, mina.form)
    await portal.forward(61_000)
    const visitor = new Visitor(portal.url)
    await visitor.open('/recover')
    await visitor.submit({ personalNumber: mina.form.personalNumber, mobile: mina.form.mobile })
    visitor.at('/recover/code')
    await visitor.submit({ code: await smsCode(portal, mina.form.mobile) })
    visitor.at('/recover/password')
    await visitor.submit({ password: 'Abi#Aseman77' })
    visitor.at('/recover/done')
    await portal.work()
    assert.match(await newest(mina.form.mobile), /گذرواژهٔ شما .* تغییر کرد/)
    assert.match((await old.open('/account')).path, /^\/sign-in/)
    ;(await signIn(portal, mina.form, new Visitor(portal.url))).at('/sign-in', 401)
    ;(await signIn(portal, { ...mina.form, password: 'Abi#Aseman77' }, new Visitor(portal.url))).at('/')
  })

  test('a mobile that is not the account’s goes the same way, and gets no message', async () => {
    const stranger = '09991777001'
    const visitor = new Visitor(portal.url)
    await visitor.open('/recover')
    await visitor.submit({ personalNumber: mina.form.personalNumber, mobile: stranger })
    visitor.at('/recover/code')
    await portal.work()
    assert.deepEqual(await portal.outside.inbox(stranger), [])
    await visitor.submit({ code: '123456' })
    visitor.at('/recover/code', 422).sees('این کد درست نیست')
    await visitor.open('/recover/password')
    visitor.at('/recover/code')
  })
})

describe('changing the account', () => {
  test('password: the present one is asked, other devices are signed out', async () => {
    const phone = await signedUp(portal, hoda.form)
    const other = await signIn(portal, hoda.form, new Visitor(portal.url))
    await phone.open('/account/password')
    await phone.submit({ currentPassword: 'Wrong#Pass1', newPassword: 'Abi#Aseman77' })
    phone.at('/account/password', 422).sees('گذرواژهٔ کنونی درست نیست')
    await phone.submit({ currentPassword: goodPassword, newPassword: 'hoda12345' })
    phone.at('/account/password', 422)
    await phone.submit({ currentPassword: goodPassword, newPassword: 'Abi#Aseman77' })
    phone.at('/account?done=password-changed')
    assert.match((await other.open('/account')).path, /^\/sign-in/)
  })

  test('mobile: own SIM only, code to the new number, notice to the old', async () => {
    const visitor = await signedUp(portal, narges.form)
    await visitor.open('/account/mobile')
    await visitor.submit({ mobile: maryam.form.mobile, currentPassword: goodPassword })
    visitor.at('/account/mobile', 422).sees('به نام شما نیست')
    await visitor.submit({ mobile: newMobile, currentPassword: goodPassword })
    visitor.at('/account/mobile/code')
    await visitor.submit({ code: await smsCode(portal, newMobile) })
    visitor.at('/account?done=mobile-changed')
    await portal.work()
    assert.match(await newest(narges.form.mobile), /شماره همراه حساب شما/)
    await visitor.open('/account/activity')
    visitor.sees('تغییر شماره همراه').sees('ورود')
  })

  test('mobile: while the owner cannot be asked nothing changes', async () => {
    const visitor = await signIn(portal, narges.form)
    await portal.outside.fault('ownership', { kind: 'error' })
    await visitor.open('/account/mobile')
    await visitor.submit({ mobile: narges.form.mobile, currentPassword: goodPassword })
    visitor.at('/account/mobile', 503).sees('شمارهٔ شما تغییر نکرد')
    await portal.outside.fault('ownership', null)
  })

  test('e-mail: set, removed, refused when it is none', async () => {
    const visitor = await signIn(portal, narges.form)
    await visitor.open('/account/email')
    await visitor.submit({ email: 'nobody' })
    visitor.at('/account/email', 422)
    await visitor.submit({ email: 'narges@example.com' })
    visitor.at('/account?done=email-changed').sees('narges@example.com')
    await visitor.open('/account/email')
    await visitor.submit({ email: '' })
    visitor.at('/account?done=email-changed')
    assert.doesNotMatch(visitor.text, /narges@example/)
  })

  test('devices: one can be signed out, and all at once', async () => {
    const phone = await signIn(portal, narges.form, new Visitor(portal.url))
    const lost = await signIn(portal, narges.form, new Visitor(portal.url))
    await phone.open('/account/devices')
    const id = /name="sessionId" value="(\d+)"/.exec(phone.html)![1]!
    await phone.submit({ sessionId: id }, '/account/devices/sign-out')
    phone.at('/account/devices')
    await phone.submit({}, '/account/devices/sign-out-all')
    assert.match((await phone.open('/account')).path, /^\/sign-in/)
    assert.match((await lost.open('/account')).path, /^\/sign-in/)
  })
})

describe('guards', () => {
  test('a post without the form’s token, or from another site, is refused and changes nothing', async () => {
    const visitor = await signIn(portal, maryam.form, new Visitor(portal.url))
    await visitor.post('/account/email', { email: 'a@b.ir' })
    assert.equal(visitor.status, 403)
    await visitor.open('/account/email')
    const { hidden } = visitor.form()
    await visitor.post('/account/email', { ...hidden, email: 'a@b.ir' }, { 'sec-fetch-site': 'cross-site' })
    assert.equal(visitor.status, 403)
    const rows = await portal.database.query('select from person where email is not null')
    assert.equal(rows.length, 0)
  })

  test('every page has the security headers and no inline script or style', async () => {
    const response = await fetch(`${portal.url}/sign-in`)
    const policy = response.headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.doesNotMatch(policy, /unsafe/)
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff')
    const html = await response.text()
    assert.doesNotMatch(html, /<script(?![^>]*src=)|<style|\sstyle=|\son\w+=/)
  })

  test('over https cookies are Secure and bound to the host, and HSTS is sent', async (t) => {
    const secure = await startPortal(t, { secure: true })
    const response = await fetch(`${secure.url}/sign-in`)
    assert.match(response.headers.get('strict-transport-security') ?? '', /max-age=63072000/)
    for (const cookie of response.headers.getSetCookie())
      assert.match(cookie, /^__Host-.*HttpOnly.*Secure.*SameSite=Lax/i)
  })
})
