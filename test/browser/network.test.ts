import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { somebody } from '#test/support/people.ts'
import { startPortal } from '#test/support/portal.ts'
import { HEADING } from './journey.ts'
import { newGuest } from './support.ts'

/** What browsers call slow 3G: 400 ms there and back, 400 kbit/s. */
const SLOW_3G = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
const maryam = somebody()
const portal = await startPortal({ after }, { people: [maryam] })

test('on a slow network a page is drawn, read and used before its script arrives', async (t) => {
  const guest = await newGuest(t, portal.url, { thorough: false })
  const { page } = guest
  const network = await guest.context.newCDPSession(page)
  await network.send('Network.enable')
  await network.send('Network.emulateNetworkConditions', SLOW_3G)
  const script = Promise.withResolvers<void>()
  let arrived = 0
  await page.route('**/assets/main-*.js', async (route) => {
    await script.promise
    arrived += 1
    await route.continue()
  })

  await page.goto('/sign-up/who', { waitUntil: 'commit' })
  await page.getByRole('heading', { level: 1, name: HEADING.who }).waitFor()
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0)
  const band = await page.locator('header.top').evaluate((header) => getComputedStyle(header).backgroundColor)
  assert.notEqual(band, 'rgba(0, 0, 0, 0)', 'drawn with its look')
  await guest.type('کد ملی', maryam.form.personalNumber)
  await guest.type('شماره همراه', maryam.form.mobile)
  await page.getByRole('button', { name: 'مرحله بعد' }).click({ noWaitAfter: true })
  await page.getByRole('heading', { level: 1, name: HEADING.code }).waitFor()
  assert.equal(arrived, 0, 'without its script')
  assert.equal(await page.getByRole('button', { name: 'ارسال دوبارهٔ کد' }).isDisabled(), false)

  script.resolve()
  await page.waitForFunction(() => document.querySelector('resend-wait button')?.hasAttribute('disabled'))
  await guest.at('/sign-up/code', HEADING.code)
})

test('without a connection the installed portal says so, and is there again when the connection is', async (t) => {
  const guest = await newGuest(t, portal.url, { serviceWorkers: 'allow', thorough: false })
  const { page, context } = guest
  await guest.open('/', HEADING.home)
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await page.waitForFunction(async () => (await caches.match('/offline')) !== undefined)
  await page.reload()
  await context.setOffline(true)
  await page.goto('/services')
  await page.getByRole('heading', { level: 1, name: 'اینترنت قطع است' }).waitFor()
  const button = page.getByRole('link', { name: 'دوباره امتحان می‌کنم' })
  assert.notEqual(await button.evaluate((link) => getComputedStyle(link).backgroundColor), 'rgba(0, 0, 0, 0)')
  await context.setOffline(false)
  await button.click()
  await guest.at('/', HEADING.home)
  guest.complaints.splice(0, guest.complaints.length, ...guest.complaints.filter((line) => !/ERR_INTERNET/.test(line)))
})
