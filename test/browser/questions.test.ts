import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { approveAll } from '#app/answers/answers.ts'
import { importCorpus } from '#app/answers/corpus.ts'
import { addWriters, organisationCorpus } from '#test/support/answers.ts'
import { startPortal } from '#test/support/portal.ts'
import { newGuest } from './support.ts'

const portal = await startPortal({ after })
await addWriters(portal.app, 'sara', 'reza')
for (const result of [
  await importCorpus(portal.app, 'sara', organisationCorpus()),
  await approveAll(portal.app, 'reza'),
])
  assert.ok(result.ok)

test('as one types, the likest questions are offered; by keyboard to the answer, and it helped', async (t) => {
  const guest = await newGuest(t, portal.url)
  const { page } = guest
  await guest.open('/questions', 'پرسش و پاسخ')
  await page.getByRole('searchbox', { name: 'پرسش شما' }).pressSequentially('فیش حقوقی این ماهم')
  const offered = page.getByRole('list', { name: 'پرسش‌های نزدیک' }).getByRole('link')
  await offered.first().waitFor()
  assert.equal(await offered.first().textContent(), 'فیش حقوقی بازنشستگان را چگونه دریافت کنم؟')
  await offered.first().focus()
  await page.keyboard.press('Enter')
  await guest.at('/questions/42', 'فیش حقوقی بازنشستگان را چگونه دریافت کنم؟')
  await page.getByRole('button', { name: 'این پاسخ مشکل من را حل کرد' }).click()
  await page.getByText('خوشحالیم که به کارتان آمد').waitFor()
})

test('without JavaScript: search, choose the case, read the answer', async (t) => {
  const guest = await newGuest(t, portal.url, { javaScriptEnabled: false })
  const { page } = guest
  await page.goto('/questions')
  await page.getByRole('searchbox', { name: 'پرسش شما' }).fill('چند ماه بيمه بيكاري ميدن')
  await page.getByRole('search', { name: 'جست‌وجوی پرسش‌ها' }).getByRole('button').click()
  await page.getByRole('link', { name: 'مدت پرداخت مقرری بیمه بیکاری چقدر است؟' }).click()
  await page.getByLabel('متأهل یا متکفل').check()
  await page.getByLabel('۲۵ تا ۱۲۰ ماه').check()
  await page.getByRole('button', { name: 'نشان دادن پاسخ' }).click()
  await page.getByText('۱۸ ماه').waitFor()
  await page.getByText('مستند: مادهٔ ۷ قانون بیمهٔ بیکاری').waitFor()
})
