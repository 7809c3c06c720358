import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { goodPassword, somebody } from '#test/support/people.ts'
import { startPortal } from '#test/support/portal.ts'
import { signedUp, signIn, smsCode } from '#test/support/sign-up.ts'
import { Visitor } from '#test/support/visitor.ts'
import { HEADING, signInAt } from './journey.ts'
import { newGuest } from './support.ts'

const NEW_PASSWORD = 'Abi#Aseman77'
const NEW_MOBILE = '09991888001'
const mina = somebody({ firstName: 'مینا' })
const nargis = somebody({ firstName: 'نرگس' })
const narges = { ...nargis, mobiles: [...nargis.mobiles, NEW_MOBILE as never] }
const portal = await startPortal({ after }, { people: [mina, narges] })

test('a forgotten password is made anew with a code by SMS', async (t) => {
  await signedUp(portal, mina.form)
  await portal.forward(61_000)
  const guest = await newGuest(t, portal.url)
  await guest.open('/sign-in', HEADING.signIn)
  await guest.type('کد ملی', mina.form.personalNumber)
  await guest.type('گذرواژه', 'Wrong#Pass1')
  await guest.press('ورود')
  await guest.refused('/sign-in')
  await guest.follow('بازیابی گذرواژه')
  await guest.at('/recover', 'بازیابی گذرواژه')
  await guest.press('مرحله بعد')
  await guest.refused('/recover')
  await guest.type('کد ملی', mina.form.personalNumber)
  await guest.type('شماره همراه', mina.form.mobile)
  await guest.press('مرحله بعد')
  await guest.at('/recover/code', HEADING.code)
  await guest.type('کد ۶ رقمی', await smsCode(portal, mina.form.mobile))
  await guest.press('مرحله بعد')
  await guest.at('/recover/password', 'گذرواژهٔ تازه')
  await guest.type('گذرواژهٔ تازه', '12345678')
  await guest.press('ثبت گذرواژه')
  await guest.refused('/recover/password')
  await guest.type('گذرواژهٔ تازه', NEW_PASSWORD)
  await guest.press('ثبت گذرواژه')
  await guest.at('/recover/done', 'گذرواژهٔ شما تغییر کرد')
  await guest.follow('ورود')
  await guest.at('/sign-in', HEADING.signIn)
  await signInAt(guest, mina.form, NEW_PASSWORD)
})

test('one’s own account: e-mail, mobile with a code, password, devices and what happened', async (t) => {
  const elsewhere = await signedUp(portal, narges.form)
  await signIn(portal, narges.form, new Visitor(portal.url))
  const guest = await newGuest(t, portal.url)
  const { page } = guest
  await page.goto('/account')
  await guest.at('/sign-in', HEADING.signIn)
  assert.equal(await page.getByText('برای دیدن این صفحه وارد شوید.').isVisible(), true)
  await guest.type('کد ملی', narges.form.personalNumber)
  await guest.type('گذرواژه', goodPassword)
  await guest.press('ورود')
  await guest.at('/account', 'حساب من')

  await guest.follow('افزودن پست الکترونیک')
  await guest.at('/account/email', 'پست الکترونیک')
  await guest.type('پست الکترونیک (اختیاری)', 'narges')
  await guest.press('ثبت')
  await guest.refused('/account/email')
  await guest.type('پست الکترونیک (اختیاری)', 'narges@example.com')
  await guest.press('ثبت')
  await guest.at('/account', 'حساب من')
  await guest.looks('done')
  assert.equal(await page.getByText('narges@example.com').isVisible(), true)

  await guest.follow('تغییر شماره همراه')
  await guest.at('/account/mobile', 'تغییر شماره همراه')
  await guest.type('شماره همراه تازه', mina.form.mobile)
  await guest.type('گذرواژهٔ کنونی', goodPassword)
  await guest.press('مرحله بعد')
  await guest.refused('/account/mobile')
  await guest.type('شماره همراه تازه', NEW_MOBILE)
  await guest.type('گذرواژهٔ کنونی', goodPassword)
  await guest.press('مرحله بعد')
  await guest.at('/account/mobile/code', HEADING.code)
  await guest.type('کد ۶ رقمی', await smsCode(portal, NEW_MOBILE))
  await guest.press('تغییر شماره')
  await guest.at('/account', 'حساب من')
  assert.equal(await page.getByText('شمارهٔ همراه تغییر کرد.').isVisible(), true)

  await guest.follow('دستگاه‌ها')
  await guest.at('/account/devices', 'دستگاه‌ها')
  await guest.picture('devices', 'phone-light', 'wide-light')
  assert.equal(await page.getByRole('button', { name: /^خروج از این دستگاه/ }).count(), 2)
  await page
    .getByRole('button', { name: /^خروج از این دستگاه/ })
    .first()
    .click()
  await page.waitForFunction(() => document.querySelectorAll('.listing li').length === 2)
  await guest.follow('بازگشت')
  await guest.at('/account', 'حساب من')

  await guest.follow('تغییر گذرواژه')
  await guest.at('/account/password', 'تغییر گذرواژه')
  await guest.press('تغییر گذرواژه')
  await guest.refused('/account/password')
  await guest.type('گذرواژهٔ کنونی', goodPassword)
  await guest.type('گذرواژهٔ تازه', NEW_PASSWORD)
  await guest.press('تغییر گذرواژه')
  await guest.at('/account', 'حساب من')
  assert.match((await elsewhere.open('/account')).path, /^\/sign-in/, 'signed out elsewhere')

  await guest.follow('ورودها و تغییرها')
  await guest.at('/account/activity', 'ورودها و تغییرها')
  for (const action of ['تغییر گذرواژه', 'تغییر شماره همراه', 'تغییر پست الکترونیک'])
    assert.equal(await page.getByRole('cell', { name: action, exact: true }).count(), 1, action)

  await guest.open('/account/devices', 'دستگاه‌ها')
  await guest.press('خروج از همهٔ دستگاه‌ها')
  await guest.at('/sign-in', HEADING.signIn)
})
