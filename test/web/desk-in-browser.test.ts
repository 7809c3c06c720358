import assert from 'node:assert/strict'
import { after, test, type TestContext } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { citizen } from '#app/applications/load.ts'
import { moveApplication } from '#app/applications/move.ts'
import { answerPage } from '#app/applications/fill.ts'
import { uploadFile } from '#app/applications/upload.ts'
import { newContext } from '../support/chromium.ts'
import { branchOf, ok } from '../support/desk.ts'
import { startPortal } from '../support/portal.ts'
import type { Visitor } from '../support/visitor.ts'

const portal = await startPortal({ after })
const branch = branchOf(portal)
const caseOf = (code: string, rest = '') => `/staff/cases/${code}${rest}`

async function at(t: TestContext, staff: Visitor, path: string, script = true): Promise<Page> {
  const context = await newContext(t, {
    viewport: { width: 1000, height: 700 },
    serviceWorkers: 'block',
    javaScriptEnabled: script,
  })
  await context.addCookies([{ name: 'staff', value: staff.cookie('staff')!, url: portal.url }])
  const page = await context.newPage()
  await page.goto(portal.url + path)
  return page
}

/** A key under the Persian layout: its place on the board, and the letter that stands there. */
const persian = (page: Page, code: string, letter: string, more: object = {}) =>
  page.evaluate(
    ([where, what, also]) => {
      const event = new KeyboardEvent('keydown', {
        code: where,
        key: what,
        altKey: true,
        bubbles: true,
        cancelable: true,
        ...(also as object),
      })
      return !(document.activeElement ?? document.body).dispatchEvent(event)
    },
    [code, letter, more] as const,
  )

const path = (page: Page) => new URL(page.url()).pathname

/** A case whose id card is a picture of 400 × 200 pixels, claimed by nobody. */
async function pictured() {
  const key = await branch.sent()
  const officer = await branch.staff('officer')
  await officer.open(caseOf(key.code))
  await officer.submit({}, caseOf(key.code, '/claim'))
  const remarks = { 'document-idCard': 'تصویر خوانا نیست.', 'field-placeOfBirth': 'با شناسنامه یکی نیست.' }
  await officer.submit(remarks, caseOf(key.code, '/moves/return'))
  const bytes = await sharp({ create: { width: 400, height: 200, channels: 3, background: { r: 9, g: 90, b: 99 } } })
    .jpeg()
    .toBuffer()
  ok(await uploadFile(branch.app, key, 'idCard', { name: 'شناسنامه.jpg', bytes }))
  ok(await answerPage(branch.app, key, 'details', { json: { placeOfBirth: 'قم' } }))
  ok(await moveApplication(branch.app, key, citizen(key.personId), 'citizen:submit'))
  return { key, officer }
}

test('the keys work by their place under the Persian layout: next in line, claim, a form with its first field', async (t) => {
  const key = await branch.sent('wife', 4)
  const officer = await branch.staff('officer', { branchId: 4 })
  const page = await at(t, officer, '/staff')
  await persian(page, 'KeyN', 'د')
  await page.waitForURL(`**${caseOf(key.code)}`)
  assert.equal((await branch.load(key)).application.holder, officer.staffId)
  assert.equal(await persian(page, 'KeyM', 'پ'), true)
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'text')
  await page.locator('#text').press('Tab')
  await persian(page, 'Slash', '/')
  assert.equal(await page.getByText('در خانه‌های نوشتن کار نمی‌کنند').isVisible(), true)
})

test('a key is never taken from a field, from a combination that is somebody else’s, or pressed by itself', async (t) => {
  await branch.sent('wife', 3)
  const officer = await branch.staff('officer', { branchId: 3 })
  const page = await at(t, officer, '/staff')
  const taken: boolean[] = []
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: false }, { isComposing: true }])
    taken.push(await persian(page, 'KeyN', 'د', more))
  await page.locator('#q').focus()
  taken.push(await persian(page, 'KeyN', 'د'))
  await page.locator('#service').focus()
  taken.push(await persian(page, 'KeyN', 'د'))
  assert.deepEqual(new Set(taken), new Set([false]))
  assert.equal(path(page), '/staff')
  assert.equal(await page.locator('[accesskey]').count(), 0, 'browsers heed these inside fields')
})

test('J and K go through the queue, S to the search', async (t) => {
  const codes = [await branch.sent('wife', 2), await branch.sent('wife', 2)].map(({ code }) => code)
  const page = await at(t, await branch.staff('officer', { branchId: 2 }), '/staff')
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('href')?.slice(-10) ?? '')
  const links = await page
    .locator('.cases a')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href')!.slice(-10)))
  assert.deepEqual(links.toSorted(), codes.toSorted())
  await persian(page, 'KeyJ', 'ت')
  assert.equal(await focused(), links[0])
  await persian(page, 'KeyJ', 'ت')
  assert.equal(await focused(), links[1])
  await persian(page, 'KeyK', 'ن')
  assert.equal(await focused(), links[0])
  await persian(page, 'KeyS', 'س')
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'q')
})

test('a picture opens in the viewer, grows, turns, and closes, all by keyboard; reading it is an action', async (t) => {
  const { key, officer } = await pictured()
  const page = await at(t, officer, caseOf(key.code))
  const views = async () =>
    (await branch.load(key)).application.actions.filter((one) => one.kind === 'viewed' && one.what === 'idCard').length
  assert.equal(await views(), 0, 'nothing is read unasked')
  const link = page.getByRole('link', { name: 'شناسنامه.jpg' })
  await link.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'صفحهٔ اول شناسنامه' })
  const image = dialog.getByRole('img')
  await image.evaluate((one: HTMLImageElement) => one.decode())
  const size = async () => {
    const box = (await image.boundingBox())!
    return { width: box.width, height: box.height }
  }
  await page.waitForFunction(() => document.querySelector('.viewer output')?.textContent !== '')
  const first = await size()
  assert.ok(Math.abs(first.width / first.height - 2) < 0.05, 'it is shown whole, in its proportions')
  await page.keyboard.press('+')
  assert.ok((await size()).width > first.width * 1.2)
  await page.keyboard.press('-')
  await page.keyboard.press('KeyR')
  const turned = await size()
  assert.ok(Math.abs(turned.height / turned.width - 2) < 0.05, 'it lies on its side')
  assert.match((await dialog.locator('output').textContent()) ?? '', /۹۰ درجه/)
  await page.keyboard.press('Digit0')
  assert.deepEqual(await size(), first)
  await dialog.getByRole('button', { name: 'چرخش به چپ' }).click()
  assert.match((await dialog.locator('output').textContent()) ?? '', /۲۷۰ درجه/)
  const { violations } = await new AxeBuilder({ page }).analyze()
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
    [],
  )
  await page.keyboard.press('Escape')
  assert.equal(await dialog.count(), 0)
  assert.equal(await link.evaluate((one) => one === document.activeElement), true, 'the focus is back at the link')
  assert.equal(await views(), 1)
})

test('without JavaScript the picture opens by itself in a page of its own', async (t) => {
  const { key, officer } = await pictured()
  const page = await at(t, officer, caseOf(key.code), false)
  const opening = page.context().waitForEvent('page')
  await page.getByRole('link', { name: 'شناسنامه.jpg' }).click()
  const opened = await opening
  await opened.waitForLoadState()
  assert.match(path(opened), new RegExp(`^${caseOf(key.code, '/files/')}`))
  assert.equal(path(page), caseOf(key.code))
})
