import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { approveAll } from '#app/answers/answers.ts'
import { importCorpus } from '#app/answers/corpus.ts'
import { askPerson } from '#app/requests/ask.ts'
import { takeRequest } from '#app/requests/take.ts'
import { parseTrackingCode } from '#kernel/tracking-code.ts'
import { addWriters, organisationCorpus } from '#test/support/answers.ts'
import { photograph } from '#test/support/family.ts'
import { safeCode, somebody } from '#test/support/people.ts'
import { startPortal } from '#test/support/portal.ts'
import { ok, requestsOf } from '#test/support/requests.ts'
import { signedUp, smsCode } from '#test/support/sign-up.ts'
import type { Visitor } from '#test/support/visitor.ts'
import { Keys } from './keys.ts'
import { newGuest, type Guest } from './support.ts'

const NARROWEST = { width: 320, height: 568 }
const REVIEW = 'یک بار دیگر بخوانید'
const ali = somebody({ number: safeCode(820_001), firstName: 'علی' })
const portal = await startPortal({ after }, { people: [ali] })
const { app } = portal
const desk = requestsOf(portal)
await addWriters(app, 'sara', 'omid')
for (const result of [await importCorpus(app, 'sara', organisationCorpus()), await approveAll(app, 'omid')])
  assert.ok(result.ok)
let visitor: Visitor
before(async () => {
  visitor = await signedUp(portal, ali.form)
})

/** The tracking code on the page. */
async function codeOn({ page }: Guest): Promise<string> {
  const code = parseTrackingCode((await page.locator('.tracking').textContent())!)
  assert.ok(code.ok)
  return code.value
}

async function fillIn(guest: Guest, kind = 'شکایت'): Promise<void> {
  await guest.page.getByLabel(kind, { exact: true }).check()
  await guest.page.getByLabel('بیمه', { exact: true }).check()
  await guest.type('شرح', 'لیست اسفند در سابقهٔ من نیست.')
}

/** From the first page to the form, past the questions that are like it. */
async function toForm(guest: Guest): Promise<void> {
  await guest.open('/requests/new', 'پرسش و شکایت')
  await guest.type('پرسش یا مشکلتان چیست؟', 'فیش حقوقی این ماهم نیست')
  await guest.press('ادامه')
  await guest.at('/requests/new/similar', 'شاید پاسخ شما همین‌جاست')
  await guest.press('مورد من نیست')
  await guest.at('/requests/new/form', 'درخواست خود را کامل کنید')
}

for (const [how, options] of Object.entries({
  'with JavaScript on a phone': {},
  'without JavaScript at 320 px': { javaScriptEnabled: false, viewport: NARROWEST },
}))
  test(`a citizen asks ${how}, is asked back, and answers`, async (t) => {
    const guest = await (await newGuest(t, portal.url, options)).inPlaceOf(visitor)
    const { page } = guest
    await toForm(guest)
    await guest.press('ادامه')
    await guest.refused('/requests/new/form')
    await fillIn(guest, 'پرسش')
    await guest.press('ادامه')
    await guest.at('/requests/new/review', REVIEW)
    const file = { name: 'فیش.jpg', mimeType: 'image/jpeg', buffer: await photograph() }
    await page.getByLabel('عکس یا سند').setInputFiles(file)
    await page.getByRole('button', { name: /^(افزودن پیوست|دوباره بفرستید)$/ }).click()
    await page.getByText('فیش.jpg').first().waitFor()
    await guest.at('/requests/new/review', REVIEW)
    await guest.press('فرستادن درخواست')
    await page.getByText('درخواست شما رسید').first().waitFor()
    const { pathname } = new URL(page.url())
    await guest.at(pathname, 'فیش حقوقی این ماهم نیست')
    const code = await codeOn(guest)
    const clerk = await desk.staff('officer')
    ok(await takeRequest(app, clerk, code, null))
    ok(await askPerson(app, clerk, code, 'کدام ماه؟', null))
    await guest.open('/requests', 'پرسش‌ها و شکایت‌های من')
    await page.getByText('نوبت شماست').first().waitFor()
    await page.getByRole('main').getByRole('link', { name: 'فیش حقوقی این ماهم نیست' }).first().click()
    await guest.at(pathname, 'فیش حقوقی این ماهم نیست')
    await guest.type('پاسخ شما', 'آبان')
    await guest.press('فرستادن پاسخ')
    await page.getByText('نوبت سازمان است').first().waitFor()
  })

test('as one types, answered questions are offered under the field', async (t) => {
  const guest = await newGuest(t, portal.url)
  await guest.open('/requests/new', 'پرسش و شکایت')
  await guest.page.getByLabel('پرسش یا مشکلتان چیست؟').pressSequentially('فیش حقوقی این ماهم')
  const offered = guest.page.getByRole('list', { name: 'پرسش‌های نزدیک' }).getByRole('link')
  await offered.first().waitFor()
  assert.equal(await offered.first().textContent(), 'فیش حقوقی بازنشستگان را چگونه دریافت کنم؟')
})

test('a guest asks by keyboard alone, proves the mobile, and follows it by tracking code', async (t) => {
  const mobile = '09124445566'
  const guest = await newGuest(t, portal.url, { thorough: false })
  const { page } = guest
  const keys = new Keys(page)
  await guest.open('/requests/new', 'پرسش و شکایت')
  await keys.type('پرسش یا مشکلتان چیست؟', 'ققققق ژژژژژ')
  await keys.press('ادامه')
  await guest.at('/requests/new/form', 'درخواست خود را کامل کنید')
  for (const name of ['پرسش', 'بیمه']) {
    await keys.to(page.getByLabel(name, { exact: true }))
    await page.keyboard.press('Space')
  }
  await keys.type('شرح', 'لیست اسفند در سابقهٔ من نیست.')
  await keys.type('نام و نام خانوادگی', 'مینا کاظمی')
  await keys.type('شماره همراه', mobile)
  await keys.press('ادامه')
  await guest.at('/requests/new/review', REVIEW)
  await keys.press('فرستادن درخواست')
  await guest.at('/requests/new/code', 'کد پیامکی')
  await keys.type('کد ۶ رقمی', await smsCode(portal, mobile))
  await keys.press('ثبت درخواست')
  await guest.at('/requests/tracked', 'ققققق ژژژژژ')
  const code = await codeOn(guest)

  await portal.forward(61_000)
  const again = await newGuest(t, portal.url)
  await again.open('/requests/track', 'پیگیری درخواست')
  await again.type('کد رهگیری', code)
  await again.type('شماره همراه', mobile)
  await again.press('ادامه')
  await again.at('/requests/track/code', 'کد پیامکی')
  await again.type('کد ۶ رقمی', await smsCode(portal, mobile))
  await again.press('دیدن درخواست')
  await again.at('/requests/tracked', 'ققققق ژژژژژ')
})

test('an anonymous reporter writes the phrase down, and comes back with it to answer the inspector', async (t) => {
  const guest = await newGuest(t, portal.url)
  const { page } = guest
  await guest.open('/requests/anonymous', 'گزارش نظارتی بی‌نام')
  await page.getByLabel('دربارهٔ کدام شعبه است؟').selectOption('2')
  await page.getByLabel('بیمه', { exact: true }).check()
  await guest.type('چه دیده‌اید؟', 'در شعبه از مردم پول می‌گیرند.')
  await guest.press('ادامه')
  await guest.at('/requests/new/review', REVIEW)
  await guest.press('فرستادن گزارش')
  await guest.at('/requests/anonymous/sent', 'گزارش شما رسید')
  const [code, phrase] = [await codeOn(guest), (await page.locator('.card b').textContent())!]
  await guest.press('یادداشت کردم؛ از این دستگاه پاک کن')
  await guest.at('/requests/track', 'پیگیری درخواست')
  assert.deepEqual(
    (await guest.context.cookies()).map(({ name }) => name),
    ['csrf'],
  )
  const inspector = await desk.staff('oversight-officer', { province: 'قم' })
  ok(await takeRequest(app, inspector, code, null))
  ok(await askPerson(app, inspector, code, 'چه روزی بود؟', null))
  const again = await newGuest(t, portal.url)
  await again.open('/requests/track', 'پیگیری درخواست')
  await again.type('کد رهگیری گزارش', code)
  await again.type('عبارت محرمانه', phrase)
  await again.press('باز کردن گزارش')
  await again.at('/requests/tracked', 'در شعبه از مردم پول می‌گیرند')
  await again.type('پاسخ شما', 'دوشنبه')
  await again.press('فرستادن پاسخ')
  await again.page.getByText('نوبت سازمان است').first().waitFor()
})

test('who asks for information gives no reason and reads the ten working days that nothing stops', async (t) => {
  const guest = await (await newGuest(t, portal.url)).inPlaceOf(visitor)
  await guest.open('/requests/information', 'درخواست دسترسی به اطلاعات')
  await guest.type('چه اطلاعاتی می‌خواهید؟', 'شمار بازنشستگان قم')
  await guest.type('شرح', 'به تفکیک جنس، سال ۱۴۰۴')
  await guest.press('ادامه')
  await guest.at('/requests/new/review', REVIEW)
  await guest.press('فرستادن درخواست')
  await guest.page.getByText('مهلت ده روز کاری از همین تاریخ است').waitFor()
  await guest.at(new URL(guest.page.url()).pathname, 'شمار بازنشستگان قم')
})
