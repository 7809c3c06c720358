import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { somebody } from '#test/support/people.ts'
import { startPortal } from '#test/support/portal.ts'
import { smsCode } from '#test/support/sign-up.ts'
import { findSignUp, giveCode, giveNames, givePassword, HEADING, signInAt, smsSaying, toPassword } from './journey.ts'
import { newGuest } from './support.ts'

const maryam = somebody()
const portal = await startPortal({ after }, { people: [maryam] })

test('the whole way from the home page to signing out works without JavaScript', async (t) => {
  const guest = await newGuest(t, portal.url, { javaScriptEnabled: false })
  const { page } = guest
  await findSignUp(guest)
  await guest.type('کد ملی', '12')
  await guest.type('شماره همراه', maryam.form.mobile)
  await guest.press('مرحله بعد')
  await page.getByRole('alert').waitFor()
  await guest.looks('refused')
  assert.equal(await page.getByLabel('کد ملی', { exact: true }).inputValue(), '12')
  await page.getByRole('alert').getByRole('link').click()
  assert.match(page.url(), /#personalNumber$/)
  await guest.type('کد ملی', maryam.form.personalNumber)
  await guest.press('مرحله بعد')
  await guest.at('/sign-up/code', HEADING.code)

  const right = await smsCode(portal, maryam.form.mobile)
  await guest.type('کد ۶ رقمی', right === '111111' ? '222222' : '111111')
  await guest.press('مرحله بعد')
  await page.getByRole('alert').waitFor()
  await guest.looks('refused')
  await giveCode(guest, portal, maryam.form)

  assert.equal(await page.getByRole('button', { name: /تقویم/ }).count(), 0)
  await giveNames(guest, maryam.form)
  await guest.type('تاریخ تولد', '١٣٦٥٠٢١٥')
  await toPassword(guest)
  assert.equal(await page.getByText('نمایش گذرواژه').isVisible(), false)
  await guest.type('گذرواژه', 'sadeghi')
  await guest.press('مرحله بعد')
  await page.getByRole('alert').waitFor()
  await guest.looks('refused')
  await givePassword(guest)

  await guest.follow('تغییر نام پدر')
  await guest.at('/sign-up/identity', HEADING.identity)
  assert.equal(await page.getByLabel('نام پدر', { exact: true }).inputValue(), maryam.form['fatherName'])
  await guest.press('مرحله بعد')
  await guest.at('/sign-up/review', HEADING.review)
  await page.getByRole('button', { name: 'تأیید و ارسال درخواست' }).dblclick()
  await guest.at('/sign-up/result', HEADING.checking)
  await portal.work()
  assert.equal(await smsSaying(portal, maryam.form, 'کد رهگیری'), 1, 'one request for two clicks')
  await guest.follow('دیدن آخرین وضعیت')
  await guest.at('/sign-up/result', HEADING.succeeded)
  await guest.press('تأیید')
  await guest.at('/sign-up/result', HEADING.finished)
  await guest.follow('ورود')
  await signInAt(guest, maryam.form)
  await guest.signOut()
})
