import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { goodPassword, somebody } from '#test/support/people.ts'
import { startPortal } from '#test/support/portal.ts'
import {
  findSignUp,
  giveCode,
  giveNames,
  giveNumberAndMobile,
  givePassword,
  HEADING,
  signInAt,
  signUp,
  smsSaying,
  toPassword,
} from './journey.ts'
import { newGuest, WIDE } from './support.ts'

const maryam = somebody()
const reza = somebody({ firstName: 'رضا', sex: 'male', born: '۱۳۴۸/۱۲/۰۳' })
const portal = await startPortal({ after }, { people: [maryam, reza] })

test('on a phone: typed birth date, ticked rules, a value changed, a double click, the result by itself', async (t) => {
  const guest = await newGuest(t, portal.url, { serviceWorkers: 'allow' })
  const { page } = guest
  await findSignUp(guest)
  await guest.picture('sign-up-who', 'phone-light')
  await guest.type('کد ملی', '1234567890')
  await guest.type('شماره همراه', '0912')
  await guest.press('مرحله بعد')
  await guest.refused('/sign-up/who')
  await page.getByRole('alert').getByRole('link').last().click()
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'mobile')
  await giveNumberAndMobile(guest, maryam.form)
  assert.equal(await page.getByRole('button', { name: 'ارسال دوبارهٔ کد' }).isDisabled(), true)
  await giveCode(guest, portal, maryam.form)

  await guest.press('مرحله بعد')
  await guest.refused('/sign-up/identity')
  assert.equal(await page.getByRole('alert').getByRole('link').count(), 6)
  await giveNames(guest, maryam.form)
  await guest.type('تاریخ تولد', '1365-2-15')
  await toPassword(guest)

  const met = () => page.locator('.rules li[data-ok]').count()
  const rules = await page.locator('.rules li').count()
  await guest.type('پست الکترونیک (اختیاری)', 'maryam@example.com')
  await page.getByLabel('گذرواژه', { exact: true }).pressSequentially('sabz')
  await page.locator('.rules li[data-ok]').first().waitFor()
  const some = await met()
  assert.ok(some > 0 && some < rules, `${some} of ${rules} ticked`)
  await guest.looks('some rules ticked')
  await page.getByLabel('گذرواژه', { exact: true }).fill(goodPassword)
  await page.waitForFunction((all) => document.querySelectorAll('.rules li[data-ok]').length === all, rules)
  assert.equal(await page.getByLabel('گذرواژه', { exact: true }).getAttribute('type'), 'password')
  await page.getByLabel('نمایش گذرواژه').check()
  assert.equal(await page.getByLabel('گذرواژه', { exact: true }).getAttribute('type'), 'text')
  await guest.looks('all rules ticked, password shown')
  await page.evaluate(() => scrollTo(0, 0))
  await guest.picture('sign-up-password', 'phone-light', 'phone-dark')
  await guest.press('مرحله بعد')
  await guest.at('/sign-up/review', HEADING.review)

  assert.equal(await page.getByText('۱۵ اردیبهشت ۱۳۶۵').isVisible(), true)
  await guest.follow('تغییر پست الکترونیک')
  await guest.at('/sign-up/password', HEADING.password)
  assert.equal(await page.getByLabel('پست الکترونیک (اختیاری)').inputValue(), 'maryam@example.com')
  await guest.type('پست الکترونیک (اختیاری)', 'm.sadeghi@example.com')
  await givePassword(guest)
  assert.equal(await page.getByText('m.sadeghi@example.com').isVisible(), true)
  await guest.picture('sign-up-review', 'phone-light', 'wide-light', 'wide-dark')

  await page.getByRole('button', { name: 'تأیید و ارسال درخواست' }).dblclick()
  await guest.at('/sign-up/result', HEADING.checking)
  assert.equal(guest.posts.filter((path) => path === '/sign-up/review').length, 1, 'sent once')
  assert.equal(await page.locator('bdi.tracking').isVisible(), true)
  await portal.work()
  await guest.at('/sign-up/result', HEADING.succeeded)
  await guest.picture('sign-up-result', 'phone-light')
  assert.equal(await smsSaying(portal, maryam.form, 'کد رهگیری'), 1)
  assert.equal(await smsSaying(portal, maryam.form, 'با موفقیت'), 1)

  await guest.press('تأیید')
  await guest.at('/sign-up/result', HEADING.finished)
  await guest.follow('ورود')
  await guest.at('/sign-in', HEADING.signIn)
  await guest.picture('sign-in', 'phone-light')
  await signInAt(guest, maryam.form)
  await guest.picture('home-signed-in', 'phone-light', 'phone-dark', 'wide-light')
  await guest.signOut()
  assert.equal(await page.getByText('از حساب خود خارج شدید.').isVisible(), true)
})

test('on a wide screen: the birth date is picked from the Jalali calendar beside its field', async (t) => {
  const guest = await newGuest(t, portal.url, { viewport: WIDE })
  const { page } = guest
  await signUp(guest, portal, reza.form, 'identity')
  await giveNames(guest, reza.form)
  await page.getByRole('button', { name: 'انتخاب تاریخ از تقویم' }).click()
  await page.getByLabel('سال', { exact: true }).selectOption({ label: '۱۳۴۸' })
  await page.getByLabel('ماه', { exact: true }).selectOption({ label: 'اسفند' })
  await guest.looks('calendar open')
  await guest.picture('sign-up-calendar', 'wide-light')
  await page.getByRole('gridcell', { name: 'یکشنبه ۳ اسفند ۱۳۴۸' }).click()
  assert.equal(await page.getByLabel('تاریخ تولد').inputValue(), '۱۳۴۸/۱۲/۰۳')

  await page.setViewportSize({ width: 360, height: 740 })
  await page.getByRole('button', { name: /^تغییر تاریخ/ }).click()
  await page.getByRole('dialog', { name: 'انتخاب تاریخ' }).waitFor()
  await guest.looks('calendar open')
  await guest.picture('sign-up-calendar', 'phone-light')
  await page.getByRole('button', { name: 'بستن تقویم' }).click()
  await toPassword(guest)
  await givePassword(guest)
  assert.equal(await page.getByText('۳ اسفند ۱۳۴۸').isVisible(), true)
})
