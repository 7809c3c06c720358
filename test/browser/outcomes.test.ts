import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { goodPassword, somebody } from '#test/support/people.ts'
import { startPortal } from '#test/support/portal.ts'
import { signedUp, walkSignUp } from '#test/support/sign-up.ts'
import { HEADING, signInAt, signUp, smsSaying } from './journey.ts'
import { newGuest } from './support.ts'

const others = somebody({ firstName: 'لیلا' })
const twice = somebody({ firstName: 'زهرا' })
const back = somebody({ firstName: 'سارا' })
const tabs = somebody({ firstName: 'مینا' })
const away = somebody({ firstName: 'نرگس' })
const portal = await startPortal({ after }, { people: [others, twice, back, tabs, away] })

test('a mobile of somebody else: the page names the branch, its address and the papers', async (t) => {
  const visitor = await walkSignUp(portal, { ...others.form, mobile: '09991999999' })
  const guest = await (await newGuest(t, portal.url)).inPlaceOf(visitor)
  await guest.open('/sign-up/result', HEADING.checking)
  await portal.work()
  await guest.at('/sign-up/result', HEADING.branch)
  for (const text of ['شعبهٔ یک قم', 'شناسنامه', 'کارت ملی'])
    assert.equal(await guest.page.getByText(text, { exact: true }).isVisible(), true, text)
  await guest.press('تأیید')
  await guest.at('/sign-up/result', HEADING.finished)
})

test('a number that has an account: the page only says that an SMS was sent', async (t) => {
  await signedUp(portal, twice.form)
  await portal.forward(61_000)
  const guest = await (await newGuest(t, portal.url)).inPlaceOf(await walkSignUp(portal, twice.form))
  await portal.work()
  await guest.open('/sign-up/result', HEADING.bySms)
  assert.doesNotMatch((await guest.page.textContent('main')) ?? '', /حساب دارید|از پیش/)
  await guest.press('تأیید')
  await guest.at('/sign-up/result', HEADING.finished)
})

test('the Back key after sending leads to the result, and sends nothing again', async (t) => {
  const guest = await newGuest(t, portal.url, { thorough: false })
  await signUp(guest, portal, back.form)
  await guest.page.goBack()
  await guest.at('/sign-up/result', HEADING.checking)
  await guest.page.goForward()
  await guest.at('/sign-up/result', HEADING.checking)
  await guest.page.reload()
  await guest.at('/sign-up/result', HEADING.checking)
  await portal.work()
  assert.equal(guest.posts.filter((path) => path === '/sign-up/review').length, 1)
  assert.equal(await smsSaying(portal, back.form, 'کد رهگیری'), 1)
})

test('two tabs that both send make one request and show one tracking code', async (t) => {
  const guest = await newGuest(t, portal.url, { thorough: false })
  await guest.inPlaceOf(await walkSignUp(portal, tabs.form, 'review'))
  await guest.open('/sign-up/review', HEADING.review)
  const other = await guest.context.newPage()
  await other.goto('/sign-up/review')
  const codes = await Promise.all(
    [guest.page, other].map(async (page) => {
      await page.getByRole('button', { name: 'تأیید و ارسال درخواست' }).click()
      await page.getByRole('heading', { name: HEADING.checking }).waitFor()
      return page.locator('bdi.tracking').textContent()
    }),
  )
  assert.equal(codes[0], codes[1])
  await portal.work()
  assert.equal(await smsSaying(portal, tabs.form, 'کد رهگیری'), 1)
  assert.equal(await smsSaying(portal, tabs.form, 'با موفقیت'), 1)
})

test('who leaves and comes back on the same device goes on where they were', async (t) => {
  const before = await newGuest(t, portal.url, { thorough: false })
  await signUp(before, portal, away.form, 'password')
  const storageState = await before.context.storageState()
  await before.context.close()

  const guest = await newGuest(t, portal.url, { thorough: false, storageState })
  await guest.open('/sign-up', HEADING.start)
  await guest.follow('شروع ثبت‌نام')
  await guest.at('/sign-up/who', HEADING.who)
  assert.equal(await guest.page.getByLabel('کد ملی', { exact: true }).inputValue(), away.form.personalNumber)
  await guest.press('مرحله بعد')
  await guest.at('/sign-up/password', HEADING.password)
  await guest.follow('بازگشت')
  await guest.at('/sign-up/identity', HEADING.identity)
  assert.equal(await guest.page.getByLabel('نام', { exact: true }).inputValue(), away.form['firstName'])
  assert.equal(await guest.page.getByLabel('تاریخ تولد').inputValue(), away.form['birthDate'])
  await guest.press('مرحله بعد')
  await guest.at('/sign-up/password', HEADING.password)
  await guest.type('گذرواژه', goodPassword)
  await guest.press('مرحله بعد')
  await guest.at('/sign-up/review', HEADING.review)
  await guest.press('تأیید و ارسال درخواست')
  await guest.at('/sign-up/result', HEADING.checking)
  await portal.work()
  await signInAt(guest, away.form)
})
