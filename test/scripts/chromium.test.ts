import { browser, launchPackaged, newPage } from '../support/chromium.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'

const persian = 'data:text/html;charset=utf-8,<!doctype html><title>تأمین</title><p dir=rtl>سلام'

const look = async (page: Page): Promise<[string, string]> => {
  await page.goto(persian)
  return [await page.title(), await page.innerText('p')]
}

test('a page sees a Persian person in Tehran', async (t) => {
  const page = await newPage(t)
  assert.deepEqual(await look(page), ['تأمین', 'سلام'])
  const seen = await page.evaluate(() => [navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone])
  assert.deepEqual(seen, ['fa-IR', 'Asia/Tehran'])
  assert.equal(await browser(), await browser())
})

test('where the system has no Chromium, the one in the npm package does', async (t) => {
  const packaged = await launchPackaged(process.getuid?.() === 0 ? ['--no-sandbox'] : [])
  t.after(() => packaged.close())
  assert.deepEqual(await look(await packaged.newPage()), ['تأمین', 'سلام'])
})
