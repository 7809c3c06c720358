import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { toLatinDigits } from '#kernel/text.ts'
import { goodPassword, somebody } from '#test/support/people.ts'
import { startPortal } from '#test/support/portal.ts'
import { signedUp, smsCode } from '#test/support/sign-up.ts'
import { HEADING } from './journey.ts'
import { Keys } from './keys.ts'
import { newGuest, WIDE } from './support.ts'

const maryam = somebody()
const reza = somebody({ firstName: 'رضا', sex: 'male' })
const portal = await startPortal({ after }, { people: [maryam, reza] })

test('from the home page to signing out by keys alone, on a wide screen', async (t) => {
  const guest = await newGuest(t, portal.url, { viewport: WIDE, thorough: false })
  const { page } = guest
  const keys = new Keys(page)
  await guest.open('/', HEADING.home)
  await page.keyboard.press('Tab')
  assert.equal(await keys.isOn(page.getByRole('link', { name: 'رفتن به محتوای صفحه' })), true, 'skip link first')
  await keys.seesFocus()
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.activeElement?.id === 'content')
  await keys.press('ثبت‌نام', 'link')
  await guest.at('/sign-up', HEADING.start)
  await keys.press('شروع ثبت‌نام', 'link')
  await guest.at('/sign-up/who', HEADING.who)

  await keys.type('کد ملی', '123')
  await keys.type('شماره همراه', maryam.form.mobile)
  await page.keyboard.press('Enter')
  await guest.refused('/sign-up/who')
  await keys.press(/کد ملی/, 'link')
  await page.waitForFunction(() => document.activeElement?.id === 'personalNumber')
  await keys.seesFocus()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(maryam.form.personalNumber)
  await keys.press('مرحله بعد')
  await guest.at('/sign-up/code', HEADING.code)
  await keys.type('کد ۶ رقمی', await smsCode(portal, maryam.form.mobile))
  await page.keyboard.press('Enter')
  await guest.at('/sign-up/identity', HEADING.identity)

  await keys.type('نام', maryam.form['firstName']!)
  await keys.type('نام خانوادگی', maryam.form['lastName']!)
  await keys.type('نام پدر', maryam.form['fatherName']!)
  await keys.type('شماره شناسنامه', maryam.form['idCardNumber']!)
  await keys.to(page.getByLabel('زن', { exact: true }))
  await page.keyboard.press('ArrowDown')
  assert.equal(await page.getByLabel('مرد', { exact: true }).isChecked(), true)
  await page.keyboard.press('ArrowUp')
  assert.equal(await page.getByLabel('زن', { exact: true }).isChecked(), true)
  await keys.press('انتخاب تاریخ از تقویم')
  await page.getByRole('dialog', { name: 'انتخاب تاریخ' }).waitFor()
  await keys.seesFocus()
  const grid = page.getByRole('grid')
  const month = async () => (await grid.getAttribute('aria-label')) ?? ''
  for (let turns = 0; !(await month()).endsWith('۱۳۶۵') && turns < 20; turns += 1)
    await page.keyboard.press('Shift+PageUp')
  for (let turns = 0; !(await month()).startsWith('اردیبهشت') && turns < 12; turns += 1)
    await page.keyboard.press((await month()).startsWith('فروردین') ? 'PageDown' : 'PageUp')
  assert.equal(await month(), 'اردیبهشت ۱۳۶۵')
  const day = async () => Number(toLatinDigits((await page.locator('td:focus').textContent()) ?? ''))
  for (let steps = 0; (await day()) !== 15 && steps < 31; steps += 1) {
    await page.keyboard.press((await day()) < 15 ? 'ArrowLeft' : 'ArrowRight')
    await keys.seesFocus()
  }
  await page.keyboard.press('Enter')
  assert.equal(await page.getByLabel('تاریخ تولد').inputValue(), '۱۳۶۵/۰۲/۱۵')
  assert.equal(await keys.isOn(page.getByRole('button', { name: /^تغییر تاریخ/ })), true)
  await keys.press('مرحله بعد', 'button', 'Space')
  await guest.at('/sign-up/password', HEADING.password)

  await keys.type('گذرواژه', goodPassword)
  await keys.to(page.getByLabel('نمایش گذرواژه'))
  await page.keyboard.press('Space')
  assert.equal(await page.getByLabel('گذرواژه', { exact: true }).getAttribute('type'), 'text')
  await keys.press('مرحله بعد')
  await guest.at('/sign-up/review', HEADING.review)
  await keys.press('تغییر نام پدر', 'link')
  await guest.at('/sign-up/identity', HEADING.identity)
  assert.match(page.url(), /#fatherName$/)
  await keys.to(page.getByLabel('نام پدر', { exact: true }))
  await page.keyboard.press('Enter')
  await guest.at('/sign-up/review', HEADING.review)
  await keys.press('تأیید و ارسال درخواست')
  await guest.at('/sign-up/result', HEADING.checking)
  await portal.work()
  await keys.press('دیدن آخرین وضعیت', 'link')
  await guest.at('/sign-up/result', HEADING.succeeded)
  await keys.press('تأیید')
  await guest.at('/sign-up/result', HEADING.finished)
  await keys.to(page.getByRole('main').getByRole('link', { name: 'ورود' }))
  await page.keyboard.press('Enter')
  await guest.at('/sign-in', HEADING.signIn)

  await keys.type('کد ملی', maryam.form.personalNumber)
  await keys.type('گذرواژه', goodPassword)
  await page.keyboard.press('Enter')
  await guest.at('/', `سلام، ${maryam.form['firstName']}`)
  await keys.press('خروج')
  await guest.at('/sign-in', HEADING.signIn)
})

test('on a phone with a keyboard the menu opens, closes with Escape, and signs out', async (t) => {
  const guest = await newGuest(t, portal.url, { thorough: false })
  const { page } = guest
  const keys = new Keys(page)
  await guest.inPlaceOf(await signedUp(portal, reza.form))
  await guest.open('/account', 'حساب من')
  await keys.press('فهرست')
  await page.getByRole('link', { name: 'کارفرمایان' }).waitFor()
  await keys.to(page.getByRole('link', { name: 'کارفرمایان' }))
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'کارفرمایان' }).waitFor({ state: 'hidden' })
  assert.equal(await keys.isOn(page.getByRole('button', { name: 'فهرست' })), true, 'the focus is back at the opener')
  await page.keyboard.press('Enter')
  await keys.press('خروج', 'button', 'Space')
  await guest.at('/sign-in', HEADING.signIn)
})

test('in the dark the focus is seen as well', async (t) => {
  const guest = await newGuest(t, portal.url, { thorough: false, colorScheme: 'dark' })
  const keys = new Keys(guest.page)
  for (const path of ['/', '/sign-in', '/sign-up', '/sign-up/who', '/recover']) {
    await guest.page.goto(path)
    await keys.to(guest.page.getByRole('link', { name: 'دسترس‌پذیری' }))
  }
})
