import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { somebody } from '#test/support/people.ts'
import { startPortal } from '#test/support/portal.ts'
import { walkSignUp } from '#test/support/sign-up.ts'
import { findSignUp, HEADING, signInAt, signUp } from './journey.ts'
import { cutOff } from './looks.ts'
import { newGuest, PHONE, WIDE } from './support.ts'

const NARROWEST = { width: 320, height: 568 }
const maryam = somebody({ firstName: 'فاطمه‌سادات', lastName: 'حسینی‌نژاد قمی', fatherName: 'سید محمدرضا' })
const zahra = somebody({ firstName: 'زهرا' })
const portal = await startPortal({ after }, { people: [maryam, zahra] })

/** Where one gets to without having signed in. */
const OPEN = [
  '/',
  '/services',
  '/services?q=حقوق',
  '/audience/insured',
  '/services/dependants',
  '/branches',
  '/privacy',
]
const OWN = ['/', '/account', '/account/password', '/account/mobile', '/account/devices', '/account/activity']

test('at 320 px the whole journey needs no sideways scrolling and nothing is cut', async (t) => {
  const guest = await newGuest(t, portal.url, { viewport: NARROWEST, thorough: false })
  const { page } = guest
  await findSignUp(guest)
  await signUp(guest, portal, maryam.form, 'identity')
  await page.getByRole('button', { name: 'انتخاب تاریخ از تقویم' }).click()
  await page.getByRole('dialog', { name: 'انتخاب تاریخ' }).waitFor()
  await guest.looks('calendar open')
  await page.keyboard.press('Escape')
  await guest.press('مرحله بعد')
  await guest.refused('/sign-up/identity')
  await guest.inPlaceOf(await walkSignUp(portal, zahra.form, 'review'))
  await guest.open('/sign-up/review', HEADING.review)
  await guest.press('تأیید و ارسال درخواست')
  await guest.at('/sign-up/result', HEADING.checking)
  await portal.work()
  await guest.at('/sign-up/result', HEADING.succeeded)
  await signInAt(guest, zahra.form)
  await page.getByRole('button', { name: 'فهرست' }).click()
  await guest.looks('menu open')
  for (const path of OWN) {
    await page.goto(path)
    await guest.looks()
  }
  await guest.signOut()
})

test('with letters twice as large a phone shows every page whole', async (t) => {
  const guest = await newGuest(t, portal.url, { thorough: false })
  const { page } = guest
  await portal.forward(61_000)
  await guest.inPlaceOf(await walkSignUp(portal, maryam.form, 'review'))
  const pages = [
    ...OPEN,
    '/sign-up/who',
    '/sign-up/identity',
    '/sign-up/password',
    '/sign-up/review',
    '/recover',
    '/no',
  ]
  for (const path of pages) {
    await page.goto(path)
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    assert.deepEqual(await cutOff(page), [], path)
  }
})

test('for who asks for less motion nothing moves; for others only colours fade', async (t) => {
  const guest = await newGuest(t, portal.url, { thorough: false })
  const { page } = guest
  const moving = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) => {
        const { transitionDuration, transitionProperty, animationName } = getComputedStyle(element)
        const still = animationName === 'none' && transitionDuration.split(', ').every((time) => time === '0s')
        return still ? [] : [`${animationName} ${transitionProperty}`]
      }),
    )
  await page.goto('/')
  assert.deepEqual(await moving(), [])
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  assert.deepEqual([...new Set(await moving())], ['none background-color, border-color, box-shadow'])
})

test('on paper the review page is its answers, without menu, steps back or buttons', async (t) => {
  const guest = await newGuest(t, portal.url, { viewport: WIDE, thorough: false })
  const { page } = guest
  await portal.forward(61_000)
  await guest.inPlaceOf(await walkSignUp(portal, maryam.form, 'review'))
  await guest.open('/sign-up/review', HEADING.review)
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  for (const text of ['فاطمه‌سادات', 'حسینی‌نژاد قمی', 'سید محمدرضا', '۱۵ اردیبهشت ۱۳۶۵'])
    assert.equal(await page.getByText(text, { exact: true }).isVisible(), true, text)
  assert.deepEqual(
    await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('nav, button, input, .back, .act, .foot, .skip')]
        .filter((element) => element.checkVisibility())
        .map((element) => element.outerHTML),
    ),
    [],
  )
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgba(0, 0, 0, 0)')
  await page.setViewportSize(PHONE)
  assert.deepEqual(await cutOff(page), [])
})
