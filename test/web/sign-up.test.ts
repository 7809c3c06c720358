import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { startPortal } from '../support/portal.ts'
import { goodPassword, safeCode, somebody } from '../support/people.ts'
import { signedUp, signIn, smsCode, walkSignUp } from '../support/sign-up.ts'
import { Visitor } from '../support/visitor.ts'

const maryam = somebody()
const twice = somebody({ firstName: 'زهرا' })
const child = somebody({ born: '۱۳۹۰/۰۱/۰۵', firstName: 'علی', sex: 'male', idCardNumber: safeCode(9) })
const late = somebody({ firstName: 'رضا', sex: 'male', diedOn: '2024-05-01' as never })
const misnamed = somebody({ firstName: 'فاطمه' })
const foreigner = somebody({
  number: '612345678901',
  firstName: 'احمد',
  lastName: 'نوری',
  sex: 'male',
  idCardNumber: 'A1234',
})
const porting = somebody({ firstName: 'سارا' })
const slow = somebody({ firstName: 'نرگس' })
const others = somebody({ firstName: 'لیلا' })
const tabs = somebody({ firstName: 'مینا' })
const wrongCodes = somebody()
const renamed = somebody({ firstName: 'شیرین', lastName: 'کاظم‌زاده' })
const people = [maryam, twice, child, late, misnamed, foreigner, porting, slow, others, tabs, wrongCodes, renamed]

const portal = await startPortal({ after }, { people })

describe('sign-up through the pages, without JavaScript', () => {
  test('a person signs up, gets two messages, confirms and signs in', async () => {
    const visitor = await walkSignUp(portal, maryam.form)
    visitor.sees('در حال بررسی')
    const code = /[۰-۹]{10}/.exec(visitor.text)?.[0]
    assert.ok(code)
    await portal.work()
    await visitor.open('/sign-up/result')
    visitor.sees('ثبت‌نام شما انجام شد')
    const texts = (await portal.outside.inbox(maryam.form.mobile)).map(({ text }) => text)
    assert.equal(texts.length, 3)
    assert.match(texts[0]!, /با موفقیت انجام شد/)
    assert.ok(texts[1]!.includes(code), 'the receipt names the tracking code')
    await visitor.submit()
    visitor.at('/sign-up/result').sees('پایان')
    const signedIn = await signIn(portal, maryam.form)
    signedIn.at('/').sees('سلام')
  })

  test('what the registry knows is stored, not the spelling that was typed', async () => {
    const visitor = await walkSignUp(portal, { ...renamed.form, firstName: 'شيرين', lastName: 'كاظم زاده' })
    await portal.work()
    await visitor.open('/sign-up/result')
    visitor.sees('ثبت‌نام شما انجام شد')
    const rows = await portal.database.query<{ name: string }>(
      `select last_name as name from person where number = $1`,
      [renamed.form.personalNumber],
    )
    assert.equal(rows[0]!.name, 'کاظم‌زاده')
  })

  test('a number that is registered learns nothing on the page; its owner is told by SMS', async () => {
    await signedUp(portal, twice.form)
    const again = await walkSignUp(portal, twice.form, 'sent', new Visitor(portal.url)).catch(() => null)
    assert.equal(again, null, 'the code may not be asked for again within a minute')
    await portal.forward(61_000)
    const visitor = await walkSignUp(portal, twice.form, 'sent', new Visitor(portal.url))
    await portal.work()
    await visitor.open('/sign-up/result')
    visitor.sees('پیامک')
    assert.doesNotMatch(visitor.text, /حساب دارید|از پیش/)
    assert.match((await portal.outside.inbox(twice.form.mobile))[0]!.text, /از پیش حساب دارید/)
  })

  const branch = [
    ['the mobile belongs to somebody else', { ...others.form, mobile: '09991999999' }, 'به نام شما نیست'],
    [
      'the registry has another birth date',
      { ...misnamed.form, birthDate: '۱۳۶۵/۰۲/۱۶' },
      'در ثبت احوال با هم یافت نشد',
    ],
    ['the registry has another name', { ...misnamed.form, firstName: 'پروین' }, 'با ثبت احوال یکی نیست'],
    ['the person is deceased', late.form, 'درگذشته ثبت شده'],
  ] as const
  for (const [name, form, reason] of branch) {
    test(`to the branch: ${name}`, async () => {
      await portal.forward(61_000)
      const visitor = await walkSignUp(portal, form)
      await portal.work()
      await visitor.open('/sign-up/result')
      visitor.sees(reason).sees('شعبهٔ یک قم').sees('شناسنامه').sees('کارت ملی')
      const [newest] = await portal.outside.inbox(form.mobile)
      assert.match(newest!.text, /شعبهٔ یک قم/)
      await visitor.submit()
      visitor.sees('پایان')
      const { length } = await portal.database.query('select from identity where number = $1', [form.personalNumber])
      assert.equal(length, 0)
    })
  }

  test('somebody under eighteen may sign up', async () => {
    ;(await signedUp(portal, child.form)).at('/').sees('علی')
  })

  test('a foreign national signs up with the twelve-digit number', async () => {
    ;(await signedUp(portal, foreigner.form)).at('/').sees('احمد')
  })

  test('while the owner of the mobile is unknown the request waits, and ends by itself when known', async () => {
    await portal.outside.fault('ownership', { kind: 'error' })
    const visitor = await walkSignUp(portal, porting.form)
    assert.deepEqual(
      (await portal.work()).filter((line) => line.includes('check')),
      ['check-sign-up waits'],
    )
    await visitor.open('/sign-up/result')
    visitor.sees('در حال بررسی')
    await portal.outside.fault('ownership', null)
    await portal.forward(10_000)
    await portal.work()
    await visitor.open('/sign-up/result')
    visitor.sees('ثبت‌نام شما انجام شد')
  })

  test('a registry that is down for hours: told once, then one success', async () => {
    await portal.outside.fault('registry', { kind: 'down' })
    const visitor = await walkSignUp(portal, slow.form)
    for (let hour = 0; hour < 40; hour += 1) {
      await portal.work()
      await portal.forward(400_000)
    }
    await portal.outside.fault('registry', null)
    await portal.work()
    await visitor.open('/sign-up/result')
    visitor.sees('ثبت‌نام شما انجام شد')
    const texts = (await portal.outside.inbox(slow.form.mobile)).map(({ text }) => text)
    assert.equal(texts.filter((text) => text.includes('طول کشیده')).length, 1)
    assert.equal(texts.filter((text) => text.includes('با موفقیت')).length, 1)
  })

  test('double click, two tabs and a repeated post make one request', async () => {
    const visitor = await walkSignUp(portal, tabs.form, 'review')
    const form = visitor.form()
    const cookies = ['sign-up', 'csrf', 'device'].map((name) => [name, visitor.cookie(name)!] as const)
    const sent = await Promise.all(
      [1, 2, 3, 4].map(async () => {
        const tab = new Visitor(portal.url)
        for (const [name, value] of cookies) tab.setCookie(name, value)
        await tab.post('/sign-up/review', form.hidden, { 'sec-fetch-site': 'same-origin' })
        return tab.at('/sign-up/result').text
      }),
    )
    assert.equal(new Set(sent.map((text) => /[۰-۹]{10}/.exec(text)?.[0])).size, 1)
    await portal.work()
    const texts = (await portal.outside.inbox(tabs.form.mobile)).map(({ text }) => text)
    assert.equal(texts.filter((text) => text.includes('کد رهگیری')).length, 1)
    assert.equal(texts.filter((text) => text.includes('با موفقیت')).length, 1)
  })

  test('no page can be reached before its turn, and the way back leads to where the person is', async () => {
    const stranger = new Visitor(portal.url)
    for (const page of ['code', 'identity', 'password', 'review', 'result']) {
      await stranger.open(`/sign-up/${page}`)
      stranger.at('/sign-up')
    }
    const visitor = await walkSignUp(portal, somebody().form, 'code')
    for (const page of ['identity', 'password', 'review', 'result']) {
      await visitor.open(`/sign-up/${page}`)
      visitor.at('/sign-up/code')
    }
  })

  test('five wrong codes lock the mobile for fifteen minutes', async () => {
    const visitor = await walkSignUp(portal, wrongCodes.form, 'code')
    const right = await smsCode(portal, wrongCodes.form.mobile)
    const wrong = right === '000000' ? '000001' : '000000'
    for (let tries = 0; tries < 5; tries += 1) {
      await visitor.submit({ code: wrong })
      visitor.at('/sign-up/code', 422).sees('این کد درست نیست')
    }
    await visitor.submit({ code: right })
    visitor.at('/sign-up/code', 429).sees('پنج بار')
  })

  test('a code is good for two minutes', async () => {
    const person = somebody()
    const visitor = await walkSignUp(portal, person.form, 'code')
    const code = await smsCode(portal, person.form.mobile)
    await portal.forward(121_000)
    await visitor.submit({ code })
    visitor.at('/sign-up/code', 422).sees('زمان این کد تمام شده')
    await visitor.submit({}, '/sign-up/code/resend')
    visitor.at('/sign-up/code')
    await visitor.submit({ code: await smsCode(portal, person.form.mobile) })
    visitor.at('/sign-up/identity')
  })

  test('what is wrong is said beside its field, and nothing typed is lost', async () => {
    const visitor = new Visitor(portal.url)
    await visitor.open('/sign-up/who')
    await visitor.submit({ personalNumber: '1234567890', mobile: '123' })
    visitor.at('/sign-up/who', 422)
    assert.match(visitor.title, /^خطا: /)
    assert.match(visitor.html, /value="1234567890"/)
    assert.match(visitor.html, /id="personalNumber-error"/)
    assert.match(visitor.html, /id="mobile-error"/)
  })

  test('a changed name asks for the password again, since the rule was asked of the old name', async () => {
    const person = somebody()
    const visitor = await walkSignUp(portal, person.form, 'review')
    await visitor.open('/sign-up/identity')
    await visitor.submit({ ...person.form, firstName: 'پروانه' })
    visitor.at('/sign-up/password')
    await visitor.submit({ email: '', password: 'Parvaneh#1405' })
    visitor.at('/sign-up/password', 422).sees('بدون نام شما')
    await visitor.submit({ email: 'a@b.ir', password: goodPassword })
    visitor.at('/sign-up/review').sees('پروانه').sees('a@b.ir')
  })
})
