import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { newPage } from '#test/support/chromium.ts'
import { VIEW_SAMPLES } from './view-samples.tsx'
import { serveViews, type ViewServer } from './view-server.tsx'

let views: ViewServer
before(async () => {
  views = await serveViews()
})
after(() => views.close())

const phone = { width: 360, height: 760 }

/** Error pages differ in words only: one of each kind is looked at. */
const looks = Object.keys(VIEW_SAMPLES).filter((name) => !/^problem-(4(?!04|29)|5)/.test(name))

test('every page is right for axe, in the dark, on the narrowest phone, and under a thumb', async (t) => {
  const page = await newPage(t, { viewport: phone, serviceWorkers: 'block' })
  const faults: Record<string, unknown> = {}
  for (const name of Object.keys(VIEW_SAMPLES)) {
    await page.setViewportSize(phone)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(`${views.url}/${name}`)
    const found = { axe: looks.includes(name) ? await faultsOf(axe(page)) : [], small: await tooSmall(page) }
    await page.emulateMedia({ colorScheme: 'dark' })
    const dark = looks.includes(name) ? await faultsOf(axe(page).withRules(['color-contrast'])) : []
    // 320 px is also what 400 % zoom leaves of a wide screen.
    await page.setViewportSize({ width: 320, height: 640 })
    const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    const wide = content === view ? [] : [`${content} px of content in ${view}`]
    if ([...found.axe, ...found.small, ...dark, ...wide].length > 0) faults[name] = { ...found, dark, wide }
  }
  assert.deepEqual(faults, {})
})

/** Sample views have no frames, so axe need not open a tab of its own to gather what it found. */
const axe = (page: Page): AxeBuilder => new AxeBuilder({ page }).setLegacyMode(true)

async function faultsOf(builder: AxeBuilder): Promise<string[]> {
  const { violations } = await builder.analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

/** What one can press and is less than 44 px high, but for links inside a sentence. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const inSentence = (element: Element) =>
      element.tagName === 'A' && element.closest('p, li, dd')?.textContent.trim() !== element.textContent.trim()
    const standsAlone = (element: Element) => getComputedStyle(element).display !== 'inline'
    return [...document.querySelectorAll('a, button, input:not([type=hidden]), select, label.tick')]
      .filter((element) => !['checkbox', 'radio'].includes((element as HTMLInputElement).type))
      .filter((element) => (element as HTMLElement).checkVisibility() && !element.closest('.skip, .notice'))
      .filter((element) => standsAlone(element) || !inSentence(element))
      .filter((element) => element.getBoundingClientRect().height < 43.9 && !element.matches('.card a'))
      .map((element) => `${element.outerHTML.slice(0, 120)} ${element.getBoundingClientRect().height}`)
  })
}

test('axe finds nothing on a wide screen either, nor in the opened menu and calendar', async (t) => {
  const wide = await newPage(t, { viewport: { width: 1280, height: 900 }, serviceWorkers: 'block' })
  const narrow = await newPage(t, { viewport: phone, serviceWorkers: 'block' })
  await wide.goto(`${views.url}/home-signed-in`)
  assert.deepEqual(await faultsOf(axe(wide)), [])
  await narrow.goto(`${views.url}/home-signed-in`)
  await narrow.getByRole('button', { name: 'فهرست' }).click()
  assert.deepEqual(await faultsOf(axe(narrow)), [])
  for (const page of [wide, narrow]) {
    await page.goto(`${views.url}/sign-up-identity`)
    await page.getByRole('button', { name: 'انتخاب تاریخ از تقویم' }).click()
    await page.getByRole('dialog').waitFor()
    assert.deepEqual(await faultsOf(axe(page)), [])
  }
})

test('with letters twice as large nothing runs out of a 360-px page', async (t) => {
  const page = await newPage(t, { viewport: phone, serviceWorkers: 'block' })
  for (const name of ['home', 'sign-up-identity-errors', 'sign-up-review', 'sign-in', 'account-devices']) {
    await page.goto(`${views.url}/${name}`)
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    const [content, view] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    assert.equal(content, view, name)
  }
})

test('every page is drawn with the built letters and says nothing in the console', async (t) => {
  const page = await newPage(t, { viewport: phone, serviceWorkers: 'block' })
  const said: string[] = []
  page.on('pageerror', (error) => said.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') said.push(message.text())
  })
  for (const name of ['home', 'sign-up-password', 'offline', 'staff']) {
    await page.goto(`${views.url}/${name}`)
    const loaded = await page.evaluate(async () => {
      await document.fonts.ready
      return [...document.fonts].filter(({ status }) => status === 'loaded').length
    })
    assert.ok(loaded >= 1, name)
  }
  assert.deepEqual(said, [])
})

test('without JavaScript what only a script can do is not shown, and the menu opens all the same', async (t) => {
  const page = await newPage(t, { viewport: phone, javaScriptEnabled: false })
  await page.goto(`${views.url}/sign-up-password`)
  assert.equal(await page.getByText('نمایش گذرواژه').isVisible(), false)
  assert.equal(await page.getByText('بین ۸ تا ۶۴ نویسه').isVisible(), true)
  await page.goto(`${views.url}/sign-up-identity`)
  assert.equal(await page.getByRole('button', { name: 'تقویم' }).count(), 0)
  assert.equal(await page.getByRole('link', { name: 'کارفرمایان' }).isVisible(), false)
  await page.getByRole('button', { name: 'فهرست' }).click()
  assert.equal(await page.getByRole('link', { name: 'کارفرمایان' }).isVisible(), true)
})

test('on paper a page has neither menu nor buttons', async (t) => {
  const page = await newPage(t, { viewport: { width: 1000, height: 900 }, serviceWorkers: 'block' })
  await page.goto(`${views.url}/sign-up-review`)
  await page.emulateMedia({ media: 'print' })
  assert.equal(await page.getByRole('link', { name: 'بیمه‌شدگان' }).isVisible(), false)
  assert.equal(await page.getByRole('button', { name: 'تأیید و ارسال درخواست' }).isVisible(), false)
  assert.equal(await page.getByText('حسینی‌نژاد قمی').isVisible(), true)
})
