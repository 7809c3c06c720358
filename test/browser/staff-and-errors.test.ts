import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { URI } from 'otpauth'
import { addStaff } from '#app/staff/add-staff.ts'
import { goodPassword, somebody } from '#test/support/people.ts'
import { startPortal } from '#test/support/portal.ts'
import { signedUp, walkSignUp } from '#test/support/sign-up.ts'
import { cutOff, languageFaults } from './looks.ts'
import { newGuest, WIDE } from './support.ts'

const maryam = somebody()
const impatient = somebody({ firstName: 'سارا' })
const portal = await startPortal({ after }, { people: [maryam, impatient] })

test('an officer signs in with the code of their authenticator app and finds an empty desk', async (t) => {
  const staff = { userName: 'officer', displayName: 'سمیه کریمی', role: 'officer', password: goodPassword } as const
  const added = await addStaff(portal.app, { ...staff, scope: { branchId: 1 } })
  const app = URI.parse(added!.otpauth)
  assert.ok('period' in app)
  const guest = await newGuest(t, portal.url, { viewport: WIDE })
  await guest.page.goto('/staff')
  await guest.at('/staff/sign-in', 'ورود کارکنان')
  const give = async (password: string) => {
    await guest.type('نام کاربری', 'officer')
    await guest.type('گذرواژه', password)
    await guest.type('کد برنامهٔ رمزساز', app.generate({ timestamp: portal.clock.now() }))
    await guest.press('ورود')
  }
  await give('Wrong#Pass1')
  await guest.refused('/staff/sign-in')
  await portal.forward(60_000)
  await give(goodPassword)
  await guest.at('/staff', 'کارهای من')
  assert.equal(await guest.page.getByText('شعبهٔ یک قم').isVisible(), true)
  await guest.picture('staff-desk', 'wide-light', 'phone-light')
  await guest.page.getByRole('button', { name: 'خروج' }).click()
  await guest.at('/staff/sign-in', 'ورود کارکنان')
})

test('a page that is not there says where to look instead', async (t) => {
  const guest = await newGuest(t, portal.url)
  await guest.open('/no-such-page', 'این صفحه پیدا نشد')
  assert.equal(guest.status, 404)
  await guest.follow('جست‌وجوی خدمات')
  await guest.page.waitForURL('**/services')
  await guest.looks()
})

test('a form with a forged token, or sent from another site, is refused kindly and changes nothing', async (t) => {
  const guest = await newGuest(t, portal.url)
  await guest.inPlaceOf(await signedUp(portal, maryam.form))
  await guest.page.goto('/account/email')
  await guest.page
    .locator('main input[name=_csrf]')
    .evaluate((input: HTMLInputElement) => input.setAttribute('value', 'x'))
  await guest.type('پست الکترونیک (اختیاری)', 'forged@example.com')
  await guest.press('ثبت')
  await guest.at('/account/email', 'این صفحه برای شما باز نشد')
  assert.equal(guest.status, 403)

  await guest.page.goto('about:blank')
  await guest.page.setContent(
    `<form method="post" action="${portal.url}/account/devices/sign-out-all"><button>x</button>`,
  )
  await guest.page.getByRole('button').click()
  await guest.page.waitForURL('**/sign-out-all')
  await guest.at('/account/devices/sign-out-all', 'این صفحه برای شما باز نشد')
  assert.equal(guest.status, 403)
  await guest.page.goto('/account')
  assert.equal(await guest.page.getByText('forged@example.com').count(), 0)
})

test('who is too quick hears how long to wait and what else to do', async (t) => {
  const guest = await newGuest(t, portal.url)
  await guest.inPlaceOf(await walkSignUp(portal, impatient.form, 'code'))
  await guest.page.goto('/sign-up/code')
  await guest.page.evaluate(() => document.querySelector('resend-wait button')?.removeAttribute('disabled'))
  await guest.press('ارسال دوبارهٔ کد')
  await guest.at('/sign-up/code/resend', 'کمی صبر کنید')
  assert.equal(guest.status, 429)
  assert.match((await guest.page.textContent('main')) ?? '', /[۰-۹]+ ثانیه/)

  await guest.page.goto('/sign-in')
  for (let tries = 0; tries < 6; tries += 1) {
    await guest.type('کد ملی', impatient.form.personalNumber)
    await guest.type('گذرواژه', `Wrong#Pass${tries}`)
    await Promise.all([guest.page.waitForEvent('load'), guest.press('ورود')])
  }
  await guest.refused('/sign-in')
  assert.equal(guest.status, 429)
  assert.equal(await guest.page.getByRole('alert').getByText('بازیابی گذرواژه').isVisible(), true)
})

test('the simulated phone shows its messages', async (t) => {
  const guest = await newGuest(t, portal.outside.smsUrl)
  await guest.page.goto('/')
  assert.equal(await guest.page.getByText('خوش آمدید').first().isVisible(), true)
  assert.deepEqual([...(await languageFaults(guest.page)), ...(await cutOff(guest.page))], [])
  await guest.picture('sms-inbox', 'phone-light')
})

test('the public pages that no other story meets', async (t) => {
  const guest = await newGuest(t, portal.url)
  for (const path of ['/services?q=حقوق', '/audience/insured', '/services/dependants', '/branches', '/privacy']) {
    await guest.page.goto(path)
    await guest.looks()
  }
  await guest.open('/accessibility', 'دسترس‌پذیری')
  await guest.open('/offline', 'اینترنت قطع است')
})
